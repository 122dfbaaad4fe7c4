/**
 * A square button with an icon; its label is its accessible name and its tooltip. At least 28 px, 40 px by default.
 * Not for actions that need words to be understood.
 */
import { useId, type ComponentPropsWithRef, type MouseEvent, type ReactNode } from "react";
import { buttonLook, buttonOff, type ButtonVariant } from "./Button";
import { cx } from "./cx";
import { Tooltip } from "./Tooltip";
import { VisuallyHidden } from "./VisuallyHidden";

export interface IconButtonProps extends Omit<ComponentPropsWithRef<"button">, "children" | "aria-label"> {
  readonly label: string;
  readonly icon: ReactNode;
  readonly variant?: ButtonVariant;
  /** lg 40 px, md 32 px, sm 28 px. */
  readonly size?: "sm" | "md" | "lg";
  /** For toggles: sets aria-pressed. */
  readonly pressed?: boolean;
  /** False where the icon needs no words and Escape must reach the layer below, as for the × of a dialog. */
  readonly tooltip?: boolean;
  readonly tooltipSide?: "top" | "right" | "bottom" | "left";
  readonly disabledReason?: string;
}

const sizes = { sm: "size-7 [&>svg]:size-4", md: "size-8 [&>svg]:size-4.5", lg: "size-10 [&>svg]:size-5" } as const;

export function IconButton({ label, icon, variant = "ghost", size = "lg", pressed, tooltip = true, tooltipSide, disabledReason, className, onClick, type = "button", ...rest }: IconButtonProps) {
  const reasonId = useId();
  const off = disabledReason !== undefined;
  const button = (
    <button
      {...rest}
      type={type}
      aria-label={label}
      aria-pressed={pressed}
      aria-disabled={off || undefined}
      aria-describedby={off ? reasonId : rest["aria-describedby"]}
      onClick={off ? (event: MouseEvent) => event.preventDefault() : onClick}
      className={cx("inline-flex shrink-0 items-center justify-center rounded-lg transition-colors duration-100 aria-pressed:bg-sunken", buttonLook[variant], buttonOff, sizes[size], className)}
    >
      {icon}
    </button>
  );
  if (!tooltip) return button;
  return (
    <>
      <Tooltip content={off ? `${label}. ${disabledReason}` : label} side={tooltipSide}>{button}</Tooltip>
      {off && <VisuallyHidden id={reasonId}>{disabledReason}</VisuallyHidden>}
    </>
  );
}
