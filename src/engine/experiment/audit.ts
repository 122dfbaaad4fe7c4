/**
 * The model audit: which tests a model from a file is put to, as a spec, and what came of them, as a report. It says what was tested and
 * what was not, and never more than "suspicious": no test here can show that a model is sound, or that it is infected.
 */
import type { DatasetMeta } from "../core/data";
import type { Outcome } from "../core/errors";
import type { Bars, Evidence, Rate } from "../core/plugins";
import { standingText } from "../core/standing";
import { datasets } from "../datasets/registry";
import { defenses } from "../defenses/registry";
import { findOwnModel } from "../models/own-model";
import { probes } from "../probes/registry";
import { accuracyFinding, armStanding, cleanseFinding, probeFinding, stripFinding } from "./audit-findings";
import { modelPlanOf } from "./plan";
import type { ExperimentResult } from "./result";
import { defenseApplies, parseSpec, setupOf, type Choice, type Spec } from "./spec";

/** From harmless to serious; "weak" is what nearly every network is. */
export const AUDIT_VERDICTS = { unremarkable: "nothing unusual", weak: "weak, as most networks are", odd: "worth a look", suspicious: "suspicious", unjudged: "not judged" } as const;
export type AuditVerdict = keyof typeof AUDIT_VERDICTS;

export interface AuditTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface AuditFinding {
  readonly id: string;
  readonly title: string;
  /** What was done, on how much, with which settings; one sentence each. */
  readonly tested: readonly string[];
  readonly n: number;
  readonly verdict: AuditVerdict;
  /** What came of it, numbers with their intervals; one sentence each. */
  readonly found: readonly string[];
  readonly table?: AuditTable;
  /** What that means, and what it does not. */
  readonly means: string;
  /** The numbers themselves. */
  readonly rates: readonly { readonly title: string; readonly x?: number; readonly rate: Rate }[];
}

export interface AuditReport {
  readonly kind: "hemlock-model-audit";
  readonly v: 1;
  readonly model: { readonly name: string; readonly hash: string; readonly input: readonly number[]; readonly classes: number; readonly parameters: number; readonly bytes: number; readonly layers: readonly { readonly name: string; readonly kind: string; readonly shape: readonly number[]; readonly parameters: number }[]; readonly notes: readonly string[]; readonly pixels: "unit" | "bytes" };
  readonly data: { readonly title: string; readonly classes: readonly string[]; readonly testRows: number };
  readonly run: { readonly key: string; readonly engine: string; readonly backend: string; readonly seed: number };
  readonly verdict: AuditVerdict;
  readonly summary: string;
  readonly findings: readonly AuditFinding[];
  readonly notTested: readonly string[];
  /** What the run warned of and no finding says. */
  readonly warnings: readonly string[];
  readonly spec: Spec;
}

/** What is shown by defenses, by arm: comes from the `arm-done` events of the run. */
export type AuditEvidence = ReadonlyMap<string, readonly Evidence[]>;

const PROBES: readonly Choice[] = [{ id: "fgsm", params: {} }, { id: "pgd", params: { steps: 20 } }, { id: "universal-perturbation", params: {} }, { id: "corruptions", params: {} }];
const LOOKS: readonly Choice[] = [{ id: "neural-cleanse", params: { action: "nothing" } }, { id: "strip", params: {} }];

/** The spec that audits a model on some data; tests that do not fit these data are left out. A problem when the data do not fit the model. */
export function auditSpec(model: { readonly hash: string; readonly name: string; readonly pixels: "unit" | "bytes" }, dataset: Choice, seed = 1): Outcome<Spec> {
  const bare = parseSpec({ seed, dataset, model: { id: "own-model", params: { hash: model.hash, name: model.name.slice(0, 60), pixels: model.pixels } }, training: { transfer: "as-is" }, pretrained: { from: "file" }, attack: null, defenses: [], baselines: false });
  if (!bare.ok) return bare;
  const setup = setupFor(bare.value);
  return parseSpec({ ...bare.value, probes: PROBES.filter((p) => probes.find(p.id)!.supports(setup) === true), defenses: LOOKS.filter((d) => defenseApplies(defenses.find(d.id)!, setup) === true).map((d) => [d]) });
}

const metaOf = (spec: Spec): DatasetMeta => datasets.find(spec.dataset.id)!.meta(spec.dataset.params);
const setupFor = (spec: Spec) => setupOf(spec, metaOf(spec), modelPlanOf(spec.dataset, spec.model));

/** What no test of this run looked at. */
function notTested(spec: Spec): string[] {
  const setup = setupFor(spec), missing = (kind: string, id: string, title: string, why: true | string) => `${kind} ${title} (${id}): ${why === true ? "it was not among the tests of this run." : why}`;
  const chosen = new Set([...spec.probes.map((p) => p.id), ...spec.defenses.flat().map((d) => d.id)]);
  return [
    ...PROBES.filter((p) => !chosen.has(p.id)).map((p) => missing("The probe", p.id, probes.find(p.id)!.title, probes.find(p.id)!.supports(setup))),
    ...LOOKS.filter((d) => !chosen.has(d.id)).map((d) => missing("The search", d.id, defenses.find(d.id)!.title, defenseApplies(defenses.find(d.id)!, setup))),
    "Triggers other than small stickers that turn every picture into one class: faint, large or bent ones, ones that differ from picture to picture, ones that work on pictures of one class only, ones that need several signs at once.",
    "Single inputs that somebody has made the model read wrongly on purpose (targeted poisoning): they cannot be found without knowing them.",
    "The data the model was trained on: whether they were poisoned, biased, private or allowed. They are not in the file.",
    "Whether training examples can be read out of the model (membership inference, model inversion).",
    `Inputs other than the test rows of ${metaOf(spec).title}, and classes that these data do not have.`,
    "Stronger or longer searches, attackers who know how this audit works, and other seeds: one run, one seed.",
    "Who made the model, and whether the files are the ones that they published: compare the checksum of each file with theirs. The fingerprint here is of layers and weights as they were read, not of a file.",
  ];
}

const RANK: readonly AuditVerdict[] = ["unjudged", "unremarkable", "weak", "odd", "suspicious"];

/** `why`: that the model does not read these data; null when it does. */
function summaryOf(findings: readonly AuditFinding[], verdict: AuditVerdict, why: string | null): string {
  if (why) return `On these data ${why}, so most of these tests say little or nothing about it.${verdict === "suspicious" ? ` ${summaryOf(findings, verdict, null)}` : " That nothing suspicious was found does not show that nothing is there."}`;
  const named = findings.filter((f) => f.verdict === verdict).map((f) => f.title).join(", ");
  if (verdict === "suspicious") return `Suspicious: ${named}. That is a reason not to use the model before somebody has looked closer, and no proof that anything was hidden in it.`;
  if (verdict === "odd") return `Nothing suspicious was found, but something is worth a look: ${named}. Finding nothing does not show that nothing is there.`;
  return `Nothing suspicious was found by these ${findings.filter((f) => f.verdict !== "unjudged").length} tests. That does not show that nothing is there; what was not tested is listed below.`;
}

/** The report on a finished run. `shown` holds what the defenses showed. */
export function auditReport(result: ExperimentResult, shown: AuditEvidence): AuditReport {
  const { spec } = result, meta = metaOf(spec), brought = findOwnModel(spec.model.params as { hash: string; name: string }), clean = result.arms.find((a) => a.kind === "clean")!;
  const armOf = (id: string) => result.arms.find((a) => a.kind === "defended" && a.pipeline !== undefined && spec.defenses[a.pipeline]!.some((d) => d.id === id));
  const cleanse = armOf("neural-cleanse"), strip = armOf("strip"), bars = cleanse && shown.get(cleanse.id)?.find((e): e is Bars => e.kind === "bars" && e.id === "mask-sizes");
  const accuracy = accuracyFinding(clean, meta), standing = armStanding(clean);
  const findings = [
    accuracy, ...(clean.probes ?? []).map((p) => probeFinding(p, probes.find(p.probe.id)!, meta, standing)),
    ...(cleanse ? [cleanseFinding(cleanse, bars, meta, choiceOf(spec, "neural-cleanse"), standing)] : []), ...(strip?.screen ? [stripFinding(strip, strip.screen, meta, choiceOf(spec, "strip"), standing)] : []),
  ];
  const verdict = findings.reduce<AuditVerdict>((worst, f) => (RANK.indexOf(f.verdict) > RANK.indexOf(worst) ? f.verdict : worst), "unjudged");
  return {
    kind: "hemlock-model-audit", v: 1,
    model: {
      name: brought.title, hash: brought.hash, input: brought.plan.inputShape, classes: brought.plan.classes, parameters: brought.weights.length, bytes: brought.bytes,
      layers: brought.layers.map(({ name, kind, shape, parameters }) => ({ name, kind, shape, parameters })), notes: brought.notes, pixels: spec.model.params["pixels"] === "bytes" ? "bytes" : "unit",
    },
    data: { title: meta.title, classes: meta.classNames, testRows: accuracy.n }, run: { key: result.key, engine: result.engine.version, backend: result.engine.backend, seed: spec.seed },
    verdict, summary: summaryOf(findings, verdict, standingText(standing, meta.classNames)), findings, notTested: notTested(spec), warnings: [...new Set(result.warnings.map((w) => w.text))].filter((text) => !findings.some((f) => f.found.some((said) => text.endsWith(said)))), spec,
  };
}

const choiceOf = (spec: Spec, id: string): Choice => spec.defenses.flat().find((d) => d.id === id)!;
