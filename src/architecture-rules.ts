/**
 * Reads the room table of ARCHITECTURE.md and holds import statements to it. Pure text in, findings out: no compiler,
 * no bundler. Used by `architecture.test.ts` only; it is not part of the page.
 */
import { posix } from "node:path";

export interface Room {
  /** Folder (or single file) below the repository root, for example `src/engine/core`. */
  readonly path: string;
  /** Room paths it may import besides itself. */
  readonly rooms: readonly string[];
  /** npm packages and `node:` modules it may import; a trailing * matches any ending. */
  readonly packages: readonly string[];
}

export interface Import {
  readonly line: number;
  readonly specifier: string;
  readonly kind: "static" | "type" | "dynamic" | "worker";
}

export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
}

const words = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map((m) => m[1]!);

/** The rows of the first table whose header starts with "room". */
export function readRooms(markdown: string): Room[] {
  const lines = markdown.split("\n");
  const head = lines.findIndex((l) => /^\|\s*room\s*\|/i.test(l));
  if (head < 0) throw new Error("ARCHITECTURE.md has no table that starts with a column called room");
  const rooms: Room[] = [];
  for (const line of lines.slice(head + 2)) {
    if (!line.startsWith("|")) break;
    const [room = "", may = "", packages = ""] = line.split("|").slice(1);
    const path = words(room)[0];
    if (!path) throw new Error(`ARCHITECTURE.md: no room in the row ${line}`);
    rooms.push({ path, rooms: words(may), packages: words(packages) });
  }
  for (const room of rooms)
    for (const other of room.rooms)
      if (!rooms.some((r) => r.path === other)) throw new Error(`ARCHITECTURE.md: ${room.path} may import ${other}, which is not in the table`);
  return rooms;
}

/** Blanks out comments, keeps strings and line numbers. */
function withoutComments(code: string): string {
  const token = /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\[\s\S]|[^`\\])*`)|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
  return code.replace(token, (all, text: string | undefined) => text ?? all.replace(/[^\n]/g, " "));
}

/** Every import, re-export, import() and `new Worker(new URL(…))` of one TypeScript file. */
export function scanImports(source: string): Import[] {
  const code = withoutComments(source);
  const found: Import[] = [];
  const scan = (pattern: RegExp, kind: (m: RegExpExecArray) => Import["kind"], specifier: (m: RegExpExecArray) => string | undefined) => {
    for (const m of code.matchAll(pattern)) {
      const s = specifier(m);
      const start = m.index + m[0].search(/\S/);
      if (s) found.push({ line: code.slice(0, start).split("\n").length, specifier: s, kind: kind(m) });
    }
  };
  scan(/(?<=^|[;}\n])\s*(?:import|export)\s+(type\s+(?!from\b))?[\w$*{},\s]*?\s*\bfrom\s*["']([^"']+)["']/g, (m) => (m[1] ? "type" : "static"), (m) => m[2]);
  scan(/(?<=^|[;}\n])\s*import\s*["']([^"']+)["']/g, () => "static", (m) => m[1]);
  scan(/\bimport\s*\(\s*["'`]([^"'`]+)["'`]/g, () => "dynamic", (m) => m[1]);
  scan(/\bnew\s+(?:Shared)?Worker\s*\(\s*(?:new\s+URL\s*\(\s*["'`]([^"'`]+)["'`])?/g, () => "worker", (m) => m[1] ?? "(an address made elsewhere)");
  return found.sort((a, b) => a.line - b.line);
}

/** What several tests share; counts as a test, and nothing else may import it. */
const isTestSupport = (file: string) => file.endsWith("test-support.ts");
const isTest = (file: string) => /\.test\.tsx?$/.test(file) || isTestSupport(file);
const within = (file: string, path: string) => file === path || file.startsWith(`${path}/`);
const matches = (name: string, pattern: string) => (pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern || name.startsWith(`${pattern}/`));

/** The most exact room that holds a file. */
export function roomOf(file: string, rooms: readonly Room[]): Room | undefined {
  return rooms.filter((r) => within(file, r.path)).sort((a, b) => b.path.length - a.path.length)[0];
}

function resolveImport(file: string, specifier: string, files: ReadonlyMap<string, string>): string {
  const base = posix.join(posix.dirname(file), specifier.replace(/\?.*$/, ""));
  return [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`, base.replace(/\.js$/, ".ts")].find((p) => files.has(p)) ?? base;
}

/** Files that a page loads at once when it loads `entries`: static imports that leave code behind, followed to the end. */
export function eagerFiles(entries: readonly string[], files: ReadonlyMap<string, string>): Map<string, string> {
  const cameFrom = new Map<string, string>(entries.map((e) => [e, e]));
  for (const file of cameFrom.keys())
    for (const i of scanImports(files.get(file) ?? "")) {
      // The address of a worker is a text, not its code.
      if (i.kind !== "static" || i.specifier.endsWith("?worker&url")) continue;
      const target = i.specifier.startsWith(".") ? resolveImport(file, i.specifier, files) : i.specifier;
      if (!cameFrom.has(target)) cameFrom.set(target, file);
    }
  return cameFrom;
}

/** Holds all files (path → text) to the table and to the few rules that are not about rooms. */
export function checkArchitecture(files: ReadonlyMap<string, string>, rooms: readonly Room[]): Finding[] {
  const findings: Finding[] = [];
  for (const [file, text] of files) {
    const room = roomOf(file, rooms);
    if (!room) {
      if (!isTest(file) && file !== "src/architecture-rules.ts") findings.push({ file, line: 1, rule: "lies in no room of the table in ARCHITECTURE.md" });
      continue;
    }
    for (const { line, specifier, kind } of scanImports(text)) {
      const report = (rule: string) => findings.push({ file, line, rule });
      if (kind === "worker") {
        if (file !== "src/worker/crew.ts") report("starts a worker; only src/worker/crew.ts may");
        continue;
      }
      if (!specifier.startsWith(".")) {
        const allowed = room.packages.some((p) => matches(specifier, p)) || (isTest(file) && !specifier.startsWith("@tensorflow/"));
        if (!allowed) report(`imports ${specifier}; ${room.path} may import ${room.packages.join(", ") || "no packages"}`);
        continue;
      }
      const target = resolveImport(file, specifier, files);
      const other = roomOf(target, rooms);
      if (isTestSupport(target) && !isTest(file)) report(`imports ${target}; only tests may`);
      const feature = (f: string) => /^src\/app\/features\/([^/]+)\//.exec(f)?.[1];
      if (feature(file) && feature(target) && feature(file) !== feature(target)) report(`imports ${target}; a feature does not import its sister`);
      if (!other || other === room || room.rooms.includes(other.path)) continue;
      if (isTest(file) && within(target, "src/engine") && (within(file, "src/engine") || within(file, "src/stories"))) continue;
      report(`imports ${target}; ${room.path} may import ${room.rooms.join(", ") || "nothing"}`);
    }
  }
  return findings;
}
