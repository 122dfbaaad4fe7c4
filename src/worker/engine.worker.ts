/** The worker's entry: told by the page whether it conducts runs or serves as a further lane. Nothing else happens here. */
import "../engine/core/no-eval";
import { Conductor } from "./conductor";
import { serveLane } from "./lane-server";
import type { FromWorker, ToWorker } from "./protocol";
import { RemoteLane } from "./remote-lane";
import { fetchAsset } from "./assets";
import { Control } from "../engine/experiment";
import { ownModels } from "../engine/own/model-store";

const post = (message: FromWorker, transfer: Transferable[] = []) => self.postMessage(message, { transfer });
const control = new Control();
let conductor: Conductor | null = null;

self.addEventListener("message", (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  if (message.type === "ping") post({ type: "pong" });
  else if (message.type === "serve") serveLane(message.port, fetchAsset(message.assets), control);
  else if (message.type === "conduct") conductor = new Conductor({ post, control, read: fetchAsset(message.assets), lanes: message.lanes.map((p) => new RemoteLane(p)) });
  else if (message.type === "supply-model") ownModels.put(message.model);
  else if (message.type === "control" && message.action !== "cancel") control[message.action]();
  else conductor?.handle(message);
});
