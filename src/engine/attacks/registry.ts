/** Every attack the lab knows, in the order in which it is offered. A new one is one file and one line here. */
import { Registry, type AttackPlugin } from "../core/plugins";
import { badnets } from "./badnets";
import { junkInjection } from "./junk-injection";
import { labelFlip } from "./label-flip";
import { tableTrigger } from "./table-trigger";
import { textTrigger } from "./text-trigger";

export const attacks: Registry<AttackPlugin> = new Registry<AttackPlugin>("attack", [
  badnets,
  tableTrigger,
  textTrigger,
  labelFlip,
  junkInjection,
]);
