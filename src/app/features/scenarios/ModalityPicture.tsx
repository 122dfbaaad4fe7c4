/** A tiny drawing of what a row looks like, by kind of data. A few lines of SVG: nothing is loaded for it. */
import type { Modality } from "../../../engine/index";

const BLOB = [[6, 9], [10, 6], [9, 13], [14, 10], [28, 20], [32, 24], [26, 25], [33, 18]] as const;

export function ModalityPicture({ modality }: { readonly modality: Modality }) {
  return (
    <svg viewBox="0 0 40 32" aria-hidden="true" className="h-8 w-10 shrink-0 text-muted" fill="none" stroke="currentColor" strokeWidth={1.5}>
      {modality === "image" && <><rect x={4} y={3} width={32} height={26} rx={2} /><circle cx={13} cy={11} r={3} /><path d="M5 26 15 17l6 5 6-8 9 11" /></>}
      {modality === "text" && <>{[[4, 6, 12], [19, 6, 8], [30, 6, 6], [4, 14, 7], [14, 14, 14], [4, 22, 16], [23, 22, 9]].map(([x, y, w]) => <rect key={`${x}/${y}`} x={x} y={y} width={w} height={5} rx={1.5} />)}</>}
      {modality === "tabular" && <><rect x={4} y={4} width={32} height={24} rx={2} /><path d="M4 11h32M4 17h32M4 23h32M14 4v24M25 4v24" /></>}
      {modality === "points" && <><path d="M4 3v26h33" />{BLOB.map(([x, y], i) => <circle key={i} cx={x} cy={y} r={1.8} fill={i < 4 ? "currentColor" : "none"} />)}</>}
    </svg>
  );
}
