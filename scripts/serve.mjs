/**
 * Builds the page and serves the built files from this machine. `npm start` runs it; the end-to-end tests and the bench
 * import it. It is not a deployment: any static host serves `dist/` just as well.
 */
import { build, preview } from "vite";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

export const root = resolve(import.meta.dirname, "..");
/** Where the built page lies; another folder lets two builds of it stand side by side. */
const outDir = resolve(root, process.env.HEMLOCK_OUT ?? "dist");

/** Builds the page; says nothing unless something is wrong. */
export async function buildPage() {
  await build({ root, logLevel: "warn", build: { outDir, emptyOutDir: true } });
}

/** Lets a sandboxed frame, which has no origin of its own, read the files (docs/embedding.md). They are public and hold nothing of anybody's. */
const forSandboxes = { cors: true, headers: { "Access-Control-Allow-Origin": "*" } };

/** Serves the built page on the wanted port or the next free one (0: any free one). Gives the address and a way to stop. */
export async function servePage({ port = 4173, host = "127.0.0.1" } = {}) {
  if (!existsSync(resolve(outDir, "index.html"))) throw new Error("dist/ holds no page yet: run `npm run build` first.");
  const server = await preview({ root, logLevel: "error", build: { outDir }, preview: { port, host, strictPort: false, open: false, ...forSandboxes } });
  const address = server.httpServer.address();
  const shown = host === "0.0.0.0" ? "127.0.0.1" : host;
  return { url: `http://${shown}:${address.port}/`, close: () => server.close() };
}

async function main() {
  const { values } = parseArgs({ options: { port: { type: "string" }, host: { type: "string" }, "no-build": { type: "boolean" } } });
  const port = Number(values.port ?? process.env.PORT ?? 4173);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`--port must be a whole number from 0 to 65535; it was ${values.port ?? process.env.PORT}.`);
  if (!values["no-build"]) {
    console.log("Building the page…");
    await buildPage();
  }
  const { url, close } = await servePage({ port, host: values.host ?? "127.0.0.1" });
  console.log(`\nHemlock is ready: ${url}\nStop it with Ctrl-C.`);
  const stop = () => void close().then(() => process.exit(0));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  main().catch((error) => { console.error(error instanceof Error ? error.message : error); process.exitCode = 1; });
