/** Own data that this thread knows, by hash. In memory only; the page's storage and the worker's messages fill it. */
import type { OwnData } from "./types";

const known = new Map<string, OwnData>();

export const ownData = {
  put: (data: OwnData): void => void known.set(data.hash, data),
  find: (hash: string): OwnData | undefined => known.get(hash),
  list: (): OwnData[] => [...known.values()],
};
