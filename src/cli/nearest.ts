/** Names that a person may have meant: the known one with the fewest slips of the finger. Pure; judges nothing. */

/** Letters put in, left out, exchanged or swapped with their neighbor. */
export function slips(a: string, b: string): number {
  let before: number[] = [], row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? before[j - 2]! + 1 : Infinity;
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1), swapped));
    }
    [before, row] = [row, next];
  }
  return row[b.length]!;
}

/** The known name that is nearest, capitals aside; null when none is near. A beginning or an end of a single known name is near too. */
export function nearest(word: string, known: readonly string[]): string | null {
  const mine = word.toLowerCase(), most = Math.max(1, Math.floor(mine.length / 3));
  const ranked = known.map((name) => ({ name, far: slips(mine, name.toLowerCase()) })).sort((a, b) => a.far - b.far);
  if (ranked[0] && ranked[0].far <= most) return ranked[0].name;
  const parts = mine.length < 3 ? [] : known.filter((name) => name.toLowerCase().startsWith(mine) || name.toLowerCase().endsWith(mine));
  return parts.length === 1 ? parts[0]! : null;
}

/** " Did you mean badnets?", or nothing. */
export function meant(word: string, known: readonly string[]): string {
  const name = nearest(word, known);
  return name === null ? "" : ` Did you mean ${name}?`;
}

/** A refusal that names a word and lists what is known, with the nearest of these; others as they are. */
export const withNearest = (message: string): string =>
  message.replace(/called "([^"]*)"\. Known: (.+)\.$/s, (all, word: string, known: string) => all.replace(". Known:", `.${meant(word, known.split(", "))} Known:`));
