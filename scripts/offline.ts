/**
 * A step of the page's build: makes `service-worker.js` from `src/offline/service-worker.ts` and puts before it the list of all
 * files of this build with their sizes and, where the name does not change with the content, their SHA-256. Not in `npm run dev`.
 */
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import type { Plugin } from "vite";
import type { FileList, Listed, Tier } from "../src/offline/plan.ts";

const WORKER = "service-worker.js";
/** Views that are kept before anything else; the other chunks follow when the page is at rest. */
const SHELL = /\/src\/app\/(Home|StoryView)\.tsx$/;
/** Parts of the engine that most devices never ask for: they are kept when used. */
const RARE = /\/(webgl|webgpu|zip|read-[\w-]+)-[\w-]+\.js$|\/tfjs-backend-wasm-(?!simd)[\w-]+\.wasm$/;
/** The home shows each story with its picture. */
const SHELL_FILE = /^(index\.html|favicon\.svg|manifest\.webmanifest|stories\/[\w-]+\.svg)$|\.css$|\/inter-latin-wght-[\w-]+\.woff2$/;

/** What a chunk brings: its imports to their end, and what it fetches later. */
interface Chunk { readonly type: "chunk"; readonly fileName: string; readonly code: string; readonly moduleIds: readonly string[]; readonly imports: readonly string[]; readonly dynamicImports: readonly string[] }
interface Asset { readonly type: "asset"; readonly fileName: string; readonly source: string | Uint8Array }

/** The scripts of the page, and its first views with everything they may ask for later. What the scripts load later are the views, so that is not followed. */
export function shellChunks(chunks: readonly Chunk[], scripts: readonly string[]): Set<string> {
  const byName = new Map(chunks.map((c) => [c.fileName, c])), found = new Set<string>();
  const follow = (name: string, later: boolean): void => {
    const chunk = byName.get(name);
    if (!chunk || found.has(name)) return;
    found.add(name);
    for (const next of chunk.imports) follow(next, later);
    if (later) for (const next of chunk.dynamicImports) follow(next, true);
  };
  for (const name of scripts) follow(name, false);
  for (const c of chunks) if (c.moduleIds.some((id) => SHELL.test(id))) follow(c.fileName, true);
  return found;
}

export const tierOf = (path: string, kind: "chunk" | "asset" | "public", shell: ReadonlySet<string>): Tier => {
  if (shell.has(path) || SHELL_FILE.test(path)) return "shell";
  // A panel that is missing offline breaks the lab, and all of them are small. A script that is an asset is a chunk of the worker's.
  return kind === "chunk" || (kind === "asset" && /\.(js|wasm)$/.test(path) && !RARE.test(path)) ? "work" : "more";
};

const bytesOf = (source: string | Uint8Array): Uint8Array => (typeof source === "string" ? new TextEncoder().encode(source) : source);
const sumOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex").slice(0, 32);

export function offline(): Plugin {
  let publicDir = "", root = "";
  return {
    name: "hemlock:offline",
    apply: "build",
    enforce: "post",
    configResolved(config) {
      publicDir = config.publicDir;
      root = config.root;
    },
    buildStart() {
      this.emitFile({ type: "chunk", id: resolve(root, "src/offline/service-worker.ts"), fileName: WORKER, preserveSignature: false });
    },
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const built = Object.values(bundle) as unknown as (Chunk | Asset)[], worker = built.find((f) => f.fileName === WORKER) as { code: string; imports: string[] } | undefined;
        if (!worker) return this.error("the service worker was not built");
        if (worker.imports.length > 0) return this.error(`the service worker must be one file; it imports ${worker.imports.join(", ")}`);
        const chunks = built.filter((f): f is Chunk => f.type === "chunk" && f.fileName !== WORKER);
        // The bundler may put the page's first script into a file of another name; the page itself says which.
        const page = built.find((f): f is Asset => f.type === "asset" && f.fileName === "index.html"), html = page === undefined ? "" : new TextDecoder().decode(bytesOf(page.source));
        const scripts = [...html.matchAll(/<script[^>]*\bsrc="\.\/([^"]+)"/g)].map((m) => m[1]!), entry = scripts.at(-1), shell = shellChunks(chunks, scripts);
        if (!entry || !shell.has(entry)) return this.error("the page's first script was not found");
        const files: Listed[] = built.filter((f) => f.fileName !== WORKER && !f.fileName.endsWith(".map")).map((f) => {
          const bytes = bytesOf(f.type === "chunk" ? f.code : f.source);
          return { path: f.fileName, bytes: bytes.length, sum: f.fileName.startsWith("assets/") ? "" : sumOf(bytes), tier: tierOf(f.fileName, f.type, shell) };
        });
        for (const e of readdirSync(publicDir, { recursive: true, withFileTypes: true })) {
          if (!e.isFile()) continue;
          const file = join(e.parentPath, e.name), path = relative(publicDir, file).split(sep).join("/"), bytes = readFileSync(file);
          files.push({ path, bytes: bytes.length, sum: sumOf(bytes), tier: tierOf(path, "public", shell) });
        }
        files.sort((a, b) => (a.path < b.path ? -1 : 1));
        worker.code = `const HEMLOCK_FILES=${JSON.stringify({ entry, files } satisfies FileList)};\n${worker.code}`;
      },
    },
  };
}
