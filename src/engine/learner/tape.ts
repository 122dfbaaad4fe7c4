/** A forward pass whose tape outlives its tidy, because the outputs are read (which may wait for a device) before the way back. */
import { tidy } from "@tensorflow/tfjs-core";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { Tape } from "./network";

const tapeTensors = (tape: Tape): Tensor[] => [tape.x, ...tape.saved.flatMap((s) => [s.y, ...s.extra])];

/** Intermediate tensors that are not on the tape are gone. The caller disposes of the tape. */
export function keptTape(run: () => Tape): Tape {
  let made: Tape;
  tidy(() => {
    made = run();
    return tapeTensors(made);
  });
  return made!;
}

export function disposeTape(tape: Tape): void {
  for (const t of tapeTensors(tape)) t.dispose();
}
