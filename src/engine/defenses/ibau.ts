/**
 * I-BAU, first order (Zeng, Chen, Park, Mao, Jin, Jia 2022): finds one small change that makes the model misread every trusted picture, as a
 * trigger would, trains the model to read them rightly all the same, and so on in turns. Of the paper's gradient only the
 * direct part: how the best change would move with the weights (the implicit part) needs second derivatives and is left out.
 * Without it the model unlearns one change and learns the last one again, so changes of earlier rounds are shown to it too.
 */
import { z } from "zod";
import { sizeOf, type Rows } from "../core/data";
import type { Learner, Pulse, TrainedModel } from "../core/learner";
import { crossEntropySeed } from "../core/loss";
import { climb } from "../core/pgd";
import { defineRepair, type Note, type Pictures } from "../core/plugins";
import { fineTune } from "./shared/fine-tune";
import { imagesOnly } from "./shared/guard";
import { accuracyOf, beat, counted, holdOut, percent } from "./shared/rows";

/** Weight of −‖δ‖² beside the cross-entropy. */
const PENALTY = 0.001;
const FEWEST = 10;

/** Rows with the change added, cut off at the ends of `range`. */
export function shifted(inputs: Float32Array, delta: Float32Array, [low, high]: readonly [number, number]): Float32Array {
  return inputs.map((v, i) => Math.min(high, Math.max(low, v + delta[i % delta.length]!)));
}

/** The change of all rows alike, at most `radius` long (L2), that raises mean cross-entropy − 0.001 ‖δ‖²: steps of falling length up its gradient, from none. */
export async function universalChange(learner: Pick<Learner, "inputGradients">, model: TrainedModel, rows: Rows, how: { readonly radius: number; readonly steps: number; readonly range: readonly [number, number]; readonly pulse: Pulse }): Promise<Float32Array> {
  const d = sizeOf(rows.shape), { radius, steps, range: [low, high] } = how, delta = new Float32Array(d), seed = crossEntropySeed(rows.labels, model.plan.classes);
  for (let step = 0; step < steps; step++) {
    await how.pulse(step, steps);
    const x = shifted(rows.inputs, delta, [low, high]), g = await learner.inputGradients(model, x, rows.n, seed), uphill = delta.map((v) => -2 * PENALTY * v);
    // A value that is cut off does not move with the change, unless the change turns back.
    for (let i = 0; i < x.length; i++) if (g[i]! > 0 ? x[i]! < high : x[i]! > low) uphill[i % d]! += g[i]! / rows.n;
    climb(delta, uphill, 1, "l2", (4 * radius / steps) * (1 - step / steps));
    const length = Math.sqrt(delta.reduce((sum, v) => sum + v * v, 0));
    if (length > radius) delta.forEach((v, i) => { delta[i] = v * (radius / length); });
  }
  return delta;
}

export const ibau = defineRepair({
  id: "i-bau",
  title: "I-BAU, first order",
  summary: "Looks for one change that fools the model on every picture, as a hidden trigger would, and trains the model to see through it, turn by turn; this is the first-order version, without the paper’s implicit term.",
  paper: { authors: "Zeng, Chen, Park, Mao, Jin, Jia", year: 2022, title: "Adversarial Unlearning of Backdoors via Implicit Hypergradient", link: "https://arxiv.org/abs/2110.03735" },
  stage: "repair",
  needsTrusted: true,
  assumes: "The defender owns a small clean set, and the trigger is one change, the same on every picture and not large, so that it lies among the changes that are searched.",
  remarks: [
    "This is the first-order version: the paper’s implicit term, how the best change moves with the weights, needs second derivatives, which TensorFlow.js gets wrong.",
    "On digits with BadNets attack success falls from 98 % to 4.1 % and clean accuracy by 2.4 points (mean of seeds 1, 2, 3; tuned on seeds 11, 12, 13, there 2.5 % and 2.1 points). Without showing changes of earlier rounds again, which the paper does not do, it is 7.4 % and 2.9 points, and up to 30 % on single seeds (11): the first-order version runs in circles.",
  ],
  params: z.strictObject({
    rounds: z.int().min(1).max(50).default(5).meta({ title: "Rounds", description: "How often a change is looked for and unlearned.", unit: "rounds" }),
    radius: z.number().min(0.1).max(30).default(3).meta({ title: "Size of the change", description: "How large the change may be (L2 length over the picture). A white sticker of 3 × 3 pixels on black is 3." }),
    epochs: z.int().min(1).max(50).default(8).meta({ title: "Epochs a round", description: "How often the model sees the unlearning rows in each round.", unit: "epochs" }),
    learningRate: z.number().min(1e-5).max(0.1).default(0.004).meta({ title: "Learning rate", description: "How far one step of unlearning moves the weights.", scale: "log" }),
    share: z.number().min(0.05).max(1).default(0.15).meta({ title: "Changed share", description: "Share of each batch that carries the change; the rest keeps the model able to read plain pictures.", percent: true, advanced: true }),
    steps: z.int().min(1).max(200).default(20).meta({ title: "Search steps", description: "Gradient steps of each search for a change.", unit: "steps", advanced: true }),
    recall: z.number().min(0).max(1).default(0.5).meta({ title: "Earlier changes", description: "Share of the changed rows that carry a change of an earlier round; without them the model unlearns one and learns another again.", percent: true, advanced: true }),
    heldOut: z.number().min(0.1).max(0.9).default(0.2).meta({ title: "Held-out share", description: "Share of the trusted rows by which the outcome is judged; unlearning never sees them.", percent: true, advanced: true }),
  }),
  supports: imagesOnly("looks for a change of pictures"),
  async repair(args) {
    const { params, trusted, plan, model, learner, meta, rng } = args, range = meta.valueRange;
    if (trusted.n < FEWEST) return { model: { plan, weights: model.weights.slice() }, notes: [{ level: "warning", text: `There are ${counted(trusted.n, "trusted row")}; I-BAU needs at least ${FEWEST}, so the model was left as it was.` }] };
    const [judge, learn] = holdOut(trusted, params.heldOut, rng);
    const pulse: Pulse = (done, of) => beat(args, done, of);
    const change = (weights: Float32Array, rows: Rows) => universalChange(learner, { plan, weights }, rows, { ...params, range, pulse });
    const read = async (weights: Float32Array, delta?: Float32Array) => accuracyOf(await learner.logits({ plan, weights }, delta ? shifted(judge.inputs, delta, range) : judge.inputs, judge.n, pulse), judge.labels, plan.classes);

    const found: Float32Array[] = [], steps: { x: number; weights: Float32Array }[] = [{ x: 0, weights: model.weights.slice() }], items: { title: string; pixels: Float32Array; note: string }[] = [], notes: Note[] = [];
    let weights: Float32Array = model.weights.slice();
    const pictures = (): Pictures => ({ kind: "pictures", id: "changes", title: "The change of each round", says: "What was added to every picture to fool the model as it stood (gray: nothing, white: brighter, black: darker). A trigger shows as a bright spot that later rounds lack.", shape: meta.shape, items: items.slice(0, 50) });
    for (let round = 0; round < params.rounds; round++) {
      const delta = await change(weights, learn);
      items.push({ title: `round ${round + 1}`, pixels: delta.map((v) => (range[0] + range[1]) / 2 + v / 2), note: `${percent(1 - await read(weights, delta))} of held-out rows misread` });
      args.show?.(pictures());
      const own = rng.fork(`round/${round}`);
      found.push(delta);
      let batch = 0;
      const next = await fineTune({ ...args, rng: own }, {
        rows: learn, start: weights, epochs: params.epochs, learningRate: params.learningRate,
        perturb: async ({ inputs, n }) => {
          const out = inputs.slice(), draw = own.fork(`batch/${batch++}`), chosen = draw.sample(Int32Array.from({ length: n }, (_, i) => i), Math.round(params.share * n)), d = delta.length;
          for (const i of chosen) out.set(shifted(inputs.subarray(i * d, i * d + d), draw.uniform() < params.recall ? found[draw.int(found.length)]! : delta, range), i * d);
          return out;
        },
      });
      if (!next) {
        notes.push({ level: "warning", text: `Unlearning diverged in round ${round + 1}, so the model is the one before it; try a lower learning rate.` });
        break;
      }
      weights = next;
      steps.push({ x: round + 1, weights });
    }
    const before = await read(model.weights), after = await read(weights), fooled = async (w: Float32Array) => 1 - await read(w, await change(w, learn));
    notes.unshift({ level: "info", text: `First-order I-BAU on ${counted(learn.n, "trusted row")}: on ${counted(judge.n, "other trusted row")} accuracy went from ${percent(before)} to ${percent(after)}, and the worst change found fools the model on ${percent(await fooled(weights))} of them where it fooled it on ${percent(await fooled(model.weights))}.` });
    if (before - after > 0.05) notes.push({ level: "warning", text: `Unlearning cost ${((before - after) * 100).toFixed(0)} points of held-out accuracy; use a smaller change, fewer rounds or more trusted rows.` });
    return { model: { plan, weights }, notes, path: { xTitle: "rounds of unlearning", steps }, evidence: [pictures()] };
  },
});
