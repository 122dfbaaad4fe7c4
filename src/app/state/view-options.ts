/**
 * What a link asks for besides the experiment: parts to hide, steps whose knobs may be read but not changed, and where the lab
 * opens (`#v1=…&hide=probe,matrix&lock=attack&open=evidence`). Holds no experiment; a lock is a courtesy to a class and no
 * security: whoever opens the link may take it off.
 */
import { canonicalJson, type Spec } from "../../engine/index";
import { options as words } from "../text/option-words";
import { setGate } from "./experiment";
import { useRoute, type Options } from "./route";
import { setView, useView, type Panel, type Step } from "./view";

export const STEPS: readonly Step[] = ["data", "attack", "learning", "defense", "probe"];
const EVERY_PANEL: Readonly<Record<Panel, true>> = { samples: true, bench: true, clients: true, stream: true, evidence: true, sources: true, classes: true, probes: true, audit: true, matrix: true, sweep: true, stages: true };
export const PANELS = Object.keys(EVERY_PANEL) as readonly Panel[];
/** What can be hidden besides steps and tabs. */
export const OTHERS = ["scenarios", "finding", "baselines", "pinned", "share"] as const;

export type Part = Step | Panel | (typeof OTHERS)[number];
/** One word for many. */
const GROUPS: Readonly<Record<string, readonly Part[]>> = { steps: STEPS, panels: PANELS };

export interface ViewOptions {
  readonly hide: ReadonlySet<Part>;
  readonly lock: ReadonlySet<Step>;
  readonly open: Step | Panel | null;
  /** What nothing here knows, as it stands in the link: `hide=volcano`. */
  readonly unknown: readonly string[];
}

/** Options that other views read. */
const ELSEWHERE: readonly string[] = ["length"];

function names<T extends string>(key: string, value: string, known: readonly T[], unknown: string[]): Set<T> {
  const found = new Set<T>();
  for (const name of value.split(",").map((n) => n.trim()).filter((n) => n !== "")) {
    const group = name === "steps" || (name === "panels" && key === "hide") ? GROUPS[name]! : [name];
    const fits = group.filter((n): n is T => (known as readonly string[]).includes(n));
    if (fits.length === 0) unknown.push(`${key}=${name}`);
    for (const n of fits) found.add(n);
  }
  return found;
}

/** Never fails: what it does not know it names. */
export function readOptions(given: Options): ViewOptions {
  const unknown: string[] = [], parts: readonly Part[] = [...STEPS, ...PANELS, ...OTHERS];
  const hide = names("hide", given["hide"] ?? "", parts, unknown), lock = names("lock", given["lock"] ?? "", STEPS, unknown);
  const open = [...names("open", given["open"] ?? "", [...STEPS, ...PANELS], unknown)][0] ?? null;
  unknown.push(...Object.entries(given).filter(([key]) => !["hide", "lock", "open", ...ELSEWHERE].includes(key)).map(([key, value]) => (value === "" ? key : `${key}=${value}`)));
  return { hide, lock, open, unknown: unknown.map((u) => (u.length > 40 ? `${u.slice(0, 40)}…` : u)).slice(0, 5) };
}

/** The shortest options that ask for this; empty for nothing. */
export function writeOptions({ hide, lock, open }: Pick<ViewOptions, "hide" | "lock" | "open">): Options {
  const short = (all: ReadonlySet<string>) => {
    const groups = Object.entries(GROUPS).filter(([, members]) => members.every((m) => all.has(m)));
    return [...groups.map(([name]) => name), ...[...all].filter((n) => !groups.some(([, members]) => (members as readonly string[]).includes(n)))].join(",");
  };
  return { ...(hide.size > 0 && { hide: short(hide) }), ...(lock.size > 0 && { lock: short(lock) }), ...(open && { open }) };
}

let last: { readonly given: Options; readonly read: ViewOptions } | null = null;
const cached = (given: Options): ViewOptions => {
  if (last?.given !== given) last = { given, read: readOptions(given) };
  return last.read;
};

export const viewOptions = (): ViewOptions => cached(useRoute.getState().options);
export const useViewOptions = (): ViewOptions => cached(useRoute((s) => s.options));
export const useHidden = (part: Part): boolean => useViewOptions().hide.has(part);
export const useLockedStep = (step: Step): boolean => useViewOptions().lock.has(step);

/** Which fields of a setup belong to which step. */
const FIELDS: Readonly<Record<Step, readonly (keyof Spec)[]>> = {
  data: ["dataset", "contributors"],
  attack: ["attack", "attackSource"],
  learning: ["regime", "federated", "online", "model", "training", "pretrained", "seed"],
  defense: ["defenses", "baselines", "trusted", "stream"],
  probe: ["probes"],
};

/** The locked steps that would change. */
export const touched = (from: Spec, to: Spec, lock: ReadonlySet<Step>): readonly Step[] => STEPS.filter((step) => lock.has(step) && FIELDS[step].some((f) => canonicalJson(from[f]) !== canonicalJson(to[f])));

/** Holds the bench to the locks of the link while the lab is on screen, and opens it where the link says; returns how to stop. */
export function followOptions(): () => void {
  setGate((from, to) => {
    if (useRoute.getState().route.page !== "lab") return true;
    const steps = touched(from, to, viewOptions().lock);
    if (steps.length > 0) setView({ notice: { tone: "info", text: words.refused(steps) } });
    return steps.length === 0;
  });
  const start = () => {
    const { open } = viewOptions();
    if (open === null) return;
    if ((STEPS as readonly string[]).includes(open)) setView({ folded: { ...useView.getState().folded, ...Object.fromEntries(STEPS.map((s) => [s, s !== open])) } });
    else setView({ panel: open as Panel });
  };
  start();
  let before = useRoute.getState().options;
  const stop = useRoute.subscribe(({ options }) => {
    if (options === before) return;
    before = options;
    start();
  });
  return () => {
    stop();
    setGate(() => true);
  };
}
