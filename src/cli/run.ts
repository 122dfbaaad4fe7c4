/**
 * `run`: from words to a parsed spec, through the engine, to a document. The engine with TensorFlow.js is loaded only
 * after the spec was accepted, so a refusal is immediate.
 */
import { parseSpec, type ExperimentResult, type Spec } from "../engine/index";
import type { Command } from "./args";
import { readOwn, specForOwn } from "./own";
import { Progress, type Stream } from "./progress";
import { runDocument, type RunDocument } from "./report";
import { applySettings } from "./set";
import { readSource } from "./source";

export type RunCommand = Extract<Command, { name: "run" }>;

export type RunOutcome =
  | { readonly type: "done"; readonly document: RunDocument }
  /** The spec was not accepted: status 2. */
  | { readonly type: "refused"; readonly message: string }
  | { readonly type: "failed"; readonly message: string }
  | { readonly type: "cancelled" };

interface Prepared {
  readonly specs: readonly Spec[];
  /** What a person should know about their own data, one line each. */
  readonly said: readonly string[];
}

/** One parsed spec a seed, or the sentence that refuses it. Throws UsageError for bad words and unreadable files. */
export async function prepare(command: RunCommand): Promise<Prepared | { readonly refused: string }> {
  const own = command.own && (await readOwn(command.own));
  const source = command.source === null ? { spec: null, seeds: null } : await readSource(command.source);
  const spec = own ? specForOwn(own.data, source.spec) : source.spec;
  const parsed = parseSpec(applySettings(spec, command.settings));
  if (!parsed.ok) return { refused: parsed.problem.message };
  const fixed = command.settings.some((s) => s.path === "seed");
  const seeds = command.seeds ?? (fixed ? null : source.seeds) ?? [parsed.value.seed];
  const specs = seeds.map((seed) => ({ ...parsed.value, seed }));
  if (command.targets === null) return { specs, said: own?.said ?? [] };
  const { attack } = parsed.value;
  if (!attack || !("victim" in attack.params)) return { refused: "--targets is for attacks on one image, such as feature-collision and gradient-matching; set attack.id to one of them." };
  // −1 is the first image that the seed draws, −2 the second …
  const tries = Array.from({ length: command.targets }, (_, k) => ({ ...attack, params: { ...attack.params, victim: -1 - k } }));
  return { specs: specs.flatMap((spec) => tries.map((one) => ({ ...spec, attack: one }))), said: own?.said ?? [] };
}

export async function run(command: RunCommand, stderr: Stream, signal: AbortSignal): Promise<RunOutcome> {
  const prepared = await prepare(command);
  if ("refused" in prepared) return { type: "refused", message: prepared.refused };
  if (!command.quiet) for (const line of prepared.said) stderr.write(`${line}\n`);
  const [{ runExperiment }, { createNodeEnv }] = await Promise.all([import("../engine/experiment/index"), import("../engine/experiment/node-env")]);
  const env = await createNodeEnv({ backend: command.backend, signal });
  const results: ExperimentResult[] = [];
  for (const spec of prepared.specs) {
    const progress = command.quiet ? null : new Progress(stderr, prepared.specs.length > 1 ? `${command.targets === null ? "" : `image ${results.length + 1} of ${prepared.specs.length}, `}seed ${spec.seed} ` : "");
    const events = runExperiment(spec, env);
    let step = await events.next();
    for (; !step.done; step = await events.next()) progress?.event(step.value);
    progress?.end();
    if (step.value.type === "cancelled") return { type: "cancelled" };
    if (step.value.type === "failed") return { type: "failed", message: step.value.problem.message };
    results.push(step.value.result);
  }
  return { type: "done", document: runDocument(results) };
}
