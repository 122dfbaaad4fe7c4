/** A lane computes one heavy stage at a time: here, in this thread; in the page also in further workers (worker room). */
import type { Learner } from "../core/learner";
import type { ReadAsset } from "../core/plugins";
import type { Control } from "./control";
import type { Stage } from "./plan";
import type { Piece, StageContext, StageReportEvent } from "./stages/context";
import { executeStage } from "./stages/execute";
import { runPiece } from "./stages/federate";
import type { PoisonOutput, StageInputs, StageOutput } from "./stages/outputs";

export interface LaneJob {
  readonly stage: Stage;
  readonly inputs: StageInputs;
  /** The attack whose goal a training stage measures after each epoch. */
  readonly observed?: PoisonOutput;
  /** Only this piece of the stage's work. */
  readonly piece?: Piece;
  /** Where the stage may have pieces of its work done, and how many at once. */
  readonly spawn?: (piece: Piece) => Promise<StageOutput>;
  readonly width?: number;
  readonly report: (event: StageReportEvent) => void;
  readonly signal: AbortSignal;
}

export interface Lane {
  execute(job: LaneJob): Promise<StageOutput>;
}

/** Lanes that several runs share, and which stages one of them is computing, so that no other computes the same again. */
export class LanePool {
  readonly free: Lane[];
  readonly width: number;
  readonly computing = new Set<string>();
  private readonly runs = new Set<() => void>();

  constructor(lanes: readonly Lane[]) {
    this.free = [...lanes];
    this.width = lanes.length;
  }

  /** `advance` is called whenever a lane or a stage has become free; gives what takes the run out again. */
  join(advance: () => void): () => void {
    this.runs.add(advance);
    return () => void this.runs.delete(advance);
  }

  stir(): void {
    for (const advance of this.runs) advance();
  }
}

/** This thread. Stages that load, poison or filter at random need no learner. */
export function localLane(learner: Learner | null, read: ReadAsset, control: Control): Lane {
  return {
    execute: ({ stage, inputs, observed, piece, spawn, width = 1, report, signal }) => {
      const ctx: StageContext = {
        get learner() {
          if (!learner) throw new Error(`stage ${stage.work.kind} needs a learner`);
          return learner;
        },
        read, signal, report, keys: stage.parents,
        pulse: control.pulse(signal, piece ? undefined : (fraction) => report({ type: "progress", stage: stage.key, fraction })),
        epochEnded: () => control.epochEnded(),
        observedGoal: observed?.goal, width,
        spawn: spawn ?? (() => { throw new Error(`stage ${stage.work.kind} has nowhere to hand on its work`); }),
      };
      return piece ? runPiece(stage, piece, inputs, ctx) : executeStage(stage, inputs, ctx);
    },
  };
}
