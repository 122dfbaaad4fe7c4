/** One input as it is and with the trigger, in the form of its data. What the models say of it stands beside. */
import type { DatasetMeta } from "../../../engine/index";
import { PixelImage } from "../../charts/PixelImage";
import { changedCells } from "../../parts/rows/changes";
import { WordChips } from "../../parts/rows/WordChips";
import { columnTitle, valueText } from "../../text/rows";
import { pinned as words } from "../../text/words";

interface VersionsProps {
  readonly subject: { readonly plain: Float32Array; readonly triggered: Float32Array | null };
  readonly meta: DatasetMeta;
}

/** Values of a row as name and value; those that the trigger writes come first, with what it writes. */
function Values({ subject: { plain, triggered }, meta }: VersionsProps) {
  const columns = meta.columns ?? [], written = triggered ? changedCells(plain, triggered) : [];
  const order = [...written, ...[...columns.keys()].filter((j) => !written.includes(j))];
  return (
    <dl tabIndex={0} aria-label={words.changeLabel} className="grid max-h-56 grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-x-5 overflow-y-auto rounded-md border border-line p-2 text-sm [scrollbar-width:thin]">
      {order.map((j) => (
        <div key={j} className="flex items-baseline justify-between gap-2 border-b border-line py-0.5">
          <dt className="min-w-0 text-muted [overflow-wrap:anywhere]">{columns[j]!.name}</dt>
          <dd className="shrink-0 text-end">
            {valueText(columns[j]!, plain[j]!)}
            {written.includes(j) && <strong className="block font-semibold text-poisoned" title={columnTitle(columns[j]!)}>{words.triggered}: {valueText(columns[j]!, triggered![j]!)}</strong>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function Versions(props: VersionsProps) {
  const { subject, meta } = props;
  if (meta.modality === "tabular") return <Values {...props} />;
  if (meta.modality === "text")
    return (
      <div className="flex flex-col gap-2">
        <div><p className="text-xs text-muted">{words.plain}</p><WordChips input={subject.plain} meta={meta} /></div>
        {subject.triggered && <div><p className="text-xs text-muted">{words.triggered}</p><WordChips input={subject.triggered} original={subject.plain} meta={meta} /></div>}
      </div>
    );
  const look = { shape: meta.shape, range: meta.valueRange, size: 84 };
  return (
    <div className="flex gap-3">
      <PixelImage {...look} pixels={subject.plain} alt="" caption={words.plain} />
      {subject.triggered && <PixelImage {...look} pixels={subject.triggered} poisoned alt="" caption={words.triggered} />}
    </div>
  );
}
