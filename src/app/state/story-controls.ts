/**
 * Fields of a setup by their dotted path (`attack.params.rate`, `training.epochs`, `defenses.0.0.params.threshold`), as a form
 * draws them. Pure. The forms of whole plug-ins are the lab's.
 */
import { attacks, datasets, defenses, federatedSchema, models, onlineSchema, pretrainedSchema, probes, streamSchema, trainingSchema, trustedSchema, type ParamsSchema, type Spec } from "../../engine/index";
import { fieldsOf, type Field } from "../form/fields";

const PARTS: Readonly<Record<string, ParamsSchema>> = {
  training: trainingSchema as unknown as ParamsSchema, federated: federatedSchema as unknown as ParamsSchema, online: onlineSchema as unknown as ParamsSchema,
  pretrained: pretrainedSchema as unknown as ParamsSchema, trusted: trustedSchema as unknown as ParamsSchema, stream: streamSchema as unknown as ParamsSchema,
};

type Json = Readonly<Record<string, unknown>> | readonly unknown[];
const isJson = (v: unknown): v is Json => typeof v === "object" && v !== null;
const inside = (value: unknown, key: string): unknown => (isJson(value) ? (value as Readonly<Record<string, unknown>>)[key] : undefined);

/** What stands at a path; undefined where nothing does. */
export const valueAt = (spec: Spec, path: string): unknown => path.split(".").reduce<unknown>(inside, spec);

function put(value: unknown, [key, ...rest]: readonly string[], next: unknown): unknown {
  if (key === undefined) return next;
  const below = put(inside(value, key), rest, next);
  return Array.isArray(value) ? value.with(Number(key), below) : { ...(value as object), [key]: below };
}

/** The setup with another value there. */
export const withValue = (spec: Spec, path: string, next: unknown): Spec => put(spec, path.split("."), next) as Spec;

/** The schema of the part that a path's last key is a field of. */
function schemaOf(spec: Spec, holder: readonly string[]): ParamsSchema | undefined {
  const [part, a, b] = holder, last = holder.at(-1);
  if (holder.length === 1) return PARTS[part!];
  if (last !== "params") return undefined;
  switch (part) {
    case "attack": return attacks.find(spec.attack?.id ?? "")?.params;
    case "dataset": return datasets.find(spec.dataset.id)?.params;
    case "model": return models.find(spec.model.id)?.params;
    case "defenses": return defenses.find(spec.defenses[Number(a)]?.[Number(b)]?.id ?? "")?.params;
    case "probes": return probes.find(spec.probes[Number(a)]?.id ?? "")?.params;
    default: return undefined;
  }
}

/** The field at a path; null where there is none to draw. */
export function fieldAt(spec: Spec, path: string): Field | null {
  const keys = path.split("."), schema = schemaOf(spec, keys.slice(0, -1));
  return schema ? (fieldsOf(schema).find((f) => f.name === keys.at(-1)) ?? null) : null;
}
