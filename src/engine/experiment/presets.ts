/** Ready-made experiments, by chapter: specs with a title. The first one is what the page opens with. */
import { aimedToHurt } from "./presets/aimed-to-hurt";
import { cleanLabels } from "./presets/clean-labels";
import { defending } from "./presets/defending";
import { firstSteps } from "./presets/first-steps";
import { learningTogether } from "./presets/federated";
import { otherData } from "./presets/other-data";
import { probing } from "./presets/probing";
import { stealthy } from "./presets/stealthy";
import { streams } from "./presets/streams";
import { supplyChain } from "./presets/supply-chain";
import type { Preset } from "./presets/preset";

export type { Preset };

export const presets: readonly Preset[] = [...firstSteps, ...otherData, ...stealthy, ...cleanLabels, ...aimedToHurt, ...defending, ...probing, ...learningTogether, ...streams, ...supplyChain];
