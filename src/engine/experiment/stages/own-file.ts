/** The model in a person's own file, as a model that somebody else has trained. With other classes it gets a fresh last layer. */
import { weightSlots, type TrainedModel } from "../../core/learner";
import { Rng } from "../../core/rng";
import { initialWeights } from "../../learner/initial-weights";
import { findOwnModel } from "../../models/own-model";
import type { Choice } from "../spec";
import { networkOf } from "./learn";
import type { ModelOutput, StageInputs } from "./outputs";

export function modelFromFile(seed: number, choice: Choice, inputs: StageInputs): ModelOutput {
  const brought = findOwnModel(choice.params as { hash: string; name: string }), plan = networkOf(choice, inputs);
  const model: TrainedModel = { plan, weights: brought.plan.classes === plan.classes ? brought.weights.slice() : withNewHead(brought, initialWeights(plan, Rng.fromSeed(seed).fork("init"))) };
  const notes = brought.plan.classes === plan.classes ? [] : [{ level: "info" as const, text: `The model tells ${brought.plan.classes} classes apart and the data have ${plan.classes}, so its last layer was replaced by a fresh one.` }];
  return { kind: "model", model, notes };
}

/** All weights but the last layer's, which come first in both; the head is the fresh one's. */
function withNewHead({ plan, weights }: TrainedModel, fresh: Float32Array): Float32Array {
  const last = plan.layers.length - 1, kept = weightSlots(plan).find((s) => s.layer === last)!.offset;
  fresh.set(weights.subarray(0, kept));
  return fresh;
}
