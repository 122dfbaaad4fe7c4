/** Every metric the lab knows, in the order in which it is offered. A new one is one file and one line here. */
import { Registry, type MetricPlugin } from "../core/plugins";
import { attackSuccess } from "./attack-success";
import { cleanAccuracy } from "./clean-accuracy";
import { perClassRecall } from "./per-class-recall";
import { robustAccuracy } from "./robust-accuracy";

export const metrics: Registry<MetricPlugin> = new Registry<MetricPlugin>("metric", [
  cleanAccuracy,
  attackSuccess,
  robustAccuracy,
  perClassRecall,
]);
