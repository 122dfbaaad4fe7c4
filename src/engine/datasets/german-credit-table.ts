/** What is in public/data/german-credit/0.bin. Written by scripts/data/german-credit.mjs; do not edit by hand. */
import type { PackedTable } from "./tables";

export const GERMAN_CREDIT_TABLE: PackedTable = {
  rows: 1000,
  /** SHA-256 of the CSV, unzipped. */
  sum: "cc54f120364da263963f3a8741b52995ed672770c00226f62e4ca00821734b68",
  /** Name, smallest and largest value, digits worth showing. */
  columns: [
    ["checking account", 0, 3, 0],
    ["duration", 4, 72, 0],
    ["credit history", 0, 4, 0],
    ["purpose", 0, 9, 0],
    ["amount", 250, 18424, 0],
    ["savings", 0, 4, 0],
    ["employed for", 0, 4, 0],
    ["installment rate", 1, 4, 0],
    ["sex and status", 0, 3, 0],
    ["other debtors", 0, 2, 0],
    ["years at address", 1, 4, 0],
    ["property", 0, 3, 0],
    ["age", 19, 75, 0],
    ["other installments", 0, 2, 0],
    ["housing", 0, 2, 0],
    ["loans at this bank", 1, 4, 0],
    ["job", 0, 3, 0],
    ["dependents", 1, 2, 0],
    ["telephone", 0, 1, 0],
    ["foreign worker", 0, 1, 0],
  ],
};
