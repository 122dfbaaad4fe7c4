/**
 * The line at the top of every view: the name (the way home), what the view puts there, the way to the other views, and
 * light or dark. On narrow screens the other views are behind one button. Knows no experiment.
 */
import { Menu, Moon, Sun } from "lucide-react";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { isEmbedded } from "../state/embed";
import { useRoute } from "../state/route";
import { toggleTheme, useView } from "../state/view";
import { nav } from "../text/nav-words";
import { cx } from "../ui/cx";
import { IconButton } from "../ui/IconButton";
import { places } from "./places";
import { EmbedBar } from "./EmbedBar";
import { RouteLink } from "./RouteLink";
import { SkipButton } from "./SkipButton";

const MoreMenu = lazy(() => import("./MoreMenu").then((m) => ({ default: m.MoreMenu })));

export interface PageHeaderProps {
  /** Beside the name: what this view is about or lets one choose. */
  readonly children?: ReactNode;
  /** Buttons at the end, before light and dark. */
  readonly actions?: ReactNode;
  /** The same for narrow screens, inside the menu, which closes when one of them is pressed; what stands in `actions` is then better hidden below `sm`. */
  readonly menu?: ReactNode;
  /** True where the name is the heading of the view (the lab). Every other view has an h1 of its own. */
  readonly heading?: boolean;
  /** False where the view has a skip button of its own. */
  readonly skip?: boolean;
}

function More({ menu }: Pick<PageHeaderProps, "menu">) {
  const [open, setOpen] = useState(false), [wanted, want] = useState(false);
  const [anchor, setAnchor] = useState<HTMLButtonElement | null>(null);
  return (
    <span className="lg:hidden">
      <IconButton ref={setAnchor} size="md" tooltip={!open} tooltipSide="bottom" label={nav.menu} aria-expanded={open} aria-haspopup="dialog" icon={<Menu aria-hidden="true" />} onClick={() => { want(true); setOpen(!open); }} />
      {wanted && <Suspense fallback={null}><MoreMenu open={open} onOpenChange={setOpen} anchor={anchor}>{menu}</MoreMenu></Suspense>}
    </span>
  );
}

/** A small frame in somebody else's page has no room for it. */
export function PageHeader(props: PageHeaderProps) {
  return isEmbedded() ? <EmbedBar heading={props.heading ?? false} /> : <FullHeader {...props} />;
}

function FullHeader({ children, actions, menu, heading = false, skip = true }: PageHeaderProps) {
  const theme = useView((s) => s.theme), page = useRoute((s) => s.route.page);
  const Name = heading ? "h1" : "span";
  return (
    <>
      {skip && <SkipButton />}
      <header className="sticky top-0 z-30 flex min-h-12 flex-wrap items-center gap-1 border-b border-line bg-paper px-3 sm:gap-2 sm:px-4">
        <RouteLink to={{ page: "home" }} className="flex shrink-0 items-center gap-2 rounded-sm text-ink no-underline">
          <img src={`${import.meta.env.BASE_URL}favicon.svg`} alt="" width={24} height={24} className="shrink-0" />
          <Name translate="no" className={cx("text-lg leading-none font-semibold", heading && "sr-only sm:not-sr-only")}>{nav.home}</Name>
        </RouteLink>
        <div className="flex min-w-0 flex-1 items-center gap-1 sm:gap-2">{children}</div>
        <nav aria-label={nav.label} className="hidden shrink-0 items-center lg:flex">
          {places.map(({ to, label }) => (
            <RouteLink key={to.page} to={to} aria-current={to.page === page ? "page" : undefined} className="rounded-lg px-2.5 py-1 text-sm font-medium text-muted hover:bg-hover hover:text-ink aria-[current=page]:text-ink aria-[current=page]:underline aria-[current=page]:decoration-2 aria-[current=page]:underline-offset-6">
              {label}
            </RouteLink>
          ))}
        </nav>
        <div className="flex min-w-0 items-center sm:gap-0.5">
          {actions}
          <span className={cx(menu !== undefined && "hidden sm:inline", page === "worksheet" && "hidden")}>
            <IconButton size="md" tooltipSide="bottom" label={theme === "dark" ? nav.toLight : nav.toDark} icon={theme === "dark" ? <Sun aria-hidden="true" /> : <Moon aria-hidden="true" />} onClick={toggleTheme} />
          </span>
          <More menu={menu} />
        </div>
      </header>
    </>
  );
}
