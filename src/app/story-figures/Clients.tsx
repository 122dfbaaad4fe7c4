/** The clients of a federation round by round, with the truth about them: whose messages were like the others', and whose word counted. Quarantine is the lab's. */
import { useMemo, useState } from "react";
import { maliciousClients, type RoundRecord } from "../../engine/index";
import { ClientDots } from "../features/federation/ClientDots";
import { ClientLegend } from "../features/federation/ClientLegend";
import { extentOf, isHidden, lengthsOf, markOf, type ArmRounds, type Mark } from "../features/federation/rounds";
import { useFilm } from "../features/federation/use-film";
import { hidden, serverSentence } from "../text/federation-words";
import { figures as words } from "../text/story-words";
import { cx } from "../ui/cx";
import { EmptyState } from "../ui/EmptyState";
import { Slider } from "../ui/Slider";
import { armsOf, isLive, nameOfArm, type FigureSize, type Shown } from "./shown";
import { sideBySide } from "./side-by-side";

const MARKS: readonly Mark[] = ["used", "weightless", "rejected"];
const NONE: readonly RoundRecord[] = [], NOBODY: ReadonlySet<number> = new Set();

export function Clients({ shown, size }: { readonly shown: Shown; readonly size: FigureSize }) {
  const { run, spec } = shown, { federated, seed } = spec, [client, setClient] = useState<number | null>(null);
  const arms = useMemo<readonly ArmRounds[]>(() => armsOf(shown).filter((a) => a.kind !== "clean" || !spec.attack).map((arm) => ({ arm, title: nameOfArm(arm, shown), chain: spec.defenses[arm.pipeline ?? -1] ?? [], rounds: run.results[arm.id]?.federation?.rounds ?? run.rounds[arm.id] ?? NONE })), [shown, spec, run.results, run.rounds]);
  const known = Math.max(0, ...arms.map((a) => a.rounds.length)), film = useFilm(known), malicious = useMemo(() => (spec.attack ? new Set(maliciousClients(seed, federated)) : NOBODY), [spec.attack, seed, federated]);
  if (known === 0) return <EmptyState title={words.noRun} minHeight={200} />;
  const all = arms.flatMap((a) => a.rounds), extent = extentOf(all.filter((r) => r.round === film.now)), lengths = lengthsOf(all);
  const here = all.filter((r) => r.round === film.now).flatMap((r) => r.clients), marks = MARKS.filter((m) => here.some((c) => c.at !== null && markOf(c) === m));
  const said = arms.flatMap(({ arm, title }) => { const report = run.results[arm.id]?.federation; return report?.clients.some((c) => c.malicious) ? [serverSentence(arm.kind === "defended" ? title : null, report)] : []; });
  return (
    <figure className="m-0 flex min-w-0 flex-col gap-3">
      <h3 className="text-sm font-semibold">{words.clients}</h3>
      {isLive(size) && known > 1 && <div className="max-w-sm"><Slider label={words.round} value={Math.max(1, film.now)} min={1} max={Math.max(2, federated.rounds)} step={1} whole unit={words.rounds} onChange={(round) => film.seek(Math.min(round, known))} /></div>}
      <div className={cx("grid min-w-0 gap-x-6 gap-y-3", arms.length === 1 && "max-w-md")} style={sideBySide(arms.length, 14)}>
        {arms.map((of) => {
          const record = of.rounds.find((r) => r.round === film.now);
          if (isHidden(of.rounds)) return <EmptyState key={of.arm.id} title={hidden.title} minHeight={200}>{hidden.text(of.title)}</EmptyState>;
          return record && <ClientDots key={of.arm.id} of={of} record={record} view="direction" extent={extent} lengths={lengths} clients={federated.clients} malicious={malicious} held={NOBODY} shown={client} onShow={setClient} onChoose={setClient} />;
        })}
      </div>
      {marks.length > 0 && <ClientLegend marks={marks} truth={malicious.size > 0} />}
      <p className="text-sm text-muted">{words.clientsWhy}</p>
      {said.length > 0 && <figcaption className="text-sm text-muted">{said.join(" ")}</figcaption>}
    </figure>
  );
}
