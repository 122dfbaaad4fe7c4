/** What defenses of a stream need to ask a model. Decides nothing. */
import { argmaxRows } from "../../core/answer";
import type { Rows } from "../../core/data";
import { softmax } from "../../core/loss";
import type { Learner, Pulse, TrainedModel } from "../../core/learner";
import type { Answers } from "../../core/plugins";

/** What a model answers to rows. */
export async function answersTo(learner: Pick<Learner, "logits">, model: TrainedModel, { inputs, n }: Rows, pulse: Pulse): Promise<Answers> {
  const k = model.plan.classes, logits = n > 0 ? await learner.logits(model, inputs, n, pulse) : new Float32Array(0);
  return { n, probabilities: softmax(logits, k), predicted: argmaxRows(logits, k) };
}
