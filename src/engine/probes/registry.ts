/** Every probe the lab knows, in the order in which it is offered. A new one is one file and one line here. */
import { Registry, type ProbePlugin } from "../core/plugins";

export const probes: Registry<ProbePlugin> = new Registry<ProbePlugin>("probe", [
]);
