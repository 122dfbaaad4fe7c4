/** Every attack the lab knows, in the order in which it is offered. A new one is one file and one line here. */
import { Registry, type AttackPlugin } from "../core/plugins";
import { adaptiveBackdoor } from "./adaptive-backdoor";
import { alie } from "./alie";
import { badnets } from "./badnets";
import { blended } from "./blended";
import { bilevel } from "./bilevel";
import { cleanLabel } from "./clean-label";
import { distributedBackdoor } from "./distributed-backdoor";
import { featureCollision } from "./feature-collision";
import { forgedUpdates } from "./forged-updates";
import { gaussianUpdates } from "./gaussian-updates";
import { gradientMatching } from "./gradient-matching";
import { innerProduct } from "./inner-product";
import { junkInjection } from "./junk-injection";
import { labelFlip } from "./label-flip";
import { minMax } from "./min-max";
import { modelReplacement } from "./model-replacement";
import { poisonedFoundation } from "./poisoned-foundation";
import { signFlip } from "./sign-flip";
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
  poisonedFoundation,
  signFlip,
  gaussianUpdates,
  alie,
  innerProduct,
  minMax,
  modelReplacement,
  distributedBackdoor,
  forgedUpdates,
]);
