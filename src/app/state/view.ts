/**
 * The view store: what a person looks at, not what the experiment is. Theme, pinned test image, open tab, chosen
 * backend. Only theme and backend are remembered on the device, where that is allowed.
 */
import { create } from "zustand";
import type { BackendChoice } from "../../worker/protocol";
import { recall, remember } from "./storage";

export type Theme = "light" | "dark";
export type Panel = "samples" | "bench" | "clients" | "stream" | "evidence" | "sources" | "classes" | "probes" | "audit" | "matrix" | "sweep" | "stages";
export type Step = "data" | "attack" | "learning" | "defense" | "probe";
export type Dialog = "share" | "help" | "own" | "scenarios" | "data" | null;

export interface ViewState {
  readonly theme: Theme;
  readonly backend: BackendChoice;
  readonly panel: Panel;
  /** Position in the test rows; null until a person or a run pins one. */
  readonly pinned: number | null;
  /** Which arm a phone shows, or the differences. */
  readonly phoneTab: string;
  /** True while the drawing pad takes the place of a test image. */
  readonly drawing: boolean;
  /** Pipelines whose baselines are shown as columns. */
  readonly baselines: readonly number[];
  /** The confusion cell whose images are open. */
  readonly cell: { readonly arm: string; readonly truth: number; readonly answer: number } | null;
  readonly dialog: Dialog;
  /** The step whose form is open in the drawer on narrow screens. */
  readonly drawer: Step | null;
  readonly folded: Readonly<Record<Step, boolean>>;
  /** What the page has to say at the top, for example about a link it could not read. */
  readonly notice: { readonly tone: "info" | "warning"; readonly text: string; readonly action?: { readonly label: string; readonly onClick: () => void }; /** Gives way to whatever else there is to say. */ readonly quiet?: true } | null;
}

const BACKENDS: readonly string[] = ["auto", "wasm", "webgl", "webgpu", "cpu"];

const chosenTheme = (): Theme | null => {
  const kept = recall("theme");
  return kept === "light" || kept === "dark" ? kept : null;
};
const systemDark = typeof matchMedia === "function" ? matchMedia("(prefers-color-scheme: dark)") : null;
const firstTheme = (): Theme => chosenTheme() ?? (systemDark?.matches ? "dark" : "light");

function firstBackend(): BackendChoice {
  const kept = recall("backend");
  return kept !== null && BACKENDS.includes(kept) ? (kept as BackendChoice) : "auto";
}

export const useView = create<ViewState>(() => ({
  theme: firstTheme(), backend: firstBackend(), panel: "samples", pinned: null, drawing: false, baselines: [], cell: null, phoneTab: "poisoned", dialog: null, drawer: null,
  folded: { data: true, attack: false, learning: true, defense: false, probe: true }, notice: null,
}));

let held = false;
/** While held the page stays as it is, whatever the system turns to. */
export const holdTheme = (on: boolean): void => void (held = on);

// Where nobody has chosen, the page follows the system when that turns dark in the evening.
systemDark?.addEventListener("change", () => void (held || useView.setState({ theme: firstTheme() })));

export function setTheme(theme: Theme): void {
  remember("theme", theme);
  useView.setState({ theme });
}

export function setBackend(backend: BackendChoice): void {
  remember("backend", backend === "auto" ? null : backend);
  useView.setState({ backend });
}

export const toggleTheme = (): void => setTheme(useView.getState().theme === "dark" ? "light" : "dark");
export const setView = (change: Partial<Omit<ViewState, "theme" | "backend">>): void => useView.setState(change);
export const toggleBaselines = (pipeline: number): void => useView.setState((s) => ({ baselines: s.baselines.includes(pipeline) ? s.baselines.filter((p) => p !== pipeline) : [...s.baselines, pipeline] }));
export const toggleFold = (step: Step): void => useView.setState((s) => ({ folded: { ...s.folded, [step]: !s.folded[step] } }));
