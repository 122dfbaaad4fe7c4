/** Every attack the lab knows, in the order in which it is offered. A new one is one file and one line here. */
import { Registry, type AttackPlugin } from "../core/plugins";

export const attacks: Registry<AttackPlugin> = new Registry<AttackPlugin>("attack", []);
