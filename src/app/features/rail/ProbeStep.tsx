/** Step 5: up to four probes that try the finished models. Says what each needs and when it fails; what came out stands in the Probes panel. */
import { ChevronDown, Info, Trash2 } from "lucide-react";
import { useId, useState } from "react";
import { MAX_PROBES, probes, type Choice, type DatasetMeta } from "../../../engine/index";
import { SchemaForm } from "../../form/SchemaForm";
import { addProbe, metaOf, planOf, removeProbe, setProbeParams } from "../../state/edit";
import { changeSpec, useExperiment } from "../../state/experiment";
import { aboutAttack } from "../../text/craft-words";
import { probeStep as words, settingsText } from "../../text/probe-words";
import { rail } from "../../text/words";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { IconButton } from "../../ui/IconButton";
import { Popover } from "../../ui/Popover";
import { PaperLine } from "./PaperLine";
import { PluginSelect } from "./PluginSelect";
import { errorAt, errorsUnder } from "./problems";

/** Stands in the select as the invitation to choose; never a plug-in's id. */
const ADD = "";

function About({ id }: { readonly id: string }) {
  const plugin = probes.find(id);
  if (!plugin) return null;
  return (
    <Popover title={plugin.title} trigger={<Button size="sm" variant="ghost" icon={<Info />} className="-ml-2 self-start">{words.about}</Button>}>
      <div className="flex flex-col gap-2 text-sm">
        <p>{plugin.summary}</p>
        <p><span className="font-medium">{words.needs}</span> <span className="text-muted">{plugin.knows}</span></p>
        <p><span className="font-medium">{words.controls}</span> <span className="text-muted">{plugin.controls}</span></p>
        <p><span className="font-medium">{aboutAttack.fails}</span> <span className="text-muted">{plugin.fails}</span></p>
        {plugin.atlas && <p className="text-muted">{rail.atlas(plugin.atlas)}</p>}
        <PaperLine paper={plugin.paper} />
      </div>
    </Popover>
  );
}

function OneProbe({ choice, position, meta }: { readonly choice: Choice; readonly position: number; readonly meta: DatasetMeta | null }) {
  const spec = useExperiment((s) => s.spec);
  const problem = useExperiment((s) => s.problem);
  const path = `probes.${position}`, errors = errorsUnder(problem, `${path}.params`);
  const [wanted, setOpen] = useState(false);
  const open = wanted || Object.keys(errors).length > 0;
  const bodyId = useId();
  const plugin = probes.find(choice.id);
  if (!plugin) return null;
  const whole = errorAt(problem, `${path}.id`);
  return (
    <li className="rounded-lg border border-line px-2">
      <div className="flex items-center gap-0.5">
        <button type="button" aria-expanded={open} aria-controls={bodyId} onClick={() => setOpen(!open)} className="flex min-h-10 min-w-0 flex-1 items-center gap-1.5 rounded-md px-1 py-1 text-left leading-snug hover:bg-hover">
          <ChevronDown aria-hidden="true" className={cx("size-4 shrink-0 text-muted transition-transform duration-150", !open && "-rotate-90")} />
          <span className="min-w-0">
            <span className="block font-medium">{plugin.title}</span>
            {!open && <span className="block text-xs break-words text-muted">{settingsText(choice)}</span>}
          </span>
        </button>
        <IconButton size="sm" label={words.remove(plugin.title)} icon={<Trash2 aria-hidden="true" className="text-muted" />} onClick={() => changeSpec(removeProbe(spec, position))} />
      </div>
      {whole && <p className="pb-2 pl-6 text-sm text-error">{whole}</p>}
      <div id={bodyId} hidden={!open} className="flex flex-col gap-3 pt-1 pb-3 pl-6">
        {open && (
          <>
            <p className="text-sm text-muted">{plugin.summary}</p>
            <SchemaForm schema={plugin.params} value={choice.params} classNames={meta?.classNames} columnNames={meta?.columns?.map((c) => c.name)} visible={3} errors={errors} onChange={(name, value) => changeSpec(setProbeParams(spec, position, { ...choice.params, [name]: value }), `${path}.${name}`)} />
            <About id={plugin.id} />
          </>
        )}
      </div>
    </li>
  );
}

export function ProbeStep() {
  const spec = useExperiment((s) => s.spec);
  const meta = metaOf(spec), plan = planOf(spec, meta), chosen = spec.probes;
  const supports = (id: string) => (chosen.length >= MAX_PROBES ? words.fourAtMost : meta ? probes.find(id)!.supports(plan ? { meta, plan } : { meta }) : true);
  return (
    <div id="probe-step" className="flex flex-col gap-3">
      <p className="text-sm text-muted">{words.explain} {chosen.length > 0 && words.same}</p>
      {chosen.length > 0 && (
        <ul aria-label={words.list} className="m-0 flex list-none flex-col gap-2 p-0">
          {chosen.map((choice, i) => <OneProbe key={`${i}-${choice.id}`} choice={choice} position={i} meta={meta} />)}
        </ul>
      )}
      <PluginSelect
        label={words.add}
        hideLabel
        value={ADD}
        first={{ value: ADD, label: chosen.length === 0 ? words.add : words.another }}
        plugins={probes.all}
        supports={supports}
        onChange={(id) => id !== ADD && changeSpec(addProbe(spec, id))}
      />
    </div>
  );
}
