/**
 * A step of the page's build: plug-ins keep what they declare (title, parameters, support, trigger) and lose what only the
 * worker does (load, poison, craft, filter, train, repair, screen, watch, probe, compute and the like), so that the page can be on screen before the engine has arrived.
 * A plug-in stays one file. Not applied to the worker, the command line or tests, and not in `npm run dev`.
 */
import type { Plugin } from "vite";

const WORK = new Set(["load", "poison", "craft", "baseline", "filter", "train", "inspection", "repair", "screen", "watch", "probe", "surrogates", "compute", "begin", "update", "swap", "vet", "remarks"]);
const PLUG_INS = /\/src\/engine\/(attacks|datasets|defenses|metrics|models|probes)\/[^/]+\.ts$/;
const INSTEAD = "() => { throw new Error(\"only the worker does this\"); }";

interface Node { readonly type: string; readonly start: number; readonly end: number; readonly [key: string]: unknown }
interface Property extends Node { readonly key: Node & { readonly name?: string }; readonly value: Node }

/** The objects handed to defineAttack, defineDataset and their like at the top of a module. */
function declarations(program: Node): Node[] {
  return (program["body"] as Node[]).flatMap((statement) => {
    const declared = (statement["declaration"] ?? statement) as Node;
    if (declared.type !== "VariableDeclaration") return [];
    return (declared["declarations"] as { init: Node | null }[]).flatMap(({ init }) => {
      if (init?.type !== "CallExpression" || !/^define[A-Z]/.test(String((init["callee"] as { name?: string }).name))) return [];
      const [object] = init["arguments"] as Node[];
      return object?.type === "ObjectExpression" ? [object] : [];
    });
  });
}

/** What stands in the place of work; of crafting the page must still know into how many parts it is cut, if at all. */
function instead(p: Property, code: string): string {
  const parts = p.key.name === "craft" && p.value.type === "ObjectExpression" ? (p.value["properties"] as Property[]).find((q) => q.key.name === "parts") : undefined;
  return parts ? `{ ${code.slice(parts.start, parts.end)} }` : INSTEAD;
}

export function declarationsOnly(): Plugin {
  return {
    name: "hemlock:declarations-only",
    apply: "build",
    enforce: "post",
    transform(code, id) {
      if (!PLUG_INS.test(id.split("?")[0]!)) return null;
      const found = declarations(this.parse(code) as unknown as Node).flatMap((object) => object["properties"] as Property[])
        .filter((p) => p.type === "Property" && p.key.name !== undefined && WORK.has(p.key.name));
      let out = code;
      for (const p of found.toSorted((a, b) => b.start - a.start)) out = `${out.slice(0, p.start)}${p.key.name}: ${instead(p, code)}${out.slice(p.end)}`;
      return found.length > 0 ? { code: out, map: null } : null;
    },
  };
}
