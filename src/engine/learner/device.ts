/**
 * A started backend as the other files of this folder use it: switch to it before launching, read from it with a check
 * that the graphics card is still there. Two learners may share a thread, so each piece of work switches first.
 */
import { engine, getBackend, setBackend } from "@tensorflow/tfjs-core";
import type { Tensor } from "@tensorflow/tfjs-core";
import { noBackend } from "./backends/started";
import type { StartedBackend } from "./backends/started";
import type { LayerOps } from "./layer-ops";

export interface Device {
  readonly ops: LayerOps;
  /** Makes this backend the active one; takes effect at once because it has been started. */
  activate(): void;
  /** A copy of the values, as floats; throws `no-backend` when the device was lost. */
  read(tensor: Tensor): Promise<Float32Array>;
}

/** Wraps a started backend. */
export function openDevice(started: StartedBackend): Device {
  const own = engine().backend;
  const check = () => {
    const reason = started.lost();
    if (reason) throw noBackend(reason);
  };
  const activate = () => {
    check();
    if (getBackend() !== started.id || engine().backend !== own) void setBackend(started.id);
  };
  return {
    ops: started.ops,
    activate,
    async read(tensor) {
      let values: ArrayLike<number>;
      try {
        values = (await tensor.data()) as ArrayLike<number>;
      } catch (error) {
        check();
        throw error;
      }
      check();
      activate();
      return Float32Array.from(values);
    },
  };
}
