/**
 * The command line as scripts meet it: a status, one stream for results and one for everything else. Runs the real engine
 * on a handful of points. Most commands are run within this process, which is twenty times quicker than to start one each;
 * what only a process has (its status, signals, a reader that leaves) is asked of a started one.
 */
import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { filesOf, handLayers, handMade } from "../engine/own/model-test-support";
import { main } from "./main";
import type { RunDocument } from "./report";

const script = join(import.meta.dirname, "..", "..", "scripts", "hemlock.mjs");
let folder = "";
const home = process.cwd();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hemlock-cli-"));
  process.chdir(folder);
});
afterAll(async () => {
  process.chdir(home);
  await rm(folder, { recursive: true, force: true });
});

interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function hemlock(...args: string[]): Promise<Outcome> {
  let stdout = "", stderr = "";
  const status = await main(args, { stdout: { write: (t) => void (stdout += t) }, stderr: { write: (t) => void (stderr += t) } }, new AbortController().signal);
  return { status, stdout, stderr };
}

/** The same in a process of its own, as `npm run hemlock` starts it. */
const started = (...args: string[]) =>
  new Promise<Outcome>((resolve) => {
    execFile(process.execPath, [script, ...args], { cwd: folder, maxBuffer: 1 << 26 }, (error, stdout, stderr) => resolve({ status: error ? Number(error.code) : 0, stdout, stderr }));
  });

const quick = ["--set", "training.epochs=2", "--set", "dataset.params.train=100", "--set", "dataset.params.test=60", "--backend", "cpu"];
const moons = (...more: string[]) => hemlock("run", "moons-label-flip", ...quick, ...more);
const parse = (o: Outcome) => JSON.parse(o.stdout) as RunDocument;
const numbers = (d: RunDocument) => d.arms.map((a) => [a.id, a.metrics, a.confusion, a.filter]);

describe("a table of one’s own", () => {
  const rows = Array.from({ length: 120 }, (_, i) => `${(i % 2) * 3 + (i % 7) / 4},${i % 3 ? "red" : "blue"},${i % 5 ? "lab" : "web"},${i % 2 ? "sick" : "well"}`);
  const write = (name: string, text: string | Uint8Array) => writeFile(join(folder, name), text);
  test("runs, names its classes, and keeps its rows out of the result", async () => {
    await write("my.csv", `size,color,site,state\n${rows.join("\n")}\n`);
    const outcome = await hemlock("run", "--data", "my.csv", "--label", "state", "--source", "site", "--set", "training.epochs=5", "--json"), document = parse(outcome);
    expect(outcome.stderr).toContain("my.csv: 120 rows, 2 columns, classes sick, well.");
    expect(document.spec.dataset).toMatchObject({ id: "own", params: { name: "my" } });
    expect(document.arms.map((a) => a.id)).toEqual(["clean", "poisoned", "defended-1", "defended-1-random", "defended-1-oracle", "defended-1-clean"]);
    expect(document.arms[0]!.metrics["cleanAccuracy"]!.value).toBeGreaterThan(0.9);
    expect(document.arms[1]!.sources!.map((s) => s.name)).toEqual(["lab", "web"]);
    expect(outcome.stdout).not.toContain("1.75");
  });
  test.each([
    ["empty.csv", "", [], "empty.csv is empty"],
    ["one.csv", `a,state\n${rows.map((_, i) => `${i},well`).join("\n")}`, [], "one class only"],
    ["ragged.csv", `a,b,state\n${rows.map((_, i) => `${i},1,${i % 2 ? "x" : "y"}`).join("\n")}\n1,2`, [], "Line 122 has 2 values where 3 were expected"],
    ["latin.csv", Uint8Array.of(97, 44, 98, 10, 233, 44, 49), [], "not UTF-8 text: byte 5, in line 2"],
    ["column.csv", `a,state\n${rows.map((_, i) => `${i},${i % 2 ? "x" : "y"}`).join("\n")}`, ["--label", "stat"], `no column called "stat"`],
    ["class.csv", `a,state\n${rows.map((_, i) => `${i},${i % 2 ? "x" : "y"}`).join("\n")}`, ["--positive", "z"], "--positive must be one of x, y"],
  ] as const)("%s gets one sentence", async (name, text, more, words) => {
    await write(name, text);
    const { status, stdout, stderr } = await hemlock("run", "--data", name, ...more);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(words);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});

describe("refused: status 2, one sentence on stderr, nothing on stdout", () => {
  test.each([
    [["run", "nothing-of-that-name"], "no file called \"nothing-of-that-name\". `npm run -s hemlock -- list presets` shows the presets."],
    [["run", "digits-backdor"], "called \"digits-backdor\". Did you mean digits-backdoor?"],
    [["run", "moons-label-flip", "--set", "attack.id=label-filp"], "called \"label-filp\". Did you mean label-flip? Known: "],
    [["matrix", "moons-label-flip", "--attacks", "label-flip", "--defenses", "knn-santization"], "Did you mean knn-sanitization?"],
    [["run", "--data", "gone.csv"], "gone.csv cannot be read: there is no such file."],
    [["run", "."], "The file . cannot be read: it is a folder."],
    [["run", "moons-label-flip", "--set", "attack.params.rate=7"], "attack.params.rate must be at most"],
    [["run", "moons-label-flip", "--set", "attack.params.speed=1"], "attack.params.speed"],
    [["run", "moons-label-flip", "--set", "attack.id=telepathy"], `"telepathy"`],
    [["run", "moons-label-flip", "--set", "model.id=cnn"], "model.id"],
    [["run", "moons-label-flip", "--set", "__proto__.x=1"], "__proto__"],
    [["run", "moons-label-flip", "--set", "seed=-1"], "seed must be at least 0"],
    [["run", "moons-label-flip", "--set", "v=2"], "newer version"],
    [["run", "moons-label-flip", "--seeds", "one"], "--seeds"],
    [["describe", "attack", "telepathy"], `"telepathy"`],
    [["paint"], `"paint"`],
  ])("%j", async (args, words) => {
    const { status, stdout, stderr } = await hemlock(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(words);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  test("a process of its own ends with that status too", { timeout: 60_000 }, async () => {
    expect(await started("paint")).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining(`"paint"`) as string });
  });

  test("a reader that has seen enough is no error", { timeout: 60_000 }, async () => {
    const child = spawn(process.execPath, [script, "list", "attacks", "--json"], { cwd: folder });
    child.stdout.destroy();
    let err = "";
    child.stderr.on("data", (chunk) => void (err += String(chunk)));
    expect([await new Promise((resolve) => void child.on("close", resolve)), err]).toEqual([0, ""]);
  });

  test("files that are no spec", async () => {
    await writeFile(join(folder, "bad.json"), "{ not json");
    await writeFile(join(folder, "list.json"), "[1]");
    expect(await hemlock("run", "bad.json")).toMatchObject({ status: 2, stderr: "The file bad.json is not JSON; a spec or a result was expected.\n" });
    expect(await hemlock("run", "list.json")).toMatchObject({ status: 2, stdout: "" });
  });
});

describe("run", () => {
  test("--json gives exactly one document, the same every time, and a result is a spec", { timeout: 120_000 }, async () => {
    const first = await started("run", "moons-label-flip", ...quick, "--json");
    expect(first.status, first.stderr).toBe(0);
    const document = parse(first);
    expect(document.spec).toMatchObject({ v: 1, training: { epochs: 2 }, dataset: { params: { train: 100 } } });
    expect(document.key).toMatch(/^[0-9a-f]{64}$/);
    expect(document.engine.backend).toBe("cpu");
    expect(document.arms.map((a) => a.id).slice(0, 3)).toEqual(["clean", "poisoned", "defended-1"]);
    for (const arm of document.arms) {
      expect(arm.metrics["cleanAccuracy"]).toMatchObject({ value: expect.any(Number) as number, n: 60 });
      expect(arm.confusion.flat().reduce((a, b) => a + b, 0)).toBe(60);
      expect(arm.seconds).toBeGreaterThanOrEqual(0);
    }
    expect(document.arms.find((a) => a.id === "defended-1")!.filter).toMatchObject({ removed: expect.any(Number) as number, honestRowsLost: expect.any(Number) as number });
    expect(first.stderr).toContain("Train the clean model");

    await writeFile(join(folder, "result.json"), first.stdout);
    await writeFile(join(folder, "spec.json"), JSON.stringify(document.spec));
    for (const file of ["result.json", "spec.json"]) {
      const again = await hemlock("run", file, "--json", "--quiet", "--backend", "cpu");
      expect(again.stderr).toBe("");
      expect(numbers(parse(again))).toEqual(numbers(document));
      expect(parse(again).key).toBe(document.key);
    }
  });

  test("at rate 0 the poisoned arm equals the clean arm", { timeout: 60_000 }, async () => {
    const [clean, poisoned] = parse(await moons("--json", "--set", "attack.params.rate=0", "--set", "defenses=[]")).arms;
    expect(poisoned!.metrics["cleanAccuracy"]).toEqual(clean!.metrics["cleanAccuracy"]);
    expect(poisoned!.confusion).toEqual(clean!.confusion);
  });

  test("over several seeds each metric carries its values", { timeout: 60_000 }, async () => {
    const document = parse(await moons("--json", "--seeds", "1,2,3"));
    const accuracy = document.arms[0]!.metrics["cleanAccuracy"]!;
    expect(document.seeds).toEqual([1, 2, 3]);
    expect(accuracy.values).toHaveLength(3);
    expect(accuracy.value).toBeCloseTo(accuracy.values!.reduce((a, b) => a + b, 0) / 3, 12);
    expect(accuracy.n).toBe(180);
  });

  test("an interrupt stops it with status 130 and leaves stdout empty", { timeout: 60_000 }, async () => {
    const child = spawn(process.execPath, [script, "run", "digits-backdoor", "--set", "training.epochs=100", "--json"], { cwd: folder });
    let out = "", err = "";
    child.stdout.on("data", (chunk) => void (out += String(chunk)));
    child.stderr.on("data", (chunk) => {
      err += String(chunk);
      if (err.includes("[1/")) child.kill("SIGINT");
    });
    const status = await new Promise((resolve) => void child.on("close", resolve));
    expect({ status, out }).toEqual({ status: 130, out: "" });
    expect(err).toContain("Stopped.");
  });

  test("wasm, the default, trains too and says so in the table", { timeout: 60_000 }, async () => {
    const { status, stdout, stderr } = await hemlock("run", "moons-label-flip", "--set", "training.epochs=2");
    expect(status, stderr).toBe(0);
    expect(stdout).toMatch(/^arm +Clean accuracy/i);
    expect(stdout).toContain("wasm, engine");
  });
});

describe("list and describe", () => {
  test.each(["datasets", "models", "attacks", "defenses", "metrics", "presets"])("list %s", async (kind) => {
    const entries = JSON.parse((await hemlock("list", kind, "--json")).stdout) as { id: string; title: string; summary: string }[];
    expect(entries.length).toBeGreaterThan(1);
    for (const e of entries) expect(e).toMatchObject({ id: expect.stringMatching(/^[a-z][\w-]*$/i) as string, title: expect.any(String) as string, summary: expect.any(String) as string });
  });
  test("the names that scripts rely on", async () => {
    const names = async (...words: string[]) => (JSON.parse((await hemlock("describe", ...words, "--json")).stdout) as { params: { name: string; default: unknown; title: string; description: string }[] }).params;
    expect((await names("dataset", "digits")).map((p) => p.name)).toEqual(expect.arrayContaining(["train", "test"]));
    for (const attack of ["badnets", "label-flip", "junk-injection"]) expect((await names("attack", attack)).map((p) => p.name)).toContain("rate");
    for (const p of await names("attack", "badnets")) expect([p.title, p.description, p.default].every((x) => x !== undefined && x !== "")).toBe(true);
  });
  test("help goes to stdout", async () => expect(await hemlock("--help")).toMatchObject({ status: 0, stderr: "", stdout: expect.stringContaining("run <preset") as string }));
});

describe("matrix", () => {
  const cells = ["--attacks", "own,none", "--defenses", "knn-sanitization,outlier-removal+knn-sanitization", "--seeds", "1,2", "--quiet"];
  test("prints every cell, and the file it writes goes on where it stopped", async () => {
    const whole = await hemlock("matrix", "moons-label-flip", ...quick, ...cells, "--json", "--out", "m.json");
    const document = JSON.parse(whole.stdout) as { cells: unknown[]; runs: { seconds: number }[]; matrix: unknown };
    expect([whole.status, whole.stderr, document.cells.length, document.runs.length]).toEqual([0, "", 6, 12]);
    await writeFile(join(folder, "half.json"), JSON.stringify({ ...document, runs: document.runs.slice(0, 5) }));
    const rest = await hemlock("matrix", "half.json", "--backend", "cpu", "--json");
    expect(rest.stderr).toContain("cell 6 of 12");
    const timeless = (text: string) => text.replaceAll(/"seconds": [\d.e-]+/g, "");
    expect(timeless(JSON.stringify((JSON.parse(rest.stdout) as typeof document).cells, null, 2))).toBe(timeless(JSON.stringify(document.cells, null, 2)));
    const csv = await hemlock("matrix", "m.json", "--csv", "--quiet");
    expect(csv.stdout.trim().split("\n")).toHaveLength(13);
    expect((await hemlock("matrix", "m.json", "--quiet")).stdout).toContain("Outlier removal → k-NN label sanitization");
  }, 60_000);
  test("refuses with one sentence and status 2", async () => {
    const refused = async (...args: string[]) => { const o = await hemlock("matrix", ...args); return [o.status, o.stderr.trim()]; };
    expect(await refused("moons-label-flip", "--attacks", "badnets", "--defenses", "outlier-removal")).toEqual([2, expect.stringMatching(/^attacks\.0: attack\.id: a sticker needs pictures/)]);
    expect(await refused("moons-label-flip")).toEqual([2, expect.stringMatching(/^matrix needs --attacks and --defenses/)]);
    expect(await refused("moons-label-flip", "--attacks", "own", "--defenses", "outlier-removal", "--json", "--csv")).toEqual([2, "--json and --csv exclude each other."]);
    await writeFile(join(folder, "letter.txt"), "dear");
    expect(await refused("moons-label-flip", ...cells, "--out", "letter.txt")).toEqual([2, "letter.txt is there already and holds no matrix; name another file."]);
  });
});

describe("sweep", () => {
  const cells = ["--axis", "attack.params.rate=0.1,0.3", "--axis2", "training.epochs=1,2", "--seeds", "1,2", "--quiet"];
  test("prints every cell, and the file it writes goes on where it stopped", async () => {
    const whole = await hemlock("sweep", "moons-label-flip", ...quick, ...cells, "--json", "--out", "s.json");
    const document = JSON.parse(whole.stdout) as { sweep: { base: { defenses: unknown[] } }; cells: unknown[]; runs: unknown[] }, arms = 2 + document.sweep.base.defenses.length;
    expect([whole.status, whole.stderr, document.cells.length, document.runs.length]).toEqual([0, "", 4 * arms, 8 * arms]);
    // Of four runs that the file brings along, one is of another engine.
    const runs = document.runs.slice(0, 4 * arms).map((r, i) => (i < 3 * arms ? r : { ...(r as object), engine: "0" }));
    await writeFile(join(folder, "half.json"), JSON.stringify({ ...document, runs }));
    const rest = await hemlock("sweep", "half.json", "--backend", "cpu", "--json");
    expect(rest.stderr).toContain(`${arms} of ${4 * arms} cells of the file were made by another version`);
    expect(rest.stderr).toContain(`cell ${3 * arms + 1} of ${8 * arms}`);
    expect((JSON.parse(rest.stdout) as typeof document).cells).toEqual(document.cells);
    expect((await hemlock("sweep", "s.json", "--csv", "--quiet")).stdout.trim().split("\n")).toHaveLength(1 + 8 * arms);
    const shown = (await hemlock("sweep", "s.json", "--quiet")).stdout;
    expect(shown).toContain("Mean of seeds 1, 2; in parentheses the 95 % interval of the mean, never narrower than that over all counted rows.");
    expect(shown).toMatch(/^30 % · 2 /m);
  }, 60_000);
  test("refuses with one sentence and status 2", async () => {
    const refused = async (...args: string[]) => { const o = await hemlock("sweep", ...args); return [o.status, o.stderr.trim()]; };
    expect(await refused("moons-label-flip")).toEqual([2, expect.stringMatching(/^sweep needs --axis/)]);
    expect(await refused("moons-label-flip", "--axis", "attack.id")).toEqual([2, expect.stringMatching(/use the matrix/)]);
    expect(await refused("moons-label-flip", "--axis", "attack.params.rate=0.1,9")).toEqual([2, expect.stringMatching(/^attack\.params\.rate = 9: /)]);
    expect(await refused("moons-label-flip", ...cells, "--metrics", "cleanAccuracy,cleanAccuracy")).toEqual([2, "metrics: cleanAccuracy is there twice; name two different ones, or one."]);
    expect(await refused("moons-label-flip", ...cells, "--metrics", "f1,foo")).toEqual([2, expect.stringMatching(/^--metrics must be one or two of cleanAccuracy, .*, auprc; it was "foo"\.$/)]);
    expect(await refused("moons-label-flip", ...cells, "--metrics", "cleanAcuracy")).toEqual([2, expect.stringMatching(/ it was "cleanAcuracy"\. Did you mean cleanAccuracy\?$/)]);
    expect(await refused("moons-label-flip", ...cells, "--metrics", "f1,auroc,recall")).toEqual([2, "--metrics must name one metric or two; there were 3."]);
    expect(await refused("moons-label-flip", "--axis", "training.epochs=1", "--seeds", "1,2,3,4,5,6,7,8,9,10,11")).toEqual([2, "seeds: must be at most 10 entries."]);
    expect(await refused("moons-label-flip", ...cells, "--out", "no/where.json")).toEqual([2, "The file no/where.json cannot be written: the folder does not exist."]);
    expect(await refused("moons-label-flip", "--axis2", "seed=1")).toEqual([2, "--axis2 is the second knob; name the first with --axis."]);
    await writeFile(join(folder, "other.txt"), "dear");
    expect(await refused("moons-label-flip", ...cells, "--out", "other.txt")).toEqual([2, "other.txt is there already and holds no sweep; name another file."]);
  });
});

describe("a model of one’s own", () => {
  const layers = [handLayers.dense("hidden", 4, "relu", { batch_input_shape: [null, 2] }), handLayers.dense("answer", 2, "softmax")], shapes = [["hidden/kernel", [2, 4]], ["hidden/bias", [4]], ["answer/kernel", [4, 2]], ["answer/bias", [2]]] as const;
  const write = async (name: string, made = handMade(layers, shapes)) => {
    await mkdir(join(folder, name), { recursive: true });
    for (const { path, bytes } of filesOf(made)) await writeFile(join(folder, name, path.split("/").at(-1)!), bytes);
  };
  test("is audited: words on stdout, a page and JSON where they are asked for", async () => {
    await write("net");
    const { status, stdout, stderr } = await hemlock("audit", "--model", "net", "--data", "moons", "--backend", "cpu", "--quiet", "--html", "a.html", "--json", "a.json");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("Audit of net: 22 parameters, inputs 2, 2 classes, tested on Moons (synthetic).");
    expect(stdout).toContain("Not tested:");
    expect(JSON.parse(await readFile(join(folder, "a.json"), "utf8"))).toMatchObject({ kind: "hemlock-model-audit", data: { title: "Moons (synthetic)" } });
    expect(await readFile(join(folder, "a.html"), "utf8")).toMatch(/^<!doctype html>/);
  });
  test.each([
    ["other data", ["--model", "net/model.json", "--data", "digits"], "takes inputs of shape 2, and Handwritten digits has 28 × 28 × 1"],
    ["no such data", ["--model", "net", "--data", "nonsense"], '--data must be one of digits'],
    ["a slip", ["--model", "net", "--data", "mons"], 'it was "mons". Did you mean moons?'],
    ["no such model", ["--model", "nowhere", "--data", "moons"], "nowhere cannot be read: there is no such file."],
    ["a file where none can be", ["--model", "net", "--data", "moons", "--html", "no/where.html"], "The file no/where.html cannot be written: the folder does not exist."],
    ["a folder’s name", ["--model", "net", "--data", "moons", "--json", "net"], "The file net cannot be written: it is a folder."],
    ["no model", ["--data", "moons"], "audit needs --model"],
    ["files outside its folder", ["--model", "trick", "--data", "moons"], "lies outside its folder"],
  ] as const)("%s is refused with one sentence", async (_, args, words) => {
    await write("net");
    const made = handMade(layers, shapes), [group] = made.json["weightsManifest"] as [object];
    await write("trick", { ...made, json: { ...made.json, weightsManifest: [{ ...group, paths: ["../net/weights.bin"] }] } });
    const { status, stdout, stderr } = await hemlock("audit", ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(words);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});
