/** Evidence as pictures with crisp pixels, such as a reversed trigger of each class; flagged ones carry a frame, a flag and the word. */
import { Flag } from "lucide-react";
import { memo } from "react";
import type { Evidence } from "../../../engine/index";
import { PixelImage } from "../../charts/PixelImage";
import { evidence as words } from "../../text/evidence-words";
import { cx } from "../../ui/cx";
import { Figure } from "../../ui/Figure";

type Pictures = Extract<Evidence, { kind: "pictures" }>;

/** Pixels and numbers both keep their range: masks and triggers lie in [0, 1], data of other ranges in theirs. */
export const PicturesView = memo(function PicturesView({ shown, range }: { readonly shown: Pictures; readonly range: readonly [number, number] }) {
  const [height = 0, width = 0] = shown.shape, size = shown.items.length > 20 ? 56 : 72;
  const table = () => ({ columns: [{ title: words.title }, { title: words.note }, { title: words.flagged }], rows: shown.items.map((p) => [p.title, p.note ?? "", p.flagged ? words.flag : ""]) });
  return (
    <Figure title={shown.title} finding={shown.says} table={table} headingLevel={4}>
      <ul aria-label={shown.title} className="m-0 flex list-none flex-wrap gap-2 p-0">
        {shown.items.map((p, i) => (
          <li key={i} className={cx("flex flex-col items-center gap-0.5 rounded-md border p-1", p.flagged ? "border-2 border-ink bg-sunken" : "border-transparent")} style={{ width: size + 24 }}>
            <PixelImage pixels={p.pixels} shape={shown.shape} range={range} size={size} alt={`${p.title}, ${words.size(height, width)}`} />
            <span className={cx("text-center text-xs leading-tight", p.flagged && "font-semibold")}>{p.title}</span>
            {p.flagged && <span className="flex items-center gap-1 text-xs font-semibold"><Flag aria-hidden="true" className="size-3" />{words.flagged}</span>}
            {p.note && <span className="text-center text-xs leading-tight text-balance text-muted">{p.note}</span>}
          </li>
        ))}
      </ul>
    </Figure>
  );
});
