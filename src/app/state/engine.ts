/** Holds the one engine client of the page, so that stores can reach it and tests can put another in its place. */
import type { EngineClient } from "../../worker/protocol";

let client: EngineClient | null = null;

export function setEngine(next: EngineClient): void {
  client = next;
}

export function engine(): EngineClient {
  if (!client) throw new Error("the engine client was used before it was set");
  return client;
}
