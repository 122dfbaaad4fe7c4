/** What the menu button of a narrow header opens: the other views, and what the view adds. A list of links, not an ARIA menu. */
import { Popover as Base } from "@base-ui/react/popover";
import type { MouseEvent, ReactNode } from "react";
import { useRoute } from "../state/route";
import { nav } from "../text/nav-words";
import { places } from "./places";
import { RouteLink } from "./RouteLink";

export interface MoreMenuProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly anchor: HTMLElement | null;
  readonly children?: ReactNode;
}

export const menuItemLook = "flex min-h-10 w-full items-center gap-3 rounded-md px-3 text-start text-base text-ink hover:bg-hover [&>svg]:size-4.5 [&>svg]:shrink-0";

export function MoreMenu({ open, onOpenChange, anchor, children }: MoreMenuProps) {
  const page = useRoute((s) => s.route.page);
  // A press on the button itself is the button's business.
  const change: Base.Root.Props["onOpenChange"] = (next, { event }) => { if (next || !anchor?.contains(event.target as Node)) onOpenChange(next); };
  // Whatever is chosen in here closes it.
  const press = (event: MouseEvent) => { if (event.target instanceof Element && event.target.closest("a, button")) onOpenChange(false); };
  return (
    <Base.Root open={open} onOpenChange={change}>
      <Base.Portal>
        <Base.Positioner anchor={anchor} side="bottom" align="end" sideOffset={8} collisionPadding={8} className="z-40">
          <Base.Popup onClick={press} finalFocus={() => anchor} className="max-h-(--available-height) w-60 max-w-(--available-width) overflow-y-auto rounded-lg border border-line bg-paper p-1.5 text-ink shadow-pop outline-none">
            <Base.Title className="sr-only">{nav.menu}</Base.Title>
            <nav aria-label={nav.label} className="flex flex-col">
              {places.map(({ to, label }) => (
                <RouteLink key={to.page} to={to} aria-current={to.page === page ? "page" : undefined} className={`${menuItemLook} aria-[current=page]:font-semibold`}>{label}</RouteLink>
              ))}
            </nav>
            {children !== undefined && <div className="mt-1.5 flex flex-col border-t border-line pt-1.5">{children}</div>}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
