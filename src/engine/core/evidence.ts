/**
 * What a defense shows for its decision, as plain data: the page has one view for each kind, the command line prints the
 * tables. A defense makes it from what it may see; the truth is laid over it elsewhere, by the experiment.
 */

interface Shown {
  /** kebab-case, stable within its defense: later evidence with the same id replaces the earlier one while it works. */
  readonly id: string;
  readonly title: string;
  /** One or two plain sentences: what is drawn, and what would be suspicious. */
  readonly says: string;
}

/** A line across a chart at which something is decided. */
export interface Mark {
  readonly value: number;
  readonly title: string;
}

/** One bar a class, source or whatever; an interval where there is one. */
export interface Bars extends Shown {
  readonly kind: "bars";
  readonly yTitle: string;
  readonly percent?: boolean;
  readonly bars: readonly { readonly label: string; readonly value: number; readonly low?: number; readonly high?: number; readonly flagged?: boolean }[];
  readonly threshold?: Mark;
}

export interface Lines extends Shown {
  readonly kind: "lines";
  readonly xTitle: string;
  readonly yTitle: string;
  /** y values are shares in [0, 1] and drawn as percent. */
  readonly percent?: boolean;
  /** At most 200 points a line; x ascending. */
  readonly lines: readonly { readonly id: string; readonly title: string; readonly points: readonly { readonly x: number; readonly y: number }[] }[];
  /** Upright lines: moments. */
  readonly marks?: readonly Mark[];
  /** Level line. */
  readonly threshold?: Mark;
}

/** Pictures of one shape, values as in the data set: reversed triggers, masks, differences. */
export interface Pictures extends Shown {
  readonly kind: "pictures";
  /** [height, width, channels]. */
  readonly shape: readonly number[];
  readonly items: readonly { readonly title: string; readonly pixels: Float32Array; readonly note?: string; readonly flagged?: boolean }[];
}

/** How some numbers are spread, group over group. */
export interface Histogram extends Shown {
  readonly kind: "histogram";
  readonly xTitle: string;
  readonly groups: readonly { readonly title: string; readonly values: Float32Array }[];
  readonly threshold?: Mark;
}

export interface Table extends Shown {
  readonly kind: "table";
  /** "share" is a number in [0, 1] and shown as percent, "points" a difference of two shares, "count" a whole number. */
  readonly columns: readonly { readonly title: string; readonly as: "text" | "share" | "points" | "count" | "number" }[];
  readonly rows: readonly { readonly cells: readonly (string | number | null)[]; readonly flagged?: boolean }[];
}

export type Evidence = Bars | Lines | Pictures | Histogram | Table;
