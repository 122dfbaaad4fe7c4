/** Why the numbers of a model are not those of all inputs, or not of all its training: a guard turned some away, or it fell apart. */
import type { ArmInfo } from "../../../engine/index";
import { numbersOfFallen } from "../../text/answer-words";
import { columns as words } from "../../text/words";
import { useArmResult } from "./live";

/** What the numbers mean of a model whose training diverged. */
export function WithoutNumbers({ arm, tick }: { readonly arm: ArmInfo; readonly tick: string }) {
  const result = useArmResult(arm.id), said = result && numbersOfFallen(result, tick);
  return said ? <p className="text-xs leading-snug text-muted">{said}</p> : null;
}

export function TurnedAway({ arm }: { readonly arm: ArmInfo }) {
  const rate = useArmResult(arm.id)?.screen?.falseRejections;
  return rate ? <p className="text-xs leading-snug text-muted">{words.turnedAway(Math.round(rate.value * rate.n), rate)}</p> : null;
}
