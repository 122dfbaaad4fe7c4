/**
 * A button with words. One `primary` a view. With `disabledReason` it stays visible and focusable, does nothing, and says
 * why. Not for a lone icon (IconButton) and not for links.
 */
import { useId, type ComponentPropsWithRef, type MouseEvent, type ReactNode } from "react";
import { cx } from "./cx";
import { Tooltip } from "./Tooltip";
import { VisuallyHidden } from "./VisuallyHidden";

export type ButtonVariant = "primary" | "secondary" | "ghost";

export interface ButtonProps extends Omit<ComponentPropsWithRef<"button">, "children"> {
  readonly children: ReactNode;
  readonly variant?: ButtonVariant;
  /** md is 40 px high, sm 32 px. */
  readonly size?: "sm" | "md";
  readonly icon?: ReactNode;
  readonly iconAfter?: ReactNode;
  readonly fullWidth?: boolean;
  /** Why it cannot be used now, as a sentence. */
  readonly disabledReason?: string;
}

export const buttonLook: Readonly<Record<ButtonVariant, string>> = {
  primary: "border border-ink bg-ink text-on-ink hover:bg-ink-hover hover:border-ink-hover",
  secondary: "border border-edge bg-paper text-ink hover:bg-hover",
  ghost: "border border-transparent bg-transparent text-ink hover:bg-hover",
};
export const buttonOff = "disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50";

export function Button({ variant = "secondary", size = "md", icon, iconAfter, fullWidth, disabledReason, className, children, onClick, type = "button", ...rest }: ButtonProps) {
  const reasonId = useId();
  const off = disabledReason !== undefined;
  const button = (
    <button
      {...rest}
      type={type}
      aria-disabled={off || undefined}
      aria-describedby={off ? reasonId : rest["aria-describedby"]}
      onClick={off ? (event: MouseEvent) => event.preventDefault() : onClick}
      className={cx(
        "inline-flex items-center justify-center gap-2 rounded-lg text-center font-medium leading-tight transition-colors duration-100",
        size === "md" ? "min-h-10 px-4 py-2 text-base" : "min-h-8 px-3 py-1 text-sm",
        icon != null && (size === "md" ? "ps-3" : "ps-2.5"),
        buttonLook[variant], buttonOff, fullWidth && "w-full", className,
      )}
    >
      {icon != null && <span aria-hidden="true" className="shrink-0 [&>svg]:size-4.5">{icon}</span>}
      <span className="min-w-0">{children}</span>
      {iconAfter != null && <span aria-hidden="true" className="shrink-0 [&>svg]:size-4.5">{iconAfter}</span>}
    </button>
  );
  if (!off) return button;
  return (
    <>
      <Tooltip content={disabledReason}>{button}</Tooltip>
      <VisuallyHidden id={reasonId}>{disabledReason}</VisuallyHidden>
    </>
  );
}
