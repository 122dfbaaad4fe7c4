/**
 * What happens with own data once they are read: engine, storage and bench are told, links that waited for them open.
 * Loaded only when somebody has own data. On any failure the bench keeps its experiment.
 */
import { ownData, parseSpec, type OwnData, type Problem, type Spec } from "../../engine/index";
import { needs, storage } from "../text/own-words";
import { app } from "../text/words";
import { engine } from "./engine";
import { applyEdit, changeSpec, useExperiment } from "./experiment";
import { closeOwnData, openOwnData, useOwn, type OwnSet } from "./own";
import { askedFor, chooseOwn, withData } from "./own-edit";
import { askedModel } from "./own-model-edit";
import { fetchKept, forgetKept, keep, listKept } from "./own-storage";
import { setView } from "./view";

const setOf = ({ hash, meta, rows }: OwnData): OwnSet => ({ hash, title: meta.title, modality: meta.modality, rows: rows.n, classes: meta.classNames.length, kept: false });

/** Reads which sets there are: those in memory only first, then the kept ones, newest first. */
export async function refreshSets(): Promise<void> {
  const kept = await listKept(), stored = new Set(kept.map((c) => c.hash));
  useOwn.setState({ sets: [...ownData.list().filter((d) => !stored.has(d.hash)).map(setOf), ...kept.map((c) => ({ ...c, kept: true }))] });
}

/** Makes data known to page and workers. */
function adopt(data: OwnData): void {
  ownData.put(data);
  engine().supply(data);
}

async function bring(hash: string): Promise<OwnData | null> {
  const known = ownData.find(hash);
  if (known) return known;
  const stored = await fetchKept(hash);
  if (stored) adopt(stored);
  return stored;
}

/** Counts questions: an answer from storage that comes after the next question is dropped. */
let questions = 0;

/** An experiment that needs own data: opens at once from storage, otherwise asks for the data and waits; `stays` says what is there meanwhile. */
export async function openWithData(raw: unknown, problem: Problem, stays: string, apply: (spec: Spec) => void): Promise<void> {
  const asked = askedFor(raw), question = ++questions, model = askedModel(raw);
  if (model) {
    const { askForModel, bringModel } = await import("./own-model"), found = await bringModel(model.hash);
    if (question !== questions) return;
    const again = (waiting: unknown) => void openWithData(waiting, problem, stays, apply);
    if (!found) return askForModel(model, raw, stays, apply, again);
    const parsed = parseSpec(raw);
    if (parsed.ok) {
      setView({ notice: null });
      return apply(parsed.value);
    }
    if (!asked) return setView({ notice: { tone: "warning", text: `${parsed.problem.message} ${stays}` } });
  }
  const refuse = (text: string) => setView({ notice: { tone: "warning", text: `${text} ${stays}` } });
  if (!asked) return refuse(problem.message);
  const data = await bring(asked.hash);
  if (question !== questions) return;
  if (data) {
    const parsed = parseSpec(raw);
    if (!parsed.ok) return refuse(parsed.problem.message);
    setView({ notice: null });
    return apply(parsed.value);
  }
  useOwn.setState({ wanted: { ...asked, raw } });
  setView({ notice: { tone: "info", text: `${needs.ask(asked.name || needs.unnamed)} ${stays}`, action: { label: needs.load, onClick: () => openOwnData() } } });
}

async function keepAndSay(data: OwnData, text: string): Promise<void> {
  const kept = await keep(data, Date.now());
  await refreshSets();
  setView({ notice: { tone: "info", text: `${text} ${kept ? storage.kept : storage.memory}`, ...(kept && { action: { label: storage.forget, onClick: () => void forget(data.hash, data.meta.title) } }) } });
}

/** Takes freshly read data: on the bench in one step that undo takes back, then into storage. */
export async function takeData(data: OwnData, how: "fit" | "wanted"): Promise<void> {
  const { wanted } = useOwn.getState();
  adopt(data);
  let text = storage.inUse(data.meta.title, data.rows.n), took: boolean;
  const same = wanted?.hash === data.hash;
  const linked = wanted && (same || how === "wanted") ? (same ? parseSpec(wanted.raw) : withData(wanted.raw, data)) : null;
  if (linked?.ok) {
    took = changeSpec(linked.value);
    if (same) text = needs.opened(data.meta.title);
  } else took = applyEdit(chooseOwn(useExperiment.getState().spec, data));
  if (linked && !linked.ok) text = needs.doesNotFit(linked.problem.message);
  useOwn.setState({ wanted: null });
  closeOwnData();
  // A lock of the link kept it out, and has said so.
  if (took) await keepAndSay(data, text);
  else await keep(data, Date.now());
}

/** One of the listed sets onto the bench. */
export async function chooseSet(hash: string): Promise<void> {
  const data = await bring(hash);
  if (!data) {
    await refreshSets();
    setView({ notice: { tone: "warning", text: `${storage.gone} ${app.stays}` } });
    return;
  }
  applyEdit(chooseOwn(useExperiment.getState().spec, data));
  closeOwnData();
}

/** Deletes a set from storage; it stays in memory, because undo may come back to it. */
export async function forget(hash: string, title: string): Promise<void> {
  const done = await forgetKept(hash);
  await refreshSets();
  setView({ notice: { tone: done ? "info" : "warning", text: done ? storage.forgotten(title) : storage.notForgotten(title) } });
}

