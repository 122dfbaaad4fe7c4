/**
 * "Try ten targets": ten images that the seed draws, one run each, with how many were hit beside how many the clean models
 * read so by themselves. Says which settings the ten belong to. The runs are in state/targets.ts.
 */
import { Crosshair, Square } from "lucide-react";
import { attacks, type DatasetMeta } from "../../../engine/index";
import { PixelImage } from "../../charts/PixelImage";
import { sameSpec, useExperiment } from "../../state/experiment";
import { useRun } from "../../state/run";
import { isBusy } from "../../state/run-state";
import { specOfTarget, stopTargets, TARGETS, tryTargets, useTargets, type TargetTry } from "../../state/targets";
import { answerName } from "../../text/answer-words";
import { target as words } from "../../text/craft-words";
import { percentRound } from "../../text/format";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { Notice } from "../../ui/Notice";
import { Progress } from "../../ui/Progress";

function Tries({ tries, meta }: { readonly tries: readonly TargetTry[]; readonly meta: DatasetMeta }) {
  const name = (c: number) => answerName(meta.classNames, c);
  return (
    <ul aria-label={words.list} className="m-0 flex list-none flex-wrap gap-x-3 gap-y-3 p-0">
      {tries.map((t, k) => (
        <li key={k} className="flex w-20 flex-col items-center gap-0.5">
          <PixelImage pixels={t.input} shape={meta.shape} range={meta.valueRange} size={56} poisoned={t.poisoned.hit} alt={words.one(t.row, name(t.label), name(t.poisoned.answer), percentRound(t.poisoned.sure), t.poisoned.hit)} />
          <span aria-hidden="true" className={cx("text-center text-xs leading-tight", t.poisoned.hit ? "font-medium text-poisoned" : "text-muted")}>{words.caption(name(t.label), name(t.poisoned.answer))}<span className="block">{t.poisoned.hit ? words.hitShort : words.missedShort}</span></span>
        </li>
      ))}
    </ul>
  );
}

export function TenTargets({ meta }: { readonly meta: DatasetMeta }) {
  const bench = useExperiment((s) => s.spec), problem = useExperiment((s) => s.problem), busy = useRun((s) => isBusy(s.phase));
  const { phase, spec, tries, fraction, problem: failed } = useTargets();
  const running = phase === "running", now = specOfTarget(bench, 0), then = spec && specOfTarget(spec, 0);
  if (!now && tries.length === 0) return null;
  const stale = then && (!now || !sameSpec(now, then)), other = then && then.dataset.id !== meta.id;
  const hits = tries.filter((t) => t.poisoned.hit).length, clean = tries.filter((t) => t.clean.hit).length;
  return (
    <section aria-label={words.ten} className="mt-5 border-t border-line pt-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {running ? <Button icon={<Square />} onClick={stopTargets}>{words.stop}</Button>
          : <Button icon={<Crosshair />} disabledReason={busy ? words.busy : (problem?.message ?? (now ? undefined : words.notHere))} onClick={() => void tryTargets(bench)}>{phase === "idle" ? words.ten : words.again}</Button>}
        {running ? <div className="min-w-56 flex-1"><Progress label={words.running(tries.length + 1, TARGETS)} value={(tries.length + fraction) / TARGETS} /></div>
          : <p className="max-w-[65ch] flex-1 basis-64 text-sm text-muted">{words.tenWhy}</p>}
      </div>
      {failed && <div className="mt-3"><Notice level="error">{failed}</Notice></div>}
      {tries.length > 0 && spec && !other && (
        <div className="mt-4 flex flex-col gap-3">
          <p role="status">
            <strong className="font-medium">{words.score(hits, tries.length, clean)}</strong>{" "}
            <span className="text-sm text-muted">{words.belongs(attacks.find(spec.attack?.id ?? "")?.title ?? "", spec.seed)}{phase === "stopped" && ` ${words.stopped}`}{stale && ` ${words.stale}`}</span>
          </p>
          <Tries tries={tries} meta={meta} />
        </div>
      )}
    </section>
  );
}
