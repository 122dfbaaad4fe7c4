/**
 * All data sets as cards by kind, each with its story. Choosing one puts it on the bench with a model and an attack that
 * work on it; undo takes it back. Loads nothing until then.
 */
import { Check } from "lucide-react";
import { datasets, type DatasetPlugin, type Modality } from "../../../engine/index";
import { startDataset } from "../../state/edit";
import { applyEdit, useExperiment } from "../../state/experiment";
import { chooseOwnSet, openOwnData, useOwnSets } from "../../state/own";
import { setView, useView } from "../../state/view";
import { chooser as words } from "../../text/scenario-words";
import { rail } from "../../text/words";
import { Badge } from "../../ui/Badge";
import { Dialog } from "../../ui/Dialog";
import { ModalityPicture } from "./ModalityPicture";

const close = () => setView({ dialog: null });
const ORDER = Object.keys(words.groups) as Modality[];

interface CardProps {
  readonly scenario: string;
  readonly title: string;
  readonly text: string;
  readonly size?: string;
  readonly modality: Modality;
  readonly chosen?: boolean;
  readonly synthetic?: boolean;
  readonly onClick: () => void;
}

function Card({ scenario, title, text, size, modality, chosen, synthetic, onClick }: CardProps) {
  return (
    <button type="button" aria-pressed={chosen} onClick={onClick} className="flex h-full w-full gap-3 rounded-lg border border-line bg-paper p-3 text-start hover:border-edge hover:bg-hover aria-pressed:border-ink">
      <ModalityPicture modality={modality} />
      <span className="flex min-w-0 flex-1 flex-col gap-1">
        <span className="flex flex-wrap items-baseline gap-x-2"><strong className="font-semibold">{scenario}</strong>{title !== scenario && <span className="text-sm text-muted">{title}</span>}</span>
        <span className="text-sm leading-snug">{text}</span>
        <span className="mt-auto flex flex-wrap items-center gap-x-2 gap-y-1 pt-1 text-xs text-muted">
          {synthetic !== undefined && <Badge>{synthetic ? rail.synthetic : words.real}</Badge>}
          {chosen && <Badge icon={<Check />}>{words.chosen}</Badge>}
          {size && <span>{size}</span>}
        </span>
      </span>
    </button>
  );
}

const modalityOf = (plugin: DatasetPlugin): Modality => plugin.meta(plugin.params.parse({})).modality;

function OwnCards() {
  const sets = useOwnSets(), spec = useExperiment((s) => s.spec);
  return (
    <>
      <li><Card scenario={words.ownTitle} title={words.ownTitle} text={words.ownText} modality="tabular" onClick={() => openOwnData()} /></li>
      {sets.map((set) => (
        <li key={set.hash}>
          <Card scenario={set.title} title={set.title} text={words.ownFacts(set.rows, set.classes)} modality={set.modality} chosen={spec.dataset.params["hash"] === set.hash} onClick={() => { close(); void chooseOwnSet(set.hash); }} />
        </li>
      ))}
    </>
  );
}

export function ScenarioDialog() {
  const open = useView((s) => s.dialog === "scenarios");
  const spec = useExperiment((s) => s.spec);
  const listed = datasets.all.filter((d) => !d.supplied).map((plugin) => ({ plugin, modality: modalityOf(plugin) }));
  const choose = (id: string) => {
    close();
    if (id !== spec.dataset.id) applyEdit(startDataset(spec, id));
  };
  const grid = "m-0 grid list-none gap-3 p-0 sm:grid-cols-2 lg:grid-cols-3";
  return (
    <Dialog open={open} onOpenChange={(next) => setView({ dialog: next ? "scenarios" : null })} title={words.title} description={words.description} size="wide">
      <div className="flex flex-col gap-5 pb-4">
        {ORDER.map((modality) => (
          <section key={modality} aria-label={words.groups[modality]}>
            <h3 className="mb-2 font-semibold">{words.groups[modality]}</h3>
            <ul className={grid}>
              {listed.filter((d) => d.modality === modality).map(({ plugin }) => (
                <li key={plugin.id}>
                  <Card scenario={plugin.scenario} title={plugin.title} text={plugin.summary} size={plugin.facts.size} modality={modality} chosen={plugin.id === spec.dataset.id} synthetic={plugin.facts.synthetic} onClick={() => choose(plugin.id)} />
                </li>
              ))}
            </ul>
          </section>
        ))}
        <section aria-label={words.own}>
          <h3 className="mb-2 font-semibold">{words.own}</h3>
          <ul className={grid}><OwnCards /></ul>
        </section>
      </div>
    </Dialog>
  );
}
