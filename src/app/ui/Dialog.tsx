/** A task that wants the whole attention: focus stays inside, Escape closes. Not for explanations (Popover) or settings (Drawer). */
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { cx } from "./cx";
import { IconButton } from "./IconButton";
import { ui } from "../text/ui-words";

export interface DialogLabels {
  readonly close: string;
}
/** What it says unless told otherwise. */
export const dialogLabels: DialogLabels = ui.dialog;

export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly children?: ReactNode;
  /** Buttons at the bottom, the main one last. */
  readonly footer?: ReactNode;
  /** `wide` is for work that fills the page: as high as the window, and all of it on a phone. */
  readonly size?: "sm" | "md" | "lg" | "wide";
  /** Optional element that opens it. */
  readonly trigger?: ReactElement;
  readonly labels?: Partial<DialogLabels>;
}

const box = "max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-[calc(100vw-2rem)] rounded-lg border";
const sizes = {
  sm: `${box} sm:w-96`, md: `${box} sm:w-[36rem]`, lg: `${box} sm:w-[60rem]`,
  wide: "h-dvh w-screen sm:h-[calc(100dvh-2rem)] sm:w-[calc(100vw-2rem)] sm:max-w-[76rem] sm:rounded-lg sm:border",
} as const;
export const veilLook = "fixed inset-0 z-40 bg-veil transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0";

export function Dialog({ open, onOpenChange, title, description, children, footer, size = "md", trigger, labels }: DialogProps) {
  const say = { ...dialogLabels, ...labels };
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className={veilLook} />
        <Base.Popup className={cx("fixed top-1/2 left-1/2 z-40 flex -translate-x-1/2 -translate-y-1/2 flex-col border-line bg-paper text-ink shadow-pop outline-none transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0", sizes[size])}>
          <div className="flex items-start gap-4 p-4 pb-2 sm:px-6 sm:pt-5">
            <div className="min-w-0 flex-1">
              <Base.Title className="text-lg leading-snug font-semibold">{title}</Base.Title>
              {description !== undefined && <Base.Description className="mt-1 text-muted">{description}</Base.Description>}
            </div>
            <Base.Close render={<IconButton size="md" tooltip={false} label={say.close} icon={<X aria-hidden="true" />} className="-mt-0.5 -me-1" />} />
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-4 py-2 sm:px-6">{children}</div>
          {footer !== undefined ? <div className={cx("flex flex-wrap justify-end gap-2 p-4 sm:px-6", size === "wide" ? "border-t border-line py-3" : "pt-2 sm:pb-5")}>{footer}</div> : <div className="h-2" />}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
