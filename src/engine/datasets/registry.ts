/** Every dataset the lab knows, in the order in which it is offered. A new one is one file and one line here. */
import { Registry, type DatasetPlugin } from "../core/plugins";

export const datasets: Registry<DatasetPlugin> = new Registry<DatasetPlugin>("dataset", []);
