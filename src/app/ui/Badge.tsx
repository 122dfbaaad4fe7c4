/** A few words that classify the thing beside them. Not a button and not the only carrier of a meaning. */
import type { ReactNode } from "react";
import { cx } from "./cx";

export type BadgeTone = "neutral" | "clean" | "poisoned" | "defended" | "baseline" | "warning" | "error";

export interface BadgeProps {
  readonly children: ReactNode;
  readonly tone?: BadgeTone;
  readonly icon?: ReactNode;
}

const tones: Readonly<Record<BadgeTone, string>> = {
  neutral: "border-line bg-paper text-muted",
  clean: "border-clean/30 bg-clean-tint text-clean",
  poisoned: "border-poisoned/30 bg-poisoned-tint text-poisoned",
  defended: "border-defended/30 bg-defended-tint text-defended",
  baseline: "border-baseline/30 bg-baseline-tint text-baseline",
  warning: "border-warning/30 bg-warning-tint text-warning",
  error: "border-error/30 bg-error-tint text-error",
};

export function Badge({ children, tone = "neutral", icon }: BadgeProps) {
  return (
    <span className={cx("inline-flex max-w-full items-center gap-1 rounded-full border px-2 py-px text-xs leading-5 font-medium", tones[tone])}>
      {icon !== undefined && <span aria-hidden="true" className="[&>svg]:size-3.5">{icon}</span>}
      {children}
    </span>
  );
}
