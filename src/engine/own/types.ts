/**
 * Data that a person brings: what can come in, what they may choose about it, what was understood, and the finished rows.
 * Plain data that survives structuredClone; nothing of it ever leaves the person's machine.
 */
import type { DatasetMeta, Rows } from "../core/data";

/** What comes in. Blobs are read in the worker (or by Node), never on the page's own thread. */
export type ImportSource =
  | { readonly kind: "csv"; readonly name: string; readonly file: Blob }
  | { readonly kind: "zip"; readonly name: string; readonly file: Blob }
  /** Paths as in the folder: the name of the last folder is the label. */
  | { readonly kind: "images"; readonly name: string; readonly files: readonly { readonly path: string; readonly file: Blob }[] }
  /** Lines of "label, tab or comma, message". */
  | { readonly kind: "text"; readonly name: string; readonly text: string }
  | { readonly kind: "points"; readonly name: string; readonly classNames: readonly string[]; readonly points: readonly { readonly x: number; readonly y: number; readonly label: number }[] };

export type ColumnUse = "number" | "category" | "text" | "ignore";

/** What a person may decide; whatever is left out is guessed and comes back filled in. */
export interface ImportChoices {
  readonly title?: string;
  readonly delimiter?: "," | ";" | "\t" | "|";
  /** Whether the first line holds the columns' names. */
  readonly header?: boolean;
  /** Use of each column by name, label and source columns not among them. */
  readonly uses?: Readonly<Record<string, ColumnUse>>;
  readonly label?: string;
  /** The column that says who delivered the row; null for none. */
  readonly source?: string | null;
  /** The class that precision and recall are about, by name; two classes only. */
  readonly positive?: string | null;
  /** Rows with a missing value: left out, or filled with the column's median or most frequent level. */
  readonly missing?: "drop" | "fill";
  /** Pictures become 28 × 28 in grey or 32 × 32 in color. */
  readonly color?: "grey" | "color";
}

/** Something a person must know about what they brought. An error means that there are no data yet. */
export interface ImportFault {
  readonly level: "error" | "warning" | "info";
  /** Where it is: "row 17, column age", "cats/3.png", or "" for the whole. */
  readonly where: string;
  /** One sentence: what is wrong and what would be right. */
  readonly message: string;
}

export interface ColumnLook {
  readonly name: string;
  readonly use: ColumnUse;
  readonly missing: number;
  readonly distinct: number;
  readonly examples: readonly string[];
}

/** What was understood, to be shown before anything is taken over. */
export interface ImportLook {
  /** Complete: guesses and choices. */
  readonly choices: ImportChoices;
  /** Tables only. */
  readonly columns: readonly ColumnLook[];
  /** The first rows as they stand in the file; tables and text. */
  readonly sample: readonly (readonly string[])[];
  readonly classCounts: readonly { readonly name: string; readonly rows: number }[];
  /** Worst first; at most 50, the last one says how many more there are. */
  readonly faults: readonly ImportFault[];
  readonly rowsRead: number;
  /** Null while a fault is an error. */
  readonly data: OwnData | null;
}

export interface OwnData {
  /** SHA-256 of meta (without the title) and rows, hex: the name under which links and storage know these data. */
  readonly hash: string;
  /** id "own"; its title is the person's name for it. */
  readonly meta: DatasetMeta;
  /** All usable rows, ids 0..n−1; the split comes from the seed when an experiment loads them. */
  readonly rows: Rows;
}

/** Stated before a file is chosen, and held to. */
export const importLimits = {
  megabytes: 50, rows: 20_000, columns: 200, classes: 20, images: 5_000, messages: 20_000, points: 2_000, smallestClass: 10,
} as const;
