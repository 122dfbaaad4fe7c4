/**
 * Tumor diagnosis: 569 real tumors, each described by thirty numbers measured on the cell nuclei in one picture (WDBC). The
 * split comes from the seed. No pictures and no patients in here, only the numbers.
 * Street, Wolberg, Mangasarian 1993, "Nuclear feature extraction for breast tumor diagnosis".
 */
import { defineDataset } from "../core/plugins";
import { BREAST_CANCER_TABLE } from "./breast-cancer-table";
import { columnsOf, packedTable, tableMeta, tableParams } from "./tables";

/** What was measured on each nucleus; lengths are in units of the picture, which the source does not state. */
const FEATURES: Readonly<Record<string, string>> = {
  radius: "distance from the center of a nucleus to its edge",
  texture: "spread of the grey values within a nucleus",
  perimeter: "length of the edge of a nucleus",
  area: "area of a nucleus",
  smoothness: "how much the radius varies from one place of the edge to the next",
  compactness: "perimeter² / area − 1",
  concavity: "how deep the dents of the edge are",
  "concave points": "share of the edge that is dented",
  symmetry: "how much the two halves of a nucleus differ",
  "fractal dimension": "how ragged the edge is (coastline approximation − 1)",
};
const IN_PICTURE_UNITS = ["radius", "perimeter", "area"];

function describe(name: string): string {
  const feature = name.replace(/^(mean|worst) | error$/g, ""), what = FEATURES[feature]!;
  const how = name.startsWith("mean") ? "Mean over the nuclei" : name.startsWith("worst") ? "Mean of the three largest values" : "Standard error of the mean";
  return `${how}: ${what}${IN_PICTURE_UNITS.includes(feature) ? "; in units of the picture, which the source does not state" : ""}.`;
}

const META = tableMeta({ id: "breast-cancer", title: "Tumors", classNames: ["benign", "malignant"], positive: 1, columns: columnsOf(BREAST_CANCER_TABLE, (name) => ({ description: describe(name) })) });

export const breastCancer = defineDataset({
  id: "breast-cancer",
  title: META.title,
  summary: "Breast tumors, benign and malignant, each described by thirty numbers measured on the cells of a fine needle sample.",
  paper: { authors: "Street, Wolberg, Mangasarian", year: 1993, title: "Nuclear feature extraction for breast tumor diagnosis", link: "https://doi.org/10.1117/12.148698" },
  params: tableParams(BREAST_CANCER_TABLE.rows, { train: 350, test: 150, trusted: 69 }),
  facts: {
    source: "Breast Cancer Wisconsin (Diagnostic), UCI Machine Learning Repository, from the Debian package python3-sklearn 1.2.1",
    license: "CC BY 4.0, Wolberg, Street and Mangasarian",
    size: "569 tumors (357 benign, 212 malignant), 30 numbers each",
    notGoodFor: "Anything medical: one hospital, before 1995, no age and no history. Nor for small differences: with 150 test tumors, one percent is one or two tumors.",
    synthetic: false,
  },
  scenario: "Tumor diagnosis",
  // Half of the malignant training rows.
  goodStart: { model: "logistic-regression", attack: "label-flip", attackParams: { mode: "targeted", source: 1, target: 0, rate: 0.1865 }, training: { epochs: 20 } },
  meta: () => META,
  load: packedTable(META, BREAST_CANCER_TABLE),
});
