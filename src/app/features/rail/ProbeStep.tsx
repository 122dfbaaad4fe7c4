/** Step 5: up to four probes that try the finished models. Says what each needs and when it fails; what came out stands in the Probes panel. */
import { MAX_PROBES, probes, type Choice, type DatasetMeta } from "../../../engine/index";
import { addProbe, metaOf, planOf, removeProbe, setProbeParams } from "../../state/edit";
import { changeSpec, useExperiment } from "../../state/experiment";
import { aboutAttack } from "../../text/craft-words";
import { probeStep as words, settingsText } from "../../text/probe-words";
import { useLocked } from "../../ui/lock";
import { AboutPlugin } from "./AboutPlugin";
import { PluginCard } from "./PluginCard";
import { PluginSelect } from "./PluginSelect";

/** Stands in the select as the invitation to choose; never a plug-in's id. */
const ADD = "";

function OneProbe({ choice, position, meta }: { readonly choice: Choice; readonly position: number; readonly meta: DatasetMeta | null }) {
  const spec = useExperiment((s) => s.spec), plugin = probes.find(choice.id);
  if (!plugin) return null;
  return (
    <PluginCard
      plugin={plugin} choice={choice} path={`probes.${position}`} meta={meta} className="rounded-lg border border-line px-2" line={settingsText(choice)} lineFolded intro={plugin.summary}
      about={<AboutPlugin plugin={plugin} label={words.about} facts={[[words.needs, plugin.knows], [words.controls, plugin.controls], [aboutAttack.fails, plugin.fails]]} atlas={plugin.atlas} />}
      removeLabel={words.remove(plugin.title)} onRemove={() => changeSpec(removeProbe(spec, position))} onChange={(params, group) => changeSpec(setProbeParams(spec, position, params), group)}
    />
  );
}

export function ProbeStep() {
  const spec = useExperiment((s) => s.spec);
  const meta = metaOf(spec), plan = planOf(spec, meta), chosen = spec.probes, locked = useLocked();
  const supports = (id: string) => (chosen.length >= MAX_PROBES ? words.fourAtMost : meta ? probes.find(id)!.supports(plan ? { meta, plan } : { meta }) : true);
  return (
    <div id="probe-step" className="flex flex-col gap-3">
      <p className="text-sm text-muted">{words.explain} {chosen.length > 0 && words.same}</p>
      {chosen.length > 0 && (
        <ul aria-label={words.list} className="m-0 flex list-none flex-col gap-2 p-0">
          {chosen.map((choice, i) => <OneProbe key={`${i}-${choice.id}`} choice={choice} position={i} meta={meta} />)}
        </ul>
      )}
      {!locked && <PluginSelect
        label={words.add}
        hideLabel
        value={ADD}
        first={{ value: ADD, label: chosen.length === 0 ? words.add : words.another }}
        plugins={probes.all}
        supports={supports}
        onChange={(id) => id !== ADD && changeSpec(addProbe(spec, id))}
      />}
    </div>
  );
}
