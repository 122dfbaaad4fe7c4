/** Words on the command line: what they become, and the sentence for each way to get them wrong. */
import { describe, expect, test } from "vitest";
import { parseCommand, parseSeeds, parseSetting, UsageError } from "./args";

const refusal = (...argv: string[]): string => {
  try {
    return `accepted: ${JSON.stringify(parseCommand(argv))}`;
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
};

describe("accepted", () => {
  test("run with everything", () => {
    expect(parseCommand(["run", "x.json", "--set", "seed=3", "--set=attack.params.shape=cross", "--seeds", "1, 2", "--backend", "cpu", "--json", "--quiet"])).toEqual({
      name: "run", source: "x.json", own: null, seeds: [1, 2], targets: null, backend: "cpu", json: true, quiet: true,
      settings: [{ path: "seed", value: 3 }, { path: "attack.params.shape", value: "cross" }],
    });
  });
  test("run with nothing but a preset", () => {
    expect(parseCommand(["run", "p"])).toEqual({ name: "run", source: "p", own: null, seeds: null, targets: null, backend: "wasm", json: false, quiet: false, settings: [] });
  });
  test("run with a table of one’s own, with a preset or without", () => {
    expect(parseCommand(["run", "--data", "my.csv", "--label", "y", "--source", "site", "--positive", "sick", "--missing", "fill"])).toMatchObject({ source: null, own: { file: "my.csv", label: "y", source: "site", positive: "sick", missing: "fill" } });
    expect(parseCommand(["run", "p", "--data", "my.csv"])).toMatchObject({ source: "p", own: { file: "my.csv" } });
  });
  test("docs", () => {
    expect(parseCommand(["docs", "out"])).toEqual({ name: "docs", folder: "out", text: false });
    expect(parseCommand(["docs", "out", "--text"])).toMatchObject({ text: true });
  });
  test("a number of images for attacks on one image", () => {
    expect(parseCommand(["run", "p", "--targets", "10"])).toMatchObject({ targets: 10 });
    for (const wrong of ["0", "ten", "101", "-3"]) expect(() => parseCommand(["run", "p", `--targets=${wrong}`])).toThrow("--targets must be a whole number from 1 to 100");
  });
  test("sweep with values of every kind, and without any", () => {
    expect(parseCommand(["sweep", "p", "--axis", "attack.params.rate=0.01, 0.05", "--axis2", "training.transfer=fine-tune,true", "--seeds", "1,2", "--csv"])).toMatchObject({
      name: "sweep", source: "p", seeds: [1, 2], format: "csv", metrics: null, out: null,
      axes: [{ path: "attack.params.rate", values: [0.01, 0.05] }, { path: "training.transfer", values: ["fine-tune", true] }],
    });
    expect(parseCommand(["sweep", "s.json"])).toMatchObject({ axes: null });
    expect(parseCommand(["sweep", "p", "--axis", "training.epochs"])).toMatchObject({ axes: [{ path: "training.epochs", values: null }] });
    for (const wrong of ["=1", "a=1,,2"]) expect(refusal("sweep", "p", "--axis", wrong)).toMatch(/^--axis must be a field/);
  });
  test("options may come first", () => {
    expect(parseCommand(["run", "--json", "p"])).toMatchObject({ source: "p", json: true });
  });
  test.each([["attacks"], ["attack"]])("kinds in plural and singular: %s", (word) => {
    expect(parseCommand(["describe", word, "badnets"])).toEqual({ name: "describe", kind: "attacks", id: "badnets", json: false });
  });
  test("help in all its forms", () => {
    expect(parseCommand(["--help"])).toEqual({ name: "help", topic: undefined });
    expect(parseCommand(["help", "run"])).toEqual({ name: "help", topic: "run" });
    expect(parseCommand(["run", "--help"])).toEqual({ name: "help", topic: "run" });
  });
});

describe("values of --set", () => {
  test.each([
    ["a=0.05", 0.05], ["a=-1", -1], ["a=true", true], ["a=null", null], ["a=[1,2]", [1, 2]], ["a={\"id\":\"cnn\"}", { id: "cnn" }],
    ["a=cnn", "cnn"], ["a=\"7\"", "7"], ["a=", ""], ["a=b=c", "b=c"], ["a=07", "07"], ["a=NaN", "NaN"],
  ])("%s", (text, value) => {
    expect(parseSetting(text)).toEqual({ path: "a", value });
  });
});

describe("refused with one sentence that names the word", () => {
  test.each([
    [[], "needs a command"],
    [["train"], `no command called "train"`],
    [["run"], "must be followed by a preset"],
    [["run", "a", "b"], `"b"`],
    [["run", "a", "--fast"], "--fast"],
    [["run", "a", "--set"], "--set"],
    [["run", "a", "--json=yes"], "--json"],
    [["run", "a", "--set", "rate"], `it was "rate"`],
    [["run", "a", "--set", "=3"], `it was "=3"`],
    [["run", "a", "--backend", "webgl"], `--backend must be one of wasm, cpu; it was "webgl"`],
    [["run", "a", "--seeds", "1,x"], `--seeds must be whole numbers`],
    [["run", "p", "--label", "y"], "--label says something about a table"],
    [["run", "--data", "a.csv", "--missing", "guess"], `--missing must be drop or fill; it was "guess"`],
    [["list"], "list must be followed by one of datasets"],
    [["list", "things"], `it was "things"`],
    [["list", "atacks"], `it was "atacks". Did you mean attacks?`],
    [["list", "models", "--jsn"], "does not know the option --jsn. Did you mean --json? Known: "],
    [["describe", "model"], "`npm run -s hemlock -- list models` shows them"],
    [["list", "models", "cnn"], `"cnn"`],
    [["describe", "model"], "must be followed by an id"],
    [["docs"], "docs must be followed by the folder"],
  ])("%j", (argv, words) => {
    const message = refusal(...argv);
    expect(message).toContain(words);
    expect(message).not.toContain("\n");
    expect(message).toMatch(/[.?]$/);
    expect(message).not.toMatch(/`hemlock /);
  });
  test.each(["", "1,", "-1", "1.5", "4294967296", "1,1", "1e3"])("seeds %j", (text) => {
    expect(() => parseSeeds(text)).toThrow(UsageError);
  });
});
