/** The clients of a federation round by round, with the truth about them or as the server sees them: whose messages were like the others', and whose word counted. One can be picked where the story asks for it; what becomes of it is decided elsewhere. */
import { useMemo, useState } from "react";
import { maliciousClients, type RoundRecord } from "../../engine/index";
import { ClientDots } from "../features/federation/ClientDots";
import { ClientLegend } from "../features/federation/ClientLegend";
import { extentOf, isHidden, lengthsOf, markOf, mixes, type ArmRounds, type Mark } from "../features/federation/rounds";
import { useFilm } from "../features/federation/use-film";
import { film as filmWords, hidden, serverSentence } from "../text/federation-words";
import { figures as words } from "../text/story-words";
import { cx } from "../ui/cx";
import { EmptyState } from "../ui/EmptyState";
import { Segmented } from "../ui/Segmented";
import { Slider } from "../ui/Slider";
import { armsOf, isLive, nameOfArm, type FigureSize, type Shown } from "./shown";
import { sideBySide } from "./side-by-side";

const MARKS: readonly Mark[] = ["used", "weightless", "rejected"];
const NONE: readonly RoundRecord[] = [], NOBODY: ReadonlySet<number> = new Set();

type View = "direction" | "length";

export interface ClientsProps {
  readonly shown: Shown;
  readonly size: FigureSize;
  /** Without the truth about them. */
  readonly blind?: boolean;
  /** Lets one of them be picked. */
  readonly pick?: { readonly client: number | null; readonly onPick: (client: number) => void };
}

export function Clients({ shown, size, blind = false, pick }: ClientsProps) {
  // Each by itself along the scale of lengths, where directions lie on each other: there a finger finds every one.
  const { run, spec } = shown, { federated, seed } = spec, [client, setClient] = useState<number | null>(null), [view, setView] = useState<View>(pick ? "length" : "direction");
  const arms = useMemo<readonly ArmRounds[]>(() => armsOf(shown).filter((a) => a.kind !== "clean" || !spec.attack).map((arm) => ({ arm, title: nameOfArm(arm, shown), chain: spec.defenses[arm.pipeline ?? -1] ?? [], rounds: run.results[arm.id]?.federation?.rounds ?? run.rounds[arm.id] ?? NONE })), [shown, spec, run.results, run.rounds]);
  const known = Math.max(0, ...arms.map((a) => a.rounds.length)), film = useFilm(known), malicious = useMemo(() => (blind ? null : spec.attack ? new Set(maliciousClients(seed, federated)) : NOBODY), [blind, spec.attack, seed, federated]), held = useMemo(() => (pick?.client === null || !pick ? NOBODY : new Set([pick.client])), [pick]);
  if (known === 0) return <EmptyState title={words.noRun} minHeight={200} />;
  const all = arms.flatMap((a) => a.rounds), extent = extentOf(all.filter((r) => r.round === film.now)), lengths = lengthsOf(all);
  const here = all.filter((r) => r.round === film.now).flatMap((r) => r.clients), marks = MARKS.filter((m) => here.some((c) => c.at !== null && markOf(c) === m));
  const said = arms.flatMap(({ arm, title, chain }) => { const report = run.results[arm.id]?.federation; return report?.clients.some((c) => c.malicious) ? [serverSentence(arm.kind === "defended" ? title : null, report, mixes(chain))] : []; });
  return (
    <figure className="m-0 flex min-w-0 flex-col gap-3">
      <h3 className="text-sm font-semibold">{words.clients}</h3>
      {isLive(size) && known > 1 && <div className="max-w-sm"><Slider label={words.round} value={Math.max(1, film.now)} min={1} max={Math.max(2, federated.rounds)} step={1} whole unit={filmWords.outOf(federated.rounds)} onChange={(round) => film.seek(Math.min(round, known))} /></div>}
      {pick && <div className="max-w-sm"><Segmented<View> label={filmWords.view} hideLabel value={view} onChange={setView} options={[{ value: "length", label: filmWords.length }, { value: "direction", label: filmWords.direction }]} /></div>}
      <div className={cx("grid min-w-0 gap-x-6 gap-y-3", arms.length === 1 && "max-w-md")} style={sideBySide(arms.length, isLive(size) ? 14 : 12)}>
        {arms.map((of) => {
          const record = of.rounds.find((r) => r.round === film.now);
          if (isHidden(of.rounds)) return <EmptyState key={of.arm.id} title={hidden.title} minHeight={200}>{hidden.text(of.title)}</EmptyState>;
          return record && <ClientDots key={of.arm.id} of={of} record={record} view={view} extent={extent} lengths={lengths} clients={federated.clients} malicious={malicious} held={held} shown={client} onShow={setClient} onChoose={pick?.onPick ?? setClient} hint={pick ? filmWords.hintPick : filmWords.hintLook} />;
        })}
      </div>
      {marks.length > 0 && <ClientLegend marks={marks} truth={(malicious?.size ?? 0) > 0} held={held.size > 0} />}
      <p className="text-sm text-muted">{view === "direction" ? words.clientsWhy : filmWords.lengthWhy}</p>
      {!pick && said.length > 0 && <figcaption className="text-sm text-muted">{said.join(" ")}</figcaption>}
    </figure>
  );
}
