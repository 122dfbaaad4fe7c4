/** Clean accuracy: the share of untouched test rows read as what they are. Says nothing about triggered inputs. */
import { z } from "zod";
import { defineMetric } from "../core/plugins";
import { wilson } from "./wilson";

export const cleanAccuracy = defineMetric({
  id: "cleanAccuracy",
  title: "Clean accuracy",
  summary: "How often the model is right on untouched test data.",
  params: z.strictObject({}),
  better: "higher",
  compute: ({ labels, predicted }) => wilson(predicted.reduce((sum, p, i) => sum + (p === labels[i] ? 1 : 0), 0), labels.length),
});
