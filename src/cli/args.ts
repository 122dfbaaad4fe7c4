/**
 * Command-line words to a command, or one sentence that says what is wrong with them. Pure: reads no files and knows no
 * presets; whether a spec makes sense is for the spec's own parser to say.
 */
import { parseArgs } from "node:util";
import { meant } from "./nearest";

/** How a command is started from the repository's folder: nothing called hemlock is installed. */
export const START = "npm run -s hemlock --";
export const KINDS = ["datasets", "models", "attacks", "defenses", "probes", "metrics", "presets"] as const;
export type Kind = (typeof KINDS)[number];
/** As many images as a parameter can name by "the k-th one drawn by the seed". */
export const MAX_TARGETS = 100;
export const BACKENDS = ["wasm", "cpu"] as const;

export interface Setting {
  readonly path: string;
  readonly value: unknown;
}

/** A knob and what it shall be, one after the other; without values those that are worth trying. */
export interface AxisWords {
  readonly path: string;
  readonly values: readonly (number | string | boolean)[] | null;
}

/** A table of one's own, and what was said about it. */
export interface OwnFile {
  readonly file: string;
  readonly label?: string;
  readonly source?: string;
  readonly positive?: string;
  readonly missing?: "drop" | "fill";
}

export type Command =
  | { readonly name: "help"; readonly topic?: string }
  | { readonly name: "run"; readonly source: string | null; readonly own: OwnFile | null; readonly settings: readonly Setting[]; readonly seeds: readonly number[] | null; readonly targets: number | null; readonly backend: (typeof BACKENDS)[number]; readonly json: boolean; readonly quiet: boolean }
  | { readonly name: "matrix"; readonly source: string; readonly attacks: readonly string[] | null; readonly defenses: readonly string[] | null; readonly seeds: readonly number[] | null; readonly settings: readonly Setting[]; readonly backend: (typeof BACKENDS)[number]; readonly format: "text" | "json" | "csv"; readonly out: string | null; readonly quiet: boolean }
  | { readonly name: "sweep"; readonly source: string; readonly axes: readonly AxisWords[] | null; readonly metrics: readonly string[] | null; readonly seeds: readonly number[] | null; readonly settings: readonly Setting[]; readonly backend: (typeof BACKENDS)[number]; readonly format: "text" | "json" | "csv"; readonly out: string | null; readonly quiet: boolean }
  | { readonly name: "audit"; readonly model: string; readonly data: string; readonly pixels: "unit" | "bytes" | null; readonly seed: number; readonly backend: (typeof BACKENDS)[number]; readonly json: string | null; readonly html: string | null; readonly quiet: boolean }
  | { readonly name: "list"; readonly kind: Kind; readonly json: boolean }
  | { readonly name: "docs"; readonly folder: string; readonly text: boolean }
  | { readonly name: "record"; readonly folder: string; readonly only: readonly string[] | null; readonly force: boolean; readonly cards: boolean; readonly quiet: boolean }
  | { readonly name: "describe"; readonly kind: Kind; readonly id: string; readonly json: boolean };

/** The person's words were wrong; `message` says how. Ends the program with status 2. */
export class UsageError extends Error {}

const OPTIONS = {
  run: { data: { type: "string" }, label: { type: "string" }, source: { type: "string" }, positive: { type: "string" }, missing: { type: "string" }, set: { type: "string", multiple: true }, seeds: { type: "string" }, targets: { type: "string" }, backend: { type: "string" }, json: { type: "boolean" }, quiet: { type: "boolean" }, help: { type: "boolean", short: "h" } },
  matrix: { attacks: { type: "string" }, defenses: { type: "string" }, set: { type: "string", multiple: true }, seeds: { type: "string" }, backend: { type: "string" }, json: { type: "boolean" }, csv: { type: "boolean" }, out: { type: "string" }, quiet: { type: "boolean" }, help: { type: "boolean", short: "h" } },
  sweep: { axis: { type: "string" }, axis2: { type: "string" }, metrics: { type: "string" }, set: { type: "string", multiple: true }, seeds: { type: "string" }, backend: { type: "string" }, json: { type: "boolean" }, csv: { type: "boolean" }, out: { type: "string" }, quiet: { type: "boolean" }, help: { type: "boolean", short: "h" } },
  audit: { model: { type: "string" }, data: { type: "string" }, pixels: { type: "string" }, seed: { type: "string" }, backend: { type: "string" }, json: { type: "string" }, html: { type: "string" }, quiet: { type: "boolean" }, help: { type: "boolean", short: "h" } },
  list: { json: { type: "boolean" }, help: { type: "boolean", short: "h" } },
  describe: { json: { type: "boolean" }, help: { type: "boolean", short: "h" } },
  record: { only: { type: "string" }, force: { type: "boolean" }, cards: { type: "boolean" }, quiet: { type: "boolean" }, help: { type: "boolean", short: "h" } },
  docs: { text: { type: "boolean" }, help: { type: "boolean", short: "h" } },
} as const;

const COMMANDS = ["run", "matrix", "sweep", "audit", "list", "describe", "docs", "record"] as const;
const isCommand = (name: string): name is (typeof COMMANDS)[number] => (COMMANDS as readonly string[]).includes(name);

/** `path=value`; the value is JSON where it is JSON and text where it is not. */
export function parseSetting(text: string): Setting {
  const at = text.indexOf("=");
  if (at < 1) throw new UsageError(`--set must be a field, = and a value, such as attack.params.rate=0.05; it was "${text}".`);
  const raw = text.slice(at + 1);
  try {
    return { path: text.slice(0, at), value: JSON.parse(raw) as unknown };
  } catch {
    return { path: text.slice(0, at), value: raw };
  }
}

/** `path=a,b,c`, or a path alone. Values are numbers, true, false or words. */
export function parseAxis(text: string, option: string): AxisWords {
  const at = text.indexOf("="), path = (at < 0 ? text : text.slice(0, at)).trim(), parts = at < 0 ? null : text.slice(at + 1).split(",").map((s) => s.trim());
  if (path === "" || parts?.includes("")) throw new UsageError(`${option} must be a field, or a field, = and values separated by commas, such as attack.params.rate=0.01,0.02,0.05; it was "${text}".`);
  const value = (s: string) => (s === "true" ? true : s === "false" ? false : Number.isFinite(Number(s)) ? Number(s) : s);
  return { path, values: parts?.map(value) ?? null };
}

export function parseSeeds(text: string): number[] {
  const parts = text.split(",").map((s) => s.trim());
  const seeds = parts.map(Number);
  const wrong = parts.findIndex((s, i) => !/^\d+$/.test(s) || seeds[i]! > 4294967295);
  if (wrong >= 0) throw new UsageError(`--seeds must be whole numbers from 0 to 4294967295 separated by commas; it was "${text}".`);
  if (new Set(seeds).size !== seeds.length) throw new UsageError(`--seeds must name each seed once; it was "${text}".`);
  return seeds;
}

/** How many images an attack on one image is tried on, one after the other. */
export function parseTargets(text: string): number {
  const n = Number(text);
  if (!/^\d+$/.test(text) || n < 1 || n > MAX_TARGETS) throw new UsageError(`--targets must be a whole number from 1 to ${MAX_TARGETS}; it was "${text}".`);
  return n;
}

/** Accepts the plural and the singular. */
function parseKind(text: string | undefined, command: string): Kind {
  const kind = KINDS.find((k) => k === text || k.replace(/s$/, "") === text);
  if (kind) return kind;
  throw new UsageError(`${command} must be followed by one of ${KINDS.join(", ")}${text === undefined ? "" : `; it was "${text}".${meant(text, KINDS)}`}${text === undefined ? "." : ""}`);
}

function words(name: keyof typeof OPTIONS, rest: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...rest], options: OPTIONS[name], allowPositionals: true });
    return { values: values as { data?: string; label?: string; source?: string; positive?: string; missing?: string; set?: string[]; seeds?: string; targets?: string; backend?: string; attacks?: string; defenses?: string; axis?: string; axis2?: string; metrics?: string; out?: string; csv?: boolean; text?: boolean; only?: string; force?: boolean; cards?: boolean; json?: boolean; quiet?: boolean; help?: boolean }, positionals };
  } catch (error) {
    const flag = /'(-{1,2}[^' ]+)/.exec(String(error))?.[1] ?? "";
    const known = Object.keys(OPTIONS[name]).map((o) => `--${o}`);
    if (known.includes(flag)) throw new UsageError(`${flag} was not used as ${name} expects; see \`${START} ${name} --help\`.`);
    throw new UsageError(`${name} does not know the option ${flag}.${meant(flag, known)} Known: ${known.join(", ")}.`);
  }
}

function atMost(positionals: readonly string[], n: number, command: string): void {
  if (positionals.length > n) throw new UsageError(`${command} does not know what to do with "${positionals[n]}".`);
}

/** The options about one's own table; null without --data. */
function parseOwn({ data, label, source, positive, missing }: ReturnType<typeof words>["values"]): OwnFile | null {
  if (data === undefined) {
    const lost = Object.entries({ label, source, positive, missing }).find(([, value]) => value !== undefined);
    if (lost) throw new UsageError(`--${lost[0]} says something about a table; name the table with --data FILE.`);
    return null;
  }
  if (missing !== undefined && missing !== "drop" && missing !== "fill") throw new UsageError(`--missing must be drop or fill; it was "${missing}".`);
  return { file: data, ...(label !== undefined && { label }), ...(source !== undefined && { source }), ...(positive !== undefined && { positive }), ...(missing !== undefined && { missing }) };
}

/** The options of `audit`, whose --json names a file. */
function parseAudit(rest: readonly string[]): Command {
  const { values: given, positionals } = words("audit", rest), values = given as Omit<typeof given, "json"> & { json?: string; model?: string; html?: string; pixels?: string; seed?: string };
  atMost(positionals, 0, "audit");
  if (values.model === undefined) throw new UsageError("audit needs --model and a model.json of TensorFlow.js, or the folder that it is in.");
  if (values.data === undefined) throw new UsageError(`audit needs --data and the name of a data set to test on; \`${START} list datasets\` shows them.`);
  if (values.pixels !== undefined && values.pixels !== "unit" && values.pixels !== "bytes") throw new UsageError(`--pixels must be unit (0 to 1) or bytes (0 to 255); it was "${values.pixels}".`);
  const backend = BACKENDS.find((b) => b === (values.backend ?? "wasm"));
  if (!backend) throw new UsageError(`--backend must be one of ${BACKENDS.join(", ")}; it was "${values.backend}".`);
  const seeds = values.seed === undefined ? [1] : parseSeeds(values.seed);
  if (seeds.length !== 1) throw new UsageError("--seed must be one whole number.");
  return { name: "audit", model: values.model, data: values.data, pixels: values.pixels ?? null, seed: seeds[0]!, backend, json: values.json ?? null, html: values.html ?? null, quiet: values.quiet ?? false };
}

/** Throws UsageError. */
export function parseCommand(argv: readonly string[]): Command {
  const [name, ...rest] = argv;
  if (name === undefined) throw new UsageError(`hemlock needs a command: ${COMMANDS.join(", ")}. See \`${START} --help\`.`);
  if (name === "--help" || name === "-h" || name === "help") return { name: "help", topic: rest[0] };
  if (!isCommand(name)) throw new UsageError(`hemlock has no command called "${name}". Known: ${COMMANDS.join(", ")}.`);
  const { values, positionals } = words(name, rest);
  if (values.help) return { name: "help", topic: name };
  if (name === "docs") {
    atMost(positionals, 1, "docs");
    if (positionals[0] === undefined) throw new UsageError("docs must be followed by the folder that the pages are written to.");
    return { name, folder: positionals[0], text: values.text ?? false };
  }
  if (name === "record") {
    atMost(positionals, 1, "record");
    if (positionals[0] === undefined) throw new UsageError("record must be followed by the folder that the recordings are written to, such as public/stories.");
    return { name, folder: positionals[0], only: values.only?.split(",").map((s) => s.trim()).filter(Boolean) ?? null, force: values.force ?? false, cards: values.cards ?? false, quiet: values.quiet ?? false };
  }
  if (name === "audit") return parseAudit(rest);
  if (name === "list") {
    atMost(positionals, 1, "list");
    return { name, kind: parseKind(positionals[0], "list"), json: values.json ?? false };
  }
  if (name === "describe") {
    atMost(positionals, 2, "describe");
    const kind = parseKind(positionals[0], "describe");
    if (positionals[1] === undefined) throw new UsageError(`describe ${positionals[0]} must be followed by an id; \`${START} list ${kind}\` shows them.`);
    return { name, kind, id: positionals[1], json: values.json ?? false };
  }
  atMost(positionals, 1, name);
  const backend = BACKENDS.find((b) => b === (values.backend ?? "wasm"));
  if (!backend) throw new UsageError(`--backend must be one of ${BACKENDS.join(", ")}; it was "${values.backend}".`);
  const settings = (values.set ?? []).map(parseSetting), seeds = values.seeds === undefined ? null : parseSeeds(values.seeds), quiet = values.quiet ?? false;
  if (name === "matrix" || name === "sweep") {
    if (positionals[0] === undefined) throw new UsageError(`${name} must be followed by a preset, or a file with a spec or a ${name}; \`${START} list presets\` shows the presets.`);
    if (values.json && values.csv) throw new UsageError("--json and --csv exclude each other.");
    const list = (text: string | undefined) => text?.split(",").map((s) => s.trim()).filter(Boolean) ?? null;
    const common = { source: positionals[0], seeds, settings, backend, format: values.json ? "json" as const : values.csv ? "csv" as const : "text" as const, out: values.out ?? null, quiet };
    if (name === "matrix") return { name, attacks: list(values.attacks), defenses: list(values.defenses), ...common };
    if (values.axis2 !== undefined && values.axis === undefined) throw new UsageError("--axis2 is the second knob; name the first with --axis.");
    return { name, axes: values.axis === undefined ? null : [parseAxis(values.axis, "--axis"), ...(values.axis2 === undefined ? [] : [parseAxis(values.axis2, "--axis2")])], metrics: list(values.metrics), ...common };
  }
  const source = positionals[0];
  const own = parseOwn(values);
  if (source === undefined && !own) throw new UsageError(`run must be followed by a preset or a file with a spec or a result; \`${START} list presets\` shows the presets.`);
  return {
    name, source: source ?? null, own, backend, json: values.json ?? false, quiet, settings, seeds, targets: values.targets === undefined ? null : parseTargets(values.targets),
  };
}
