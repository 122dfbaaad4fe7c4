/**
 * One test input on a slide as it is and with the trigger, and below each what every model reads: large words, right or wrong by sign
 * and word. Also the one image that an attack is about. E shows another one (PresentView).
 */
import { Check, X } from "lucide-react";
import { useMemo, type ReactNode } from "react";
import { attacks, inputOf, wordCount, type ArmInfo } from "../../engine/index";
import { PixelImage } from "../charts/PixelImage";
import { changedCells } from "../parts/rows/changes";
import { WordChips } from "../parts/rows/WordChips";
import { keptAnswer } from "../state/kept-answers";
import { armsOf, chosenRow, type Shown } from "../story-figures/shown";
import { answerName } from "../text/answer-words";
import { wantedOfOne } from "../text/attack-words";
import { percentRound } from "../text/format";
import { columnTitle, valueText } from "../text/rows";
import { slides as words } from "../text/slide-words";
import { figures } from "../text/story-words";
import { pinned as labels } from "../text/words";
import { ArmName, Blank, type SlideProps } from "./parts";

const answersOf = (shown: Shown, armId: string, row: number) => keptAnswer(shown.run.artifacts[armId], row, shown.preview!);

/** Rows worth showing, the most telling first and no class twice before all have had their turn: read rightly by both models until the trigger comes. */
export function tellingRows(shown: Shown): readonly number[] {
  const { test, goal, meta } = shown.preview!, aimed = [...new Set(goal?.testIndex)], all = aimed.length > 0 ? aimed : Array.from({ length: test.n }, (_, i) => i);
  const worth = (row: number): number => {
    const clean = answersOf(shown, "clean", row), poisoned = answersOf(shown, "poisoned", row), truth = test.labels[row]!;
    if (clean?.says !== truth || !poisoned) return 0;
    if (goal?.kind !== "trigger") return poisoned.says === truth ? 0 : 3;
    return poisoned.says !== truth || poisoned.saysTriggered === truth ? 0 : (clean.saysTriggered === truth ? 2 : 1) + (meta.modality === "text" && wordCount(inputOf(test, row)) > 14 ? 0 : 1);
  };
  const turns = new Map<number, number>(), ranked = all.map((row) => ({ row, worth: worth(row) })).filter((r) => r.worth > 0);
  const queued = ranked.toSorted((a, b) => b.worth - a.worth || a.row - b.row).map((r) => { const label = test.labels[r.row]!, turn = turns.get(label) ?? 0; turns.set(label, turn + 1); return { ...r, turn }; });
  const rows = queued.toSorted((a, b) => b.worth - a.worth || a.turn - b.turn || a.row - b.row).map((r) => r.row);
  return rows.length > 0 ? rows : all.slice(0, 1);
}

interface Said {
  readonly says: number | undefined;
  readonly sure: number;
}

function Answer({ said, truth, target, names, size }: { readonly said: Said | null; readonly truth: number; readonly target: number | null; readonly names: readonly string[]; readonly size: number }) {
  if (!said || said.says === undefined || !Number.isFinite(said.sure)) return <span className="text-muted">{words.unknown}</span>;
  const right = said.says === truth, name = answerName(names, said.says);
  return (
    <span className="flex flex-wrap items-center gap-x-[0.5em] leading-tight">
      {right ? <Check aria-hidden="true" className="shrink-0" style={{ width: size, height: size }} /> : <X aria-hidden="true" className="shrink-0 text-poisoned" strokeWidth={3} style={{ width: size, height: size }} />}
      <strong className={said.says === target && !right ? "font-semibold text-poisoned" : "font-semibold"} style={{ fontSize: size }}>{name}</strong>
      <span className="sr-only">{right ? words.right : words.wrong}</span>
      {said.says >= 0 && <span className="text-muted">{words.sure(percentRound(said.sure))}</span>}
    </span>
  );
}

interface GridProps extends SlideProps {
  readonly versions: readonly { readonly title: string; readonly picture: ReactNode }[];
  readonly arms: readonly { readonly arm: ArmInfo; readonly said: readonly (Said | null)[] }[];
  readonly truth: number;
  readonly target: number | null;
}

function Grid({ versions, arms, truth, target, shown, box: { t, narrow } }: GridProps) {
  const names = shown.preview!.meta.classNames, size = Math.min((names.some((n) => n.length > 4) ? 1.35 : 2) * t, narrow ? 1.3 * t : 1e3);
  return (
    <table aria-label={figures.all(arms.length)} className="h-full w-full table-fixed border-collapse">
      <thead>
        <tr className="align-bottom leading-tight">
          <th scope="col" className="w-[20%] max-sm:w-[28%] pb-[0.4em] text-start font-normal text-muted"><span className="sr-only">{words.model}</span></th>
          {versions.map((v) => <th key={v.title} scope="col" className="pb-[0.4em] ps-[0.6em] text-start font-medium">{v.picture}<span className="block">{v.title}</span></th>)}
        </tr>
      </thead>
      <tbody>
        {arms.map(({ arm, said }) => (
          <tr key={arm.id} className="border-t-2 border-line">
            <th scope="row" className="py-[0.3em] text-start align-middle"><ArmName arm={arm} shown={shown} size={narrow ? t * 0.85 : t * 1.1} /></th>
            {said.map((s, i) => <td key={i} className="py-[0.3em] ps-[0.6em] align-middle"><Answer said={s} truth={truth} target={target} names={names} size={size} /></td>)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Room that is left for the pictures above the answers; long ones take two lines where the wall is narrow. */
function pictureSide({ width, height, t }: SlideProps["box"], arms: number, names: readonly string[]): number {
  const lines = width < 48 * t && names.some((n) => n.length > 8) ? 4.1 : 3.1;
  return Math.max(3 * t, Math.min(height - arms * lines * t - 2.6 * t, width * 0.36 - 14));
}

export function Pinned({ shown, box, example }: SlideProps & { readonly example: number }) {
  const preview = shown.preview!, { meta, test } = preview, { spec } = shown, rows = useMemo(() => tellingRows(shown), [shown]), row = rows[example % rows.length]!, truth = test.labels[row]!;
  const { plain, triggered } = useMemo(() => {
    const input = inputOf(test, row).slice(), stamp = spec.attack && attacks.find(spec.attack.id)?.stamp;
    return { plain: input, triggered: stamp && spec.attack ? stamp(spec.attack.params, input, 1, meta) : null };
  }, [test, row, spec, meta]);
  const target = spec.attack ? (attacks.find(spec.attack.id)?.target?.(spec.attack.params, truth, meta.classNames.length) ?? null) : null;
  const arms = armsOf(shown).flatMap((arm) => {
    const a = answersOf(shown, arm.id, row);
    if (!a) return [];
    const first = { says: a.says, sure: a.plain[a.says] ?? 0 }, second = a.triggered && a.saysTriggered !== undefined ? { says: a.saysTriggered, sure: a.triggered[a.saysTriggered] ?? 0 } : null;
    return [{ arm, said: triggered ? [first, second] : [first] }];
  });
  const size = pictureSide(box, arms.length, meta.classNames), picture = (input: Float32Array, now: boolean): ReactNode => {
    if (meta.modality === "image") return <PixelImage pixels={input} shape={meta.shape} range={meta.valueRange} size={size} poisoned={now} alt="" />;
    if (meta.modality === "text") return <span className="block font-normal [&_.text-sm]:text-[length:1em] [&_.text-sm]:leading-snug"><WordChips input={input} original={now ? plain : null} meta={meta} /></span>;
    const written = triggered ? changedCells(plain, triggered) : [];
    return <span className="block font-normal">{written.slice(0, 4).map((j) => <span key={j} className="block">{columnTitle(meta.columns![j]!)}: {valueText(meta.columns![j]!, input[j]!)}</span>)}</span>;
  };
  const versions = [{ title: `${labels.plain}: ${meta.classNames[truth]!}`, picture: picture(plain, false) }, ...(triggered ? [{ title: labels.triggered, picture: picture(triggered, true) }] : [])];
  return arms.length === 0 ? <Blank>{figures.noRun}</Blank> : <Grid versions={versions} arms={arms} truth={truth} target={target} shown={shown} box={box} />;
}

export function Target({ shown, box }: SlideProps) {
  const { meta, test } = shown.preview!, row = chosenRow(shown), wanted = wantedOfOne(shown.spec);
  if (row === null) return <Blank>{figures.noRun}</Blank>;
  const k = meta.classNames.length, arms = armsOf(shown).flatMap((arm) => {
    const kept = shown.run.artifacts[arm.id], says = kept?.goalPredicted?.[0];
    return says === undefined ? [] : [{ arm, said: [{ says, sure: kept!.goalProbabilities?.subarray(0, k)[says] ?? 0 }] }];
  });
  return <Grid versions={[{ title: meta.classNames[test.labels[row]!]!, picture: <PixelImage pixels={inputOf(test, row)} shape={meta.shape} range={meta.valueRange} size={pictureSide(box, arms.length, meta.classNames)} alt="" /> }]} arms={arms} truth={test.labels[row]!} target={wanted} shown={shown} box={box} />;
}
