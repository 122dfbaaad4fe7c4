/** Examples as plain arrays: what data sets make, attacks change, defenses filter and learners train on. */

export type Modality = "image" | "points" | "tabular" | "text";

/** A set of examples. Arrays are owned by whoever made them and must not be changed by a receiver. */
export interface Rows {
  readonly n: number;
  /** Shape of one input: [28, 28, 1] for grey images, [2] for points. */
  readonly shape: readonly number[];
  /** n × size(shape) values; images are in [0, 1]. */
  readonly inputs: Float32Array;
  /** n labels in 0..classes-1. */
  readonly labels: Int32Array;
  /** Stable row identity. A row keeps its id through every step; rows that an attack adds get fresh ids. */
  readonly ids: Int32Array;
  /** Which of `meta.sources` delivered each row, when the data set names its sources. */
  readonly sources?: Uint8Array;
}

/** One measured or recorded property of a row in a table; the row's value is in the column's own unit. */
export interface NumberColumn {
  readonly kind: "number";
  readonly name: string;
  /** For example "mm" or "%"; absent when the number has none. */
  readonly unit?: string;
  /** Smallest and largest value an attacker may write, which is what honest rows hold; also the axis of a plot. */
  readonly range: readonly [number, number];
  /** Digits after the point when shown. */
  readonly decimals: number;
  readonly description?: string;
}

/** A property with a few named levels; the row's value is the level's index. */
export interface CategoryColumn {
  readonly kind: "category";
  readonly name: string;
  readonly levels: readonly string[];
  readonly description?: string;
}

export type Column = NumberColumn | CategoryColumn;

/** What is known about a data set before any byte is loaded, plus the names of its classes. */
export interface DatasetMeta {
  readonly id: string;
  readonly title: string;
  readonly modality: Modality;
  readonly shape: readonly number[];
  readonly classNames: readonly string[];
  /** Smallest and largest value an input can take; attacks clip to it. Columns have ranges of their own, see `rangeOf`. */
  readonly valueRange: readonly [number, number];
  /** Tables, and points with named axes: one entry per input value. */
  readonly columns?: readonly Column[];
  /**
   * Text: a row is a list of word numbers, 0 where the message has ended. Words above the list's own are spare numbers
   * (`spareWords` of them) for words an attacker brings in. `words` itself is there once the data are loaded.
   */
  readonly text?: { readonly size: number; readonly spareWords: number; readonly words?: readonly string[] };
  /** The class that a two-class problem is about (spam, malignant, fraud): precision, recall and their like are about it. */
  readonly positive?: number;
  /** Who delivered the rows, when that is known; `Rows.sources` points into it. */
  readonly sources?: readonly string[];
}

/** Smallest and largest value that position `j` of an input can take. */
export function rangeOf(meta: DatasetMeta, j: number): readonly [number, number] {
  const column = meta.columns?.[j];
  if (!column) return meta.valueRange;
  return column.kind === "number" ? column.range : [0, column.levels.length - 1];
}

/** Disjoint splits. `trusted` is the small clean set that a defender is assumed to own; never test, never poisoned. */
export interface Dataset {
  readonly meta: DatasetMeta;
  readonly train: Rows;
  readonly test: Rows;
  readonly trusted: Rows;
}

/** Number of values in one input of this shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}

/** The chosen rows, in the given order, as fresh arrays. */
export function takeRows(rows: Rows, index: ArrayLike<number>): Rows {
  const d = sizeOf(rows.shape), n = index.length;
  const inputs = new Float32Array(n * d), labels = new Int32Array(n), ids = new Int32Array(n);
  const sources = rows.sources && new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const j = index[i]!;
    inputs.set(rows.inputs.subarray(j * d, j * d + d), i * d);
    labels[i] = rows.labels[j]!;
    ids[i] = rows.ids[j]!;
    if (sources) sources[i] = rows.sources![j]!;
  }
  return { n, shape: rows.shape, inputs, labels, ids, ...(sources && { sources }) };
}

/** Several sets of rows as one, in order; at least one. Where some do not say who delivered them, those count as source 0. */
export function joinRows(parts: readonly Rows[]): Rows {
  const [first] = parts, n = parts.reduce((sum, p) => sum + p.n, 0), d = sizeOf(first!.shape), named = parts.some((p) => p.sources);
  const out = { n, shape: first!.shape, inputs: new Float32Array(n * d), labels: new Int32Array(n), ids: new Int32Array(n), ...(named && { sources: new Uint8Array(n) }) };
  let at = 0;
  for (const p of parts) {
    out.inputs.set(p.inputs, at * d);
    out.labels.set(p.labels, at);
    out.ids.set(p.ids, at);
    if (p.sources) out.sources?.set(p.sources, at);
    at += p.n;
  }
  return out;
}

/** One input as a view into the rows; do not write to it. */
export function inputOf(rows: Rows, i: number): Float32Array {
  const d = sizeOf(rows.shape);
  return rows.inputs.subarray(i * d, i * d + d);
}

/** How many rows carry each label. */
export function classCounts(labels: ArrayLike<number>, classes: number): Int32Array {
  const counts = new Int32Array(classes);
  for (let i = 0; i < labels.length; i++) counts[labels[i]!]!++;
  return counts;
}
