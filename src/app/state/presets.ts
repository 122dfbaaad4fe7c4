/** Which ready-made experiment a spec is, if any. The first chapter is here at once, the others a moment after the page. */
import { useEffect } from "react";
import { create } from "zustand";
import { canonicalJson, firstSteps, type Preset, type Spec } from "../../engine/index";

const useKnown = create<{ readonly presets: readonly Preset[]; readonly all: boolean }>(() => ({ presets: firstSteps, all: false }));
let asked: Promise<void> | null = null;

/** Loads the other chapters, once; a page without them goes on with the first. */
export function loadPresets(): Promise<void> {
  asked ??= import("../../engine/later").then(({ presets }) => useKnown.setState({ presets, all: true })).catch(() => void (asked = null));
  return asked;
}

/** All presets that are known by now; asks for the others. */
export function usePresets(): readonly Preset[] {
  useEffect(() => void loadPresets(), []);
  return useKnown((s) => s.presets);
}

const keys = new Map<Preset, string>();
function keyOf(preset: Preset): string {
  const known = keys.get(preset);
  if (known !== undefined) return known;
  const made = canonicalJson(preset.spec);
  keys.set(preset, made);
  return made;
}

export function presetOf(spec: Spec, presets: readonly Preset[]): Preset | undefined {
  const key = canonicalJson(spec);
  return presets.find((p) => keyOf(p) === key);
}
