/**
 * Every sentence about probes: the fifth step, the panel with what they found, and the numbers of an example in words.
 * Pure; loaded with the rail and the panel, so not part of what is on screen first.
 */
import { probes, type Choice, type ProbeCurve, type Spec } from "../../engine/index";
import { fieldsOf, isDefault, type Field } from "../form/fields";
import { count, list, lowerFirst, number, percent, percentPlain, percentRound, plural } from "./format";

export const probeTitle = (choice: Choice): string => probes.find(choice.id)?.title ?? choice.id;

/** The fifth step in one line. */
export const probeSummary = (spec: Spec): string => (spec.probes.length === 0 ? "No probe" : spec.probes.map(probeTitle).join(", "));

export const probeStep = {
  explain: "Inputs crafted against each finished model. Nothing is trained on them, and no other number changes.",
  same: "Every model meets the same test rows and the same luck.",
  add: "Add a probe…",
  another: "Add another probe…",
  none: "The finished models are not put to the test yet.",
  fourAtMost: "Four probes at most; take one out first.",
  remove: (title: string) => `Take out ${title}`,
  about: "About this probe",
  needs: "What it needs to know:",
  controls: "What it controls:",
  list: "Chosen probes",
  standard: "Default settings",
} as const;

export const probePanel = {
  emptyTitle: "No probe chosen",
  empty: "Choose a probe in step 5 to see how the finished models hold out against inputs that are crafted to fool them.",
  choose: "Choose a probe",
  hidden: "A probe tries to fool the finished models with crafted inputs. This link does not offer one.",
  readyTitle: (titles: readonly string[]) => `Ready: ${list(titles)}`,
  ready: "Press Run. As soon as a model is trained, its probes begin; their curves then stand here.",
  notInRun: "The run on screen has no probes. Run again to try the probes you have chosen since.",
  stale: "Settings changed. These probes belong to the old settings; run again.",
  explain: "Nothing is trained on these inputs: they are crafted against each finished model, from the same test rows.",
  waiting: (arm: string) => `${arm} model: waiting until it is trained`,
  queued: (arm: string) => `${arm} model: waiting for a free core`,
  done: (fraction: number) => `${Math.round(fraction * 100)}\u202f%`,
  probing: (arm: string) => `Probing the ${arm.toLowerCase()} model`,
  stopped: (arms: readonly string[]) => `The run ended before this probe was through with the ${list(arms.map((a) => a.toLowerCase()))} ${arms.length === 1 ? "model" : "models"}. Press Run to go on: what was finished is not computed again.`,
  pendingProbe: "No model has been probed yet.",
  on: (n: readonly number[], one: string, other: string) => `Tried on ${fromTo(n)} ${n.length === 1 && n[0] === 1 ? one : other}.`,
  all: (probe: string, curve: string) => (probe === curve ? "All models" : `All models: ${lowerFirst(curve)}`),
  closer: "One model closer",
  model: "Model",
  curvesOf: (arm: string) => `${arm} model, beside what it is compared with`,
  figures: "Measured",
  figure: "Figure",
  unit: (title: string, unit: string) => `${title} (${unit})`,
  strongest: (y: string, at: string, parts: readonly string[], n: string) => `${y} (${at}): ${parts.join(", ")}; n = ${n}.`,
  untouched: (parts: readonly string[]) => `Untouched: ${parts.join(", ")}.`,
  interval: (low: number, high: number) => `${percent(low).replace(/\u202f%$/, "")}–${percent(high)}`,
  intervals: "Shaded bands and figures below a rate: 95 % interval.",
  noteOf: (arms: readonly string[]) => `${list(arms)} ${arms.length === 1 ? "model" : "models"}:`,
  of: (name: string, n: number) => `${name} (n\u00a0=\u00a0${n})`,
  share: "share of inputs",
  from: "made on",
  to: "tried on",
  fooled: "share fooled",
  noPair: "not measured",
  noPairWhy: "A dash means that the pair says nothing.",
  examples: (arm: string) => `Examples, ${arm.toLowerCase()} model`,
  noExamples: "No input of this model was turned by this probe.",
  loading: "Loading the data of this run…",
  original: "original",
  perturbation: (factor: string) => (factor === "1" ? "change" : `change ×\u202f${factor}`),
  adversarial: "crafted",
  factorWhy: (low: number, high: number) => `Values run from ${number(low)} to ${number(high)}. Each change is magnified by the factor below it, as far as it fits: violet is more, ochre less.`,
  changed: "Changed values",
  moreValues: (n: number) => `and ${plural(n, "other value", "other values")}`,
  nth: (position: number, title: string) => `Probe ${position + 1}: ${title}`,
  thing: (one: string, n: number, truth: string) => `Test ${one} ${n}, truly ${truth}`,
  reads: (before: string, sureBefore: number, after: string, sureAfter: number) => `read as ${before} (${sure(sureBefore)}) → ${after} (${sure(sureAfter)})`,
  moved: (linf: number) => `largest change ${short(linf)}`,
  rewritten: (before: string) => `in place of ${before}: `,
  putIn: "put in: ",
  legend: "A framed word was put in or rewritten; what it replaced is struck through.",
} as const;

/** Three significant digits. */
const short = (v: number): string => number(Number(v.toPrecision(3)));

/** "200", or "44 to 47" where models differ. */
const fromTo = (values: readonly number[]): string => {
  const low = Math.min(...values), high = Math.max(...values);
  return low === high ? count(low) : `${count(low)} to ${count(high)}`;
};

/** "97 % sure", and ">99.9 %" rather than words where there is little room. */
const sure = (share: number): string => `${percentRound(share).replace("more than ", ">").replace("less than ", "<")} sure`;

const axisName = (xTitle: string): string => xTitle.split(/[:(,;]/)[0]!.trim();

/** "ε = 0.3", "words changed: 4": the strength of a probe with the name of its axis, as short as the name allows. */
export function strengthText(xTitle: string, x: number): string {
  const name = axisName(xTitle);
  return name.length <= 2 ? `${name} = ${short(x)}` : `${name}: ${short(x)}`;
}

function valueText(field: Field, value: unknown): string {
  if (field.options) return field.options.find((o) => o.value === value)?.label ?? String(value);
  if (Array.isArray(value)) return value.map((v) => (typeof v === "number" ? number(v) : String(v))).join(", ");
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "number") return String(value);
  return field.percent ? percentPlain(value) : number(value);
}

/** What differs from the defaults, so that two probes of the same kind are told apart: "Measured by: length; Steps: 100". */
export function settingsText(choice: Choice, but: readonly string[] = []): string {
  const plugin = probes.find(choice.id);
  const changed = plugin ? fieldsOf(plugin.params).filter((f) => !but.includes(f.name) && !isDefault(f, choice.params[f.name])) : [];
  return changed.length === 0 ? probeStep.standard : changed.map((f) => `${f.title}: ${valueText(f, choice.params[f.name])}`).join("; ");
}

/** What the chart says, as a sentence from its data: every model at the strongest point, and untouched where that was measured. */
export function curveFinding(xTitle: string, yTitle: string, curves: readonly { readonly name: string; readonly curve: Pick<ProbeCurve, "points"> }[]): string | undefined {
  const ends = curves.flatMap(({ name, curve }) => (curve.points.length > 0 ? [{ name, first: curve.points[0]!, last: curve.points.at(-1)! }] : []));
  if (ends.length === 0) return undefined;
  const most = Math.max(...ends.map((e) => e.last.x)), said = (rate: { readonly value: number }, name: string) => `${percentRound(rate.value)} ${name.toLowerCase()}`;
  const at = ends.filter((e) => e.last.x === most), zero = ends.filter((e) => e.first.x === 0 && most > 0);
  const strongest = probePanel.strongest(yTitle, lowerFirst(strengthText(xTitle, most)), at.map((e) => said(e.last.rate, e.name)), fromTo(at.map((e) => e.last.rate.n)));
  return zero.length === 0 ? strongest : `${strongest} ${probePanel.untouched(zero.map((e) => said(e.first.rate, e.name)))}`;
}
