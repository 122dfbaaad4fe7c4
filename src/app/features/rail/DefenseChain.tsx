/** One defense pipeline: its defenses in order, each with its knobs, to be moved, taken out or added to. */
import { ArrowDown, ArrowUp, ChevronDown, Trash2 } from "lucide-react";
import { useId, useState } from "react";
import { defenses, type Choice } from "../../../engine/index";
import { SchemaForm } from "../../form/SchemaForm";
import { addDefense, canMove, moveDefense, removeDefense, setDefenseParams, type Place } from "../../state/edit";
import { changeSpec, useExperiment } from "../../state/experiment";
import { rail as words } from "../../text/words";
import { cx } from "../../ui/cx";
import { IconButton } from "../../ui/IconButton";
import { PaperLine } from "./PaperLine";
import { PluginSelect } from "./PluginSelect";
import { errorAt, errorsUnder } from "./problems";

const ADD = "";
const MAX_CHAIN = 4;

function Link({ choice, place, single }: { readonly choice: Choice; readonly place: Place; readonly single: boolean }) {
  const spec = useExperiment((s) => s.spec);
  const problem = useExperiment((s) => s.problem);
  const plugin = defenses.find(choice.id);
  const path = `defenses.${place.pipeline}.${place.position}`;
  const errors = errorsUnder(problem, `${path}.params`);
  const [wanted, setOpen] = useState(false);
  const open = wanted || Object.keys(errors).length > 0;
  const bodyId = useId();
  if (!plugin) return null;
  const whole = errorAt(problem, `${path}.id`);
  return (
    <li className="border-b border-line last:border-0">
      <div className="flex items-center gap-0.5">
        <button type="button" aria-expanded={open} aria-controls={bodyId} onClick={() => setOpen(!open)} className="flex min-h-10 min-w-0 flex-1 items-center gap-1.5 rounded-md px-1 py-1 text-left leading-snug hover:bg-hover">
          <ChevronDown aria-hidden="true" className={cx("size-4 shrink-0 text-muted transition-transform duration-150", !open && "-rotate-90")} />
          <span className="min-w-0">
            <span className="block font-medium">{plugin.title}</span>
            <span className="block text-xs text-muted">{plugin.stage === "filter" ? words.filters : words.repairs}</span>
          </span>
        </button>
        {!single && <IconButton size="sm" label={words.earlier(plugin.title)} icon={<ArrowUp aria-hidden="true" />} disabledReason={canMove(spec, place, -1) ? undefined : words.cannotMove} onClick={() => changeSpec(moveDefense(spec, place, -1))} />}
        {!single && <IconButton size="sm" label={words.later(plugin.title)} icon={<ArrowDown aria-hidden="true" />} disabledReason={canMove(spec, place, 1) ? undefined : words.cannotMove} onClick={() => changeSpec(moveDefense(spec, place, 1))} />}
        <IconButton size="sm" label={words.remove(plugin.title)} icon={<Trash2 aria-hidden="true" className="text-muted" />} onClick={() => changeSpec(removeDefense(spec, place))} />
      </div>
      {whole && <p className="pb-2 pl-6 text-sm text-error">{whole}</p>}
      <div id={bodyId} hidden={!open} className="flex flex-col gap-3 pt-1 pb-4 pl-6">
        {open && (
          <>
            <p className="text-sm text-muted">{plugin.summary} <span className="text-ink">{words.assumes(plugin.assumes)}</span></p>
            <SchemaForm schema={plugin.params} value={choice.params} visible={3} errors={errors} onChange={(name, value) => changeSpec(setDefenseParams(spec, place, { ...choice.params, [name]: value }), `${path}.${name}`)} />
            <div className="text-sm"><PaperLine paper={plugin.paper} /></div>
          </>
        )}
      </div>
    </li>
  );
}

export interface DefenseChainProps {
  readonly chain: readonly Choice[];
  readonly pipeline: number;
  readonly supports: (id: string) => true | string;
}

export function DefenseChain({ chain, pipeline, supports }: DefenseChainProps) {
  const spec = useExperiment((s) => s.spec);
  const many = spec.defenses.length > 1;
  return (
    <section aria-label={words.pipelineName(pipeline + 1)} className="rounded-lg border border-line px-2 pb-2">
      {many && <h3 className="px-1 pt-2 text-sm font-semibold text-defended">{words.pipelineName(pipeline + 1)}</h3>}
      <ol className="m-0 list-none p-0">
        {chain.map((choice, position) => <Link key={`${choice.id}-${position}`} choice={choice} place={{ pipeline, position }} single={chain.length === 1} />)}
      </ol>
      <div className="mt-1">
        <PluginSelect
          size="sm"
          label={words.addStep}
          hideLabel
          value={ADD}
          first={{ value: ADD, label: words.addStep }}
          plugins={defenses.all}
          supports={(id) => (chain.length >= MAX_CHAIN ? words.chainFull : supports(id))}
          onChange={(id) => id !== ADD && changeSpec(addDefense(spec, id, pipeline))}
        />
      </div>
    </section>
  );
}
