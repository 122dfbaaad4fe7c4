/** Every metric the lab knows, in the order in which it is offered. A new one is one file and one line here. */
import { Registry, type MetricPlugin } from "../core/plugins";
import { attackSuccess } from "./attack-success";
import { auprc } from "./auprc";
import { auroc } from "./auroc";
import { balancedAccuracy } from "./balanced-accuracy";
import { cleanAccuracy } from "./clean-accuracy";
import { f1 } from "./f1";
import { nearMissAccuracy } from "./near-miss-accuracy";
import { perClassRecall } from "./per-class-recall";
import { precision } from "./precision";
import { recall } from "./recall";
import { robustAccuracy } from "./robust-accuracy";
import { targetHit } from "./target-hit";

export const metrics: Registry<MetricPlugin> = new Registry<MetricPlugin>("metric", [
  cleanAccuracy,
  attackSuccess,
  robustAccuracy,
  targetHit,
  nearMissAccuracy,
  perClassRecall,
  precision,
  recall,
  f1,
  balancedAccuracy,
  auroc,
  auprc,
]);
