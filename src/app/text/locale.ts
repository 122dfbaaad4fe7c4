/**
 * Which language the page speaks: the one constant that numbers, plurals and the document's own `lang` and `dir` come from. A
 * translation changes this file and the sentences beside it, nothing else.
 */
export const LOCALE = "en-US";
/** Which way its script runs. */
export const DIRECTION: "ltr" | "rtl" = "ltr";

/** Tells the document. */
export function speak(root: HTMLElement): void {
  root.lang = LOCALE;
  root.dir = DIRECTION;
}
