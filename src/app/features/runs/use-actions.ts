/** What a person can do with kept runs, each with the one sentence that says how it went. Holds that sentence, no runs. */
import { useCallback, useState } from "react";
import { isSandboxed } from "../../state/embed";
import { save, saveBlob } from "../../state/files";
import type { KeptRun } from "../../state/kept-run";
import { openRun, setUpRun } from "../../state/open-run";
import { deleteRuns, exportRuns, forgetRuns, importRuns, MOST_RUNS, renameRun, starRun, undoDelete, useRuns } from "../../state/runs";
import { MAX_RUNS_FILE } from "../../state/runs-file";
import { runsDone as words } from "../../text/runs-words";

export interface Said {
  readonly level: "info" | "warning";
  readonly text: string;
  readonly lines?: readonly string[];
}

export function useRunActions() {
  const [said, setSaid] = useState<Said | null>(null);
  const tell = useCallback((text: string, level: Said["level"] = "info", lines?: readonly string[]) => setSaid({ text, level, ...(lines && { lines }) }), []);
  const remove = async (ids: readonly string[]) => {
    setSaid(null);
    if (!(await deleteRuns(ids))) tell(words.notDeleted, "warning");
  };
  const takeIn = async (file: File) => {
    if (file.size > MAX_RUNS_FILE) return tell(words.tooLarge(file.name), "warning");
    tell(words.importing);
    const text = await file.text().catch(() => null);
    if (text === null) return tell(words.unreadableFile(file.name), "warning");
    const done = await importRuns(file.name, text, Date.now(), words.noRoom(MOST_RUNS));
    if (typeof done === "string") return tell(done, "warning");
    const refused = done.refused.reduce((n, r) => n + r.count, 0);
    tell(`${words.imported(done.came, done.there, refused)}.`, refused > 0 ? "warning" : "info", done.refused.map((r) => words.refused(r.why, r.count)));
  };
  const giveOut = async (ids: readonly string[]) => {
    const { pieces, missing } = await exportRuns(ids);
    saveBlob("hemlock-runs.json", new Blob([...pieces], { type: "application/json" }));
    tell(`${words.exported(ids.length - missing, missing)}${isSandboxed() ? ` ${words.perhapsNot}` : ""}`, missing > 0 ? "warning" : "info");
  };
  return {
    said, hush: () => setSaid(null), tell, save,
    remove, takeIn, giveOut,
    undo: async () => { const n = useRuns.getState().deleted; await undoDelete(); tell(words.back(n)); },
    open: async (run: KeptRun) => { const how = await openRun(run); if (how !== "shown") tell(how === "busy" ? words.busy : words.gone, "warning"); },
    setUp: (run: KeptRun) => void setUpRun(run),
    rename: async (run: KeptRun, name: string) => { await renameRun(run.hash, name); tell(name.trim() ? words.renamed(name.trim()) : words.unnamed); },
    star: async (run: KeptRun, starred: boolean) => { await starRun(run.hash, starred); },
    forget: async () => { const done = await forgetRuns(); tell(done ? words.forgotten : words.notForgotten, done ? "info" : "warning"); },
  };
}
