/** Names for the ends of lines: whole where they are short, else their first words; where two would read the same, what stands in for them. Pure. */

/** Characters that leave a line room in a narrow chart. */
const MOST = 20;

function firstWords(name: string): string {
  if (name.length <= MOST) return name;
  const cut = name.slice(0, MOST + 1).replace(/\s+\S*$/, "");
  return `${cut.length <= MOST ? cut : cut.slice(0, MOST)}…`;
}

/** One for each name, in order; `instead` has as many. */
export function endNames(names: readonly string[], instead: readonly string[]): readonly string[] {
  const short = names.map(firstWords);
  return short.map((s, i) => (short.indexOf(s) === short.lastIndexOf(s) ? s : instead[i]!));
}
