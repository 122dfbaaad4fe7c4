/**
 * Links that a teacher hands out: where a class starts and what of the lab is hidden or locked, as an address, a frame for
 * somebody's page, and whether a camera can read it. Pure; the dialog draws it.
 */
import type { Spec } from "../../engine/index";
import { encodeLink } from "./link";
import { hashOf, type Length } from "./route";
import { writeOptions, type ViewOptions } from "./view-options";

export interface ClassChoice extends Pick<ViewOptions, "hide" | "lock" | "open"> {
  readonly start: "lab" | "story";
  /** Empty before one is chosen. */
  readonly story: string;
  readonly step: number;
  readonly length: Length;
}

/** What comes after the address of the page. A story has no knobs to hide. */
export function classHash(choice: ClassChoice, spec: Spec): string {
  if (choice.start === "story" && choice.story !== "") return hashOf({ page: "story", id: choice.story, step: choice.step, length: choice.length });
  return hashOf({ page: "lab" }, writeOptions(choice), encodeLink(spec));
}

/** The page at `href` with another hash; as a small frame or not. */
export function addressOf(href: string, hash: string, { embed = false } = {}): string {
  const url = new URL(href);
  if (embed) url.searchParams.set("embed", "1");
  else url.searchParams.delete("embed");
  url.hash = "";
  return `${url.href.replace(/#$/, "")}${hash}`;
}

const quoted = (text: string): string => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/** A frame to paste. `strict`: the host lets frames without an origin read its files (docs/embedding.md). */
export const embedCode = (address: string, title: string, strict: boolean): string =>
  `<iframe src="${quoted(address)}" title="${quoted(title)}" width="100%" height="640" style="border:0" loading="lazy" sandbox="allow-scripts${strict ? "" : " allow-same-origin"} allow-popups allow-popups-to-escape-sandbox"></iframe>`;

/** Longest link, in bytes, whose code a phone still reads off a projector: some hundred dots a side, seven pixels each on 768 lines. */
export const MAX_QR = 1000;
export const fitsQr = (address: string): boolean => new TextEncoder().encode(address).length <= MAX_QR;

/** The address as people write it down: without https:// and, where it is long, without its end. */
export function shortText(address: string, most = 60): string {
  const bare = address.replace(/^https?:\/\//, "");
  return bare.length > most ? `${bare.slice(0, most - 1)}…` : bare;
}
