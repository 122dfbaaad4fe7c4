/**
 * A step of the page's build: what explains each parameter of a plug-in (`.meta({ description: "…" })`), and what it `assumes` and where it `fails`, travels
 * with the code that shows it and not with the plug-ins, which are needed for the first picture. Until then it is undefined. Not applied to worker,
 * command line or tests.
 */
import { readFileSync, readdirSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import type { Plugin } from "vite";

const DECLARES = /^src\/engine\/(?:(?:attacks|datasets|defenses|metrics|models|probes)\/[^/]+|experiment\/(?:spec|regimes))(?<!\.test)\.ts$/;
/** What shows them; a file that begins to has to be named here. */
const SHOWS = ["src/app/form/FieldControl.tsx", "src/app/form/SchemaForm.tsx", "src/app/features/rail/AboutPlugin.tsx", "src/app/features/rail/DefenseChain.tsx"];
const CAPTION = /(\.meta\(\{[^{}]*?\b|\n {2})((?<=\.meta\(\{[^{}]*?)description|(?<=\n {2})(?:assumes|fails)): ("(?:[^"\\\n]|\\.)*")/g;
const ONE = "virtual:caption", ALL = "virtual:captions";

/** A file without its captions, and the captions. */
export function cut(code: string, file: string): { readonly code: string; readonly captions: readonly string[] } {
  const captions: string[] = [];
  const rest = code.replace(CAPTION, (_, before: string, name: string, text: string) => `${before}get ${name}() { return caption(${JSON.stringify(file)}, ${captions.push(JSON.parse(text) as string) - 1}); }`);
  return { code: captions.length > 0 ? `import { caption } from "${ONE}";\n${rest}` : code, captions };
}

export function captionsLater(): Plugin {
  const root = resolve(import.meta.dirname, ".."), nameOf = (id: string) => relative(root, id.split("?")[0]!).split(sep).join("/");
  return {
    name: "hemlock:captions-later",
    apply: "build",
    enforce: "pre",
    resolveId: (id) => (id === ONE || id === ALL ? `\0${id}` : null),
    load(id) {
      if (id === `\0${ONE}`) return "const kept = {};\nexport const caption = (file, i) => kept[file]?.[i];\nexport const keep = (all) => void Object.assign(kept, all);\n";
      if (id !== `\0${ALL}`) return null;
      const files = readdirSync(join(root, "src/engine"), { recursive: true, withFileTypes: true }).filter((e) => e.isFile()).map((e) => nameOf(join(e.parentPath, e.name))).filter((f) => DECLARES.test(f)).sort();
      const all = files.map((f) => [f, cut(readFileSync(join(root, f), "utf8"), f).captions] as const).filter(([, captions]) => captions.length > 0);
      return `import { keep } from "${ONE}";\nkeep(${JSON.stringify(Object.fromEntries(all))});\n`;
    },
    transform(code, id) {
      const file = nameOf(id);
      if (SHOWS.includes(file)) return { code: `import "${ALL}";\n${code}`, map: null };
      return DECLARES.test(file) ? { code: cut(code, file).code, map: null } : null;
    },
  };
}
