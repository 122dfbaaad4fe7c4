/**
 * Runs the claims of stories: each run that a claim names over seeds 1, 2 and 3 on wasm, each claim as one test, and each recording
 * against the real run of its seed. Two test files share the stories between them, so that they can run beside each other.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { canonicalJson, maliciousClients, type ArmResult, type ExperimentResult, type Spec } from "../engine/index";
import { mean, runOnce } from "../engine/experiment/claims-test-support";
import { parseRecord } from "../engine/later";
import { readingOf } from "./read";
import { stories } from "./registry";
import type { Claim, Reading, Story } from "./story";

const SEEDS = [1, 2, 3] as const;
/** How far a recorded rate may be from the computed one: records may come from another machine. */
const NEAR = 0.02;

const recordings = join(import.meta.dirname, "../../public/stories");

function valueOf(arms: readonly ArmResult[], { arm, metric }: Reading): number {
  const value = readingOf(arms, arm, metric);
  if (value === null) throw new Error(`${arm} has no ${metric}`);
  return value;
}

const within = ({ atLeast = -Infinity, atMost = Infinity }: Claim) => (value: number) => value >= atLeast && value <= atMost;

/** A run's setups with a seed: of one in which a student leaves a client out, every liar once in the first pipeline and every honest one in the second. */
function setupsOf(story: Story, name: string, seed: number): readonly Spec[] {
  const spec = story.runs[name]!, { federated } = spec;
  if (!story.steps.some((s) => s.kind === "do" && s.run === name && s.task.kind === "leave-out")) return [spec];
  const liars = [...maliciousClients(seed, federated)], honest = Array.from({ length: federated.clients }, (_, c) => c).filter((c) => !liars.includes(c));
  const without = (chain: Spec["defenses"][number], client: number) => chain.map((c) => ({ ...c, params: { ...c.params, clients: [client + 1] } }));
  return honest.map((one, k) => ({ ...spec, defenses: [without(spec.defenses[0]!, liars[k % liars.length]!), without(spec.defenses[1]!, one)] }));
}

function hold(story: Story): void {
  const runs = new Map<string, Promise<ExperimentResult>>();
  const once = (spec: Spec, seed: number) => {
    const key = canonicalJson({ ...spec, seed });
    if (!runs.has(key)) runs.set(key, runOnce(spec, seed));
    return runs.get(key)!;
  };
  const run = (name: string, seed: number) => once(story.runs[name]!, seed);
  const read = async (reading: Reading, seed: number) => {
    const out: number[] = [];
    for (const spec of setupsOf(story, reading.run, seed)) out.push(valueOf((await once(spec, seed)).arms, reading));
    return out;
  };
  describe(`${story.id}: what it says`, () => {
    for (const claim of story.claims)
      test(`${claim.says} (${claim.value.run}, ${claim.value.arm}, ${claim.value.metric})`, async () => {
        const values: number[] = [];
        for (const seed of SEEDS) {
          const minus = claim.minus ? await read(claim.minus, seed) : [0];
          values.push(...(await read(claim.value, seed)).map((value, k) => value - minus[k % minus.length]!));
        }
        const judged = claim.each ? values : [mean(values)], said = `${values.map((v) => v.toFixed(4)).join(", ")}; said: ${claim.atLeast ?? "…"} to ${claim.atMost ?? "…"}`;
        expect(judged.every(within(claim)), said).toBe(true);
      });
  });
  describe(`${story.id}: its recordings`, () => {
    for (const [name, spec] of Object.entries(story.runs)) {
      const path = join(recordings, `${story.id}-${name}.json`);
      test(`${name} is what comes of it`, async () => {
        const record = parseRecord(JSON.parse(readFileSync(path, "utf8")));
        if (!record.ok) throw new Error(record.problem.message);
        expect(record.value.result.spec, "recorded with another setup; run `npm run stories:record`").toEqual(spec);
        const real = await run(name, spec.seed);
        expect(record.value.result.arms.map((a) => a.id)).toEqual(real.arms.map((a) => a.id));
        for (const { id } of real.arms) for (const metric of ["cleanAccuracy", "attackSuccess"]) {
          const [kept, computed] = [readingOf(record.value.result.arms, id, metric), readingOf(real.arms, id, metric)];
          expect(kept === null, `${id} ${metric}`).toBe(computed === null);
          if (kept !== null && computed !== null) expect(Math.abs(kept - computed), `${id} ${metric}: ${kept} recorded, ${computed} computed`).toBeLessThanOrEqual(NEAR);
        }
      });
    }
  });
}

/** Holds the stories whose place in the course `mine` accepts. */
export async function holdStories(mine: (number: number) => boolean): Promise<void> {
  for (const entry of stories) if (mine(entry.number)) hold(await entry.load());
}
