/** Recall per class: of the untouched test rows of a class, the share read as that class. One rate a class. */
import { z } from "zod";
import { classCounts } from "../core/data";
import { defineMetric } from "../core/plugins";
import { wilson } from "./wilson";

export const perClassRecall = defineMetric({
  id: "perClassRecall",
  title: "Recall per class",
  summary: "For each class, how many of its test rows the model finds.",
  params: z.strictObject({}),
  better: "higher",
  compute({ meta, labels, predicted }) {
    const classes = meta.classNames.length;
    const right = classCounts(labels.filter((y, i) => y === predicted[i]), classes);
    return Array.from(classCounts(labels, classes), (n, c) => wilson(right[c]!, n));
  },
});
