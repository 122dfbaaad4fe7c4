/** Which ready-made experiment a spec is, if any. Pure; the presets themselves belong to the engine. */
import { canonicalJson, presets, type Spec } from "../../engine/index";

export type Preset = (typeof presets)[number];

export function presetOf(spec: Spec): Preset | undefined {
  const key = canonicalJson(spec);
  return presets.find((p) => canonicalJson(p.spec) === key);
}
