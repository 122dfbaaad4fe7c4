/**
 * The plainest web server there is: files below one folder, a type by the ending, no other headers. Stands for any static host. The
 * folder can be changed while it serves, which is how a new version is put up.
 */
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, resolve } from "node:path";

/** The built page under test, the same folder as scripts/serve.mjs serves. */
export const dist = resolve(import.meta.dirname, "..", process.env["HEMLOCK_OUT"] ?? "dist");

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".json": "application/json",
  ".webmanifest": "application/manifest+json", ".wasm": "application/wasm", ".woff2": "font/woff2", ".bin": "application/octet-stream",
};

export interface StaticServer {
  /** Address of the page's folder. */
  readonly url: string;
  /** Paths asked for so far. */
  readonly asked: string[];
  use(folder: string): void;
  close(): Promise<void>;
}

/** Serves `folder` below `path`, which begins and ends with a slash and is not encoded. */
export async function serveStatic(path = "/", folder = dist): Promise<StaticServer> {
  const asked: string[] = [];
  let root = folder;
  const server = createServer((request, response) => {
    const wanted = decodeURIComponent(new URL(request.url ?? "", "http://x").pathname);
    asked.push(wanted);
    const inside = wanted.startsWith(path) ? normalize(wanted.slice(path.length) || "index.html") : "..", file = join(root, inside);
    if (inside.startsWith("..") || !existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}${encodeURI(path)}`, asked,
    use: (next) => void (root = next),
    close: () => new Promise((done) => {
      server.closeAllConnections();
      server.close(() => done());
    }),
  };
}
