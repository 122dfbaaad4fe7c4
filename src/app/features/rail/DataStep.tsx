/** Step 1: which data, how many, and what is known about them. Shows no samples; those stand on the bench. */
import { Info } from "lucide-react";
import { datasets } from "../../../engine/index";
import { SchemaForm } from "../../form/SchemaForm";
import { chooseDataset } from "../../state/edit";
import { applyEdit, changeSpec, useExperiment } from "../../state/experiment";
import { rail as words } from "../../text/words";
import { Badge } from "../../ui/Badge";
import { Button } from "../../ui/Button";
import { Popover } from "../../ui/Popover";
import { PluginSelect } from "./PluginSelect";
import { errorAt, errorsUnder } from "./problems";

function Facts({ id }: { readonly id: string }) {
  const plugin = datasets.find(id);
  if (!plugin) return null;
  const { facts } = plugin;
  const lines = [[words.source, facts.source], [words.license, facts.license], [words.size, facts.size], [words.notGoodFor, facts.notGoodFor]] as const;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {facts.synthetic && <Badge>{words.synthetic}</Badge>}
      <Popover title={plugin.title} trigger={<Button size="sm" variant="ghost" icon={<Info />} className="-ml-2">{words.about}</Button>}>
        <p className="mb-2 text-sm">{plugin.summary}</p>
        <dl className="flex flex-col gap-2 text-sm">
          {lines.map(([term, text]) => (
            <div key={term}>
              <dt className="font-medium">{term}</dt>
              <dd className="text-muted">{text}</dd>
            </div>
          ))}
        </dl>
      </Popover>
    </div>
  );
}

export function DataStep() {
  const spec = useExperiment((s) => s.spec);
  const problem = useExperiment((s) => s.problem);
  const plugin = datasets.find(spec.dataset.id);
  return (
    <div className="flex flex-col gap-4">
      <PluginSelect label={words.dataset} value={spec.dataset.id} plugins={datasets.all} supports={() => true} onChange={(id) => applyEdit(chooseDataset(spec, id))} error={errorAt(problem, "dataset.id")} />
      <Facts id={spec.dataset.id} />
      {plugin && (
        <SchemaForm
          schema={plugin.params}
          value={spec.dataset.params}
          errors={errorsUnder(problem, "dataset.params")}
          onChange={(name, value) => changeSpec({ ...spec, dataset: { ...spec.dataset, params: { ...spec.dataset.params, [name]: value } } }, `dataset.${name}`)}
        />
      )}
    </div>
  );
}
