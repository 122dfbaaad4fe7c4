/** Every probe the lab knows, in the order in which it is offered. A new one is one file and one line here. */
import { Registry, type ProbePlugin } from "../core/plugins";
import { corruptions } from "./corruptions";
import { deepfool } from "./deepfool";
import { fgsm } from "./fgsm";
import { momentumIterative } from "./momentum-iterative";
import { pgd } from "./pgd";
import { textEvasion } from "./text-evasion";
import { transfer } from "./transfer";
import { universalPerturbation } from "./universal-perturbation";

export const probes: Registry<ProbePlugin> = new Registry<ProbePlugin>("probe", [
  fgsm, pgd, momentumIterative, universalPerturbation, deepfool, transfer, textEvasion, corruptions,
]);
