/** Own models in experiments: used as they are, as a start, with another last layer; and the report of an audit on a network small enough to search at once. */
import { beforeAll, describe, expect, it } from "vitest";
import { isTrained, weightCount, weightSlots, type ModelPlan, type TrainedModel } from "../core/learner";
import type { Evidence } from "../core/plugins";
import { Rng } from "../core/rng";
import { initialWeights } from "../learner/initial-weights";
import { ownModel } from "../models/own-model";
import { ownModels } from "../own/model-store";
import { exported, filesOf } from "../own/model-test-support";
import type { OwnModel } from "../own/model-types";
import { readModel } from "../own/read-model";
import { standingOf } from "../core/standing";
import { wilson } from "../core/statistics";
import { probes } from "../probes/registry";
import { auditReport, auditSpec, type AuditReport } from "./audit";
import { probeFinding } from "./audit-findings";
import { auditHtml, escapeHtml } from "./audit-html";
import { createNodeEnv } from "./node-env";
import { modelPlanOf, planExperiment } from "./plan";
import { runExperiment, type RunEnv } from "./run";
import type { ProbeReport } from "./result";
import { parseSpec, type Spec } from "./spec";
import type { ModelOutput, TrainOutput } from "./stages/outputs";

let env: RunEnv;
beforeAll(async () => void (env = await createNodeEnv({ backend: "wasm" })));

const small = { id: "digits", params: { train: 200, test: 100, trusted: 100 } };
/** A one-layer network of `classes` outputs over pictures of the digits, brought under a name. */
function bring(classes: number, name: string, layers: ModelPlan["layers"] = []): OwnModel {
  const plan: ModelPlan = { inputShape: [28, 28, 1], classes, layers: [...layers, { kind: "flatten" }, { kind: "dense", units: 12, relu: true }, { kind: "dense", units: classes, relu: false }] };
  const read = readModel(filesOf(exported({ plan, weights: initialWeights(plan, Rng.fromSeed(classes)) })), name);
  ownModels.put(read);
  return read;
}
async function run(spec: Spec): Promise<{ readonly report: () => AuditReport; readonly models: readonly TrainedModel[]; readonly obtained: ModelOutput | undefined; readonly result: Parameters<typeof auditReport>[0] }> {
  const events = runExperiment(spec, env), shown = new Map<string, readonly Evidence[]>();
  for (;;) {
    const step = await events.next();
    if (!step.done) {
      if (step.value.type === "arm-done") shown.set(step.value.arm.id, (step.value.artifacts.evidence ?? []).flatMap((e) => e.shown));
      continue;
    }
    if (step.value.type !== "done") throw new Error(JSON.stringify(step.value));
    const { result } = step.value, plan = planExperiment(spec), obtain = plan.stages.find((s) => s.work.kind === "obtain");
    return { result, report: () => auditReport(result, shown), models: plan.arms.map((a) => (env.cache.get(a.train) as TrainOutput).model), obtained: obtain && (env.cache.get(obtain.key) as ModelOutput) };
  }
}
const choice = (m: OwnModel, pixels = "unit") => ({ id: "own-model", params: { hash: m.hash, name: m.title, pixels } });
const base = (m: OwnModel, transfer: string, more: object = {}): unknown => ({ dataset: small, model: choice(m), training: { transfer, epochs: 2 }, pretrained: { from: "file" }, attack: null, baselines: false, ...more });
const parsed = (value: unknown): Spec => {
  const out = parseSpec(value);
  if (!out.ok) throw new Error(out.problem.message);
  return out.value;
};
const refusal = (value: unknown) => { const out = parseSpec(value); return out.ok ? "accepted" : `${out.problem.code} ${out.problem.field}: ${out.problem.message}`; };

describe("a model from a file", () => {
  it("is used as it came: bit for bit, without a curve", async () => {
    const m = bring(10, "ten"), { models, result } = await run(parsed(base(m, "as-is")));
    expect(models[0]!.weights).toEqual(m.weights);
    expect(result.arms[0]!.curve).toEqual([]);
    expect(result.stages.map((s) => s.kind)).toEqual(["load", "obtain", "train", "evaluate"]);
  });
  it("learns on from there, all of it or only a fresh last layer", async () => {
    const m = bring(10, "ten"), [tuned] = (await run(parsed(base(m, "fine-tune")))).models, [head] = (await run(parsed(base(m, "last-layer")))).models, last = m.plan.layers.length - 1;
    expect(tuned!.weights).not.toEqual(m.weights);
    for (const s of weightSlots(head!.plan)) {
      const is = head!.weights.subarray(s.offset, s.offset + s.size), was = m.weights.subarray(s.offset, s.offset + s.size);
      if (s.layer === last) expect(is).not.toEqual(was);
      else expect(is).toEqual(was);
    }
  });
  it("with other classes gets a last layer for the data’s, and the others stay", async () => {
    const m = bring(4, "four"), { obtained, models } = await run(parsed(base(m, "last-layer"))), kept = weightSlots(m.plan).find((s) => s.layer === m.plan.layers.length - 1)!.offset;
    expect(obtained!.model.plan).toMatchObject({ classes: 10 });
    expect(obtained!.model.weights).toHaveLength(weightCount(obtained!.model.plan));
    expect(models[0]!.weights.subarray(0, kept)).toEqual(m.weights.subarray(0, kept));
    expect(obtained!.notes![0]!.text).toContain("4 classes apart and the data have 10");
    expect(refusal(base(m, "as-is"))).toMatch(/unsupported training\.transfer: .*tells 4 classes apart, and Handwritten digits has 10/);
  });
  it("is asked for when it is not here, and refuses data of another shape", () => {
    const m = bring(10, "ten"), gone = { ...m, hash: "0".repeat(64) };
    expect(refusal(base(gone, "as-is"))).toMatch(/^needs-data model\.params\.hash: .*called "ten"\. Load the same files/);
    expect(refusal(base(m, "as-is", { dataset: { id: "moons" } }))).toMatch(/unsupported model\.id: .*takes inputs of shape 28 × 28 × 1, and Moons \(synthetic\) has 2/);
    expect(refusal({ ...(base(m, "as-is") as object), defenses: [[{ id: "spectral-signatures" }]] })).toMatch(/nothing is trained here/);
    expect(ownModel.supports(modelMeta(), undefined)).toBe(true);
  });
  it("that wants pixels of 0 to 255 or a flat list gets them so", async () => {
    const flat: ModelPlan = { inputShape: [784], classes: 10, layers: [{ kind: "scale", shift: 127.5, factor: 1 / 127.5 }, { kind: "dense", units: 10, relu: false }] };
    const m = readModel(filesOf(exported({ plan: flat, weights: initialWeights(flat, Rng.fromSeed(1)) })), "flat");
    ownModels.put(m);
    expect(m.pixels).toBe("bytes");
    const plan = modelPlanOf(small, choice(m, "bytes") as never), inputs = Float32Array.from({ length: 784 }, (_, i) => (i % 256) / 255);
    expect(plan.layers.map((l) => l.kind)).toEqual(["scale", "flatten", "dense"]);
    const ours = await env.learner.logits({ plan, weights: m.weights }, inputs, 1), theirs = await env.learner.logits(m, inputs.map((v) => v * 255), 1);
    ours.forEach((v, i) => expect(v).toBeCloseTo(theirs[i]!, 4));
    expect(plan.layers.filter(isTrained)).toHaveLength(1);
  });
});
const modelMeta = () => ({ id: "digits", title: "Digits", modality: "image" as const, shape: [28, 28, 1], classNames: Array.from({ length: 10 }, (_, i) => String(i)), valueRange: [0, 1] as const });

const digitsGuessed = Array.from({ length: 10 }, (_, t) => Array.from({ length: 10 }, (_, a) => (a === t % 2 || a === 5 ? 1 : 0)));

describe("an audit", () => {
  it("tests what fits, and reports what was tested, found and not tested, in plain data and a page without script", async () => {
    const m = bring(10, 'ten <img src=x onerror="alert(1)">'), made = auditSpec({ hash: m.hash, name: m.title, pixels: "unit" }, small);
    if (!made.ok) throw new Error(made.problem.message);
    expect([made.value.probes.map((p) => p.id), made.value.defenses.map((d) => d[0]!.id)]).toEqual([["fgsm", "pgd", "universal-perturbation", "corruptions"], ["neural-cleanse", "strip"]]);
    const quick = parsed({ ...made.value, probes: made.value.probes.map((p) => ({ ...p, params: { ...p.params, examples: 20, ...(p.id === "universal-perturbation" && { iterations: 1 }), ...(p.id === "pgd" && { steps: 3 }) } })), defenses: [[{ id: "neural-cleanse", params: { action: "nothing", restarts: 1, rounds: 3 } }], [{ id: "strip", params: { blends: 5 } }]] });
    const report = (await run(quick)).report(), html = auditHtml(report);
    expect(report.findings.map((f) => f.id)).toEqual(["accuracy", "fgsm", "pgd", "universal-perturbation", "corruptions", "neural-cleanse", "strip"]);
    expect(report.findings[0]).toMatchObject({ n: 100, verdict: "odd" });
    for (const f of report.findings) for (const line of [...f.tested, ...f.found, f.means]) expect(line).toMatch(/^[A-Z\d][\s\S]*[.?]$/);
    expect(report.notTested.join(" ")).toMatch(/Triggers other than small stickers.*targeted poisoning.*data the model was trained on/);
    expect(JSON.stringify(report)).not.toMatch(/infected/i);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect(html).not.toMatch(/<script|<img|onerror="|https?:|javascript:/i);
    expect(html).toContain("ten &lt;img");
    expect(html).toContain("default-src &#39;none&#39;".replaceAll("&#39;", "'"));
  });
  it("leaves out what does not fit, and says so", async () => {
    const plan: ModelPlan = { inputShape: [2], classes: 2, layers: [{ kind: "dense", units: 2, relu: false }] }, m = readModel(filesOf(exported({ plan, weights: Float32Array.of(1, -1, 0.5, -0.5, 0, 0) })), "line");
    ownModels.put(m);
    const made = auditSpec({ hash: m.hash, name: "line", pixels: "unit" }, { id: "moons", params: { train: 100, test: 60 } });
    if (!made.ok) throw new Error(made.problem.message);
    expect(made.value.defenses).toEqual([]);
    const report = (await run(parsed({ ...made.value, probes: made.value.probes.slice(0, 1) }))).report();
    expect(report.findings.map((f) => f.id)).toEqual(["accuracy", "fgsm"]);
    expect(report.notTested[0]).toMatch(/^The probe PGD \(pgd\): it was not among the tests/);
    expect(report.notTested.join(" ")).toMatch(/Neural Cleanse \(neural-cleanse\): this defense searches a sticker on pictures/);
  });
  const means = ({ findings }: AuditReport) => findings.map((f) => [f.id, f.verdict, f.means] as const);
  it("does not praise a model that answers 6 to everything: no probe is judged, and it says why", async () => {
    const plan: ModelPlan = { inputShape: [28, 28, 1], classes: 10, layers: [{ kind: "flatten" }, { kind: "dense", units: 10, relu: false }] }, weights = new Float32Array(weightCount(plan));
    weights[784 * 10 + 6] = 5;
    const m = readModel(filesOf(exported({ plan, weights })), "six");
    ownModels.put(m);
    const made = auditSpec({ hash: m.hash, name: m.title, pixels: "unit" }, small);
    if (!made.ok) throw new Error(made.problem.message);
    const quick = parsed({ ...made.value, probes: made.value.probes.map((p) => ({ ...p, params: { ...p.params, examples: 20, ...(p.id === "universal-perturbation" && { iterations: 1 }) } })), defenses: [[{ id: "neural-cleanse", params: { action: "nothing", restarts: 1, rounds: 200 } }], [{ id: "strip", params: { blends: 5 } }]] });
    const report = (await run(quick)).report();
    expect(report.summary).toMatch(/^On these data the model answers 6 to every test row, so most of these tests say little or nothing about it\./);
    expect(report.findings[0]).toMatchObject({ verdict: "odd", means: expect.stringMatching(/^A model that gives one answer to every row does not read these data\./) as string });
    expect(report.findings[0]!.found[0]).toBe("It answers 6 to 100 of the 100 rows, whatever they show.");
    expect(report.findings.slice(1).map((f) => f.verdict)).toEqual(report.findings.slice(1).map(() => "unjudged"));
    for (const [id, , text] of means(report).slice(1)) expect(text, id).toMatch(/^The model answers 6 to every test row/);
    const html = auditHtml(report);
    expect(html).not.toMatch(/hardly trouble|withstood this|A small sticker can turn|0\.0 pixels/);
    expect(report.findings.find((f) => f.id === "neural-cleanse")!.table!.rows[6]).toEqual(["6", "less than 0.1", "less than 0.1", "needs no trigger"]);
    expect(report.warnings).toEqual([]);
    for (const f of report.findings.slice(1, 5)) expect(f.found.at(-1), f.id).toBe("Before anything is changed the model answers 6 to every test row. The curve then says little about what it withstands.");
  });
  it("has settings in the words of the form, and lets a fall that may be chance stand open", () => {
    const rate = (hits: number, n: number) => wilson(hits, n), curve = (id: string, ...hits: readonly number[]) => ({ id, title: id, points: hits.map((h, x) => ({ x, rate: rate(h, 20) })) });
    const report = (id: string, curves: ProbeReport["curves"], params: object = {}): ProbeReport => ({ probe: { id, params: probes.find(id)!.params.parse(params) as ProbeReport["probe"]["params"] }, n: 20, xTitle: "ε", yTitle: "Accuracy", curves, examples: [], figures: [], notes: [] });
    const well = standingOf([[10, 0], [0, 10]], 20), of = (r: ProbeReport, standing = well) => probeFinding(r, probes.find(r.probe.id)!, modelMeta(), standing);
    expect(of(report("pgd", [curve("PGD", 18, 2)])).tested[1]).toBe("Settings: Measured by: largest change (L∞); ε: 0.05, 0.1, 0.2, 0.3; Steps: 40; Restarts: 1; Aim: any wrong answer; Test rows: 200; Way to go: 2.5 × ε.");
    expect(of(report("pgd", [curve("PGD", 1, 19)], { goal: "class", target: 7, norm: "l2" }))).toMatchObject({ verdict: "weak", tested: [expect.any(String), expect.stringMatching(/length of the change \(L2\); ε: 0\.5, 1, .*Aim: one class; Target class: 7;/) as string] });
    expect(["weak", "unjudged", "unremarkable"]).toEqual([2, 14, 18].map((end) => of(report("universal-perturbation", [curve("one", 18, end)])).verdict));
    // Noise alone changes nothing here, rotation does.
    expect(of(report("corruptions", [curve("Noise", 19, 19), curve("Rotation", 19, 3)])).verdict).toBe("weak");
    expect(of({ ...report("pgd", [curve("PGD")]), n: 0 })).toMatchObject({ verdict: "unjudged", means: "There was no row to try it on, so nothing follows." });
    expect(of(report("corruptions", [curve("Noise", 2, 2)]), standingOf(digitsGuessed, 20))).toMatchObject({ verdict: "unjudged", means: expect.stringMatching(/^The model does hardly better than guessing/) as string });
  });
  it("escapes whatever could be markup", () => expect(escapeHtml(`<a href="x" onclick='y'>&`)).toBe("&lt;a href=&quot;x&quot; onclick=&#39;y&#39;&gt;&amp;"));
});
