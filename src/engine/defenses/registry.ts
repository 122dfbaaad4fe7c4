/** Every defense the lab knows, in the order in which it is offered. A new one is one file and one line here. */
import { Registry, type DefensePlugin } from "../core/plugins";

export const defenses: Registry<DefensePlugin> = new Registry<DefensePlugin>("defense", []);
