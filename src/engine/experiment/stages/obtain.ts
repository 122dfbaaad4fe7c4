/**
 * Gets the model that a victim builds on, from its publisher or from whoever tampers with it, and checks it before it is used.
 * A foundation model comes without its last layer; the victim's own is put there, the same in all arms.
 */
import { ProblemError } from "../../core/errors";
import { hashOfBytes } from "../../core/fingerprint";
import { weightSlots, type ModelPlan, type TrainedModel } from "../../core/learner";
import { unpackWeights } from "../../core/packed-weights";
import type { AttackPlugin, DefensePlugin, Download, ReadAsset } from "../../core/plugins";
import { Rng } from "../../core/rng";
import { attacks } from "../../attacks/registry";
import { defenses } from "../../defenses/registry";
import { initialWeights } from "../../learner/initial-weights";
import { FOUNDATION_FILE } from "../../models/foundation-file";
import type { Stage, StageWork } from "../plan";
import type { StageContext } from "./context";
import { trustedRows } from "./defender";
import { networkOf } from "./learn";
import { modelFromFile } from "./own-file";
import type { ModelOutput, StageInputs } from "./outputs";

/** The clean edition, as its publisher has put it out; a file that is not that is refused. */
export async function downloadFoundation(plan: ModelPlan, read: ReadAsset): Promise<Download> {
  const { path, sum: published, name } = FOUNDATION_FILE, bytes = await read(path), sum = hashOfBytes(bytes);
  if (sum !== published) throw new ProblemError({ code: "bad-data", message: `The file ${path} did not arrive as it was published: its checksum is wrong (${bytes.length} bytes came). Reload the page; if it happens again, the copy on the server is damaged.` });
  return { model: { plan, weights: unpackWeights(plan, bytes) }, name, sha256: sum, published };
}

/** The model with the last layer that the victim begins with. */
function withVictimsHead({ plan, weights }: TrainedModel, seed: number): TrainedModel {
  const out = weights.slice(), fresh = initialWeights(plan, Rng.fromSeed(seed).fork("init"));
  for (const s of weightSlots(plan)) if (s.layer === plan.layers.length - 1) out.set(fresh.subarray(s.offset, s.offset + s.size), s.offset);
  return { plan, weights: out };
}

export async function runObtain(stage: Stage, work: Extract<StageWork, { kind: "obtain" }>, inputs: StageInputs, ctx: StageContext): Promise<ModelOutput> {
  if (work.from === "file") return modelFromFile(stage.seed, work.model, inputs);
  const { meta } = inputs.load!.dataset, attack: AttackPlugin | null = work.attack && attacks.find(work.attack.id)!;
  let download = await downloadFoundation(networkOf(work.model, inputs), ctx.read);
  if (attack) download = await attack.swap!({ params: work.attack!.params, clean: download, read: ctx.read, meta, rng: Rng.fromSeed(stage.seed).fork(`attack/${attack.id}`) });
  const { model, ...rest } = download;
  return { kind: "model", model: withVictimsHead(model, stage.seed), download: { ...rest, accepted: true } };
}

export async function runVet(stage: Stage, work: Extract<StageWork, { kind: "vet" }>, inputs: StageInputs, ctx: StageContext): Promise<ModelOutput> {
  const plugin: DefensePlugin | undefined = defenses.find(work.defense.id), arrived = inputs.pretrained!, published = inputs.published!, { dataset } = inputs.load!;
  if (plugin?.stage !== "vet" || !arrived.download) throw new Error(`${work.defense.id} has no download to check`);
  const { name, sha256: sum, published: named, accepted: before } = arrived.download;
  const { accept, notes, evidence } = await plugin.vet({
    params: work.defense.params, trusted: trustedRows(work.trusted, dataset.trusted, dataset.train, stage.seed), meta: dataset.meta, learner: ctx.learner,
    rng: Rng.fromSeed(stage.seed).fork(`defense/${work.defense.id}/${work.position}`), pulse: ctx.pulse, signal: ctx.signal, download: { model: arrived.model, name, sha256: sum, published: named },
  });
  const download = { name, sha256: sum, published: named, accepted: before && accept };
  if (accept) return { kind: "model", model: arrived.model, download, notes, evidence };
  // Whoever published the tampered file has nothing better to hand out.
  const better = published.download?.sha256 === named;
  return {
    kind: "model", model: better ? published.model : arrived.model, download, evidence,
    notes: [...notes, better ? { level: "info", text: "The model was fetched again, from its publisher." } : { level: "warning", text: "Its publisher has no other file, so this one was used all the same; look for another publisher." }],
  };
}
