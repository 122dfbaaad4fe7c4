/**
 * A person's own model on the page: what is being read, which ones are kept, and the two things to do with one. Loaded only when
 * somebody has a model. Until a button is pressed nothing on the bench changes, and nothing ever leaves the device.
 */
import { create } from "zustand";
import { ownModels, parseSpec, type ModelSource, type OwnModel, type Problem, type Spec } from "../../engine/index";
import { modelTab as words } from "../text/model-words";
import { storage } from "../text/own-words";
import { engine } from "./engine";
import { applyEdit, changeSpec, useExperiment } from "./experiment";
import { closeOwnData, openOwnModel } from "./own";
import { auditOf, startFrom, type Pixels } from "./own-model-edit";
import { fetchModel, forgetModel, keepModel, listModels } from "./own-storage";
import { startRun, useRun } from "./run";
import { isBusy } from "./run-state";
import { setView } from "./view";

export interface ModelSession {
  readonly busy: boolean;
  readonly look: OwnModel | null;
  readonly problem: Problem | null;
  /** What the person says of it; by default what its first layer says. */
  readonly pixels: Pixels;
  readonly sets: readonly { readonly hash: string; readonly title: string; readonly parameters: number; readonly kept: boolean }[];
  /** An experiment that waits for its model. */
  readonly wanted: { readonly hash: string; readonly name: string; readonly open: () => void } | null;
}

export const useOwnModel = create<ModelSession>(() => ({ busy: false, look: null, problem: null, pixels: "unit", sets: [], wanted: null }));

/** Counts sources: an answer about an earlier one is dropped. */
let sources = 0;

const show = (model: OwnModel): void => {
  ownModels.put(model);
  useOwnModel.setState({ look: model, pixels: model.pixels, problem: null, busy: false });
};

/** Reads chosen files in the worker. */
export async function readFiles(files: readonly File[]): Promise<void> {
  const [first] = files, mine = ++sources;
  if (!first) return;
  const zip = files.length === 1 && /\.zip$/i.test(first.name), folder = first.webkitRelativePath.split("/")[0];
  const source: ModelSource = zip ? { kind: "zip", name: first.name, file: first } : { kind: "files", name: folder || "my model", files: files.map((file) => ({ path: file.webkitRelativePath || file.name, file })) };
  useOwnModel.setState({ busy: true, problem: null });
  const outcome = await engine().importModel(source);
  if (mine !== sources) return;
  if (outcome.ok) show(outcome.value);
  else useOwnModel.setState({ busy: false, look: null, problem: outcome.problem });
}

export async function refreshModels(): Promise<void> {
  const kept = await listModels(), stored = new Set(kept.map((c) => c.hash)), inMemory = ownModels.list().filter((m) => !stored.has(m.hash));
  useOwnModel.setState({ sets: [...inMemory.map((m) => ({ hash: m.hash, title: m.title, parameters: m.weights.length, kept: false })), ...kept.map((c) => ({ ...c, kept: true }))] });
}

/** Makes a model known to page and workers. */
function adopt(model: OwnModel): void {
  ownModels.put(model);
  engine().supplyModel(model);
}

/** The model with this fingerprint, from memory or storage; null when it is in neither. */
export async function bringModel(hash: string): Promise<OwnModel | null> {
  const model = ownModels.find(hash) ?? (await fetchModel(hash));
  if (model) adopt(model);
  return model;
}

export async function showModel(hash: string): Promise<void> {
  sources++;
  const model = await bringModel(hash);
  if (model) return show(model);
  await refreshModels();
  setView({ notice: { tone: "warning", text: words.gone } });
}

/** Deletes a model from storage; it stays in memory, because undo may come back to it. */
export async function dropModel(hash: string, title: string): Promise<void> {
  const done = await forgetModel(hash);
  await refreshModels();
  setView({ notice: { tone: done ? "info" : "warning", text: done ? words.forgotten(title) : words.notForgotten(title) } });
}

async function keepAndSay(model: OwnModel, text: string, action?: { readonly label: string; readonly onClick: () => void }): Promise<void> {
  closeOwnData();
  setView({ notice: { tone: "info", text, ...(action && { action }) } });
  const kept = await keepModel(model, Date.now());
  await refreshModels();
  setView({ notice: { tone: "info", text: `${text} ${kept ? storage.kept : storage.memory}`, ...(action && { action }) } });
}

export async function useAsStart(model: OwnModel): Promise<void> {
  adopt(model);
  if (!applyEdit(startFrom(useExperiment.getState().spec, model, useOwnModel.getState().pixels))) return closeOwnData();
  await keepAndSay(model, words.onBench(model.title));
}

/** Puts the audit on the bench and starts it, unless something is running. */
export async function auditModel(model: OwnModel): Promise<void> {
  adopt(model);
  const spec = auditOf(useExperiment.getState().spec, model, useOwnModel.getState().pixels), busy = isBusy(useRun.getState().phase);
  if (!spec.ok) return;
  if (!changeSpec(spec.value)) return closeOwnData();
  setView({ panel: "audit" });
  if (!busy) startRun(spec.value);
  await keepAndSay(model, busy ? words.auditReady(model.title) : words.auditing(model.title), { label: words.showReport, onClick: () => document.getElementById("details")?.scrollIntoView() });
}

/** An experiment that needs a model which is not here: asks for it and waits. */
export function askForModel(asked: { readonly hash: string; readonly name: string }, raw: unknown, stays: string, apply: (spec: Spec) => void, again: (raw: unknown) => void): void {
  const open = () => {
    const parsed = parseSpec(raw);
    useOwnModel.setState({ wanted: null });
    closeOwnData();
    if (parsed.ok) apply(parsed.value);
    else again(raw);
  };
  useOwnModel.setState({ wanted: { ...asked, open } });
  setView({ notice: { tone: "info", text: `${words.ask(asked.name || words.unnamed)} ${stays}`, action: { label: words.load, onClick: openOwnModel } } });
}

/** The model that an experiment waited for is here. */
export async function openWanted(model: OwnModel): Promise<void> {
  adopt(model);
  useOwnModel.getState().wanted?.open();
  await keepModel(model, Date.now());
  await refreshModels();
}
