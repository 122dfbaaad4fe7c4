/**
 * The link codec: a spec to the part of the address after `#` and back. Version 1 is `#v1=` and base64url of canonical
 * JSON that holds only what differs from a base that never changes, so links are short and old ones keep their meaning.
 * Pure; the browser's address bar is handled in address.ts.
 */
import { canonicalJson, parseSpec, type Outcome, type Problem, type Spec } from "../../engine/index";
import { linkBase } from "./link-base";
import { links as words } from "../text/file-words";

/** Longest hash that is read: room for 3,000 rows picked by hand. What else the page can make is far below it. */
export const MAX_LINK = 64_000;

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Patch = Readonly<Record<string, Json>>;

const isObject = (v: unknown): v is Readonly<Record<string, Json>> => typeof v === "object" && v !== null && !Array.isArray(v);

/** Which members of `next` differ from `base`, by dotted path. A choice of another plug-in is carried whole. */
function differences(base: Json | undefined, next: Json, path: string, out: Record<string, Json>): void {
  if (base !== undefined && canonicalJson(base) === canonicalJson(next)) return;
  const whole = !isObject(base) || !isObject(next) || ("id" in next && base["id"] !== next["id"]) || Object.keys(base).some((k) => !Object.hasOwn(next, k));
  if (whole && path) out[path] = next;
  else if (isObject(next)) for (const [key, value] of Object.entries(next)) differences(isObject(base) ? base[key] : undefined, value, path ? `${path}.${key}` : key, out);
}

function withPath(value: Json | undefined, path: readonly string[], leaf: Json): Json {
  const [head, ...rest] = path;
  if (head === undefined) return leaf;
  const object = isObject(value) ? value : {};
  return { ...object, [head]: withPath(Object.hasOwn(object, head) ? object[head] : undefined, rest, leaf) };
}

const toBase64Url = (text: string): string => {
  let binary = "";
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

const fromBase64Url = (text: string): string => {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(binary, (c) => c.charCodeAt(0)));
};

/** `#v1=…` for a spec. */
export function encodeLink(spec: Spec): string {
  const patch: Record<string, Json> = {};
  differences(linkBase, spec as unknown as Json, "", patch);
  return `#v1=${toBase64Url(canonicalJson(patch))}`;
}

const bad = (message: string, field = "link"): { ok: false; problem: Problem } => ({ ok: false, problem: { code: "bad-link", field, message } });

/** What a hash holds before it is checked, complete by the base; null when the hash is empty. A broken link gives one sentence. */
export function readLink(hash: string): Outcome<unknown> | null {
  if (hash === "" || hash === "#") return null;
  if (hash.length > MAX_LINK) return bad(words.long(hash.length, MAX_LINK));
  const match = /^#v(\d{1,6})=(.*)$/s.exec(hash);
  if (!match) return bad(words.noSetup);
  if (match[1] !== "1") return { ok: false, problem: { code: "version", field: "v", message: words.version(match[1]!) } };
  let patch: unknown;
  try {
    patch = JSON.parse(fromBase64Url(match[2]!.trim()));
  } catch {
    return bad(words.broken);
  }
  if (!isObject(patch)) return bad(words.noSettings);
  const paths = Object.entries(patch as Patch);
  if (paths.length > 200 || paths.some(([path]) => path.length > 200)) return bad(words.tooMany);
  let spec: Json = linkBase;
  for (const [path, leaf] of paths) spec = withPath(spec, path.split("."), leaf);
  return { ok: true, value: spec };
}

/** The spec in a hash; null when the hash is empty. A broken link gives one sentence and nothing else. */
export function decodeLink(hash: string): Outcome<Spec> | null {
  const read = readLink(hash);
  return read?.ok ? parseSpec(read.value) : read;
}
