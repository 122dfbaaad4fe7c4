/** How many untouched inputs a guard turned away from this model, in words: they are in none of the cells below. */
import type { ArmInfo } from "../../../engine/index";
import { columns as words } from "../../text/words";
import { useArmResult } from "./live";

export function TurnedAway({ arm }: { readonly arm: ArmInfo }) {
  const rate = useArmResult(arm.id)?.screen?.falseRejections;
  return rate ? <p className="text-xs leading-snug text-muted">{words.turnedAway(Math.round(rate.value * rate.n), rate)}</p> : null;
}
