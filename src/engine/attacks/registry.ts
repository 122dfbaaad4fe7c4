/** Every attack the lab knows, in the order in which it is offered. A new one is one file and one line here. */
import { Registry, type AttackPlugin } from "../core/plugins";
import { adaptiveBackdoor } from "./adaptive-backdoor";
import { badnets } from "./badnets";
import { blended } from "./blended";
import { bilevel } from "./bilevel";
import { cleanLabel } from "./clean-label";
import { featureCollision } from "./feature-collision";
import { gradientMatching } from "./gradient-matching";
import { junkInjection } from "./junk-injection";
import { labelFlip } from "./label-flip";
import { sinusoidal } from "./sinusoidal";
import { tableTrigger } from "./table-trigger";
import { textTrigger } from "./text-trigger";
import { warping } from "./warping";

export const attacks: Registry<AttackPlugin> = new Registry<AttackPlugin>("attack", [
  badnets,
  blended,
  sinusoidal,
  warping,
  cleanLabel,
  featureCollision,
  gradientMatching,
  adaptiveBackdoor,
  tableTrigger,
  textTrigger,
  labelFlip,
  bilevel,
  junkInjection,
]);
