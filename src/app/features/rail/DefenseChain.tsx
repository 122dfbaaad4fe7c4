/** One defense pipeline: its defenses in order, each with its knobs, to be moved, taken out or added to. */
import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { STAGE_DOES, defenses, MAX_CHAIN, type Choice } from "../../../engine/index";
import { addDefense, canJoin, canMove, metaOf, moveDefense, removeDefense, setDefenseParams, type Place } from "../../state/edit";
import { changeSpec, useExperiment } from "../../state/experiment";
import { trustedForm } from "../../text/evidence-words";
import { rail as words } from "../../text/words";
import { IconButton } from "../../ui/IconButton";
import { useLocked } from "../../ui/lock";
import { PaperLine } from "./PaperLine";
import { PluginCard } from "./PluginCard";
import { PluginSelect } from "./PluginSelect";
import type { Left } from "./elsewhere";
import { byStage, groupOf } from "./stages";

const ADD = "";

function Link({ choice, place, single }: { readonly choice: Choice; readonly place: Place; readonly single: boolean }) {
  const spec = useExperiment((s) => s.spec), plugin = defenses.find(choice.id);
  if (!plugin) return null;
  const move = (by: -1 | 1, label: string, icon: ReactNode) =>
    <IconButton size="sm" label={label} icon={icon} disabledReason={canMove(spec, place, by) ? undefined : words.cannotMove} onClick={() => changeSpec(moveDefense(spec, place, by))} />;
  return (
    <PluginCard
      plugin={plugin} choice={choice} path={`defenses.${place.pipeline}.${place.position}`} meta={metaOf(spec)} className="border-b border-line last:border-0"
      line={STAGE_DOES[plugin.stage]} intro={<>{plugin.summary} <span className="text-ink">{words.assumes(plugin.assumes)}</span>{plugin.needsTrusted && <span className="mt-1 block text-ink">{trustedForm.needs}</span>}</>} about={<div className="text-sm"><PaperLine paper={plugin.paper} /></div>}
      actions={!single && <>{move(-1, words.earlier(plugin.title), <ArrowUp aria-hidden="true" />)}{move(1, words.later(plugin.title), <ArrowDown aria-hidden="true" />)}</>}
      removeLabel={words.remove(plugin.title)} onRemove={() => changeSpec(removeDefense(spec, place))} onChange={(params, group) => changeSpec(setDefenseParams(spec, place, params), group)}
    />
  );
}

export interface DefenseChainProps {
  readonly chain: readonly Choice[];
  readonly pipeline: number;
  readonly supports: (id: string) => true | string;
  /** What the menus leave out. */
  readonly left: readonly Left[];
}

export function DefenseChain({ chain, pipeline, supports, left }: DefenseChainProps) {
  const spec = useExperiment((s) => s.spec);
  const many = spec.defenses.length > 1, locked = useLocked();
  return (
    <section aria-label={words.pipelineName(pipeline + 1)} className="rounded-lg border border-line px-2 pb-2">
      {many && <h3 className="px-1 pt-2 text-sm font-semibold text-defended">{words.pipelineName(pipeline + 1)}</h3>}
      <ol className="m-0 list-none p-0">
        {chain.map((choice, position) => <Link key={`${choice.id}-${position}`} choice={choice} place={{ pipeline, position }} single={chain.length === 1} />)}
      </ol>
      {!locked && <div className="mt-1">
        <PluginSelect
          size="sm"
          label={words.addStep}
          hideLabel
          value={ADD}
          first={{ value: ADD, label: words.addStep }}
          plugins={byStage}
          groupOf={groupOf}
          left={left}
          supports={(id) => (chain.length >= MAX_CHAIN ? words.chainFull : supports(id) === true ? canJoin(spec, chain, id) : supports(id))}
          onChange={(id) => id !== ADD && changeSpec(addDefense(spec, id, pipeline))}
        />
      </div>}
    </section>
  );
}
