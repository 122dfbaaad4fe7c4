/**
 * Pause, resume, single epochs and stopping, as one small object that a running stage asks at every batch. Each question also
 * lets waiting messages in, or a stage of plain arithmetic would never hear that it shall stop. No timers.
 */
import { throwIfCancelled } from "../core/errors";
import type { Pulse } from "../core/learner";
import { breather } from "../learner/breathe";

export class Control {
  private mode: "run" | "pause" | "step" = "run";
  private wake: (() => void)[] = [];

  pause(): void {
    this.mode = "pause";
  }
  resume(): void {
    this.set("run");
  }
  /** Let work go on until the next `epochEnded`, then pause again. */
  step(): void {
    this.set("step");
  }
  /** Told by a training stage after each epoch. */
  epochEnded(): void {
    if (this.mode === "step") this.mode = "pause";
  }
  /** Frees anything that waits, so that a stop is noticed. */
  release(): void {
    for (const w of this.wake.splice(0)) w();
  }

  /** A pulse for one stage: throws Cancelled when stopped, waits while paused, passes progress on, gives way to other tasks. */
  pulse(signal: AbortSignal | undefined, progress?: (fraction: number) => void): Pulse {
    const breathe = breather();
    return async (done, of) => {
      await breathe();
      throwIfCancelled(signal);
      while (this.mode === "pause") {
        await new Promise<void>((resolve) => this.wake.push(resolve));
        throwIfCancelled(signal);
      }
      progress?.(of > 0 ? done / of : 0);
    };
  }

  private set(mode: "run" | "step"): void {
    this.mode = mode;
    this.release();
  }
}
