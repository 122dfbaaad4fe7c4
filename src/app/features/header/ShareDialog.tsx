/** Share and files: the link to this experiment, copied on opening; downloads; opening a file; links for a class (ClassSection.tsx). Reads stores, runs nothing. */
import { Copy, Download, FolderOpen } from "lucide-react";
import { lazy, Suspense, useEffect, useId, useRef, useState } from "react";
import { shareLink } from "../../state/address";
import { useExperiment } from "../../state/experiment";
import { curvesCsv, fileStem, resultJson, save, specJson } from "../../state/files";
import { openFile } from "../../state/open-file";
import { useRun } from "../../state/run";
import { setView, useView } from "../../state/view";
import { ownShare } from "../../text/own-words";
import { tabs } from "../../text/share-words";
import { app, files, share } from "../../text/words";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Tabs } from "../../ui/Tabs";

const ClassSection = lazy(() => import("./ClassSection").then((m) => ({ default: m.ClassSection })));

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function LinkField() {
  const spec = useExperiment((s) => s.spec);
  const [said, setSaid] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const link = shareLink(spec);
  const copyNow = async () => {
    const done = await copy(link);
    setSaid(done ? share.copied : share.failed);
    if (!done) field.current?.select();
  };
  useEffect(() => {
    // Safari copies upon a click on the button only; nobody has asked for it yet, so that is no failure.
    void copy(link).then((done) => setSaid(done ? share.copied : ""));
  }, [link]);
  return (
    <div>
      <label htmlFor={id} className="text-sm font-medium">{share.label}</label>
      <div className="mt-1 flex flex-wrap gap-2">
        <input ref={field} id={id} readOnly value={link} onFocus={(e) => e.currentTarget.select()} className="min-h-10 min-w-0 flex-1 basis-64 rounded-lg border border-edge bg-paper px-3 text-sm" />
        <Button variant="primary" icon={<Copy />} onClick={() => void copyNow()}>{share.copyAgain}</Button>
      </div>
      <p role="status" className="mt-1 min-h-5 text-sm text-muted">{said}</p>
      {spec.dataset.id === "own" && <p className="mt-1 text-sm">{ownShare}</p>}
    </div>
  );
}

function Files() {
  const spec = useExperiment((s) => s.spec);
  const result = useRun((s) => s.result);
  const picker = useRef<HTMLInputElement>(null);
  const needRun = result ? undefined : files.needRun;
  return (
    <section className="mt-3 border-t border-line pt-3 pb-4">
      <h3 className="font-semibold">{files.title}</h3>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button size="sm" icon={<Download />} disabledReason={needRun} onClick={() => result && save(`${fileStem(result.spec, result.key)}.json`, "application/json", resultJson(result))}>{files.saveResult}</Button>
        <Button size="sm" icon={<Download />} disabledReason={needRun} onClick={() => result && save(`${fileStem(result.spec, result.key)}-curves.csv`, "text/csv", curvesCsv(result))}>{files.saveCurves}</Button>
        <Button size="sm" icon={<Download />} onClick={() => save(`${fileStem(spec)}-setup.json`, "application/json", specJson(spec))}>{files.saveSpec}</Button>
        <Button size="sm" icon={<FolderOpen />} onClick={() => picker.current?.click()}>{files.open}</Button>
        <input
          ref={picker}
          type="file"
          accept=".json,application/json"
          hidden
          onChange={(e) => {
            const file = e.currentTarget.files?.[0];
            e.currentTarget.value = "";
            if (file) void openFile(file).then(() => setView({ dialog: null }));
          }}
        />
      </div>
      <p className="mt-3 text-sm text-muted">{files.dropHint} {app.privacy}</p>
    </section>
  );
}

export function ShareDialog() {
  const open = useView((s) => s.dialog === "share"), [tab, setTab] = useState<"link" | "class">("link");
  return (
    <Dialog open={open} onOpenChange={(next) => setView({ dialog: next ? "share" : null })} title={share.title} description={share.explain} size="lg">
      <Tabs
        label={tabs.label}
        value={tab}
        onChange={setTab}
        items={[
          { value: "link", label: tabs.link, content: <><LinkField /><Files /></> },
          { value: "class", label: tabs.class, content: <Suspense fallback={<div className="min-h-96" />}><ClassSection /></Suspense> },
        ]}
      />
    </Dialog>
  );
}
