// What the converters of tables share: writing rows as CSV (gzipped when that is worth it) and, beside the engine's loader,
// the checksum of that CSV with the range of every column. Knows no particular table. Not part of the page.
import { gunzipSync, gzipSync } from "node:zlib";
import { sha256 } from "./pack.mjs";

/** Digits after the point that are worth showing: those of the source, at most four significant ones of a typical value. */
function decimals(values) {
  const written = Math.max(...values.map((v) => (/\.(\d+)$/.exec(v)?.[1] ?? "").length));
  const sizes = values.map((v) => Math.abs(Number(v))).filter(Boolean).sort((a, b) => a - b), typical = sizes[sizes.length >> 1] ?? 1;
  return Math.min(written, Math.max(0, 3 - Math.floor(Math.log10(typical))));
}

/**
 * `names` of the columns, `rows` of the values as written in the source (a category: its number), `labels`. Returns the
 * files by path and what a NOTICE says of the format. The checksum is of the CSV itself: gzip may differ between machines.
 */
export function packTable({ id, constant, script, names, rows, labels, gzip = true }) {
  const wrong = rows.find((row) => row.length !== names.length || row.some((v) => v === "" || !Number.isFinite(Number(v))));
  if (wrong) throw new Error(`${id}: a row does not fit its columns: ${wrong.join()}`);
  if (names.some((name) => /[",\n]/.test(name)) || new Set(names).size !== names.length) throw new Error(`${id}: a column's name cannot stand in a header`);
  const short = (v) => String(v).replace(/^(-?)0\./, "$1.");
  const csv = Buffer.from([[...names, "class"], ...rows.map((row, i) => [...row.map(short), labels[i]])].map((line) => `${line.join(",")}\n`).join(""));
  const bytes = gzip ? gzipSync(csv, { level: 9 }) : csv, path = `public/data/${id}/0.bin`;
  const columns = names.map((name, j) => {
    const own = rows.map((row) => String(row[j])), numbers = own.map(Number);
    return `    [${JSON.stringify(name)}, ${Math.min(...numbers)}, ${Math.max(...numbers)}, ${decimals(own)}],`;
  });
  const files = new Map([
    [path, bytes],
    [`src/engine/datasets/${id}-table.ts`, Buffer.from(`/** What is in ${path}. Written by scripts/data/${script}; do not edit by hand. */
import type { PackedTable } from "./tables";

export const ${constant}: PackedTable = {
  rows: ${rows.length},
  /** SHA-256 of the CSV, unzipped. */
  sum: "${sha256(csv)}",
  /** Name, smallest and largest value, digits worth showing. */
  columns: [
${columns.join("\n")}
  ],
};
`)],
  ]);
  const format = `0.bin: a CSV with a header line${gzip ? ", gzipped" : ""}; the last column is the number of the class. ${bytes.length.toLocaleString("en-US")} bytes.
          SHA-256 of the CSV:
          ${sha256(csv)}`;
  return { files, format };
}

/** The CSV in a packed table. */
export const unpackTable = (bytes) => (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes);
