/** Own models that this thread knows, by hash. In memory only; the page's storage and the worker's messages fill it. */
import type { OwnModel } from "./model-types";

const known = new Map<string, OwnModel>();

export const ownModels = {
  put: (model: OwnModel): void => void known.set(model.hash, model),
  find: (hash: string): OwnModel | undefined => known.get(hash),
  list: (): OwnModel[] => [...known.values()],
};
