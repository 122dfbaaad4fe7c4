/** The plain JavaScript backend: slow, works everywhere, and the reference that the others are tested against. */
import "@tensorflow/tfjs-backend-cpu";
import { stockOps } from "../stock-ops";
import { select } from "./started";
import type { StartedBackend } from "./started";

/** Starts plain JavaScript. */
export async function start(): Promise<StartedBackend> {
  await select("cpu", "Plain JavaScript");
  return { id: "cpu", ops: stockOps(true), label: "cpu", lost: () => null };
}
