/** Every dataset the lab knows, in the order in which it is offered. A new one is one file and one line here. */
import { Registry, type DatasetPlugin } from "../core/plugins";
import { blobs } from "./blobs";
import { circles } from "./circles";
import { digits } from "./digits";
import { moons } from "./moons";
import { spirals } from "./spirals";

export const datasets: Registry<DatasetPlugin> = new Registry<DatasetPlugin>("dataset", [
  digits,
  moons,
  circles,
  spirals,
  blobs,
]);
