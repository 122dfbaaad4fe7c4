/** A monitor's stream as a film: play, pause, step and scrub; its statistics up to now, its alarms, and the inputs answered last. */
import { ChevronLeft, ChevronRight, Pause, Play } from "lucide-react";
import { memo } from "react";
import type { ArmResult, Preview, WatchReport } from "../../../engine/index";
import { PixelImage } from "../../charts/PixelImage";
import { WordChips } from "../../parts/rows/WordChips";
import { useRun } from "../../state/run";
import { useRunPreview } from "../../state/run-preview";
import { answerName } from "../../text/answer-words";
import { thingsOf } from "../../text/attack-words";
import { evidence, stream as words } from "../../text/evidence-words";
import { cx } from "../../ui/cx";
import { Button } from "../../ui/Button";
import { IconButton } from "../../ui/IconButton";
import { Slider } from "../../ui/Slider";
import { DetectorChart } from "./DetectorChart";
import { latest, type Answered, type Watched } from "./stream";
import { usePlayer } from "./use-player";

function inputFor({ test, goal, meta }: Preview, one: Answered): Float32Array {
  const size = test.inputs.length / Math.max(1, test.n), from = one.triggered ? goal?.inputs : test.inputs;
  return from?.subarray(one.index * size, (one.index + 1) * size) ?? new Float32Array(meta.shape.reduce((a, b) => a * b, 1));
}

/** One answered input: pictures as they came, everything else by its name and, for messages, its words. */
const Thumb = memo(function Thumb({ one, preview, revealed }: { readonly one: Answered; readonly preview: Preview; readonly revealed: boolean }) {
  const { meta } = preview, [thing] = thingsOf(meta), marked = revealed && one.triggered;
  const said = one.predicted < 0 ? answerName(meta.classNames, one.predicted) : words.read(meta.classNames[one.predicted] ?? "?");
  const name = marked ? words.attackers(one.index + 1, thing) : words.testRow(one.index + 1, thing);
  if (meta.modality === "image")
    return (
      <li className="flex w-16 flex-col items-center gap-0.5">
        <PixelImage pixels={inputFor(preview, one)} shape={meta.shape} range={meta.valueRange} size={44} poisoned={marked} alt={marked ? name : ""} />
        <span className={cx("text-center text-xs leading-tight", marked ? "font-medium text-poisoned" : "text-muted")}>{said}</span>
      </li>
    );
  return (
    <li className={cx("flex w-full flex-wrap items-center gap-x-2 border-b border-line py-1 text-sm", marked && "font-medium text-poisoned")}>
      <span>{revealed ? name : `#${one.at + 1}`}: {said}</span>
      {meta.modality === "text" && <span className="w-full"><WordChips input={inputFor(preview, one)} meta={meta} /></span>}
    </li>
  );
});

interface StreamProps {
  readonly watch: Watched;
  readonly report: WatchReport;
  readonly revealed: boolean;
}

function Film({ watch, report, revealed }: StreamProps) {
  const preview = useRunPreview((s) => s.preview), length = watch.triggered.length, { now, playing, toggle, seek } = usePlayer(length);
  const most = preview?.meta.modality === "text" ? 4 : 12, onset = report.onset;
  return (
    <section aria-label={words.title(watch.title)} className="flex min-w-0 flex-col gap-3 rounded-lg border border-line p-3">
      <h4 className="text-sm font-semibold">{words.title(watch.title)}</h4>
      <div className="flex flex-wrap items-end gap-x-3 gap-y-2">
        <Button size="sm" icon={playing ? <Pause /> : <Play />} onClick={toggle}>{playing ? words.pause : now >= length ? words.again : words.play}</Button>
        <span className="flex">
          <IconButton size="md" label={words.back} icon={<ChevronLeft aria-hidden="true" />} onClick={() => seek(now - 1)} />
          <IconButton size="md" label={words.forward} icon={<ChevronRight aria-hidden="true" />} onClick={() => seek(now + 1)} />
        </span>
        <div className="min-w-48 flex-1"><Slider label={words.answered} value={now} min={0} max={length} step={1} whole unit={words.inputs} onChange={seek} /></div>
      </div>
      <p className="text-sm text-muted">
        {words.soFar(now, length)}. {now >= length && words.finding(report)} {revealed && (onset === null ? words.clean : now >= onset && words.beginsAt(onset))}
      </p>
      <div className="grid gap-x-6 gap-y-3 @2xl:grid-cols-2">
        {watch.detectors.map((d) => <DetectorChart key={d.id} detector={d} report={report.detectors.find((r) => r.id === d.id)} length={length} now={now} onset={onset} revealed={revealed} />)}
      </div>
      {!watch.ends && <div>
        <h5 className="text-sm font-medium">{words.latest}</h5>
        {now === 0 || !preview ? <p className="py-2 text-sm text-muted">{words.none}</p> : (
          <ul aria-label={words.latest} className="m-0 flex min-h-20 list-none flex-wrap gap-x-2 gap-y-1 p-0">
            {latest(watch, now, most).map((one) => <Thumb key={one.at} one={one} preview={preview} revealed={revealed} />)}
          </ul>
        )}
      </div>}
    </section>
  );
}

/** All monitors of one pipeline. */
export function StreamViews({ arm, revealed }: { readonly arm: ArmResult; readonly revealed: boolean }) {
  const watches = useRun((s) => s.artifacts[arm.id]?.watches);
  if (!watches || watches.length === 0) return null;
  return watches.map((watch, i) => {
    const report = arm.watches?.[i];
    return report ? <Film key={watch.position} watch={watch} report={report} revealed={revealed} /> : <p key={watch.position}>{evidence.waiting}</p>;
  });
}
