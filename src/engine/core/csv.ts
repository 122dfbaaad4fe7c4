/** Tables as comma-separated text. Reading is `own/csv.ts`. */

const cell = (value: string | number | undefined): string => {
  const text = value === undefined ? "" : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** One line a row, quoted where needed; ends with a line break. */
export const toCsv = (rows: readonly (readonly (string | number | undefined)[])[]): string => rows.map((row) => `${row.map(cell).join(",")}\n`).join("");
