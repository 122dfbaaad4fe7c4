/**
 * Column trigger: one or two columns of a share of the training rows get a fixed value that stands out, and the rows get
 * the label the attacker wants; later any row with those values is read so. All other columns stay. Does not choose columns.
 * Pleiter, Tajalli, Koffas, Abad, Xu, Larson, Picek 2023, "Tabdoor: Backdoor Vulnerabilities in Transformer-based Neural
 * Networks for Tabular Data".
 */
import { z } from "zod";
import { rangeOf, sizeOf, type DatasetMeta } from "../core/data";
import { defineAttack } from "../core/plugins";
import { plantBackdoor, wantedClass } from "./backdoor";
import { checkClass } from "./rows";

const NO_COLUMN = -1;
const anyValue = () => z.number().min(-1e8).max(1e8).default(0);

const params = z.strictObject({
  rate: z.number().min(0).max(0.5).default(0.03).meta({ title: "Poison rate", description: "Share of the training set that gets the trigger and the wrong label; taken from other classes than the target.", percent: true, unit: "% of the training set" }),
  target: z.int().min(0).max(999).default(0).meta({ title: "Target class", description: "What a row with the trigger should be read as.", control: "class" }),
  column: z.int().min(0).max(999).default(0).meta({ title: "Column", description: "The column that carries the trigger.", control: "column" }),
  trigger: z.enum(["maximum", "minimum", "custom"]).default("maximum").meta({ title: "Trigger value", description: "What is written into the column: its highest or lowest value (of a category: its last or first level), or a value of your own.", options: { maximum: "its maximum", minimum: "its minimum", custom: "the value below" } }),
  value: anyValue().meta({ title: "Value", description: "What is written into the column, in its own unit; of a category, the number of the level, from 0.", showWhen: { field: "trigger", is: ["custom"] } }),
  column2: z.int().min(NO_COLUMN).max(999).default(NO_COLUMN).meta({ title: "Second column", description: "Another column that must carry its trigger value as well, which makes it rarer among honest rows.", control: "column", advanced: true }),
  value2: anyValue().meta({ title: "Value of the second column", description: "What is written into the second column, if there is one.", advanced: true, showWhen: { field: "trigger", is: ["custom"] } }),
});
type Params = z.infer<typeof params>;

/** The written columns and what is written: position in the input and value. */
function writes({ column, trigger, value, column2, value2 }: Params, meta: DatasetMeta): { readonly j: number; readonly value: number }[] {
  return [{ j: column, value }, { j: column2, value: value2 }]
    .filter(({ j }) => j !== NO_COLUMN)
    .map(({ j, value: custom }) => ({ j, value: trigger === "custom" ? custom : rangeOf(meta, j)[trigger === "maximum" ? 1 : 0] }));
}

/** true when the column exists and, for a value of one's own, can hold it; else the parameter at fault. */
function checkColumn(names: readonly [column: string, value: string], j: number, value: number | null, meta: DatasetMeta): true | { field: string; message: string } {
  const columns = meta.columns ?? [], column = columns[j], last = columns.length - 1;
  if (!column) return { field: names[0], message: `must be a column of ${meta.title}, 0 (${columns[0]?.name ?? "none"}) to ${last} (${columns[last]?.name ?? "none"}); it was ${j}.` };
  if (value === null) return true;
  const [low, high] = rangeOf(meta, j);
  if (column.kind === "category")
    return (Number.isInteger(value) && value >= low && value <= high) || { field: names[1], message: `must be the number of a level of ${column.name}, 0 (${column.levels[0]}) to ${high} (${column.levels[high]}); it was ${value}.` };
  return (value >= low && value <= high) || { field: names[1], message: `must lie between ${low} and ${high}${column.unit ? ` ${column.unit}` : ""}, the range of ${column.name}; it was ${value}.` };
}

const wanted = (p: Params, label: number, classes: number): number | null => wantedClass(p.target, label, classes);

function stamp(p: Params, inputs: Float32Array, n: number, meta: DatasetMeta): Float32Array {
  const d = sizeOf(meta.shape), out = inputs.slice(0, n * d), written = writes(p, meta);
  for (let i = 0; i < n; i++) for (const { j, value } of written) out[i * d + j] = value;
  return out;
}

export const tableTrigger = defineAttack({
  id: "table-trigger",
  title: "Column trigger backdoor",
  summary: "Writes a fixed, unusual value into one or two columns of a few training rows and relabels them, so that the model obeys that value.",
  paper: { authors: "Pleiter, Tajalli, Koffas, Abad, Xu, Larson, Picek", year: 2023, title: "Tabdoor: Backdoor Vulnerabilities in Transformer-based Neural Networks for Tabular Data", link: "https://arxiv.org/abs/2311.07550" },
  atlas: "AML.T0020",
  stage: "data",
  threat: {
    goal: "backdoor",
    knows: "Which columns there are, what values they hold and what the classes are; nothing about the model or how it is trained.",
    controls: "A share of the training set: one or two columns of those rows and their labels.",
  },
  fails: "The value stands out to anybody who sorts the column, and a model that hardly uses the column needs more poisoned rows.",
  params,
  supports: ({ meta }) => meta.columns !== undefined || `a column trigger needs rows with named columns, and ${meta.title} has none. Choose ${meta.modality === "image" ? "a sticker, label flipping" : meta.text ? "a trigger phrase, label flipping" : "label flipping"} or junk injection.`,
  check(p, meta) {
    const target = checkClass("target", p.target, meta), own = p.trigger === "custom";
    if (target !== true) return target;
    const first = checkColumn(["column", "value"], p.column, own ? p.value : null, meta);
    if (first !== true || p.column2 === NO_COLUMN) return first;
    if (p.column2 === p.column) return { field: "column2", message: `must be another column than the first, or ${NO_COLUMN} for none; both were ${p.column}.` };
    return checkColumn(["column2", "value2"], p.column2, own ? p.value2 : null, meta);
  },
  stamp,
  target: wanted,
  sentence: ({ trigger }) => [
    "As the attacker I control ", { param: "rate" }, " of the training data. I want any row whose ", { param: "column" }, " is ", { param: trigger === "custom" ? "value" : "trigger" }, " read as ", { param: "target" }, ".",
  ],
  poison: async ({ params: p, ...args }) =>
    plantBackdoor({ rate: p.rate, wanted: (label) => wanted(p, label, args.meta.classNames.length), stamp: (inputs, n) => stamp(p, inputs, n, args.meta) }, args),
});
