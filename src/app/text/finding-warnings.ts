/** The warnings beside a finding, each sentence once, with the models that it is about. Pure; the sentences are the engine's. */
import type { ArmInfo, Note } from "../../engine/index";
import { list } from "./format";

/** What stands before a sentence about one model, and before one about several. */
const about = { one: (title: string) => `${title} model: `, several: (titles: readonly string[], all: boolean) => (all ? "All models: " : `${list(titles)} models: `) } as const;

/** Notes in their order; those that say the same of several models, or more than once, are one. `models`: all that could be spoken of. */
export function saidOnce(notes: readonly Note[], models: readonly Pick<ArmInfo, "title">[]): readonly Note[] {
  const said = new Map<string, { readonly level: Note["level"]; readonly text: string; readonly titles: Set<string> }>();
  for (const { level, text } of notes) {
    const title = models.find((m) => text.startsWith(about.one(m.title)))?.title, rest = title === undefined ? text : text.slice(about.one(title).length), key = `${title === undefined} ${level} ${rest}`;
    const one = said.get(key) ?? { level, text: rest, titles: new Set<string>() };
    if (title !== undefined) one.titles.add(title);
    said.set(key, one);
  }
  return [...said.values()].map(({ level, text, titles }) => ({
    level, text: titles.size === 0 ? text : titles.size === 1 ? `${about.one([...titles][0]!)}${text}` : `${about.several([...titles], titles.size === models.length)}${text}`,
  }));
}
