/**
 * Runs oxlint, and proves in the same breath that it is awake: a file with one violation of each rule we lean on must be
 * reported in full. A linter that silently checks nothing is worse than none.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const oxlint = (cwd, ...args) => spawnSync(join(root, "node_modules", ".bin", "oxlint"), ["--type-aware", ...args], { cwd, encoding: "utf8", maxBuffer: 1 << 26 });
const planted = `export const one = Math.random();
export const two = Date.now();
export const three = window.name;
export const four = document.title;
export const five = localStorage.length;
export const six = performance.now();
export const seven = (x: any): unknown => x;
console.log(one);
export function eight(): void { Promise.resolve(8); }
`;
const expected = ["no-restricted-properties", "no-restricted-properties", ...Array(4).fill("no-restricted-globals"), "no-explicit-any", "no-console", "no-floating-promises"];

// A small house of its own, with copies of the real settings, so that nothing is planted in src/ for others to trip over.
const house = join(root, ".cache", `planted-${process.pid}`);
let missing;
try {
  mkdirSync(join(house, "src", "engine"), { recursive: true });
  writeFileSync(join(house, "src", "engine", "planted.ts"), planted);
  for (const file of [".oxlintrc.json", "tsconfig.json"]) copyFileSync(join(root, file), join(house, file));
  const found = [...oxlint(house, "--format=json", "--no-ignore", join("src", "engine", "planted.ts")).stdout.matchAll(/"code":\s*"[\w@/-]+\(([\w-]+)\)"/g)].map((m) => m[1]);
  missing = expected.filter((rule) => { const i = found.indexOf(rule); if (i >= 0) found.splice(i, 1); return i < 0; });
} finally {
  rmSync(house, { recursive: true, force: true });
}
if (missing.length) {
  console.error(`The linter is asleep: it did not report planted violations of ${[...new Set(missing)].join(", ")}.`);
  process.exit(1);
}

const { status, stdout, stderr } = oxlint(root, "--deny-warnings", ...process.argv.slice(2));
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = status ?? 1;
