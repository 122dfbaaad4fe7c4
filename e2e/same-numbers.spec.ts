/** One engine, two ways in: the page and the command line give the same numbers for the same spec. */
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "./fixtures";
import { chooseBackend, link, open, run, savedResult, small } from "./lab";

test("the command line reproduces a result of the page, number by number", async ({ page }, info) => {
  await open(page, link({ ...small, seed: 4 }));
  await chooseBackend(page, "wasm");
  await run(page);
  const here = await savedResult(page);
  const file = info.outputPath("result.json");
  await writeFile(file, JSON.stringify(here));
  const script = join(import.meta.dirname, "..", "scripts", "hemlock.mjs");
  const { stdout } = await promisify(execFile)(process.execPath, [script, "run", file, "--backend", "wasm", "--json"], { maxBuffer: 32 * 1024 * 1024 });
  const there = JSON.parse(stdout) as typeof here;
  expect(there.key).toBe(here.key);
  expect(there.arms.map((a) => [a.id, a.metrics])).toEqual(here.arms.map((a) => [a.id, a.metrics]));
});
