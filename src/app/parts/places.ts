/** The views that every header leads to, in their order. */
import type { Route } from "../state/route";
import { nav } from "../text/nav-words";

export const places: readonly { readonly to: Route; readonly label: string }[] = [
  { to: { page: "home" }, label: nav.stories },
  { to: { page: "lab" }, label: nav.lab },
  { to: { page: "runs" }, label: nav.runs },
  { to: { page: "about" }, label: nav.about },
];
