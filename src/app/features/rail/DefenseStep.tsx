/** Step 4: up to four defense pipelines, each a chain of defenses and one column on the bench, and the baselines switch. */
import { defenseApplies, defenses, setupOf, MAX_PIPELINES } from "../../../engine/index";
import { addDefense, canJoin, metaOf, planOf } from "../../state/edit";
import { changeSpec, useExperiment } from "../../state/experiment";
import { useHidden } from "../../state/view-options";
import { rail as words } from "../../text/words";
import { useLocked } from "../../ui/lock";
import { Switch } from "../../ui/Switch";
import { DefenderForms } from "./DefenderForms";
import { DefenseChain } from "./DefenseChain";
import { PluginSelect } from "./PluginSelect";
import { defensesElsewhere } from "./elsewhere";
import { byStage, groupOf } from "./stages";

/** Stands in the select as the invitation to choose; never a plug-in's id. */
const ADD = "";

export function DefenseStep() {
  const spec = useExperiment((s) => s.spec);
  const meta = metaOf(spec), plan = planOf(spec, meta);
  const supports = (id: string) => (meta ? defenseApplies(defenses.find(id)!, setupOf(spec, meta, plan)) : true);
  const left = meta ? defensesElsewhere(byStage, setupOf(spec, meta, plan)) : [];
  const full = spec.defenses.length >= MAX_PIPELINES, locked = useLocked(), noBaselines = useHidden("baselines");
  return (
    <div className="flex flex-col gap-4">
      {spec.defenses.length === 0 && <p className="text-sm text-muted">{words.noDefense}</p>}
      {spec.defenses.map((chain, i) => <DefenseChain key={i} chain={chain} pipeline={i} supports={supports} left={left} />)}
      {!locked && <PluginSelect
        label={words.addPipeline}
        hideLabel
        value={ADD}
        first={{ value: ADD, label: spec.defenses.length === 0 ? words.addFirst : words.addPipeline }}
        plugins={byStage}
        groupOf={groupOf}
        left={left}
        supports={(id) => (full ? words.fourAtMost : supports(id) === true ? canJoin(spec, [], id) : supports(id))}
        onChange={(id) => id !== ADD && changeSpec(addDefense(spec, id, "new"))}
      />}
      <DefenderForms />
      {!noBaselines && <Switch label={words.baselines} checked={spec.baselines} onChange={(baselines) => changeSpec({ ...spec, baselines })} description={words.baselinesWhy} />}
    </div>
  );
}
