/** What is in public/data/breast-cancer/0.bin. Written by scripts/data/breast-cancer.mjs; do not edit by hand. */
import type { PackedTable } from "./tables";

export const BREAST_CANCER_TABLE: PackedTable = {
  rows: 569,
  /** SHA-256 of the CSV, unzipped. */
  sum: "54207df4b041415c3efeb69657ce3cca6dd52c07c823ee3bee42c7c9b89e40bb",
  /** Name, smallest and largest value, digits worth showing. */
  columns: [
    ["mean radius", 6.981, 28.11, 2],
    ["mean texture", 9.71, 39.28, 2],
    ["mean perimeter", 43.79, 188.5, 2],
    ["mean area", 143.5, 2501, 1],
    ["mean smoothness", 0.05263, 0.1634, 5],
    ["mean compactness", 0.01938, 0.3454, 5],
    ["mean concavity", 0, 0.4268, 5],
    ["mean concave points", 0, 0.2012, 5],
    ["mean symmetry", 0.106, 0.304, 4],
    ["mean fractal dimension", 0.04996, 0.09744, 5],
    ["radius error", 0.1115, 2.873, 4],
    ["texture error", 0.3602, 4.885, 3],
    ["perimeter error", 0.757, 21.98, 3],
    ["area error", 6.802, 542.2, 2],
    ["smoothness error", 0.001713, 0.03113, 6],
    ["compactness error", 0.002252, 0.1354, 5],
    ["concavity error", 0, 0.396, 5],
    ["concave points error", 0, 0.05279, 5],
    ["symmetry error", 0.007882, 0.07895, 5],
    ["fractal dimension error", 0.0008948, 0.02984, 6],
    ["worst radius", 7.93, 36.04, 2],
    ["worst texture", 12.02, 49.54, 2],
    ["worst perimeter", 50.41, 251.2, 2],
    ["worst area", 185.2, 4254, 1],
    ["worst smoothness", 0.07117, 0.2226, 4],
    ["worst compactness", 0.02729, 1.058, 4],
    ["worst concavity", 0, 1.252, 4],
    ["worst concave points", 0, 0.291, 4],
    ["worst symmetry", 0.1565, 0.6638, 4],
    ["worst fractal dimension", 0.05504, 0.2075, 5],
  ],
};
