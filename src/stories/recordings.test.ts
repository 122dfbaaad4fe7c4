/** Every run of every story has a recording of the setup it has now, which the page can read, and every story a card picture. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { specKey } from "../engine/index";
import { parseRecord } from "../engine/later";
import { stories } from "./registry";

const folder = join(import.meta.dirname, "../../public/stories"), loaded = await Promise.all(stories.map((s) => s.load()));

describe("recordings of stories", () => {
  test.each(loaded.flatMap((s) => Object.entries(s.runs).map(([run, spec]) => [`${s.id}-${run}.json`, spec] as const)))("%s", (file, spec) => {
    const parsed = parseRecord(JSON.parse(readFileSync(join(folder, file), "utf8")));
    if (!parsed.ok) throw new Error(parsed.problem.message);
    expect(parsed.value.result.key, "run `npm run stories:record`").toBe(specKey(spec));
    expect(Object.keys(parsed.value.arms)).toContain("clean");
  });

  // The recording says how long it takes; 5 s more or less are the machine's.
  test.each(loaded.flatMap((s) => s.steps.flatMap((step) => (step.kind === "do" && step.task.kind === "run" && !step.task.controls ? [[`${s.id}, ${step.id}`, s.id, step.run, step.task.slow === true] as const] : []))))("%s: shown at once where it is slow", (_, id, run, slow) => {
    const { result } = JSON.parse(readFileSync(join(folder, `${id}-${run}.json`), "utf8")) as { result: { seconds: number } };
    expect(result.seconds > 5.5, `${result.seconds} s`).toBe(slow);
  });

  test("nothing else lies there, and each story has its picture", () => {
    const wanted = loaded.flatMap((s) => [`${s.id}.svg`, ...Object.keys(s.runs).map((run) => `${s.id}-${run}.json`)]);
    expect(readdirSync(folder).toSorted()).toEqual(wanted.toSorted());
    expect(wanted.every((f) => existsSync(join(folder, f)))).toBe(true);
  });
});
