/** What probes warn of, each sentence once with the models that it is about: several probes of several models may say the same. */
import type { Note } from "../core/plugins";
import type { ArmResult } from "./result";

export function probeWarnings(arms: readonly Pick<ArmResult, "title" | "probes">[]): readonly Note[] {
  const probed = arms.filter((arm) => (arm.probes?.length ?? 0) > 0), texts = (arm: (typeof arms)[number]) => arm.probes!.flatMap((p) => p.notes.flatMap((n) => (n.level === "warning" ? [n.text] : [])));
  return [...new Set(probed.flatMap(texts))].map((text) => {
    const titles = probed.filter((arm) => texts(arm).includes(text)).map((arm) => arm.title), last = titles.at(-1)!;
    const whose = titles.length === 1 ? `${last} model` : titles.length === probed.length ? "All models" : `${titles.slice(0, -1).join(", ")} and ${last} models`;
    return { level: "warning", text: `${whose}: ${text}` };
  });
}
