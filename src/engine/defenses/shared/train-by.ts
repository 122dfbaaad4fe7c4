/** The victim's training with some things changed, epoch by epoch, for defenses that only change it and then say what they did. */
import type { EpochReport, TrainedModel } from "../../core/learner";
import type { FitChange, Note, TrainDefenseArgs, TrainOutcome } from "../../core/plugins";

/** Passes every epoch on to `see` before the curve gets it; the outcome carries a warning when the training diverged. */
export async function* trainedBy<P>(args: TrainDefenseArgs<P>, change: FitChange, notes: () => readonly Note[], see?: (report: EpochReport) => Promise<void> | void): AsyncGenerator<EpochReport, TrainOutcome> {
  const fitting = args.fit(change);
  let diverged = false, model: TrainedModel | undefined;
  try {
    for (;;) {
      const next = await fitting.next();
      if (next.done) { model = next.value; break; }
      diverged ||= next.value.diverged;
      if (!next.value.diverged) await see?.(next.value);
      yield next.value;
    }
  } finally {
    // A stop while looking leaves the training in the middle of an epoch, with its tensors.
    if (!model) await fitting.return(undefined as never);
  }
  return { model, notes: diverged ? [divergedNote, ...notes()] : notes() };
}

export const divergedNote: Note = { level: "warning", text: "The training diverged: its numbers grew beyond all bounds. Try a lower learning rate." };
