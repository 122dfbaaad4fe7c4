/** Small pieces that the figures of slides share: what they are handed, a model's name with its mark, a large picture. */
import type { ReactNode } from "react";
import type { ArmInfo } from "../../engine/index";
import { armStyles, toneOf } from "../charts/arm-style";
import { markerPath } from "../charts/markers";
import { armTitle } from "../state/arms";
import type { Shown } from "../story-figures/shown";
import type { Box } from "./use-box";

export interface SlideProps {
  readonly shown: Shown;
  readonly box: Box;
}

/** A model by its defense, in its color and with its mark. */
export function ArmName({ arm, shown, size }: { readonly arm: ArmInfo; readonly shown: Shown; readonly size: number }) {
  const style = armStyles[toneOf(arm.kind)];
  return (
    <span className="inline-flex items-baseline gap-[0.4em] leading-tight font-semibold" style={{ color: style.text, fontSize: size }}>
      <svg aria-hidden="true" viewBox="-8 -8 16 16" className="size-[0.75em] shrink-0 max-sm:hidden"><path d={markerPath(style.marker, 6)} fill={style.fill} /></svg>
      <span className="min-w-0 [overflow-wrap:anywhere]">{armTitle(arm, shown.spec)}</span>
    </span>
  );
}

/** Something that is not there yet. */
export const Blank = ({ children }: { readonly children: ReactNode }) => <p className="text-muted">{children}</p>;
