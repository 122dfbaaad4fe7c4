/** How lines and groups of evidence look: told apart by dash and hatch as well as by color. They are no models, so no model's color. */

const COLORS = [5, 2, 0, 1, 3, 4] as const;
const DASHES = [undefined, "7 3", "2 3", "10 3 2 3", "4 2", "1 4"] as const;

export interface SeriesLook {
  readonly color: string;
  readonly dash: string | undefined;
  /** Degrees of the hatch of a filled group; null = solid. */
  readonly hatch: number | null;
}

export const seriesLook = (k: number): SeriesLook => ({ color: `var(--h-class-${COLORS[k % COLORS.length]})`, dash: DASHES[k % DASHES.length], hatch: k === 0 ? null : [45, -45, 0, 90][(k - 1) % 4]! });

/** What belongs to the attacker, once the truth is revealed: the poison hatch of the whole page. */
export const POISON: SeriesLook = { color: "var(--h-poisoned-fill)", dash: "6 4", hatch: 45 };
