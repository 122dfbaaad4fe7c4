/** All that is known about the data set on the bench: what it is, where it comes from, license, size, limits, classes, columns. */
import { datasets, type Column, type DatasetMeta } from "../../../engine/index";
import { metaOf } from "../../state/edit";
import { useExperiment } from "../../state/experiment";
import { usePreview } from "../../state/preview";
import { setView, useView } from "../../state/view";
import { rangeText } from "../../text/rows";
import { dataPage as words } from "../../text/scenario-words";
import { rail } from "../../text/words";
import { Badge } from "../../ui/Badge";
import { Dialog } from "../../ui/Dialog";
import { ModalityPicture } from "./ModalityPicture";

function Columns({ columns }: { readonly columns: readonly Column[] }) {
  const head = "sticky top-0 border-b border-line bg-paper px-3 py-1.5 text-start font-medium text-muted";
  return (
    <div role="region" tabIndex={0} aria-label={words.columns} className="relative max-h-80 overflow-auto rounded-md border border-line [scrollbar-width:thin]">
      <table className="w-full text-sm">
        <thead><tr><th scope="col" className={head}>{words.column}</th><th scope="col" className={head}>{words.unit}</th><th scope="col" className={head}>{words.meaning}</th></tr></thead>
        <tbody>
          {columns.map((c) => (
            <tr key={c.name} className="border-b border-line align-top last:border-0">
              <th scope="row" className="px-3 py-1 text-start font-normal">{c.name}</th>
              <td className="px-3 py-1">{rangeText(c)}</td>
              <td className="px-3 py-1 text-muted">{c.description ?? ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Classes({ meta, counts }: { readonly meta: DatasetMeta; readonly counts: readonly number[] | null }) {
  return (
    <p className="text-muted">
      {meta.classNames.map((name, i) => (counts ? words.classCount(name, counts[i] ?? 0) : name)).join(", ")}{counts ? ` ${words.rows}` : ""}.
      {meta.positive !== undefined && ` ${words.about(meta.classNames[meta.positive]!)}`}
    </p>
  );
}

export function DataPage() {
  const open = useView((s) => s.dialog === "data");
  const spec = useExperiment((s) => s.spec), { preview, spec: shown } = usePreview();
  const plugin = datasets.find(spec.dataset.id), meta = metaOf(spec);
  if (!plugin || !meta) return null;
  const current = shown?.dataset.id === spec.dataset.id && preview?.meta.classNames.length === meta.classNames.length ? preview : null;
  const counts = current && meta.classNames.map((_, c) => current.truth.originalLabels.reduce((sum, y, i) => sum + (y === c && current.truth.sourceIds[i] === current.train.ids[i] ? 1 : 0), 0));
  const { facts } = plugin;
  const lines = [[words.what, plugin.summary], [rail.source, facts.source], [rail.license, facts.license], [rail.size, facts.size], [rail.notGoodFor, facts.notGoodFor]] as const;
  return (
    <Dialog open={open} onOpenChange={(next) => setView({ dialog: next ? "data" : null })} title={meta.title} description={plugin.scenario === meta.title ? undefined : plugin.scenario} size="lg">
      <div className="flex flex-col gap-4 pb-4">
        <div className="flex items-center gap-3"><ModalityPicture modality={meta.modality} />{facts.synthetic && <Badge>{rail.synthetic}</Badge>}</div>
        <dl className="flex max-w-[75ch] flex-col gap-3">
          {lines.map(([term, text]) => (
            <div key={term}>
              <dt className="font-medium">{term}</dt>
              <dd className="text-muted">{text}</dd>
            </div>
          ))}
          <div>
            <dt className="font-medium">{words.classes}</dt>
            <dd><Classes meta={meta} counts={counts} /></dd>
          </div>
        </dl>
        {meta.columns && (
          <div>
            <h3 className="mb-1 font-medium">{words.columns}</h3>
            <Columns columns={meta.columns} />
          </div>
        )}
      </div>
    </Dialog>
  );
}
