/** What keys and clickers do on slides. Pure; silent where a control or a chart needs the key itself. */
export type SlideAction = "next" | "back" | "first" | "last" | "run" | "example" | "notes" | "window" | "full" | "blank" | "keys" | "leave";

const KEYS: Readonly<Record<string, SlideAction>> = {
  ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next", Enter: "next",
  ArrowLeft: "back", ArrowUp: "back", PageUp: "back", Backspace: "back",
  Home: "first", End: "last", r: "run", e: "example", n: "notes", w: "window", f: "full", b: "blank", ".": "blank", "?": "keys", Escape: "leave",
};
/** These press what has the focus. */
const PRESS = [" ", "Enter"];

interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly defaultPrevented: boolean;
}

/** `on`: what has the focus. */
export function slideAction(event: Press, on: Element | null): SlideAction | null {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return null;
  if (on?.closest("input, textarea, select, [contenteditable], [role=combobox], [role=listbox], [role=dialog]")) return null;
  if (PRESS.includes(event.key) && on?.closest("button, a, summary, [role=button], [role=switch]")) return null;
  return KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key] ?? null;
}

/** The slide after an action, from 1. */
export function slideAfter(action: SlideAction, at: number, of: number): number {
  const to = action === "next" ? at + 1 : action === "back" ? at - 1 : action === "first" ? 1 : action === "last" ? of : at;
  return Math.max(1, Math.min(of, to));
}
