/** Every metric the lab knows, in the order in which it is offered. A new one is one file and one line here. */
import { Registry, type MetricPlugin } from "../core/plugins";

export const metrics: Registry<MetricPlugin> = new Registry<MetricPlugin>("metric", []);
