/** The contract every defense of a stream keeps, on a small stream with a real learner. */
import { beforeAll, describe, expect, it } from "vitest";
import { joinRows, takeRows, type DatasetMeta, type Rows } from "../core/data";
import { declarationFaults } from "../core/declaration";
import { Cancelled } from "../core/errors";
import type { Learner, Pulse, TrainedModel } from "../core/learner";
import type { StreamDecision, StreamDefense } from "../core/plugins";
import { Rng } from "../core/rng";
import { createLearner } from "../learner/learner";
import { identityModel } from "./shared/fake-learner";
import { answersTo } from "./shared/stream";
import { defenses } from "./registry";

const meta: DatasetMeta = { id: "toy", title: "Toy", modality: "image", shape: [2, 4, 1], classNames: ["a", "b", "c"], valueRange: [0, 1] };
const model = identityModel(meta.shape, 3), USERS = 5, STEPS = 8;
/** Class c is bright at value c; with `wrong` every label is the next one. */
function rows(n: number, firstId: number, seed: number, wrong = false): Rows {
  const rng = Rng.fromSeed(seed), truth = Int32Array.from({ length: n }, () => rng.int(3));
  return {
    n, shape: meta.shape, ids: Int32Array.from({ length: n }, (_, i) => firstId + i), sources: Uint8Array.from(truth, () => rng.int(USERS)),
    inputs: Float32Array.from({ length: n * 8 }, (_, i) => 0.3 * rng.uniform() + (truth[Math.floor(i / 8)] === i % 8 ? 0.7 : 0)), labels: truth.map((c) => (wrong ? (c + 1) % 3 : c)),
  };
}
const trusted: Rows = { ...rows(120, 0, 1), sources: undefined };
/** Twelve reports a step; from the fifth step on, eight of them are wrong. */
const stream = (sizes = (step: number): readonly [number, number] => (step > 4 ? [4, 8] : [12, 0])) => {
  let id = trusted.n;
  return Array.from({ length: STEPS }, (_, i) => {
    const [good, bad] = sizes(i + 1), out = joinRows([rows(good, id, 10 + i), rows(bad, id + good, 50 + i, true)]);
    id += good + bad;
    return out;
  });
};
const settings = { optimizer: "adam", learningRate: 0.01, momentum: 0.9, batchSize: 16, epochs: 1, weightDecay: 0 } as const;

let learner: Learner;
beforeAll(async () => void (learner = await createLearner("wasm")));

async function run(plugin: StreamDefense, over: { readonly params?: object; readonly steps?: readonly Rows[]; readonly trusted?: Rows; readonly model?: TrainedModel; readonly pulse?: Pulse } = {}) {
  const start = over.model ?? model, pulse = over.pulse ?? (() => {}), aside = over.trusted ?? trusted, steps = over.steps ?? stream();
  const guard = await plugin.begin({ params: plugin.params.parse({ ...over.params }), trusted: aside, meta, plan: start.plan, learner, settings, start, rng: Rng.fromSeed(5) }), decisions: StreamDecision[] = [];
  for (const [i, reported] of steps.entries()) {
    decisions.push(await guard.admit({ step: i + 1, model: start, reported, answers: await answersTo(learner, start, reported, () => {}), pulse }));
    await guard.learned?.(i + 1, start);
  }
  return { decisions, notes: guard.notes?.() ?? [] };
}
const plain = ({ decisions, notes }: Awaited<ReturnType<typeof run>>) => ({ notes, decisions: decisions.map((d) => ({ ...d, learn: { ...d.learn, inputs: [...d.learn.inputs], labels: [...d.learn.labels], ids: [...d.learn.ids] }, dropped: [...(d.dropped ?? [])] })) });
/** Every option of every choice, one at a time. */
const variants = (plugin: StreamDefense): object[] => [{}, ...Object.entries(plugin.params.shape).flatMap(([name, member]) => Object.keys(((member as { meta(): { options?: object } | undefined }).meta()?.options ?? {})).map((value) => ({ [name]: value })))];
const streams = defenses.all.filter((d) => d.stage === "stream");

describe.each(streams.map((d) => [d.id, d] as const))("%s", (_, plugin) => {
  it("declares itself, what it assumes and where it came from", () => {
    expect(declarationFaults(plugin)).toEqual([]);
    expect(plugin.assumes).toMatch(/^[A-Z].+\.$/);
    expect(plugin.paper).toBeDefined();
    expect(Object.values(plugin.params.shape).filter((m) => !(m as { meta(): { advanced?: boolean } | undefined }).meta()?.advanced).length).toBeLessThanOrEqual(5);
  });
  it("stops when it is told to, by its pulse", async () => {
    await expect(run(plugin, { pulse: () => { throw new Cancelled(); } })).rejects.toBeInstanceOf(Cancelled);
  });

  describe.each(variants(plugin).map((params) => [JSON.stringify(params), params] as const))("%s", (_name, params) => {
    it("same seed, same bytes; and leaves what it is handed alone", async () => {
      const steps = stream(), before = JSON.stringify(steps.map((s) => [...s.inputs, ...s.labels, ...s.ids])), own = JSON.stringify([...trusted.inputs, ...trusted.labels, ...trusted.ids]);
      expect(plain(await run(plugin, { params, steps }))).toEqual(plain(await run(plugin, { params })));
      expect(JSON.stringify(steps.map((s) => [...s.inputs, ...s.labels, ...s.ids]))).toBe(before);
      expect(JSON.stringify([...trusted.inputs, ...trusted.labels, ...trusted.ids])).toBe(own);
    });
    it("learns only rows that it was given, as they were, each once, or trusted ones; and the counts add up", async () => {
      const steps = stream(), all = joinRows(steps), { decisions } = await run(plugin, { params, steps }), seen = new Set<number>();
      let arrived = 0, learned = 0, dropped = 0;
      decisions.forEach((d, i) => {
        arrived += steps[i]!.n;
        for (let r = 0; r < d.learn.n; r++) {
          const id = d.learn.ids[r]!, from = id < trusted.n ? trusted : all, at = from.ids.indexOf(id);
          expect(at).toBeGreaterThanOrEqual(0);
          expect([d.learn.labels[r], [...d.learn.inputs.subarray(r * 8, r * 8 + 8)]]).toEqual([from.labels[at], [...from.inputs.subarray(at * 8, at * 8 + 8)]]);
          if (id < trusted.n) continue;
          expect(id < trusted.n + arrived && !seen.has(id)).toBe(true);
          seen.add(id);
          learned++;
        }
        for (const id of d.dropped ?? []) { expect(id >= trusted.n && !seen.has(id)).toBe(true); seen.add(id); dropped++; }
        expect(learned + dropped + d.held).toBe(arrived);
      });
    });
    it("survives steps without reports, one user, no trusted rows and a model that is not a number; and says what it did", async () => {
      const nan = { plan: model.plan, weights: model.weights.map(() => NaN) }, none = takeRows(trusted, []);
      const one = stream().map((s) => ({ ...s, sources: new Uint8Array(s.n) }));
      for (const over of [{ steps: stream(() => [0, 0]) }, { steps: one }, { trusted: none }, { trusted: takeRows(trusted, [0]) }, { model: nan }]) {
        const { notes } = await run(plugin, { params, ...over });
        expect(notes.length).toBeGreaterThan(0);
        for (const note of notes) expect(note.text).toMatch(/^[A-Z\d].+\.$/);
      }
    });
    it("does not know what is poisoned, only users, inputs and labels: other ids, same decisions", async () => {
      const moved = stream().map((s) => ({ ...s, ids: s.ids.map((id) => 5000 - id) })), ids = (out: Awaited<ReturnType<typeof run>>, back: (id: number) => number) => out.decisions.map((d) => [...(d.dropped ?? [])].map(back).sort((a, b) => a - b));
      expect(ids(await run(plugin, { params, steps: moved }), (id) => 5000 - id)).toEqual(ids(await run(plugin, { params }), (id) => id));
    });
  });
});
