/** Step 2: what the attacker does: the sentence with blanks, the knobs, and what the attacker must know and control. */
import { attackApplies, attacks, setupOf, type AttackPlugin } from "../../../engine/index";
import { fieldsOf } from "../../form/fields";
import { SchemaForm } from "../../form/SchemaForm";
import { metaOf, planOf } from "../../state/edit";
import { pickAttack } from "../../state/edit-regime";
import { applyEdit, changeSpec, useExperiment } from "../../state/experiment";
import { paramShownAs } from "../../text/attack-words";
import { aboutAttack } from "../../text/craft-words";
import { attackForm } from "../../text/regime-words";
import { rail as words } from "../../text/words";
import { AboutPlugin } from "./AboutPlugin";
import { AttackSource } from "./AttackSource";
import { AttackerSentence } from "./AttackerSentence";
import { attacksElsewhere } from "./elsewhere";
import { PluginSelect } from "./PluginSelect";
import { errorAt, errorsUnder } from "../../form/field-errors";

const NONE = "none";

const descriptionOf = (plugin: AttackPlugin, name: string) => fieldsOf(plugin.params).find((f) => f.name === name)?.description;

export function AttackStep() {
  const spec = useExperiment((s) => s.spec);
  const problem = useExperiment((s) => s.problem);
  const meta = metaOf(spec), plan = planOf(spec, meta);
  const plugin = spec.attack ? attacks.find(spec.attack.id) : undefined;
  // A stroke of the brush is a step of its own; a slider's way is one step.
  const strokes = paramShownAs(spec.attack, "painted-trigger");
  const set = (name: string, value: unknown) => spec.attack && changeSpec({ ...spec, attack: { ...spec.attack, params: { ...spec.attack.params, [name]: value } } }, name === strokes ? undefined : `attack.${name}`);
  const context = meta && setupOf(spec, meta, plan), rate = spec.attack?.params["rate"];
  // In a federation only the attacker's clients can poison, in a stream only what comes back.
  const ofClients = spec.regime === "federated" && plugin && typeof rate === "number" ? { rate: { description: attackForm.rate(descriptionOf(plugin, "rate"), rate, spec.federated), unit: attackForm.rateUnit } } : undefined;
  return (
    <div className="flex flex-col gap-4">
      <PluginSelect
        label={words.attack}
        value={spec.attack?.id ?? NONE}
        first={{ value: NONE, label: words.noAttack }}
        plugins={attacks.all}
        groupOf={(id) => aboutAttack.groups[attacks.find(id)!.threat.goal]}
        supports={(id) => (context ? attackApplies(attacks.find(id)!, context) : true)}
        left={context ? attacksElsewhere(attacks.all, context) : []}
        onChange={(id) => applyEdit(pickAttack(spec, id === NONE ? null : id))}
        error={errorAt(problem, "attack.id")}
      />
      {plugin && spec.attack && (
        <>
          <AttackerSentence plugin={plugin} attack={spec.attack} meta={meta} onChange={set} />
          <SchemaForm key={plugin.id} path="attack.params" schema={plugin.params} value={spec.attack.params} classNames={meta?.classNames} columnNames={meta?.columns?.map((c) => c.name)} picture={meta?.modality === "image" ? meta.shape : undefined} visible={2} errors={errorsUnder(problem, "attack.params")} overrides={ofClients} disabledReasons={spec.regime === "online" ? { rate: attackForm.rateOnline } : undefined} onChange={set} />
          <AttackSource meta={meta} />
          <AboutPlugin plugin={plugin} label={words.aboutAttack} facts={[[words.knows, plugin.threat.knows], [words.controls, plugin.threat.controls], [aboutAttack.fails, plugin.fails]]} atlas={plugin.atlas} />
        </>
      )}
    </div>
  );
}
