/** A panel at the edge for what a wide screen shows beside the work; modal, closes with Escape. Not for confirmations (Dialog). */
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { cx } from "./cx";
import { dialogLabels, veilLook, type DialogLabels } from "./Dialog";
import { IconButton } from "./IconButton";

export interface DrawerProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: ReactNode;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  readonly side?: "left" | "right" | "bottom";
  readonly trigger?: ReactElement;
  readonly labels?: Partial<DialogLabels>;
}

const places = {
  left: "inset-y-0 start-0 w-96 max-w-[calc(100vw-2.5rem)] border-e data-starting-style:-translate-x-full data-ending-style:-translate-x-full rtl:data-starting-style:translate-x-full rtl:data-ending-style:translate-x-full",
  right: "inset-y-0 end-0 w-96 max-w-[calc(100vw-2.5rem)] border-s data-starting-style:translate-x-full data-ending-style:translate-x-full rtl:data-starting-style:-translate-x-full rtl:data-ending-style:-translate-x-full",
  bottom: "inset-x-0 bottom-0 max-h-[85dvh] rounded-t-lg border-t data-starting-style:translate-y-full data-ending-style:translate-y-full",
} as const;

export function Drawer({ open, onOpenChange, title, children, footer, side = "left", trigger, labels }: DrawerProps) {
  const say = { ...dialogLabels, ...labels };
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className={veilLook} />
        <Base.Popup className={cx("fixed z-40 flex flex-col border-line bg-paper text-ink shadow-pop outline-none transition-transform duration-150", places[side])}>
          <div className="flex items-center gap-4 border-b border-line py-2 pe-2 ps-4">
            <Base.Title className="min-w-0 flex-1 font-semibold">{title}</Base.Title>
            <Base.Close render={<IconButton tooltip={false} label={say.close} icon={<X aria-hidden="true" />} />} />
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto p-4">{children}</div>
          {footer !== undefined && <div className="flex flex-wrap gap-2 border-t border-line p-4">{footer}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
