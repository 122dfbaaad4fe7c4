/** What a defense took out, on a slide: poison found, honest rows lost, poison missed, each as a large number over a few of its pictures. */
import { useMemo } from "react";
import { verdicts } from "../features/bench/verdicts";
import { PixelImage } from "../charts/PixelImage";
import { trainItem } from "../parts/rows/items";
import { armsOf } from "../story-figures/shown";
import { count } from "../text/format";
import { figures } from "../text/story-words";
import { ArmName, Blank, type SlideProps } from "./parts";

const KINDS = [["found", "text-defended"], ["lost", "text-ink"], ["missed", "text-poisoned"]] as const;

export function Caught({ shown, box: { width, height, t, narrow } }: SlideProps) {
  const preview = shown.preview!, { meta, train } = preview, arm = armsOf(shown).find((a) => a.kind === "defended" && shown.run.artifacts[a.id]?.filter), filter = arm && shown.run.artifacts[arm.id]!.filter;
  const sorted = useMemo(() => (filter && filter.keep.length === train.n ? verdicts(preview, filter) : null), [preview, filter, train.n]);
  if (!arm || !sorted) return <Blank>{figures.noRun}</Blank>;
  const gap = 2 * t, own = narrow ? width : (width - 2 * gap) / 3, room = height - 8.6 * t, size = Math.min(room / 2 - 14, own / 3 - 22, 7 * t), fits = Math.max(1, Math.floor((own + 8) / (size + 22)));
  return (
    <figure className="m-0 flex h-full flex-col gap-[0.5em]">
      <figcaption className="leading-tight"><ArmName arm={arm} shown={shown} size={t * 1.2} /></figcaption>
      <div className="flex flex-1 flex-wrap items-stretch" style={{ gap }}>
        {KINDS.map(([kind, color]) => {
          const rows = sorted[kind];
          return (
            <section key={kind} aria-label={figures.groups[kind]} className="border-t-4 border-line pt-[0.4em]" style={{ width: own }}>
              <p className={`leading-none font-semibold tabular-nums ${color}`} style={{ fontSize: t * 3.4 }}>{count(rows.length)}</p>
              <p className="mt-[0.2em] leading-tight font-medium">{figures.groups[kind]}</p>
              {meta.modality === "image" && size > t && (
                <ul className="m-0 mt-[0.5em] flex list-none flex-wrap gap-2 p-0">
                  {[...rows.subarray(0, fits * Math.max(1, Math.floor(room / (size + 22))))].map((row) => trainItem(preview, row)).map((item) => <li key={item.id}><PixelImage pixels={item.input} shape={meta.shape} range={meta.valueRange} size={size} poisoned={item.poisoned} alt={item.alt} /></li>)}
                </ul>
              )}
            </section>
          );
        })}
      </div>
    </figure>
  );
}
