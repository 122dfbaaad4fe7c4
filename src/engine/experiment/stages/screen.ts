/**
 * Puts a guard in front of a finished model and sends it everything the model is tested on, mixed: it cannot tell a test row
 * from a triggered input by where it stands.
 */
import { sizeOf } from "../../core/data";
import { Rng } from "../../core/rng";
import { defenses } from "../../defenses/registry";
import type { Stage, StageWork } from "../plan";
import type { StageContext } from "./context";
import { defenderOf, tunedNote } from "./defender";
import type { ScreenOutput, ScreenSide, StageInputs } from "./outputs";

export async function runScreen(stage: Stage, work: Extract<StageWork, { kind: "screen" }>, inputs: StageInputs, ctx: StageContext): Promise<ScreenOutput> {
  const plugin = defenses.find(work.defense.id);
  if (plugin?.stage !== "guard") throw new Error(`${work.defense.id} is not a guard`);
  const { args } = defenderOf(stage, work, inputs, ctx), { test } = inputs.load!.dataset, goal = inputs.poison?.goal, near = goal?.nearMiss;
  const parts = [{ inputs: test.inputs, n: test.n }, { inputs: goal?.inputs ?? new Float32Array(0), n: goal?.targets.length ?? 0 }, { inputs: near?.inputs ?? new Float32Array(0), n: near?.testIndex.length ?? 0 }];
  const d = sizeOf(test.shape), n = parts.reduce((sum, p) => sum + p.n, 0), all = new Float32Array(n * d), mixed = new Float32Array(n * d);
  parts.reduce((at, p) => (all.set(p.inputs.subarray(0, p.n * d), at * d), at + p.n), 0);
  const place = Rng.fromSeed(stage.seed).fork("requests").shuffle(Int32Array.from({ length: n }, (_, i) => i));
  place.forEach((from, i) => mixed.set(all.subarray(from * d, (from + 1) * d), i * d));
  const out = await plugin.screen({ ...args, model: inputs.model!.model, requests: { n, inputs: mixed } });
  const at = new Int32Array(n);
  place.forEach((from, i) => { at[from] = i; });
  const side = (from: number, count: number): ScreenSide => {
    const rows = at.subarray(from, from + count), floats = (values: Float32Array | undefined) => values && Float32Array.from(rows, (i) => values[i]!);
    return { answers: Int32Array.from(rows, (i) => out.answers[i]!), scores: floats(out.scores), radius: floats(out.radius) };
  };
  const { scoreName, threshold, suspiciousWhen, radiusTitle, evidence } = out, notes = [...out.notes, ...tunedNote(work.tuned)];
  return {
    kind: "screen", title: plugin.title, scoreName, threshold, suspiciousWhen, radiusTitle, notes, evidence,
    test: side(0, test.n), ...(goal && { goal: side(test.n, parts[1]!.n) }), ...(near && { nearMiss: side(test.n + parts[1]!.n, parts[2]!.n) }),
  };
}
