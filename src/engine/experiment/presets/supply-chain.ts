/** Someone else's model: what comes with a model that a stranger has trained, and what closes it. Data only. */
import { chapter, type Preset } from "./preset";

const preset = chapter("Someone else's model");
export const supplyChain: readonly Preset[] = [];
