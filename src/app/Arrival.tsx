/**
 * What happens when another view has come: the window gets its name, and the focus goes to its heading unless the view has put it
 * somewhere itself. Not on the first view of a visit, where the browser decides. Draws nothing.
 */
import { useEffect } from "react";
import { useRoute, type Route } from "./state/route";
import { viewTitles, windowTitle } from "./text/nav-words";

/** The view that was arrived at last; null before the first. */
let last: string | null = null;

/** Views whose name is not their heading. */
const OWN: ReadonlySet<Route["page"]> = new Set(["home", "lab"]);

/** Calls back with the heading of the view, at once or as soon as it is there; returns how to give up. */
function whenHeaded(then: (heading: HTMLElement) => void): () => void {
  const find = () => document.querySelector<HTMLElement>("#root h1"), found = find();
  if (found) {
    then(found);
    return () => {};
  }
  const watch = new MutationObserver(() => {
    const heading = find();
    if (!heading) return;
    watch.disconnect();
    then(heading);
  });
  watch.observe(document.getElementById("root")!, { childList: true, subtree: true });
  return () => watch.disconnect();
}

export function Arrival() {
  const { page } = useRoute((s) => s.route), id = useRoute((s) => ("id" in s.route ? s.route.id : ""));
  useEffect(() => {
    const place = `${page}/${id}`, moved = last !== null && last !== place;
    last = place;
    document.title = windowTitle(viewTitles[page]);
    return whenHeaded((heading) => {
      if (!OWN.has(page)) document.title = windowTitle(heading.textContent || viewTitles[page]);
      const { activeElement } = document;
      if (!moved || (activeElement !== null && activeElement !== document.body)) return;
      heading.tabIndex = -1;
      heading.style.outline = "none";
      heading.focus({ preventScroll: true });
    });
  }, [page, id]);
  return null;
}
