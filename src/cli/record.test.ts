/** The recorder on a story of a few points: what it writes, what it leaves alone, and that the page can read it. */
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createNodeEnv } from "../engine/experiment/node-env";
import { parseSpec, type Spec } from "../engine/index";
import { artifactsOf, parseRecord, type RunRecord } from "../engine/later";
import { stories } from "../stories/registry";
import { MOST_CARD, recordStory, slim, type Recordable } from "./record";

const spec = (more: object = {}): Spec => {
  const parsed = parseSpec({ dataset: { id: "moons", params: { train: 100, test: 60 } }, model: { id: "mlp" }, training: { epochs: 2, learningRate: 0.0123456789 }, attack: { id: "label-flip", params: { rate: 0.3 } }, baselines: false, ...more });
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
};
const story = (more: object = {}): Recordable => ({ id: "tiny", runs: { attack: spec(more), defended: spec({ ...more, defenses: [[{ id: "knn-sanitization" }]] }) } });
const env = () => createNodeEnv({ backend: "cpu" });
const names = (files: readonly string[]) => files.map((f) => f.split("/").at(-1));

describe("recording a story", () => {
  let folder = "";
  const read = async (name: string) => JSON.parse(await readFile(join(folder, name), "utf8")) as RunRecord;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "hemlock-record-"))));
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test("writes one file a run that parses, and a card", async () => {
    const done = await recordStory(story(), folder, await env());
    expect(names(done.written)).toEqual(["tiny-attack.json", "tiny.svg", "tiny-defended.json"]);
    const back = parseRecord(await read("tiny-defended.json"));
    if (!back.ok) throw new Error(back.problem.message);
    expect(back.value.result.spec).toEqual(story().runs["defended"]);
    expect(back.value.result.arms.map((a) => a.id)).toEqual(["clean", "poisoned", "defended-1"]);
    expect(artifactsOf(back.value)["poisoned"]!.testPredicted).toHaveLength(60);
    const card = await readFile(join(folder, "tiny.svg"), "utf8");
    expect(card).toMatch(/^<svg [^>]*viewBox="0 0 320 240"/);
    expect(card.length).toBeLessThan(MOST_CARD);
  });

  test("leaves what is up to date alone, and draws the card again when asked", async () => {
    expect(await recordStory(story(), folder, await env())).toMatchObject({ written: [], stopped: false });
    expect(names((await recordStory(story(), folder, await env(), { cards: true })).written)).toEqual(["tiny.svg"]);
    expect(names((await recordStory(story(), folder, await env(), { force: true })).written)).toHaveLength(3);
  });

  test("runs again what was recorded of another setup, by another engine, or is no record", async () => {
    expect(names((await recordStory(story({ seed: 2 }), folder, await env())).written)).toHaveLength(3);
    const old = await read("tiny-attack.json");
    await writeFile(join(folder, "tiny-attack.json"), JSON.stringify({ ...old, result: { ...old.result, engine: { ...old.result.engine, version: "0" } } }));
    await writeFile(join(folder, "tiny-defended.json"), "{");
    expect(names((await recordStory(story({ seed: 2 }), folder, await env())).written)).toEqual(["tiny-attack.json", "tiny.svg", "tiny-defended.json"]);
  });

  test("rounds what was measured and not what was set up", async () => {
    const { result } = await read("tiny-attack.json");
    expect(result.spec.training.learningRate).toBe(0.0123456789);
    const rounded = slim({ v: 1, arms: {}, result: { ...result, seconds: 1.23456789 } }).result;
    expect([rounded.seconds, rounded.spec.training.learningRate]).toEqual([1.2346, 0.0123456789]);
  });

  test("a stopped run writes nothing", async () => {
    const stop = new AbortController();
    stop.abort();
    const before = (await stat(join(folder, "tiny-attack.json"))).mtimeMs;
    expect(await recordStory(story({ seed: 3 }), folder, await createNodeEnv({ backend: "cpu", signal: stop.signal }))).toMatchObject({ written: [], stopped: true });
    expect((await stat(join(folder, "tiny-attack.json"))).mtimeMs).toBe(before);
  });
});

test("every story of the course can be loaded by its id", async () => {
  for (const entry of stories) expect((await entry.load()).id).toBe(entry.id);
});
