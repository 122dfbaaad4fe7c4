/**
 * Runs the checks one after another and adds them up; the last line is always `N passed, N failed`. Without arguments:
 * everything but the science tests. `--third=1` (2, 3) takes every third file of the science tests. It holds no tests itself, and a
 * tool that dies counts as one failure.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const scratch = mkdtempSync(join(tmpdir(), "hemlock-test-"));
const bin = (name) => join(root, "node_modules", ".bin", name);

function start(command, args, env = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
  if (error) console.error(error.message);
  return status === 0;
}

/** A tool that only says yes or no: one check. */
const check = (command, ...args) => () => (start(command, args) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** Trusts the counts in a report only as far as the exit status agrees with them. */
function counted(ok, read) {
  let counts = { passed: 0, failed: 0, skipped: 0 };
  try {
    counts = read();
  } catch {
    ok = false;
  }
  if (!ok && counts.failed === 0) counts.failed = 1;
  return counts;
}

function vitest(config, files = []) {
  const report = join(scratch, `${config}.json`);
  const ok = start(bin("vitest"), ["run", "--config", config, ...files, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`]);
  return counted(ok, () => {
    const r = JSON.parse(readFileSync(report, "utf8"));
    // A file that cannot be loaded has no tests in it, but it is a failure.
    const broken = r.testResults.filter((f) => f.status === "failed" && !f.assertionResults.some((t) => t.status === "failed")).length;
    return { passed: r.numPassedTests, failed: r.numFailedTests + broken, skipped: r.numPendingTests + r.numTodoTests };
  });
}

/** Journeys of a report that passed only at the second try. */
const unsteadyIn = ({ suites = [], specs = [] }) => [...specs.filter((s) => s.tests.some((t) => t.status === "flaky")).map((s) => `${s.file}:${s.line} ${s.title}`), ...suites.flatMap(unsteadyIn)];

/** `name` tells the reports of two passes apart. */
function playwright(name, ...choice) {
  const report = join(scratch, `${name}.json`);
  const ok = start(bin("playwright"), ["test", ...choice, "--retries=1", "--reporter=list,json"], { PLAYWRIGHT_JSON_OUTPUT_FILE: report, PLAYWRIGHT_JSON_OUTPUT_NAME: report, HEMLOCK_BUILT: "1" });
  return counted(ok, () => {
    const read = JSON.parse(readFileSync(report, "utf8")), { expected, unexpected, skipped } = read.stats, unsteady = unsteadyIn(read);
    return { passed: expected + unsteady.length, failed: unexpected, skipped, unsteady };
  });
}

/** So many journeys may need a second try before all of them count as failed: a crowded machine stumbles here and there, a fault that comes and goes shows in more. */
const UNSTEADY = 2;

/** Two journeys at a time, then one by one those that measure what the machine can do. One that fails gets a second try, and is named. */
function journeys() {
  const parts = [playwright("e2e", "--grep-invert=@alone"), playwright("alone", "--grep=@alone", "--workers=1")], sum = (count) => parts.reduce((n, part) => n + part[count], 0);
  const unsteady = parts.flatMap((part) => part.unsteady ?? []), lost = unsteady.length > UNSTEADY ? unsteady.length : 0;
  return { passed: sum("passed") - lost, failed: sum("failed") + lost, skipped: sum("skipped"), unsteady };
}

const steps = {
  types: check(bin("tsc"), "--noEmit"),
  lint: check(process.execPath, join(root, "scripts", "lint.mjs")),
  unit: () => vitest("vitest.config.ts"),
  data: check(process.execPath, join(root, "scripts", "data", "check.mjs")),
  build: check(bin("vite"), "build", "--logLevel", "warn"),
  budget: check(process.execPath, join(root, "scripts", "budget.mjs")),
  e2e: journeys,
  science: () => vitest("vitest.science.config.ts", third === undefined ? [] : scienceFiles().filter((_, i) => i % 3 === third - 1)),
};

/** In an order that puts neighbors, which take about as long, into different thirds. */
const scienceFiles = () => readdirSync(join(root, "src"), { recursive: true }).map(String).filter((f) => f.endsWith(".science.test.ts")).sort().map((f) => join("src", f));

const [option] = process.argv.slice(2).filter((a) => a.startsWith("--")), third = option === undefined ? undefined : Number(/^--third=([123])$/.exec(option)?.[1]);
if (Number.isNaN(third)) {
  console.error(`"${option}" is not an option here; --third=1, --third=2 and --third=3 are.`);
  process.exit(2);
}
const asked = process.argv.slice(2).filter((a) => !a.startsWith("--"));
const unknown = asked.find((name) => !Object.hasOwn(steps, name));
if (unknown) {
  console.error(`There is no check called "${unknown}". Known: ${Object.keys(steps).join(", ")}.`);
  process.exit(2);
}

const lines = [];
let passed = 0, failed = 0;
for (const name of asked.length ? asked : Object.keys(steps).filter((s) => s !== "science")) {
  console.log(`\n── ${name}`);
  const since = Date.now();
  const r = steps[name]();
  passed += r.passed;
  failed += r.failed;
  lines.push(`${name.padEnd(8)} ${String(r.passed).padStart(5)} passed ${String(r.failed).padStart(4)} failed${r.skipped ? `  ${r.skipped} SKIPPED` : ""}  ${((Date.now() - since) / 1000).toFixed(1)} s`, ...(r.unsteady ?? []).map((which) => `         at the second try: ${which}`));
}
rmSync(scratch, { recursive: true, force: true });
console.log(`\n${lines.join("\n")}\n\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
