/** Where defenses that look at pictures apply. */
import type { SetupContext, Support } from "../../core/plugins";

/** `supports` of a defense that works on pictures alone; `does` says what it does to them. */
export const imagesOnly = (does: string) => ({ meta }: SetupContext): Support =>
  meta.modality === "image" || `this defense ${does}, and ${meta.title} has none. Choose a data set of images.`;
