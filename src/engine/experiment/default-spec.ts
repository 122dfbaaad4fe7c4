/** The experiment that the page opens with: the first preset. Apart from the others, which the page loads later. */
import { firstSteps } from "./presets/first-steps";
import type { Spec } from "./spec";

export const defaultSpec: Spec = firstSteps[0]!.spec;
