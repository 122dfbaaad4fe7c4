/**
 * A story's figure on a worksheet before anybody has found out what came of it: the data to look at are drawn, and every result is a
 * blank. Reads of the run only which models and numbers there will be.
 */
import type { Figure } from "../../stories/story";
import { metaOf } from "../state/edit";
import { count } from "../text/format";
import { figures as figureWords } from "../text/story-words";
import { sheet as words } from "../text/teach-words";
import { Clients } from "../story-figures/Clients";
import { Regions } from "../story-figures/Mistakes";
import { Samples } from "../story-figures/Samples";
import { armsOf, metricName, rateOf, usualMetrics, type Shown } from "../story-figures/shown";
import { Asked } from "./Asked";
import { Axes } from "./Axes";
import { ArmName, FieldTable } from "./Fields";
import { rowsToAsk } from "./rows-to-ask";

interface Props {
  readonly shown: Shown;
}

const named = (shown: Shown, arms = armsOf(shown)) => arms.map((arm) => ({ id: arm.id, name: <ArmName arm={arm} shown={shown} /> }));

function Numbers({ shown, metrics }: Props & { readonly metrics: readonly string[] }) {
  const { results } = shown.run, arms = armsOf(shown).filter((a) => metrics.some((m) => rateOf(results[a.id], m)));
  return <FieldTable title={figureWords.numbers} columns={metrics.map((m) => metricName(m, metaOf(shown.spec)))} rows={named(shown, arms)} unit={(r, c) => (!rateOf(results[arms[r]!.id], metrics[c]!) ? null : metrics[c] === "targetHit" ? words.yesNo : "%")} />;
}

/** Classes whose numbers are all asked for; of more only what stands out. */
const FEW = 4;

function Classes({ shown }: Props) {
  const arms = armsOf(shown), names = shown.preview!.meta.classNames;
  if (names.length > FEW) return <FieldTable title={figureWords.classes} columns={[words.lostMost, words.pointsLost]} rows={named(shown, arms.filter((a) => a.kind !== "clean"))} unit={(_, c) => (c === 0 ? "" : words.points)} />;
  return <FieldTable title={figureWords.classes} columns={arms.map((a) => <ArmName key={a.id} arm={a} shown={shown} />)} rows={names.map((name) => ({ id: name, name }))} unit={() => "%"} />;
}

function Removed({ shown }: Props) {
  const arms = armsOf(shown).filter((a) => a.kind === "defended"), rate = (r: number, c: number) => { const report = shown.run.results[arms[r]!.id]?.filter; return c === 0 ? report?.truePositiveRate : report?.falsePositiveRate; };
  return <FieldTable title={words.removed} columns={[words.poisonedFound, words.honestLost]} rows={named(shown, arms)} unit={(r, c) => { const found = rate(r, c); return found ? words.of(count(found.n)) : null; }} />;
}

/** Of few classes the whole table of mistakes; of many the commonest one. */
function Mistakes({ shown }: Props) {
  const arms = armsOf(shown), names = shown.preview!.meta.classNames;
  if (names.length > FEW) return <FieldTable title={words.mistakes} columns={[words.wasRead, words.readAs]} rows={named(shown, arms)} unit={() => ""} />;
  return (
    <div className="grid grid-cols-2 gap-x-8 gap-y-3">
      {arms.map((arm) => <FieldTable key={arm.id} title={figureWords.confusion(arm.title)} columns={names.map((n) => words.readAsClass(n))} rows={names.map((n) => ({ id: n, name: n }))} unit={() => ""} />)}
    </div>
  );
}

/** The plane with its points; the border is drawn by hand. Those of the models without a defense come in an earlier step than the others. */
function Borders({ shown }: Props) {
  const defended = armsOf(shown).filter((a) => a.kind === "defended"), arms = defended.length > 0 ? defended : armsOf(shown);
  return (
    <div className="flex flex-col gap-2">
      <p className="text-sm">{words.border}</p>
      <Regions shown={{ ...shown, run: { ...shown.run, arms, regions: {}, results: {}, artifacts: {} } }} size="print" />
    </div>
  );
}

function Streams({ shown }: Props) {
  const arms = armsOf(shown).filter((a) => a.kind !== "clean" || !shown.spec.attack);
  return <FieldTable title={figureWords.stream} columns={[words.learned, words.dropped, words.alarm]} rows={named(shown, arms)} unit={() => ""} />;
}

/** Where the story shows what the first server sees, that is drawn; who lies is to be found. */
function Federation({ shown, server }: Props & { readonly server: boolean }) {
  const { run } = shown, arms = armsOf(shown).filter((a) => a.kind !== "clean" || !shown.spec.attack), [first] = arms, rounds = first && run.results[first.id]?.federation?.rounds;
  return (
    <div className="flex flex-col gap-3">
      {server && first && rounds && <Clients shown={{ ...shown, run: { ...run, arms: [first], results: {}, rounds: { [first.id]: rounds } } }} size="print" blind />}
      <FieldTable title={words.clients} columns={server ? [words.liars] : [words.liars, words.leftOut]} rows={named(shown, arms)} unit={() => ""} />
    </div>
  );
}

export function BlankFigure({ figure, shown }: Props & { readonly figure: Figure }) {
  switch (figure.show) {
    case "samples": return <Samples preview={shown.preview!} only={figure.only} size="print" />;
    case "numbers": return <Numbers shown={shown} metrics={figure.metrics ?? usualMetrics(shown)} />;
    case "curves": return <Axes shown={shown} />;
    case "pinned": return <Asked shown={shown} rows={rowsToAsk(shown, 1, [])} answered={false} />;
    case "confusion": return <Mistakes shown={shown} />;
    case "regions": return <Borders shown={shown} />;
    case "target": return <FieldTable title={figureWords.target} columns={[words.readAs]} rows={named(shown)} unit={() => ""} />;
    case "removed": return <Removed shown={shown} />;
    case "classes": return <Classes shown={shown} />;
    case "clients": return <Federation shown={shown} server={figure.as === "server"} />;
    case "stream": return <Streams shown={shown} />;
  }
}

/** What a Look step asks for: some inputs, and what was said of them. */
export function LookFigure({ shown, inputs, looked }: Props & { readonly inputs: number; readonly looked: readonly number[] }) {
  return <Asked shown={shown} rows={rowsToAsk(shown, inputs, looked)} answered={looked.length > 0} />;
}
