/** Reads packed data files from the page's own origin, each at most once. Never asks another host. */
import { ProblemError } from "../engine/core/errors";
import type { ReadAsset } from "../engine/core/plugins";

/** `base` is the absolute address of the data folder, ending in a slash. */
export function fetchAsset(base: string): ReadAsset {
  const kept = new Map<string, Promise<Uint8Array>>();
  const load = async (path: string): Promise<Uint8Array> => {
    let response: Response;
    try {
      response = await fetch(new URL(path, base));
    } catch {
      throw new ProblemError({ code: "bad-data", field: "dataset", message: `The data file ${path} could not be downloaded. Check the connection and try again.` });
    }
    if (!response.ok) throw new ProblemError({ code: "bad-data", field: "dataset", message: `The data file ${path} is missing on this server (answer ${response.status}).` });
    return new Uint8Array(await response.arrayBuffer());
  };
  return (path) => {
    let pending = kept.get(path);
    if (!pending) {
      pending = load(path);
      kept.set(path, pending);
      pending.catch(() => kept.delete(path));
    }
    return pending;
  };
}
