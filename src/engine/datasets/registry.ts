/** Every dataset the lab knows, in the order in which it is offered. A new one is one file and one line here. */
import { Registry, type DatasetPlugin } from "../core/plugins";
import { blobs } from "./blobs";
import { breastCancer } from "./breast-cancer";
import { cardFraud } from "./card-fraud";
import { circles } from "./circles";
import { digits } from "./digits";
import { drawings } from "./drawings";
import { fashion } from "./fashion";
import { germanCredit } from "./german-credit";
import { moons } from "./moons";
import { own } from "./own";
import { penguins } from "./penguins";
import { signs } from "./signs";
import { smsSpam } from "./sms-spam";
import { spambase } from "./spambase";
import { spirals } from "./spirals";

export const datasets: Registry<DatasetPlugin> = new Registry<DatasetPlugin>("dataset", [
  digits,
  fashion,
  signs,
  drawings,
  smsSpam,
  breastCancer,
  germanCredit,
  cardFraud,
  spambase,
  penguins,
  moons,
  circles,
  spirals,
  blobs,
  own,
]);
