/** What can be done with the chosen runs and with all of them: compare, export, delete; import; forget. Stays in view above the list. */
import { Columns3, Download, FolderOpen, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { chooseNone } from "../../state/runs";
import { forgetRunsDialog as dialog, runTools as words } from "../../text/runs-words";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";

export interface RunToolsProps {
  readonly total: number;
  readonly starred: number;
  readonly chosen: readonly string[];
  readonly onCompare: () => void;
  readonly onExport: (which: "chosen" | "all") => void;
  readonly onDelete: () => void;
  readonly onImport: (file: File) => void;
  readonly onForget: () => void;
}

export function RunTools({ total, starred, chosen, onCompare, onExport, onDelete, onImport, onForget }: RunToolsProps) {
  const picker = useRef<HTMLInputElement>(null), [asking, setAsking] = useState(false);
  const n = chosen.length, none = total === 0 ? words.nothing : undefined, first = n === 0 ? words.chooseFirst : undefined;
  return (
    <section aria-label={words.region} className="z-20 -mx-4 md:sticky md:top-12 flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-bench px-4 py-2">
      <Button size="sm" variant="primary" icon={<Columns3 />} disabledReason={n < 2 ? words.compareWhy : n > 3 ? words.compareMany : undefined} onClick={onCompare}>{words.compare}</Button>
      <span role="status" className="text-sm text-muted">{total > 0 && words.chosen(n)}</span>
      {n > 0 && (
        <span className="flex flex-wrap gap-1.5">
          <Button size="sm" icon={<Download />} disabledReason={first} onClick={() => onExport("chosen")}>{words.exportChosen}</Button>
          <Button size="sm" icon={<Trash2 />} disabledReason={first} onClick={onDelete}>{words.deleteChosen}</Button>
          <Button size="sm" variant="ghost" onClick={chooseNone}>{words.none}</Button>
        </span>
      )}
      <span className="ms-auto flex flex-wrap gap-1.5">
        <Button size="sm" variant="ghost" icon={<Download />} disabledReason={none} onClick={() => onExport("all")}>{words.exportAll}</Button>
        <Button size="sm" variant="ghost" icon={<FolderOpen />} onClick={() => picker.current?.click()}>{words.importFile}</Button>
        <Button size="sm" variant="ghost" icon={<Trash2 />} disabledReason={none} onClick={() => setAsking(true)}>{words.forgetAll}</Button>
      </span>
      <input ref={picker} type="file" accept=".json,application/json" hidden onChange={(e) => { const file = e.currentTarget.files?.[0]; e.currentTarget.value = ""; if (file) onImport(file); }} />
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        size="sm"
        title={dialog.title}
        description={dialog.text(total, starred)}
        footer={<><Button onClick={() => setAsking(false)}>{dialog.no}</Button><Button variant="primary" onClick={() => { setAsking(false); onForget(); }}>{dialog.yes}</Button></>}
      />
    </section>
  );
}
