/** The backend store: which backend computes, why, and what went wrong with others. Fed by the engine client alone. */
import { create } from "zustand";
import type { Note } from "../../engine/index";
import type { BackendStatus } from "../../worker/protocol";
import { engine } from "./engine";
import { setView } from "./view";

export interface BackendState {
  readonly status: BackendStatus | null;
  readonly notices: readonly Note[];
}

export const useBackend = create<BackendState>(() => ({ status: null, notices: [] }));

export function followBackend(): () => void {
  return engine().onStatus((status, notice) => {
    useBackend.setState((s) => ({ status, notices: notice ? [...s.notices, notice].slice(-5) : s.notices }));
    if (notice?.level === "warning") setView({ notice: { tone: "warning", text: notice.text } });
  });
}
