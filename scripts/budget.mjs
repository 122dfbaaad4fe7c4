/**
 * Checks the built page against its budgets: how much script, gzipped, a visitor loads before touching anything in each view that somebody may
 * land in, and that no TensorFlow.js is in it. Reads `dist/`; builds nothing. What is loaded lazily or by a worker is printed, not judged.
 */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { gzipSync } from "node:zlib";

const LIMIT = 200_000;
/** Where somebody may land, and the chunk that draws it. */
const VIEWS = { home: "Home", lab: "Lab", story: "StoryView", present: "PresentView", runs: "RunsView", teach: "TeachView", about: "AboutView" };
const dist = resolve(import.meta.dirname, "..", process.argv[2] ?? "dist");
const fail = (text) => { console.error(text); process.exit(1); };
if (!existsSync(join(dist, "index.html"))) fail("dist/ holds no page: run `npm run build` first.");

// Static imports in minified output: import…from"./x.js", import"./x.js", export…from"./x.js". import() is lazy.
const STATIC = /(?:^|[;}\s])(?:import|export)\s*(?:[\w$*{},\s]+?\s*from\s*)?["']([^"']+\.js)["']/g;
const html = readFileSync(join(dist, "index.html"), "utf8");
const shellFiles = [...html.matchAll(/<(?:script|link)\b[^>]*>/g)].map(([tag]) => tag)
  .filter((tag) => tag.startsWith("<script") || /rel=["']?modulepreload/.test(tag))
  .map((tag) => /(?:src|href)=["']([^"']+)["']/.exec(tag)?.[1]).filter(Boolean).map((src) => join(dist, src));
if (shellFiles.length === 0) fail("index.html loads no script; the budget was read from nothing.");

/** These files and all they import at once, with their sizes. */
function closure(files) {
  const found = new Map(), queue = [...files];
  while (queue.length) {
    const file = queue.pop();
    if (found.has(file)) continue;
    const code = readFileSync(file, "utf8");
    found.set(file, gzipSync(code).length);
    for (const [, target] of code.matchAll(STATIC)) if (target.startsWith(".")) queue.push(join(dirname(file), target));
  }
  return found;
}
const sum = (files) => [...files.values()].reduce((a, b) => a + b, 0);
const kb = (n) => `${(n / 1000).toFixed(1)} kB`.padStart(9);

const shell = closure(shellFiles);
for (const tag of html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)) shell.set(`inline script ${shell.size}`, gzipSync(tag[1]).length);

// A view that arrives by import() right after the shell, and whose own imports must be there before it is drawn.
const assets = readdirSync(join(dist, "assets")), eager = new Map(shell), totals = [];
for (const [file, size] of shell) console.log(`${kb(size)}  in every view       ${basename(file)}`);
for (const [view, chunk] of Object.entries(VIEWS)) {
  const own = assets.filter((name) => new RegExp(`^${chunk}-[\\w-]{8}\\.js$`).test(name)).map((name) => join(dist, "assets", name));
  if (own.length !== 1) fail(`The view "${view}" should be one chunk called ${chunk}; found ${own.length}.`);
  const files = closure(own), more = new Map([...files].filter(([f]) => !shell.has(f)));
  for (const [file, size] of more) {
    console.log(`${kb(size)}  ${view.padEnd(18)}  ${basename(file)}`);
    eager.set(file, size);
  }
  totals.push([view, sum(shell) + sum(more)]);
}
const rest = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((e) => e.isFile() && /\.(js|wasm)$/.test(e.name)).map((e) => join(e.parentPath, e.name)).filter((f) => !eager.has(f));
for (const file of rest) console.log(`${kb(gzipSync(readFileSync(file)).length)}  later               ${relative(dist, file)}`);
for (const [view, total] of totals) console.log(`${kb(total)}  before interaction in ${view}, of at most ${LIMIT / 1000} kB, gzipped`);

// Names of the library's own environment flags survive minification.
const heavy = [...eager.keys()].filter((f) => existsSync(f) && /DEPRECATION_WARNINGS_ENABLED|WEBGL_PACK|WEBGPU_CPU_FORWARD|WASM_HAS_SIMD_SUPPORT/.test(readFileSync(f, "utf8")));
if (heavy.length) fail(`TensorFlow.js is loaded before interaction, in ${heavy.map((f) => basename(f)).join(", ")}; it belongs to the worker.`);
// Plug-ins lose their work in the page (scripts/declarations-only.ts) and must keep it in the worker.
const stripped = (f) => readFileSync(f, "utf8").includes("only the worker does this");
if (![...eager.keys()].some((f) => existsSync(f) && stripped(f))) fail("Plug-ins still carry in the page what only the worker does.");
const worker = rest.filter((f) => /\.worker-/.test(basename(f)));
if (worker.length === 0 || worker.some(stripped)) fail("The worker's plug-ins have lost what they do.");
for (const [view, total] of totals) if (total >= LIMIT) fail(`Script before interaction in ${view} is ${kb(total).trim()} gzipped; the budget is ${LIMIT / 1000} kB.`);
