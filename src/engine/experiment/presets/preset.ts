/** What a ready-made experiment is. Its spec is parsed when somebody first looks at it, not when the page opens. */
import { parseSpec, type Spec } from "../spec";

/** The chapters under which presets are offered, in their order. */
export const CHAPTERS = ["First steps", "Other data, same story", "Triggers nobody notices", "Labels untouched", "Aimed to hurt", "The defender’s side", "Probing a finished model", "Learning together", "A model that never stops learning", "Someone else’s model"] as const;
export type Chapter = (typeof CHAPTERS)[number];

export interface Preset {
  readonly id: string;
  readonly title: string;
  /** One sentence or two: what a person will see. */
  readonly summary: string;
  readonly chapter: Chapter;
  readonly spec: Spec;
}

/** Makes the presets of one chapter. */
export const chapter = (name: Chapter) => (id: string, title: string, summary: string, value: unknown): Preset => {
  let parsed: Spec | undefined;
  return {
    id, title, summary, chapter: name,
    get spec() {
      if (parsed) return parsed;
      const spec = parseSpec(value);
      if (!spec.ok) throw new Error(`preset ${id}: ${spec.problem.message}`);
      return (parsed = spec.value);
    },
  };
};
