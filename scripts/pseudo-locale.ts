/**
 * A language that nobody speaks, for `vite build --mode pseudo`: what people read in `src/app/text`, `src/stories` and the engine's own
 * sentences comes out accented, 40 % longer and in brackets (⟦Ťŕåååíñ⟧). Text that is not in brackets on the page was therefore
 * written somewhere else, and what does not fit would not fit a longer language either. Ids, keys, comparisons and marks stay.
 */
import type { Plugin } from "vite";

interface Node { readonly type: string; readonly start: number; readonly end: number; readonly [key: string]: unknown }
interface Step { readonly node: Node; readonly key: string }

const ACCENTS: Readonly<Record<string, string>> = {
  a: "å", b: "ƀ", c: "ç", d: "ð", e: "é", f: "ƒ", g: "ğ", h: "ĥ", i: "í", j: "ĵ", k: "ķ", l: "ļ", m: "ɱ", n: "ñ", o: "ö", p: "þ", q: "ɋ", r: "ŕ", s: "š", t: "ţ", u: "ü", v: "ṽ", w: "ŵ", x: "ẋ", y: "ý", z: "ž",
  A: "Å", B: "Ɓ", C: "Ç", D: "Ð", E: "É", F: "Ƒ", G: "Ğ", H: "Ĥ", I: "Í", J: "Ĵ", K: "Ķ", L: "Ļ", M: "Ṁ", N: "Ñ", O: "Ö", P: "Þ", Q: "Ɋ", R: "Ŕ", S: "Š", T: "Ţ", U: "Ü", V: "Ṽ", W: "Ŵ", X: "Ẋ", Y: "Ý", Z: "Ž",
};
const LONGER = 0.4;
/** `[[id|words]]`, `[[id]]` and `{arm.metric}`: only the words are text, and an id that stands for them. */
const MARKS = /\[\[([a-zA-Z-]+)(?:\|([^\]]*))?\]\]|\{[a-z0-9-]+\.[a-zA-Z:0-9-]+\}/g;

/** One piece without marks, in brackets of its own: vowels are drawn out until it is long enough. Spaces at its ends stay outside. */
function accented(text: string): string {
  if (!/[A-Za-z]/.test(text)) return text;
  const [, before = "", body = "", after = ""] = /^(\s*)([^]*?)(\s*)$/.exec(text)!;
  let owed = 0, out = "";
  for (const c of body) {
    if (/[A-Za-z]/.test(c)) owed += LONGER;
    const more = /[aeiou]/i.test(c) ? Math.round(owed) : 0;
    out += (ACCENTS[c] ?? c) + (ACCENTS[c.toLowerCase()] ?? "").repeat(more);
    owed -= more;
  }
  return `${before}⟦${out}${"~".repeat(Math.max(0, Math.ceil(owed)))}⟧${after}`;
}

/** A whole text, piece by piece: what stands between marks is drawn by itself. What holds no letters stays. */
export function pseudo(text: string): string {
  let out = "", at = 0;
  for (const mark of text.matchAll(MARKS)) {
    out += accented(text.slice(at, mark.index)) + (mark[1] === undefined ? mark[0] : `[[${mark[1]}|${accented(mark[2] ?? mark[1])}]]`);
    at = mark.index + mark[0].length;
  }
  return out + accented(text.slice(at));
}

const ID = /^[a-z][A-Za-z0-9._:/#-]*$/;
/** A path into a setup, or an address. */
const PATH = /^[a-z]\w*(\.\w+)+$|^https?:/;
const COMPARE = new Set(["===", "!==", "==", "!=", "in", "instanceof"]);
/** Calls that look something up or take text apart. */
const LOOKUPS = new Set(["includes", "startsWith", "endsWith", "indexOf", "split", "replace", "replaceAll", "match", "matchAll", "has", "get", "find", "test", "localeCompare", "set", "setup", "fork", "toLocaleString", "armOf", "paramShownAs", "title", "format"]);
/** Properties that hold names of things rather than words for them. */
const NAMES = new Set(["id", "kind", "phase", "level", "tone", "type", "style", "key", "link", "href", "term", "run", "arm", "metric", "show", "only", "answer", "step", "defense", "page", "mode", "value", "code", "field", "modality", "knows"]);
/** Properties of stories and of the engine that people read. */
const WORDS = new Set(["title", "summary", "description", "text", "message", "knows", "controls", "fails", "assumes", "unit", "source", "license", "size", "notGoodFor", "scenario", "options", "hint", "label", "explain", "xTitle", "yTitle", "caption", "says", "scene", "question", "after", "lookFor", "thereIs", "prompt", "ours", "notes", "aims", "before", "wrong", "right", "ask", "listenFor", "answer", "what", "minutes", "button", "kind", "chapter", "claim", "cost", "limits", "assumption", "thing", "things", "sentence", "supports"]);

type Room = "text" | "stories" | "engine" | "data";
function roomOf(id: string): Room | null {
  const file = id.split("?")[0]!.replaceAll("\\", "/");
  if (!file.endsWith(".ts") || file.endsWith("/text/locale.ts")) return null;
  return file.includes("/src/app/text/") ? "text" : file.includes("/src/stories/") ? "stories" : file.includes("/src/engine/datasets/") ? "data" : file.includes("/src/engine/") && !file.includes("/src/engine/learner/") ? "engine" : null;
}

const nameOf = (node: Node | undefined): string => String((node?.["name"] ?? node?.["value"] ?? (node?.["property"] as Node | undefined)?.["name"] ?? "") as string);

/** Whether a literal is a name, a key or the like, whatever stands in it. */
function isName(path: readonly Step[]): boolean {
  const inside = (type: string, of: string, names: (name: string) => boolean, key?: string) => path.some(({ node, key: k }) => node.type === type && (key === undefined || k === key) && names(nameOf(node[of] as Node)));
  if (inside("NewExpression", "callee", (n) => /^(Set|RegExp|URL)$|Format$|Rules$/.test(n)) || inside("CallExpression", "callee", (n) => n === "setup", "arguments") || inside("VariableDeclarator", "id", (n) => n === "SPANS")) return true;
  const { node: parent, key } = path.at(-1)!;
  switch (parent.type) {
    case "ImportDeclaration": case "ExportNamedDeclaration": case "ExportAllDeclaration": case "ImportExpression": case "ExpressionStatement": case "TaggedTemplateExpression": return true;
    case "Property": case "PropertyDefinition": return key === "key";
    case "MemberExpression": return key === "property";
    case "BinaryExpression": return COMPARE.has(parent["operator"] as string);
    case "SwitchCase": return key === "test";
    case "CallExpression": return key === "arguments" && LOOKUPS.has(nameOf(parent["callee"] as Node));
    default: return false;
  }
}

/** The property that a literal is the value of, through arrays, conditions and functions; "" without one. */
function propertyOf(path: readonly Step[]): string {
  const holder = path.findLast(({ node, key }) => (node.type === "Property" && key === "value"));
  return holder ? nameOf(holder.node["key"] as Node) : "";
}

function isText(text: string, path: readonly Step[], room: Room): boolean {
  if (isName(path) || PATH.test(text)) return false;
  // const arm = attacked ? "poisoned" : "clean"
  if (ID.test(text) && path.some(({ node, key }) => node.type === "VariableDeclarator" && key === "init" && NAMES.has(nameOf(node["id"] as Node)))) return false;
  // `${close ? "nearer" : "farther"} of the two` and counted(n, "row") are sentences in pieces.
  const { node: parent, key } = path.at(-1)!, piece = path.some((s) => s.node.type === "TemplateLiteral" && s.key === "expressions") && parent.type === "ConditionalExpression" && key !== "test" || (parent.type === "CallExpression" && nameOf(parent["callee"] as Node) === "counted");
  const property = propertyOf(path), spoken = /[A-Za-z]\S* +\S*[A-Za-z]/.test(text);
  const direct = path.at(-1)!, inProperty = direct.node.type === "Property" ? property : "";
  if (room === "text") return !(ID.test(text) && (NAMES.has(inProperty) || (NAMES.has(property) && !spoken)));
  // const title = several ? `Defended ${i}` : "Defended"
  const named = WORDS.has(property) || path.some(({ node, key }) => node.type === "VariableDeclarator" && key === "init" && /^(title|which)$/.test(nameOf(node["id"] as Node))) || path.some(({ node, key }) => node.type === "Property" && key === "value" && nameOf(node["key"] as Node) === "options");
  if (room === "stories") return named && (spoken || !ID.test(text) || !NAMES.has(property));
  return (named && !(ID.test(text) && NAMES.has(property)) && !(property === "source" && !spoken)) || (room === "engine" && (spoken || piece)) || (room === "data" && text.endsWith("(synthetic)"));
}

interface Change { readonly start: number; readonly end: number; readonly text: string }

/** Walks the whole tree; calls back for each literal with the way to it. */
function walk(node: Node, path: Step[], see: (node: Node, path: readonly Step[]) => void): void {
  see(node, path);
  for (const [key, value] of Object.entries(node)) {
    if (key === "type" || key === "parent" || value === null || typeof value !== "object") continue;
    path.push({ node, key });
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) if (child && typeof child === "object" && typeof (child as Node).type === "string") walk(child as Node, path, see);
    path.pop();
  }
}

/** The code with its texts replaced. `program` is its tree. */
export function pseudoCode(code: string, program: unknown, id: string): string {
  const room = roomOf(id), changes: Change[] = [];
  if (!room) return code;
  walk(program as Node, [], (node, path) => {
    if (node.type === "Literal" && typeof node["value"] === "string") {
      const text = node["value"], cards = room === "stories" && id.includes("/cards.ts") && propertyOf(path) === "kind";
      if (cards || isText(text, path, room)) {
        const next = pseudo(text);
        if (next !== text) changes.push({ start: node.start, end: node.end, text: JSON.stringify(next) });
      }
    }
    if (node.type === "TemplateLiteral" && path.at(-1)?.node.type !== "TaggedTemplateExpression") {
      const quasis = node["quasis"] as (Node & { value: { raw: string; cooked: string } })[], whole = quasis.map((q) => q.value.cooked).join("0 0");
      if (!isText(whole, path, room)) return;
      for (const q of quasis) {
        // Some parsers count the backtick and the braces as part of a piece.
        const start = code.indexOf(q.value.raw, q.start), next = pseudo(q.value.cooked);
        if (next !== q.value.cooked && start <= q.start + 1) changes.push({ start, end: start + q.value.raw.length, text: next.replace(/[\\`]|\$(?=\{)/g, "\\$&") });
      }
    }
  });
  let out = code;
  for (const c of changes.toSorted((a, b) => b.start - a.start)) out = `${out.slice(0, c.start)}${c.text}${out.slice(c.end)}`;
  return out;
}

export function pseudoLocale(): Plugin {
  return {
    name: "hemlock:pseudo-locale",
    apply: "build",
    enforce: "post",
    transform(code, id) {
      if (!roomOf(id)) return null;
      const out = pseudoCode(code, this.parse(code), id);
      return out === code ? null : { code: out, map: null };
    },
  };
}
