/**
 * Greedy edits of messages: at every step each message tries all its proposals on the model and keeps the one after which
 * the model is least sure, until it is read otherwise. Asks the model for answers only, never for gradients. What may be
 * proposed is the caller's business.
 */
import { sizeOf } from "../core/data";
import type { Learner, TrainedModel } from "../core/learner";
import { argmaxRows } from "../core/answer";

export interface Edit {
  readonly place: number;
  /** What then stands at the place, as written and as a word number. */
  readonly word: string;
  readonly number: number;
  /** The word it replaces; absent when it is put at the end. */
  readonly instead?: string;
}

export interface Message {
  readonly input: Float32Array;
  readonly edits: readonly Edit[];
  /** Logits of the message as it now is. */
  readonly logits: Float32Array;
  /** Logit of the class it shall escape, less the largest of the others. */
  readonly margin: number;
  /** Whether it is still read as that class. */
  readonly caught: boolean;
}

export interface Reader {
  readonly learner: Pick<Learner, "logits">;
  readonly model: TrainedModel;
  /** The class to escape. */
  readonly from: number;
  readonly pulse: () => Promise<void> | void;
}

/** What the model makes of some inputs: logits, margin and whether each is caught. */
export async function readAll({ learner, model, from, pulse }: Reader, inputs: Float32Array, n: number): Promise<(i: number) => Pick<Message, "logits" | "margin" | "caught">> {
  const k = model.plan.classes, all = await learner.logits(model, inputs, n, pulse), read = argmaxRows(all, k);
  return (i) => {
    const logits = all.slice(i * k, i * k + k);
    return { logits, margin: logits[from]! - logits.reduce((top, v, c) => (c === from ? top : Math.max(top, v)), -Infinity), caught: read[i] === from };
  };
}

function withEdit(input: Float32Array, edit: Edit): Float32Array {
  const out = input.slice();
  out[edit.place] = edit.number;
  return out;
}

/**
 * The messages after at most `most` edits each; a message that has escaped is left alone. Without `blind` an edit is made
 * only when it lowers the margin; with it whatever is proposed is made, and one proposal a step is enough.
 */
export async function editGreedily(reader: Reader, messages: readonly Message[], most: number, propose: (message: Message, i: number) => readonly Edit[], blind = false): Promise<Message[]> {
  const out = [...messages], d = sizeOf(reader.model.plan.inputShape), stuck = new Set<number>();
  for (let step = 0; step < most; step++) {
    const tries = out.flatMap((message, i) => (message.caught && !stuck.has(i) ? propose(message, i).map((edit) => ({ i, edit })) : []));
    if (tries.length === 0) break;
    const inputs = new Float32Array(tries.length * d);
    tries.forEach(({ i, edit }, t) => inputs.set(withEdit(out[i]!.input, edit), t * d));
    const read = await readAll(reader, inputs, tries.length), best = new Map<number, Message>();
    tries.forEach(({ i, edit }, t) => {
      const now = read(t), old = best.get(i);
      if (!old || now.margin < old.margin) best.set(i, { ...now, input: inputs.slice(t * d, t * d + d), edits: [...out[i]!.edits, edit] });
    });
    for (let i = 0; i < out.length; i++) {
      const found = best.get(i);
      if (found && (blind || !found.caught || found.margin < out[i]!.margin)) out[i] = found;
      else stuck.add(i);
    }
  }
  return out;
}
