/**
 * A person's own data as the page knows them: which sets there are, what was dropped, and the link that waits for data.
 * Light, because the first picture needs it; reading, keeping and using data live in own-use.ts and own-storage.ts.
 */
import { useEffect } from "react";
import { create } from "zustand";
import type { ImportSource, Modality } from "../../engine/index";
import { setView } from "./view";

export type OwnTab = "table" | "pictures" | "points" | "text";
/** Tabs of the dialog: four kinds of data, and models. */
export type DialogTab = OwnTab | "model";

/** A set in memory or in this browser's storage. */
export interface OwnSet {
  readonly hash: string;
  readonly title: string;
  readonly modality: Modality;
  readonly rows: number;
  readonly classes: number;
  /** True when it is still there after the tab was closed. */
  readonly kept: boolean;
}

/** An experiment that cannot be shown before its data are here. */
export interface Wanted {
  readonly hash: string;
  readonly name: string;
  /** Not parsed yet: parsing needs the data. */
  readonly raw: unknown;
}

export interface OwnState {
  readonly tab: DialogTab;
  /** What was dropped on the page, until the dialog has taken it. */
  readonly incoming: ImportSource | null;
  readonly wanted: Wanted | null;
  readonly sets: readonly OwnSet[];
}

export const useOwn = create<OwnState>(() => ({ tab: "table", incoming: null, wanted: null, sets: [] }));

const tabOf = ({ kind }: ImportSource): OwnTab => (kind === "csv" ? "table" : kind === "zip" || kind === "images" ? "pictures" : kind);

/** Opens the dialog "Your own data"; with a source it is read at once. */
export function openOwnData(source?: ImportSource): void {
  useOwn.setState((s) => ({ incoming: source ?? null, tab: source ? tabOf(source) : s.tab }));
  setView({ dialog: "own", drawer: null });
}

/** Opens the same dialog where models are brought. */
export function openOwnModel(): void {
  useOwn.setState({ tab: "model" });
  setView({ dialog: "own", drawer: null });
}

export const closeOwnData = (): void => setView({ dialog: null });
export const setOwnTab = (tab: DialogTab): void => useOwn.setState({ tab });

/** The person's own sets, newest first; the ones in storage join as soon as they are known. */
export function useOwnSets(): readonly OwnSet[] {
  useEffect(() => void import("./own-use").then((m) => m.refreshSets()), []);
  return useOwn((s) => s.sets);
}

/** Puts one of the person's sets on the bench, from memory or storage. */
export const chooseOwnSet = (hash: string): Promise<void> => import("./own-use").then((m) => m.chooseSet(hash));
