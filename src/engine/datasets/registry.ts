/** Every dataset the lab knows, in the order in which it is offered. A new one is one file and one line here. */
import { Registry, type DatasetPlugin } from "../core/plugins";
import { blobs } from "./blobs";
import { circles } from "./circles";
import { digits } from "./digits";
import { drawings } from "./drawings";
import { fashion } from "./fashion";
import { moons } from "./moons";
import { signs } from "./signs";
import { spirals } from "./spirals";

export const datasets: Registry<DatasetPlugin> = new Registry<DatasetPlugin>("dataset", [
  digits,
  fashion,
  signs,
  drawings,
  moons,
  circles,
  spirals,
  blobs,
]);
