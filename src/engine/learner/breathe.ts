/**
 * Lets the event loop run now and then, so that cancel and pause messages arrive during training. Uses setImmediate in
 * Node and a MessageChannel in browsers: timers and animation frames are throttled in hidden tabs.
 */
import { milliseconds } from "./clock";

type Later = (callback: () => void) => unknown;

/** Resolves after other pending tasks had their turn. */
export function nextTask(): Promise<void> {
  const immediate = (globalThis as { setImmediate?: Later }).setImmediate;
  if (immediate) return new Promise((resolve) => void immediate(resolve));
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** A function to call often; it gives way to other tasks when the last time was `every` ms ago or more. */
export function breather(every = 25): () => Promise<void> | void {
  let last = milliseconds();
  return () => {
    if (milliseconds() - last < every) return;
    return nextTask().then(() => {
      last = milliseconds();
    });
  };
}
