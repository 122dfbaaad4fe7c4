/** The few lines before the engine, run as a worker would: what is said early is kept and answered with a sign of life. */
import { resolveObjectURL } from "node:buffer";
import { runInThisContext } from "node:vm";
import { expect, test, vi } from "vitest";
import { importsFrom } from "./sandboxed";

test("while the code is on its way every message is answered, and then heard by the code", async () => {
  const worker = new EventTarget(), answers: unknown[] = [], heard: unknown[] = [], asked: string[] = [];
  let arrive = (): void => {};
  const code = new Promise<void>((resolve) => void (arrive = resolve)).then(() => worker.addEventListener("message", (e) => void heard.push((e as MessageEvent).data)));
  // Only a worker can import; here somebody else fetches the code.
  const text = (await resolveObjectURL(importsFrom("https://school.test/engine.js"))!.text()).replace("import(", "fetched(");
  const start = runInThisContext(`(addEventListener, removeEventListener, dispatchEvent, postMessage, fetched) => { ${text} }`) as (...parts: unknown[]) => void;
  start(worker.addEventListener.bind(worker), worker.removeEventListener.bind(worker), worker.dispatchEvent.bind(worker), (m: unknown) => answers.push(m), (from: string) => (asked.push(from), code));
  const say = (data: unknown) => worker.dispatchEvent(new MessageEvent("message", { data }));
  say("first");
  say("second");
  expect(answers).toEqual([{ type: "loading" }, { type: "loading" }]);
  expect([asked, heard]).toEqual([["https://school.test/engine.js"], []]);
  arrive();
  await vi.waitFor(() => expect(heard).toEqual(["first", "second"]));
  say("third");
  expect(heard).toEqual(["first", "second", "third"]);
  expect(answers, "the code speaks for itself").toHaveLength(2);
});
