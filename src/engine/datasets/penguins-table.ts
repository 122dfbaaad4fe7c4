/** What is in public/data/penguins/0.bin. Written by scripts/data/penguins.mjs; do not edit by hand. */
import type { PackedTable } from "./tables";

export const PENGUINS_TABLE: PackedTable = {
  rows: 342,
  /** SHA-256 of the CSV, unzipped. */
  sum: "cde5010c10d0280082b761855064227fad4158f0c2e37488b048b5feb29ceb58",
  /** Name, smallest and largest value, digits worth showing. */
  columns: [
    ["bill length", 32.1, 59.6, 1],
    ["flipper length", 172, 231, 0],
  ],
};
