/** A small stream for tests of stream defenses: reports in plain view of an identity model, and what a defense makes of them. */
import { joinRows, type DatasetMeta, type Rows } from "../../core/data";
import type { StreamDecision, StreamDefense } from "../../core/plugins";
import { Rng } from "../../core/rng";
import { fakeLearner, identityModel } from "./fake-learner";
import { answersTo } from "./stream";

export const meta: DatasetMeta = { id: "toy", title: "Toy", modality: "image", shape: [1, 3, 1], classNames: ["a", "b", "c"], valueRange: [0, 1] };
const sure = identityModel(meta.shape, 3);
/** Reads the brightest of three values, and is sure of it. */
export const model = { plan: sure.plan, weights: sure.weights.map((w, i) => (i < 12 ? w : 9 * w)) };

/** Reports: [true class, label, user] each. */
export function reports(firstId: number, list: readonly (readonly [number, number, number?])[]): Rows {
  const inputs = new Float32Array(list.length * 3);
  list.forEach(([c], i) => { inputs[i * 3 + c] = 1; });
  return { n: list.length, shape: meta.shape, inputs, labels: Int32Array.from(list, ([, y]) => y), ids: Int32Array.from(list, (_, i) => firstId + i), sources: Uint8Array.from(list, ([, , u = 0]) => u) };
}
export const trusted = reports(0, Array.from({ length: 300 }, (_, i) => [i % 3, i % 3] as const));

/** Lets a defense meet step after step; ids of learned rows are told as `learned`. */
export async function meet(plugin: StreamDefense, params: object, steps: readonly (readonly (readonly [number, number, number?])[])[]) {
  const learner = fakeLearner(), guard = await plugin.begin({ params: plugin.params.parse(params), trusted, meta, plan: model.plan, learner, settings: { optimizer: "adam", learningRate: 0.01, momentum: 0, batchSize: 8, epochs: 1, weightDecay: 0 }, start: model, rng: Rng.fromSeed(1) });
  const out: (StreamDecision & { readonly learned: number[] })[] = [];
  let id = trusted.n;
  for (const [i, list] of steps.entries()) {
    const reported = list.length > 0 ? reports(id, list) : { ...joinRows([reports(id, [[0, 0]])]), n: 0, inputs: new Float32Array(0), labels: new Int32Array(0), ids: new Int32Array(0), sources: new Uint8Array(0) };
    id += list.length;
    const decision = await guard.admit({ step: i + 1, model, reported, answers: await answersTo(learner, model, reported, () => {}), pulse: () => {} });
    out.push({ ...decision, learned: [...decision.learn.ids].filter((x) => x >= trusted.n).map((x) => x - trusted.n) });
    await guard.learned?.(i + 1, { plan: model.plan, weights: model.weights.map((w) => w + i + 1) });
  }
  return { out, notes: guard.notes?.() ?? [] };
}
