/** Which ready-made experiment a spec is, if any. Pure; the presets themselves belong to the engine. */
import { canonicalJson, presets, type Spec } from "../../engine/index";

export type Preset = (typeof presets)[number];

const keys = new Map<Preset, string>();
function keyOf(preset: Preset): string {
  const known = keys.get(preset);
  if (known !== undefined) return known;
  const made = canonicalJson(preset.spec);
  keys.set(preset, made);
  return made;
}

export function presetOf(spec: Spec): Preset | undefined {
  const key = canonicalJson(spec);
  return presets.find((p) => keyOf(p) === key);
}
