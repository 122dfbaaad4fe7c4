/** The other ways into Hemlock, as quiet links: the lab, own data, runs, about. */
import { RouteLink } from "../../parts/RouteLink";
import { go, type Route } from "../../state/route";
import { setView } from "../../state/view";
import { home as words } from "../../text/home-words";

const ways: readonly { readonly id: keyof typeof words.more; readonly to: Route; readonly onGo?: () => void }[] = [
  { id: "lab", to: { page: "lab" } },
  { id: "own", to: { page: "lab" }, onGo: () => setView({ dialog: "own" }) },
  { id: "runs", to: { page: "runs" } },
  { id: "teach", to: { page: "teach", id: "sticker" } },
  { id: "about", to: { page: "about" } },
];

export function MoreWays() {
  return (
    <section aria-labelledby="more-title">
      <h2 id="more-title" className="text-xl font-semibold">{words.moreTitle}</h2>
      <ul className="mt-3 grid gap-x-8 gap-y-4 sm:grid-cols-2 lg:grid-cols-5">
        {ways.map(({ id, to, onGo }) => (
          <li key={id} className="border-t border-line pt-3">
            <RouteLink to={to} onClick={onGo && ((event) => { event.preventDefault(); go(to); onGo(); })} className="rounded-xs font-medium text-ink underline decoration-edge underline-offset-3 hover:decoration-ink">{words.more[id].title}</RouteLink>
            <p className="mt-1 text-sm leading-snug text-muted">{words.more[id].text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
