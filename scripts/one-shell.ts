/**
 * How the page's build is cut: everything that every view needs at once lies in one file. Left alone the bundler cuts wherever two
 * views share something, and many small files compress worse: by a twentieth of the budget before interaction.
 */
import { resolve } from "node:path";

interface Known { getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null }

/** A group of the bundler's `codeSplitting`: what `main` imports at once, to its end, but for what it only passes on (`not`). */
export function oneShell(main: string, not: RegExp): { readonly debugName: string; readonly name: (id: string, known: Known) => string | null } {
  let shell: Set<string> | null = null;
  const reach = (known: Known): Set<string> => {
    const found = new Set<string>(), queue = [resolve(import.meta.dirname, "..", main)];
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      if (found.has(id)) continue;
      found.add(id);
      queue.push(...(known.getModuleInfo(id)?.importedIds ?? []));
    }
    return found;
  };
  return { debugName: "shell", name: (id, known) => (!not.test(id) && (shell ??= reach(known)).has(id) ? "shell" : null) };
}
