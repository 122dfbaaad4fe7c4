/** A kept run at a glance: attack success (dashed) and accuracy (solid) of each model on one small square, and what a triggered picture looked like. Its numbers stand beside it. */
import { useMemo } from "react";
import { armStyles, dashOf, toneOf } from "../../charts/arm-style";
import { markerPath } from "../../charts/markers";
import { PixelImage } from "../../charts/PixelImage";
import { samplePixels, type KeptArm, type KeptRun, type Sample } from "../../state/kept-run";
import { percentRound } from "../../text/format";
import { runCard as words } from "../../text/runs-words";

const W = 112, H = 72, PAD = 6;

function Lines({ arm, from, to }: { readonly arm: KeptArm; readonly from: number; readonly to: number }) {
  const tone = toneOf(arm.kind), x = (v: number) => PAD + ((v - from) / (to - from || 1)) * (W - 2 * PAD), y = (v: number) => PAD + (1 - v) * (H - 2 * PAD);
  const line = (at: 1 | 2) => arm.curve.flatMap((p) => (p[at] === null ? [] : [[x(p[0]), y(p[at])] as const]));
  return ([["accuracy", line(1)], ["attack", line(2)]] as const).map(([measure, points]) => {
    const end = points.at(-1);
    if (!end) return null;
    return (
      <g key={measure}>
        <path d={`M${points.map(([px, py]) => `${px.toFixed(1)},${py.toFixed(1)}`).join("L")}`} fill="none" stroke={armStyles[tone].fill} strokeWidth={1.5} strokeDasharray={dashOf(tone, measure) && "4 3"} strokeLinejoin="round" />
        <path d={markerPath(armStyles[tone].marker, 2.6)} transform={`translate(${end[0].toFixed(1)},${end[1].toFixed(1)})`} fill={measure === "attack" ? "var(--h-paper)" : armStyles[tone].fill} stroke={armStyles[tone].fill} />
      </g>
    );
  });
}

function Picture({ sample }: { readonly sample: Sample }) {
  const pixels = useMemo(() => samplePixels(sample), [sample]);
  return <PixelImage pixels={pixels} shape={sample.shape} size={56} poisoned alt="" />;
}

export function RunThumb({ run }: { readonly run: KeptRun }) {
  const xs = run.arms.flatMap((a) => a.curve.map((p) => p[0])), from = Math.min(...xs), to = Math.max(...xs);
  const ends = run.arms.map((a) => words.thumbArm(a.title, percentRound(a.metrics["cleanAccuracy"]?.value ?? 0), a.metrics["attackSuccess"] ? percentRound(a.metrics["attackSuccess"].value) : null));
  return (
    <span className="flex items-center gap-2">
      <svg role="img" aria-label={words.thumb(ends)} viewBox={`0 0 ${W} ${H}`} width={W} height={H} className="shrink-0 rounded-md border border-line bg-paper">
        <path d={`M${PAD},${H / 2}H${W - PAD}M${PAD},${PAD}H${W - PAD}M${PAD},${H - PAD}H${W - PAD}`} stroke="var(--h-line)" />
        {run.arms.map((arm) => <Lines key={arm.id} arm={arm} from={from} to={to} />)}
      </svg>
      {run.sample && <Picture sample={run.sample} />}
    </span>
  );
}
