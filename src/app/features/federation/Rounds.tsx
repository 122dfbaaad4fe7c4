/** The rounds as a film: play, pause, step, set, at a speed of its own; the clients of every arm side by side on the same scales. */
import { ChevronLeft, ChevronRight, EyeOff, Pause, Play } from "lucide-react";
import { useMemo, useState } from "react";
import { defenses } from "../../../engine/index";
import { armStyles, toneOf } from "../../charts/arm-style";
import { film as words, hidden } from "../../text/federation-words";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { IconButton } from "../../ui/IconButton";
import { Segmented } from "../../ui/Segmented";
import { Select } from "../../ui/Select";
import { Slider } from "../../ui/Slider";
import { ClientDots } from "./ClientDots";
import { ClientLegend } from "./ClientLegend";
import { extentOf, isHidden, lengthsOf, type ArmRounds, type Mark } from "./rounds";
import { SPEEDS, type Film, type Speed } from "./use-film";

export interface RoundsProps {
  readonly arms: readonly ArmRounds[];
  readonly film: Film;
  /** Rounds that the run will have. */
  readonly length: number;
  readonly clients: number;
  readonly malicious: ReadonlySet<number> | null;
  /** Whether the attacker acts in a round; null while the truth is hidden. */
  readonly attacked: ((round: number) => boolean) | null;
  /** The round that a client chosen now would be in quarantine from. */
  readonly from: number;
  readonly heldOf: (of: ArmRounds) => ReadonlySet<number>;
  readonly shown: number | null;
  readonly onShow: (client: number | null) => void;
  readonly onChoose: (of: ArmRounds, client: number) => void;
}

/** The same scales for every arm: of the plane those of this round, of the lengths those of all rounds. */
function scalesOf(arms: readonly ArmRounds[], now: number) {
  const all = arms.flatMap((a) => a.rounds), here = all.filter((r) => r.round === now), extent = extentOf(here);
  return { extent, lengths: lengthsOf(all), beyond: here.some((r) => r.clients.some((c) => c.at !== null && Math.max(Math.abs(c.at[0]), Math.abs(c.at[1])) > extent)) };
}

const MARKS: readonly Mark[] = ["used", "weightless", "rejected"];

/** The arm of a protocol that hides single updates: why there is nothing to see. */
function Hidden({ of }: { readonly of: ArmRounds }) {
  const hider = of.chain.flatMap((c) => defenses.find(c.id) ?? []).find((d) => "hides" in d && d.hides === true);
  return (
    <section aria-label={words.of(of.title)} className="flex min-w-0 flex-col gap-1">
      <h4 className="min-h-7 text-sm leading-7 font-semibold" style={{ color: armStyles[toneOf(of.arm.kind)].text }}>{of.title}</h4>
      <EmptyState icon={<EyeOff />} title={hidden.title} minHeight={270}>{hidden.text(hider?.title ?? of.title)} {hidden.next}</EmptyState>
    </section>
  );
}

export function Rounds({ arms, film, length, clients, malicious, attacked, from, heldOf, shown, onShow, onChoose }: RoundsProps) {
  const [view, setView] = useState<"direction" | "length">("direction"), { now } = film, known = Math.max(0, ...arms.map((a) => a.rounds.length));
  const { extent, lengths, beyond } = useMemo(() => scalesOf(arms, now), [arms, now]);
  return (
    <section aria-label={words.title} className="flex min-w-0 flex-col gap-3">
      <h3 className="font-semibold">{words.title}</h3>
      <div className="flex flex-wrap items-end gap-x-3 gap-y-2">
        <Button size="sm" icon={film.playing ? <Pause /> : <Play />} disabledReason={known < 2 ? words.none(2) : undefined} onClick={film.toggle}>{film.playing ? words.pause : now >= known ? words.again : words.play}</Button>
        <span className="flex">
          <IconButton size="md" label={words.back} icon={<ChevronLeft aria-hidden="true" />} onClick={() => film.seek(now - 1)} />
          <IconButton size="md" label={words.forward} icon={<ChevronRight aria-hidden="true" />} onClick={() => film.seek(now + 1)} />
        </span>
        <div className="min-w-48 flex-1"><Slider label={words.round} value={Math.max(1, now)} min={1} max={Math.max(2, length)} step={1} whole unit={words.outOf(length)} onChange={(round) => film.seek(Math.min(round, known))} /></div>
        <div className="w-36"><Select<Speed> size="sm" label={words.speed} hideLabel value={film.speed} onChange={film.setSpeed} options={SPEEDS.map((s) => ({ value: s, label: words.speedOf(s) }))} /></div>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div><Segmented<"direction" | "length"> label={words.view} hideLabel value={view} onChange={setView} options={[{ value: "direction", label: words.direction }, { value: "length", label: words.length }]} /></div>
        <p className="min-w-0 flex-1 basis-80 text-sm text-muted">{view === "direction" ? words.directionWhy : words.lengthWhy} {attacked && now > 0 && (attacked(now) ? words.attacked : words.calm)}</p>
      </div>
      <div className="grid min-w-0 grid-cols-[repeat(auto-fit,minmax(min(100%,17rem),1fr))] gap-x-4 gap-y-3">
        {arms.map((of) => {
          if (isHidden(of.rounds)) return <Hidden key={of.arm.id} of={of} />;
          const record = of.rounds.find((r) => r.round === now);
          return record
            ? <ClientDots key={of.arm.id} of={of} record={record} view={view} extent={extent} lengths={lengths} clients={clients} malicious={malicious} held={heldOf(of)} shown={shown} onShow={onShow} onChoose={(c) => onChoose(of, c)} hint={words.hint(from)} />
            : <section key={of.arm.id} aria-label={words.of(of.title)} className="flex min-h-80 flex-col gap-1"><h4 className="text-sm leading-7 font-semibold" style={{ color: armStyles[toneOf(of.arm.kind)].text }}>{of.title}</h4><p className="text-sm text-muted">{words.none(Math.max(1, now))}</p></section>;
        })}
      </div>
      <ClientLegend marks={MARKS} truth={malicious !== null} held edge={beyond && view === "direction"} />
      <p className="text-sm text-muted">{words.hint(from)}</p>
    </section>
  );
}
