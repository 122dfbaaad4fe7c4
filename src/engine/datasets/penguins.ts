/**
 * Penguins: bill and flipper length of 342 real penguins of three species, a scatter with real axes. The split comes from
 * the seed. Two of the measurements that were taken, so that every row is a point in a plane.
 * Gorman, Williams, Fraser 2014, "Ecological Sexual Dimorphism and Environmental Variability within a Community of Antarctic Penguins".
 */
import { defineDataset } from "../core/plugins";
import { PENGUINS_TABLE } from "./penguins-table";
import { columnsOf, packedTable, tableMeta, tableParams, type ColumnWords } from "./tables";

const WORDS: Readonly<Record<string, ColumnWords>> = {
  "bill length": { unit: "mm", range: [30, 62], description: "Length of the upper ridge of the bill." },
  "flipper length": { unit: "mm", range: [168, 236] },
};
const META = tableMeta({ id: "penguins", title: "Penguins", modality: "points", classNames: ["Adelie", "Chinstrap", "Gentoo"], columns: columnsOf(PENGUINS_TABLE, (name) => WORDS[name]!) });

export const penguins = defineDataset({
  id: "penguins",
  title: META.title,
  summary: "Penguins of three species as points in a plane: the length of the bill against the length of the flipper.",
  paper: { authors: "Gorman, Williams, Fraser", year: 2014, title: "Ecological Sexual Dimorphism and Environmental Variability within a Community of Antarctic Penguins (Genus Pygoscelis)", link: "https://doi.org/10.1371/journal.pone.0090081" },
  params: tableParams(PENGUINS_TABLE.rows, { train: 200, test: 102, trusted: 40 }),
  facts: {
    source: "Palmer Station Antarctica LTER and Kristen Gorman, from npm vega-datasets 3.2.1",
    license: "CC0 1.0",
    size: "342 penguins, 2 measurements each (151 Adelie, 68 Chinstrap, 123 Gentoo)",
    notGoodFor: "Small differences: with 102 test penguins, one percent is one penguin. Nor for birds from elsewhere: all were measured on three islands within three years.",
    synthetic: false,
  },
  scenario: "Penguins",
  goodStart: { model: "logistic-regression", attack: "label-flip", attackParams: { mode: "targeted", source: 1, target: 0, rate: 0.1 }, training: { epochs: 30, learningRate: 0.02, batchSize: 16 } },
  meta: () => META,
  load: packedTable(META, PENGUINS_TABLE),
});
