/** Part of step 3: the settings of a federation or of a stream, those of the attacker in it apart; and the model that the victim builds on. */
import type { ReactNode } from "react";
import { federatedSchema, onlineSchema, pretrainedSchema, type DatasetMeta, type ParamsSchema, type Spec } from "../../../engine/index";
import { SchemaForm } from "../../form/SchemaForm";
import { choosePretrained } from "../../state/edit-regime";
import { applyEdit, changeSpec, useExperiment } from "../../state/experiment";
import { networkFits } from "../../state/settle";
import { learning as words } from "../../text/regime-words";
import { errorsUnder } from "../../form/field-errors";

const federated = federatedSchema as unknown as ParamsSchema, online = onlineSchema as unknown as ParamsSchema, pretrained = pretrainedSchema as unknown as ParamsSchema;
/** What of each schema is the attacker's. */
const THEIRS = { federated: ["malicious", "participation", "attackRound"], online: ["accounts", "schedule", "peak", "onset", "length"] } as const;
/** Every field that is not advanced stands in view: they are few, and the attacker's stand apart. */
const ALL = 9;

const without = (schema: ParamsSchema, keep: (name: string) => boolean): Readonly<Record<string, null>> => Object.fromEntries(Object.keys(schema.shape).filter((name) => !keep(name)).map((name) => [name, null]));
const isTheirs = (field: keyof typeof THEIRS, name: string) => (THEIRS[field] as readonly string[]).includes(name);
const PARTS = {
  federated: { schema: federated, own: without(federated, (n) => !isTheirs("federated", n)), theirs: without(federated, (n) => isTheirs("federated", n)) },
  online: { schema: online, own: without(online, (n) => !isTheirs("online", n)), theirs: without(online, (n) => isTheirs("online", n)) },
} as const;

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-3 rounded-lg border border-line p-3">
      <h3 className="text-sm font-semibold">{title}</h3>
      {children}
    </section>
  );
}

/** The settings of the way that is chosen; nothing for one training run, whose settings are those of the training. */
export function RegimeForms({ spec }: { readonly spec: Spec }) {
  const problem = useExperiment((s) => s.problem), field = spec.regime;
  if (field === "central") return null;
  const { schema, own, theirs } = PARTS[field];
  const form = (overrides: Readonly<Record<string, null>>) => (
    <SchemaForm path={field} schema={schema} value={spec[field]} visible={ALL} overrides={overrides} errors={errorsUnder(problem, field)} onChange={(name, value) => changeSpec({ ...spec, [field]: { ...spec[field], [name]: value } }, `${field}.${name}`)} />
  );
  return (
    <>
      <Part title={field === "federated" ? words.clients : words.stream}>{form(own)}</Part>
      <Part title={field === "federated" ? words.clientsAttacker : words.streamAttacker}>{form(theirs)}</Part>
    </>
  );
}

/** Whose model the victim builds on, once it builds on one. */
export function PretrainedForm({ spec, meta }: { readonly spec: Spec; readonly meta: DatasetMeta | null }) {
  const problem = useExperiment((s) => s.problem);
  if (spec.regime !== "central" || spec.training.transfer === "none") return null;
  const foundation = meta ? networkFits("foundation", meta) : true, file = meta ? networkFits("own-model", meta) : true;
  const reasons = { ...(foundation !== true && { foundation: words.noFoundation(foundation) }), ...(file !== true && { file: words.noFile }) };
  return (
    <Part title={words.start}>
      <SchemaForm path="pretrained" schema={pretrained} value={spec.pretrained} errors={errorsUnder(problem, "pretrained")} optionReasons={{ from: reasons }} onChange={(name, value) => (name === "from" ? applyEdit(choosePretrained(spec, value as Spec["pretrained"]["from"])) : changeSpec({ ...spec, pretrained: { ...spec.pretrained, [name]: value } }, `pretrained.${name}`))} />
    </Part>
  );
}
