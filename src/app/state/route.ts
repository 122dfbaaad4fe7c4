/**
 * Where a visitor is: which view the part of the address after # asks for, and how to get to another one. The grammar is
 * `#key=value&option=value…`; the first key names the view, what follows are options (see view-options.ts). A hash that
 * nothing here knows belongs to the lab, which says what is wrong with it. Holds no experiment.
 */
import { create } from "zustand";

export type Length = "10" | "40";

export type Route =
  | { readonly page: "home" }
  | { readonly page: "lab" }
  /** `step` counts from 1. */
  | { readonly page: "story"; readonly id: string; readonly step: number; readonly length: Length }
  | { readonly page: "teach"; readonly id: string }
  | { readonly page: "worksheet"; readonly id: string }
  | { readonly page: "present"; readonly id: string; readonly slide: number }
  | { readonly page: "notes"; readonly id: string }
  | { readonly page: "runs" }
  | { readonly page: "about" }
  | { readonly page: "accessibility" };

export type Options = Readonly<Record<string, string>>;

export interface Place {
  readonly route: Route;
  /** The setup's own part of the hash (`#v1=…`), without options; empty without one. */
  readonly setup: string;
  /** What follows the first key, unchecked. */
  readonly options: Options;
}

/** `sticker/3` → the name and a number from 1, which is 1 where there is none; null without a name. Whether there is such a story the views know. */
function named(value: string): { id: string; at: number } | null {
  const [id = "", at = ""] = value.split("/"), name = safely(id).trim().toLowerCase().slice(0, 60);
  return name === "" ? null : { id: name, at: /^\d{1,9}$/.test(at) ? Math.max(1, Number(at)) : 1 };
}

function routeOf(key: string, value: string, options: Options): Route | null {
  const at = named(value);
  switch (key) {
    case "": return { page: "home" };
    case "story": return at && { page: "story", id: at.id, step: at.at, length: options["length"] === "40" ? "40" : "10" };
    case "present": return at && { page: "present", id: at.id, slide: at.at };
    case "teach": case "worksheet": case "notes": return at && { page: key, id: at.id };
    case "runs": case "about": case "accessibility": return { page: key };
    default: return null;
  }
}

/** Reads a hash; never fails. */
export function readPlace(hash: string): Place {
  const [head = "", ...rest] = hash.replace(/^#/, "").split("&"), [key = "", ...values] = head.split("=");
  const options = Object.fromEntries(rest.filter((part) => part !== "").map((part) => part.split("=", 2) as [string, string?]).map(([k, v = ""]) => [k, safely(v)]));
  const route = routeOf(key, values.join("="), options);
  return { route: route ?? { page: "lab" }, setup: route || key === "lab" ? "" : `#${head}`, options };
}

function safely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const withOptions = (head: string, options: Options): string =>
  `#${[head, ...Object.entries(options).filter(([k]) => k !== "length").map(([k, v]) => (v === "" ? k : `${k}=${encodeURIComponent(v).replaceAll("%2C", ",")}`))].join("&")}`;

/** The hash of a place. The lab's comes from its setup (address.ts); without one it is the standard experiment's. */
export function hashOf(route: Route, options: Options = {}, setup = ""): string {
  switch (route.page) {
    case "home": return Object.keys(options).some((k) => k !== "length") ? withOptions("", options) : "";
    case "lab": return withOptions(setup.replace(/^#/, "") || "lab", options);
    case "story": return withOptions(`story=${route.id}${route.step > 1 ? `/${route.step}` : ""}`, options) + (route.length === "40" ? "&length=40" : "");
    case "present": return withOptions(`present=${route.id}${route.slide > 1 ? `/${route.slide}` : ""}`, options);
    case "teach": case "worksheet": case "notes": return withOptions(`${route.page}=${route.id}`, options);
    default: return withOptions(route.page, options);
  }
}

export const useRoute = create<Place>(() => readPlace(typeof location === "undefined" ? "" : location.hash));

/** Takes over what the address says now. */
export const readAddress = (): void => useRoute.setState(readPlace(location.hash), true);

/** What the link that somebody came by hides or locks: it goes along to other views of the page, and ends with another address. */
export const lasting = ({ hide, lock }: Options): Options => ({ ...(hide !== undefined && { hide }), ...(lock !== undefined && { lock }) });

/** Goes to a place, as a step that Back undoes; `replace` for a move within the same view, `free` to leave hidden and locked parts behind. */
export function go(route: Route, { replace = false, free = false, options: asked = {} as Options, setup = "" } = {}): void {
  const options = free ? asked : { ...lasting(useRoute.getState().options), ...asked };
  const hash = hashOf(route, options, setup);
  try {
    history[replace ? "replaceState" : "pushState"](null, "", hash || location.pathname + location.search);
  } catch {
    // Sandboxed frames and some limits forbid it; the view changes all the same.
  }
  useRoute.setState({ route, options, setup }, true);
  if (!replace) scrollTo(0, 0);
}
