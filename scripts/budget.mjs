/**
 * Checks the built page against its budgets: how much script, gzipped, a visitor loads before touching anything, and that
 * no TensorFlow.js is in it. Reads `dist/`; builds nothing. What is loaded lazily or by a worker is printed, not judged.
 */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { gzipSync } from "node:zlib";

const LIMIT = 200_000;
const dist = resolve(import.meta.dirname, "..", process.argv[2] ?? "dist");
const fail = (text) => { console.error(text); process.exit(1); };
if (!existsSync(join(dist, "index.html"))) fail("dist/ holds no page: run `npm run build` first.");

// Static imports in minified output: import…from"./x.js", import"./x.js", export…from"./x.js". import() is lazy.
const STATIC = /(?:^|[;}\s])(?:import|export)\s*(?:[\w$*{},\s]+?\s*from\s*)?["']([^"']+\.js)["']/g;
const html = readFileSync(join(dist, "index.html"), "utf8");
const queue = [...html.matchAll(/<(?:script|link)\b[^>]*>/g)].map(([tag]) => tag)
  .filter((tag) => tag.startsWith("<script") || /rel=["']?modulepreload/.test(tag))
  .map((tag) => /(?:src|href)=["']([^"']+)["']/.exec(tag)?.[1]).filter(Boolean).map((src) => join(dist, src));
if (queue.length === 0) fail("index.html loads no script; the budget was read from nothing.");

const eager = new Map();
while (queue.length) {
  const file = queue.pop();
  if (eager.has(file)) continue;
  const code = readFileSync(file, "utf8");
  eager.set(file, gzipSync(code).length);
  for (const [, target] of code.matchAll(STATIC)) if (target.startsWith(".")) queue.push(join(dirname(file), target));
}
for (const tag of html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)) eager.set(`inline script ${eager.size}`, gzipSync(tag[1]).length);

const total = [...eager.values()].reduce((a, b) => a + b, 0);
const kb = (n) => `${(n / 1000).toFixed(1)} kB`.padStart(9);
for (const [file, size] of eager) console.log(`${kb(size)}  before interaction  ${basename(file)}`);
const rest = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((e) => e.isFile() && /\.(js|wasm)$/.test(e.name)).map((e) => join(e.parentPath, e.name)).filter((f) => !eager.has(f));
for (const file of rest) console.log(`${kb(gzipSync(readFileSync(file)).length)}  later               ${relative(dist, file)}`);
console.log(`${kb(total)}  before interaction, of at most ${LIMIT / 1000} kB, gzipped`);

// Names of the library's own environment flags survive minification.
const heavy = [...eager.keys()].filter((f) => existsSync(f) && /DEPRECATION_WARNINGS_ENABLED|WEBGL_PACK|WEBGPU_CPU_FORWARD|WASM_HAS_SIMD_SUPPORT/.test(readFileSync(f, "utf8")));
if (heavy.length) fail(`TensorFlow.js is loaded before interaction, in ${heavy.map((f) => basename(f)).join(", ")}; it belongs to the worker.`);
// Plug-ins lose their work in the page (scripts/declarations-only.ts) and must keep it in the worker.
const stripped = (f) => readFileSync(f, "utf8").includes("only the worker does this");
if (![...eager.keys()].some((f) => existsSync(f) && stripped(f))) fail("Plug-ins still carry in the page what only the worker does.");
const worker = rest.filter((f) => /\.worker-/.test(basename(f)));
if (worker.length === 0 || worker.some(stripped)) fail("The worker's plug-ins have lost what they do.");
if (total >= LIMIT) fail(`Script before interaction is ${kb(total).trim()} gzipped; the budget is ${LIMIT / 1000} kB.`);
