/** In what a run counts and how long it is: epochs of one training run, rounds of a federation, steps of a stream. Pure. */
import type { RegimeKind, Spec } from "../../engine/index";

export const ticks: Readonly<Record<RegimeKind, string>> = { central: "epoch", federated: "round", online: "step" };

/** How many of them a run has. */
export const lengthOf = ({ regime, training, federated, online }: Pick<Spec, "regime" | "training" | "federated" | "online">): number => (regime === "federated" ? federated.rounds : regime === "online" ? online.steps : training.epochs);

/** "epoch 6 of 10", "round 3 of 20". */
export const tickText = (tick: string, now: number, of: number): string => `${tick} ${Math.min(now, of)} of ${of}`;
