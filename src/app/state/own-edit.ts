/**
 * Putting a person's own data under an experiment, as pure functions: model, attack and length of training that fit, or
 * the settings of a link with these data in place of its own. The data must be known to the engine already.
 */
import { datasets, models, parseSpec, trainingSchema, type Choice, type Modality, type Outcome, type OwnData, type Spec } from "../../engine/index";
import { trainingFits } from "../text/own-words";
import { fresh, metaOf, planOf, refit, type Edit } from "./edit";

export const OWN = "own";

const START: Readonly<Record<Modality, string>> = { image: "cnn", points: "mlp", tabular: "mlp", text: "word-embedding" };
/** Rows seen in a whole training below which small data sets are not learned, and bounds on epochs. */
const ROWS_SEEN = 16_000, FEWEST = 10, MOST = 60;

export const epochsFor = (rows: number): number => Math.max(FEWEST, Math.min(MOST, Math.round(ROWS_SEEN / Math.max(1, rows))));

export const ownChoice = ({ hash, meta }: OwnData): Choice => ({ id: OWN, params: datasets.find(OWN)!.params.parse({ hash, name: meta.title.slice(0, 60) }) });

/** These data with the present settings as far as they fit; what had to change is said. */
export function chooseOwn(spec: Spec, data: OwnData): Edit {
  const { sources } = data.meta, said: string[] = [];
  const contributors = sources ? [] : spec.contributors;
  const known = sources ?? contributors.map((c) => c.name);
  const attackSource = spec.attackSource !== null && known.includes(spec.attackSource) ? spec.attackSource : null;
  const placed: Spec = { ...spec, dataset: ownChoice(data), contributors, attackSource };
  const meta = metaOf(placed) ?? data.meta;
  let { model, training } = spec;
  if (!planOf(placed, meta)) {
    const was = models.find(model.id), start = models.find(START[meta.modality])!;
    model = fresh(start);
    if (was) said.push(`${was.title} was replaced by ${start.title}.`);
  }
  const epochs = epochsFor(data.rows.n);
  if (epochs !== training.epochs) {
    training = { ...trainingSchema.parse({}), epochs };
    said.push(trainingFits(epochs, data.rows.n));
  }
  const rest = refit({ ...placed, model, training }, "label-flip");
  const next = parseSpec(rest.spec).ok ? rest.spec : { ...rest.spec, attack: null, attackSource: null, defenses: [] };
  return { spec: next, said: [...said, ...rest.said] };
}

/** An experiment from a link or file, with these data instead of those it names. */
export function withData(raw: unknown, data: OwnData): Outcome<Spec> {
  return parseSpec({ ...(raw as object), dataset: ownChoice(data) });
}

/** Fingerprint and name of the own data that an unparsed experiment asks for; null when it asks for none. */
export function askedFor(raw: unknown): { readonly hash: string; readonly name: string } | null {
  const dataset = typeof raw === "object" && raw !== null && "dataset" in raw ? raw.dataset : null;
  if (typeof dataset !== "object" || dataset === null || !("id" in dataset) || dataset.id !== OWN || !("params" in dataset)) return null;
  const { hash, name } = (dataset.params ?? {}) as { hash?: unknown; name?: unknown };
  return typeof hash === "string" ? { hash, name: typeof name === "string" ? name.slice(0, 60) : "" } : null;
}
