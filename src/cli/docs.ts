/**
 * The documentation page of a plug-in, written from its declaration and nothing else, as Markdown; and the page that
 * lists them. Pure text: pictures are made in pictures.ts, files are written in write-docs.ts.
 */
import { attacks, datasets, defenses, probes, type AttackPlugin, type Declaration, type DefensePlugin, type Preset, type ProbePlugin } from "../engine/index";
import { presets } from "../engine/later";
import { describeParams, type ParameterDocument } from "./catalog";

export const DOCUMENTED = ["attacks", "probes", "defenses"] as const;
export type Documented = (typeof DOCUMENTED)[number];
const registries = { attacks, probes, defenses } as const;
const headings: Readonly<Record<Documented, string>> = { attacks: "Attacks on training data", probes: "Probes of a finished model", defenses: "Defenses" };

export interface DocPage {
  /** Path below the folder of documentation. */
  readonly path: string;
  readonly text: string;
  /** The picture it shows, below the same folder; null where words do. */
  readonly picture: string | null;
}

const goals = { availability: "Availability: the model shall be wrong often.", targeted: "Targeted: certain inputs shall be read as the attacker wants.", backdoor: "Backdoor: inputs with a trigger shall be read as the attacker wants, all others truly." } as const;

/** Vertical bars would end a cell of a table. */
const cell = (text: string) => text.replaceAll("|", "\\|");

function rangeOf(p: ParameterDocument): string {
  if (p.options) return p.options.map((o) => `\`${String(o)}\``).join(", ");
  if (p.minimum !== undefined || p.maximum !== undefined) return `${p.minimum ?? ""} to ${p.maximum ?? ""}`;
  return p.type === "boolean" ? "yes or no" : (p.type ?? "");
}

function parameterTable(params: readonly ParameterDocument[]): string {
  if (params.length === 0) return "It has no parameters.";
  const rows = params.map((p) => `| \`${p.name}\` | ${cell(`**${p.title}.** ${p.description}`)} | \`${cell(JSON.stringify(p.default))}\` | ${cell(rangeOf(p))}${p.unit ? ` ${cell(p.unit.replace(/^% of/, "as a share of"))}` : ""} |`);
  return ["| parameter | meaning | default | values |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

const WHERE: Readonly<Record<DefensePlugin["stage"], string>> = {
  vet: "On a downloaded model, before anybody builds on it.", filter: "On the training rows, before the model is trained again.", train: "On the training itself.",
  aggregate: "At the server of a federation, on what clients send.", stream: "On the labels that keep coming in, before the model learns from them.", repair: "On the trained model.",
  guard: "On each input that the deployed model is asked about.", monitor: "On the answers of the deployed model.",
};

const STEPS = { admit: "It decides whose messages count.", prepare: "It changes each update before they are put together.", combine: "It makes one update of many." } as const;
const STRIKES: Readonly<Record<Exclude<AttackPlugin["stage"], "data">, string>> = {
  update: "In a federation, at what malicious clients send (or what is on its way to the server).", weights: "In a model that the victim downloads and builds on.",
};

/** What is particular to the kind, as titled sentences. */
function facts(kind: Documented, plugin: Declaration): readonly (readonly [string, string])[] {
  if (kind === "attacks") {
    const { threat, fails, rateOf, craft, atlas, stage, params } = plugin as AttackPlugin;
    return [
      ["Goal", goals[threat.goal]], ["What the attacker knows", threat.knows], ["What the attacker controls", threat.controls],
      ...(stage === "data" ? [] : [["Where it strikes", STRIKES[stage]] as const]),
      ...("rate" in params.shape ? [["What the poison rate is a share of", rateOf === "target-class" ? "The rows of the target class; labels stay as they are." : stage === "update" ? "The malicious clients’ rows." : "The whole training set; in a federation the malicious clients’ rows."] as const] : []),
      ...(craft ? [["What it costs", "The poison is crafted against a model of the attacker’s own, which takes time; the run shows how much, and keeps the result for other defenses."] as const] : []),
      ["When it fails or is found", fails], ...(atlas ? [["MITRE ATLAS", `[${atlas}](https://atlas.mitre.org/techniques/${atlas})`] as const] : []),
    ];
  }
  if (kind === "probes") {
    const { knows, controls, fails, atlas } = plugin as ProbePlugin;
    return [["What it must know", knows], ["What it controls", controls], ["When it fails or misleads", fails], ...(atlas ? [["MITRE ATLAS", `[${atlas}](https://atlas.mitre.org/techniques/${atlas})`] as const] : [])];
  }
  const defense = plugin as DefensePlugin, { assumes, stage, needsTrusted } = defense;
  const step = defense.stage === "aggregate" ? [["Its part of the server’s work", `${STEPS[defense.step]}${defense.inspects ? " It has to look at single updates." : ""}${defense.hides ? " It hides single updates from the server." : ""}`] as const] : [];
  return [["What it assumes", assumes], ["Where it acts", WHERE[stage]], ...step, ...(needsTrusted ? [["What it needs", "A small trusted set of rows, which the experiment names (`trusted`)."] as const] : [])];
}

const modalityOf = ({ spec }: Preset) => datasets.find(spec.dataset.id)!.meta(spec.dataset.params).modality;
const uses = (kind: Documented, id: string) => ({ spec }: Preset) =>
  (kind === "attacks" ? (spec.attack ? [spec.attack] : []) : kind === "probes" ? spec.probes : spec.defenses.flat()).some((c) => c.id === id);

/** The preset that its picture is made from: one in which something can be seen. Attacks that only cost accuracy show best on points. */
export function picturePreset(kind: Documented, id: string): Preset | undefined {
  // What is done to updates or weights cannot be seen on a row, unless it brings a trigger.
  if (kind === "defenses" || (kind === "attacks" && attacks.find(id)!.stage !== "data" && attacks.find(id)!.threat.goal === "availability")) return undefined;
  const points = kind === "attacks" && attacks.find(id)!.threat.goal === "availability";
  const order = kind === "probes" ? ["image", "text"] : points ? ["points", "image"] : ["image", "points", "text", "tabular"];
  return order.map((m) => presets.find((p) => uses(kind, id)(p) && modalityOf(p) === m)).find((p) => p !== undefined);
}

function page(kind: Documented, plugin: Declaration): DocPage {
  const { id, title, summary, paper, params, remarks } = plugin, shown = picturePreset(kind, id), kindOf = shown && modalityOf(shown), worded = kindOf === "text" || kindOf === "tabular", picture = shown ? `pictures/${id}.${worded ? "svg" : "png"}` : null;
  const tried = presets.filter(uses(kind, id));
  const caption = worded ? "A row before and after; what was changed is set off." : kindOf === "points" ? "Training points colored by their labels; those that the attacker touched or made have a red ring, the way they came is grey."
    : kind === "probes" ? "Original, change (magnified until it fills the range) and result." : "Original, poisoned, and their difference (magnified until it fills the range).";
  const parts = [
    `<!-- Made by \`npm run docs\` from src/engine/${kind}/${id}.ts; do not edit. -->`, `# ${title}`, summary,
    ...(picture ? [`![${caption}](../${picture})`, `*${caption}*`] : []),
    ...(paper ? [`**Paper.** ${paper.authors} (${paper.year}): [${paper.title}](${paper.link}).`] : []),
    ...facts(kind, plugin).map(([name, text]) => `**${name}.** ${text}`),
    ...(remarks && remarks.length > 0 ? ["## Found here", remarks.map((r) => `* ${r}`).join("\n")] : []),
    "## Parameters", parameterTable(describeParams(params)),
    ...(tried.length > 0 ? ["## Try it", tried.map((p) => `* ${p.title}: \`npm run -s hemlock -- run ${p.id}\``).join("\n")] : []),
  ];
  return { path: `${kind}/${id}.md`, text: `${parts.join("\n\n")}\n`, picture };
}

/** Every page, the list of them last. */
export function docPages(): DocPage[] {
  const pages = DOCUMENTED.flatMap((kind) => registries[kind].all.map((p) => page(kind, p as Declaration)));
  const lists = DOCUMENTED.map((kind) => [`## ${headings[kind]}`, registries[kind].all.map((p) => `* [${p.title}](${kind}/${p.id}.md): ${p.summary}`).join("\n")].join("\n\n"));
  return [...pages, { path: "README.md", text: `<!-- Made by \`npm run docs\`; do not edit. -->\n\n# What there is\n\n${lists.join("\n\n")}\n`, picture: null }];
}
