/** Both doors, the page's and its worker's, must silence zod before the first schema is made. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { config } from "zod";

beforeEach(() => {
  vi.resetModules();
  config({ jitless: false });
});
afterEach(() => void vi.unstubAllGlobals());

test.each(["../index", "../../worker/engine.worker"])("nothing that %s brings compiles code from text", async (door) => {
  const compiled: string[] = [];
  vi.stubGlobal("Function", new Proxy(Function, { construct: (f, args: string[]) => (compiled.push(args.join()), Reflect.construct(f, args) as object) }));
  vi.stubGlobal("self", { addEventListener() {} });
  await import(door);
  const { defaultSpec } = await import("../experiment/default-spec"), { parseSpec } = await import("../experiment/spec");
  expect(parseSpec(defaultSpec).ok).toBe(true);
  expect(compiled).toEqual([]);
});
