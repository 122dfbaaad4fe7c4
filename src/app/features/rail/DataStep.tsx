/** Step 1: which data, how many, and what is known about them. Shows no samples; those stand on the bench. */
import { Info, LayoutGrid } from "lucide-react";
import { datasets } from "../../../engine/index";
import { SchemaForm } from "../../form/SchemaForm";
import { chooseDataset, metaOf } from "../../state/edit";
import { applyEdit, changeSpec, useExperiment } from "../../state/experiment";
import { chooseOwnSet, openOwnData, useOwnSets } from "../../state/own";
import { setView } from "../../state/view";
import { useHidden } from "../../state/view-options";
import { chooser } from "../../text/scenario-words";
import { rail as words } from "../../text/words";
import { Badge } from "../../ui/Badge";
import { Button } from "../../ui/Button";
import { useLocked } from "../../ui/lock";
import { Select } from "../../ui/Select";
import { Contributors } from "./Contributors";
import { errorAt, errorsUnder } from "../../form/field-errors";

function Facts({ id }: { readonly id: string }) {
  const plugin = datasets.find(id), locked = useLocked(), noScenarios = useHidden("scenarios");
  if (!plugin) return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {plugin.facts.synthetic && <Badge>{words.synthetic}</Badge>}
      {!locked && !noScenarios && <Button size="sm" variant="ghost" icon={<LayoutGrid />} className="-ms-2" onClick={() => setView({ dialog: "scenarios", drawer: null })}>{chooser.open}</Button>}
      <Button size="sm" variant="ghost" icon={<Info />} className="-ms-2" onClick={() => setView({ dialog: "data", drawer: null })}>{words.about}</Button>
    </div>
  );
}

/** Opens the dialog for own data; followed by / and a hash: one of the sets that are there. */
const OWN = "own";

export function DataStep() {
  const spec = useExperiment((s) => s.spec);
  const problem = useExperiment((s) => s.problem);
  const plugin = datasets.find(spec.dataset.id), sets = useOwnSets();
  const options = [
    ...datasets.all.filter((d) => !d.supplied).map((d) => ({ value: d.id, label: d.title, hint: d.scenario === d.title ? undefined : d.scenario })),
    ...sets.map((s) => ({ value: `${OWN}/${s.hash}`, label: s.title, hint: chooser.own })),
    { value: OWN, label: `${chooser.ownTitle}…`, hint: chooser.ownText },
  ];
  const choose = (id: string) => {
    if (id === OWN) openOwnData();
    else if (id.startsWith(`${OWN}/`)) void chooseOwnSet(id.slice(OWN.length + 1));
    else applyEdit(chooseDataset(spec, id));
  };
  return (
    <div className="flex flex-col gap-4">
      <Select label={words.dataset} value={spec.dataset.id === OWN ? `${OWN}/${String(spec.dataset.params["hash"])}` : spec.dataset.id} options={options} onChange={choose} error={errorAt(problem, "dataset.id")} />
      <Facts id={spec.dataset.id} />
      {plugin && (
        <SchemaForm
          path="dataset.params"
          schema={plugin.params}
          value={spec.dataset.params}
          errors={errorsUnder(problem, "dataset.params")}
          onChange={(name, value) => changeSpec({ ...spec, dataset: { ...spec.dataset, params: { ...spec.dataset.params, [name]: value } } }, `dataset.${name}`)}
        />
      )}
      <Contributors meta={metaOf(spec)} />
    </div>
  );
}
