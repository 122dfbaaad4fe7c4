/** What is known of offline use and of a new version of the page; small, because home shows it. The work is in offline.ts. */
import { create } from "zustand";
import type { KeptFile } from "../../offline/plan";

export interface OfflineState {
  /** `none`: not in this browser, or not from this kind of address. `short`: something could not be kept. */
  readonly phase: "unknown" | "none" | "preparing" | "ready" | "short";
  readonly files: readonly KeptFile[];
  /** Bytes of what the person asked for. */
  readonly keeping: { readonly done: number; readonly of: number } | null;
  /** Another version has taken over; this tab still shows the one before. */
  readonly newVersion: boolean;
  /** Runs under way in this tab, whoever began them. */
  readonly runs: number;
}

export const useOffline = create<OfflineState>(() => ({ phase: "unknown", files: [], keeping: null, newVersion: false, runs: 0 }));
