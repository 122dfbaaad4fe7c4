/** Ready-made experiments, by chapter: specs with a title. The first one is what the page opens with. */
import { firstSteps } from "./presets/first-steps";
import { otherData } from "./presets/other-data";
import type { Preset } from "./presets/preset";
import type { Spec } from "./spec";

export type { Preset };

export const presets: readonly Preset[] = [...firstSteps, ...otherData];

export const defaultSpec: Spec = presets[0]!.spec;
