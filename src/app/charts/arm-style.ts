/**
 * How an arm looks: color, dash, marker and hatch, the same in every chart. Colors are CSS variables, so themes need no
 * redraw in SVG and HTML; canvases resolve them with `cssColor`. Not a place for text.
 */
import type { ArmKind } from "../../engine/index";
import type { MarkerShape } from "./markers";

export type ArmTone = "clean" | "poisoned" | "defended" | "baseline";

export function toneOf(kind: ArmKind): ArmTone {
  return kind === "clean" || kind === "poisoned" || kind === "defended" ? kind : "baseline";
}

export interface ArmStyle {
  /** For text, 4.5:1 on every surface. */
  readonly text: string;
  /** For marks, 3:1 on every surface. */
  readonly fill: string;
  /** For quiet backgrounds. */
  readonly tint: string;
  readonly marker: MarkerShape;
}

export const armStyles: Readonly<Record<ArmTone, ArmStyle>> = {
  clean: { text: "var(--h-clean)", fill: "var(--h-clean-fill)", tint: "var(--h-clean-tint)", marker: "circle" },
  poisoned: { text: "var(--h-poisoned)", fill: "var(--h-poisoned-fill)", tint: "var(--h-poisoned-tint)", marker: "triangle" },
  defended: { text: "var(--h-defended)", fill: "var(--h-defended-fill)", tint: "var(--h-defended-tint)", marker: "square" },
  baseline: { text: "var(--h-baseline)", fill: "var(--h-baseline-fill)", tint: "var(--h-baseline-tint)", marker: "diamond" },
};

/** Solid for accuracy, dashed for attack success; baselines use finer dashes of each. */
export function dashOf(tone: ArmTone, measure: "accuracy" | "attack"): string | undefined {
  if (tone === "baseline") return measure === "accuracy" ? "2 2" : "1 4";
  return measure === "accuracy" ? undefined : "6 4";
}
