/** Step 3: how the victim learns, the model, how it is trained and from what start, the seed, and which backend computes. */
import { Dices } from "lucide-react";
import { models, trainingSchema, type DatasetMeta, type ParamsSchema, type Spec, type Training } from "../../../engine/index";
import { SchemaForm } from "../../form/SchemaForm";
import { useBackend } from "../../state/backend";
import { chooseModel, metaOf } from "../../state/edit";
import { chooseRegime, chooseTransfer } from "../../state/edit-regime";
import { applyEdit, changeSpec, useExperiment } from "../../state/experiment";
import { setBackend, useView } from "../../state/view";
import { backendHints, backendNames, backendSentence } from "../../text/backend";
import { learning } from "../../text/regime-words";
import { rail as words } from "../../text/words";
import { Button } from "../../ui/Button";
import { LockContext, useLocked } from "../../ui/lock";
import { NumberField } from "../../ui/NumberField";
import { Select } from "../../ui/Select";
import { PluginSelect } from "./PluginSelect";
import { errorAt, errorsUnder } from "../../form/field-errors";
import { RegimeChoice } from "./RegimeChoice";
import { PretrainedForm, RegimeForms } from "./RegimeForms";

const MAX_SEED = 4294967295;
const training = trainingSchema as unknown as ParamsSchema;
const BACKENDS = ["auto", "wasm", "webgl", "webgpu", "cpu"] as const;

function Heading({ children }: { readonly children: string }) {
  return <h3 className="border-t border-line pt-3 text-sm font-semibold text-muted">{children}</h3>;
}

function Backend() {
  const backend = useView((s) => s.backend);
  const { status, notices } = useBackend();
  return (
    <div className="flex flex-col gap-2">
      <Select label={words.backend} value={backend} options={BACKENDS.map((id) => ({ value: id, label: backendNames[id], hint: backendHints[id] }))} onChange={setBackend} description={backendSentence(status)} />
      {[...(status?.notes ?? []), ...notices].map((note, i) => <p key={i} className="text-sm text-muted">{note.text}</p>)}
    </div>
  );
}

/** What of the training means nothing where there is no single training run: rounds and local epochs stand for the epochs. */
const HIDDEN: Readonly<Record<Spec["regime"], Readonly<Record<string, null>>>> = { central: {}, federated: { epochs: null, transfer: null }, online: { transfer: null } };

function TrainingForm({ spec }: { readonly spec: Spec }) {
  const problem = useExperiment((s) => s.problem);
  const change = (name: string, value: unknown) => (name === "transfer" ? applyEdit(chooseTransfer(spec, value as Training["transfer"])) : changeSpec({ ...spec, training: { ...spec.training, [name]: value } }, `training.${name}`));
  return (
    <SchemaForm
      path="training"
      schema={training}
      value={spec.training}
      errors={errorsUnder(problem, "training")}
      overrides={HIDDEN[spec.regime]}
      optionReasons={spec.pretrained.from === "file" ? undefined : { transfer: { "as-is": learning.asIsNeedsFile } }}
      disabledReasons={spec.training.optimizer === "adam" ? { momentum: words.momentumOnlySgd } : undefined}
      onChange={change}
    />
  );
}

/** Why a way of learning cannot be chosen with these data. */
const reasonsFor = (meta: DatasetMeta | null) => (meta?.sources ? { federated: learning.sourcesSaid(meta.title, learning.who.federated), online: learning.sourcesSaid(meta.title, learning.who.online) } : {});

export function LearningStep() {
  const spec = useExperiment((s) => s.spec);
  const problem = useExperiment((s) => s.problem);
  const plugin = models.find(spec.model.id);
  const meta = metaOf(spec), locked = useLocked();
  return (
    <div className="flex flex-col gap-4">
      <RegimeChoice value={spec.regime} reasons={reasonsFor(meta)} onChange={(regime) => applyEdit(chooseRegime(spec, regime))} error={errorAt(problem, "regime")} />
      <RegimeForms spec={spec} />
      <PluginSelect label={words.model} value={spec.model.id} plugins={models.all} supports={(id) => (meta ? models.find(id)!.supports(meta) : true)} onChange={(id) => applyEdit(chooseModel(spec, id))} error={errorAt(problem, "model.id")} />
      {plugin && (
        <SchemaForm
          path="model.params"
          key={plugin.id}
          schema={plugin.params}
          value={spec.model.params}
          visible={2}
          errors={errorsUnder(problem, "model.params")}
          onChange={(name, value) => changeSpec({ ...spec, model: { ...spec.model, params: { ...spec.model.params, [name]: value } } }, `model.${name}`)}
        />
      )}
      <Heading>{spec.regime === "federated" ? learning.localTraining : words.training}</Heading>
      <TrainingForm spec={spec} />
      <PretrainedForm spec={spec} meta={meta} />
      <Heading>{words.luck}</Heading>
      <NumberField label={words.seed} value={spec.seed} min={0} max={MAX_SEED} maxFractionDigits={0} description={words.seedWhy} error={errorsUnder(problem, "seed")["seed"] ?? errorAt(problem, "seed")} onChange={(value) => changeSpec({ ...spec, seed: value }, "seed")} />
      {!locked && <Button size="sm" icon={<Dices />} className="self-start" onClick={() => changeSpec({ ...spec, seed: Math.floor(Math.random() * 10_000) })}>{words.otherSeed}</Button>}
      <Heading>{words.machine}</Heading>
      {/* Which backend computes is this machine's business and no part of the experiment. */}
      <LockContext value={false}><Backend /></LockContext>
    </div>
  );
}
