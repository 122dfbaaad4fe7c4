/** Step 2: what the attacker does: the sentence with blanks, the knobs, and what the attacker must know and control. */
import { attackApplies, attacks, setupOf } from "../../../engine/index";
import { SchemaForm } from "../../form/SchemaForm";
import { chooseAttack, metaOf, planOf } from "../../state/edit";
import { applyEdit, changeSpec, useExperiment } from "../../state/experiment";
import { paramShownAs } from "../../text/attack-words";
import { aboutAttack } from "../../text/craft-words";
import { rail as words } from "../../text/words";
import { AboutPlugin } from "./AboutPlugin";
import { AttackSource } from "./AttackSource";
import { AttackerSentence } from "./AttackerSentence";
import { PluginSelect } from "./PluginSelect";
import { errorAt, errorsUnder } from "./problems";

const NONE = "none";

export function AttackStep() {
  const spec = useExperiment((s) => s.spec);
  const problem = useExperiment((s) => s.problem);
  const meta = metaOf(spec), plan = planOf(spec, meta);
  const plugin = spec.attack ? attacks.find(spec.attack.id) : undefined;
  // A stroke of the brush is a step of its own; a slider's way is one step.
  const strokes = paramShownAs(spec.attack, "painted-trigger");
  const set = (name: string, value: unknown) => spec.attack && changeSpec({ ...spec, attack: { ...spec.attack, params: { ...spec.attack.params, [name]: value } } }, name === strokes ? undefined : `attack.${name}`);
  return (
    <div className="flex flex-col gap-4">
      <PluginSelect
        label={words.attack}
        value={spec.attack?.id ?? NONE}
        first={{ value: NONE, label: words.noAttack }}
        plugins={attacks.all}
        groupOf={(id) => aboutAttack.groups[attacks.find(id)!.threat.goal]}
        supports={(id) => (meta ? attackApplies(attacks.find(id)!, setupOf(spec, meta, plan)) : true)}
        onChange={(id) => applyEdit(chooseAttack(spec, id === NONE ? null : id))}
        error={errorAt(problem, "attack.id")}
      />
      {plugin && spec.attack && (
        <>
          <AttackerSentence plugin={plugin} attack={spec.attack} meta={meta} onChange={set} />
          <SchemaForm key={plugin.id} schema={plugin.params} value={spec.attack.params} classNames={meta?.classNames} columnNames={meta?.columns?.map((c) => c.name)} visible={2} errors={errorsUnder(problem, "attack.params")} onChange={set} />
          <AttackSource meta={meta} />
          <AboutPlugin plugin={plugin} label={words.aboutAttack} facts={[[words.knows, plugin.threat.knows], [words.controls, plugin.threat.controls], [aboutAttack.fails, plugin.fails]]} atlas={plugin.atlas} />
        </>
      )}
    </div>
  );
}
