/** Part of step 4: the defender's own rows and what a deployed model meets, each only while some defense asks for it. */
import { streamSchema, trustedSchema, type ParamsSchema, type Spec } from "../../../engine/index";
import { SchemaForm } from "../../form/SchemaForm";
import { changeSpec, useExperiment } from "../../state/experiment";
import { streamForm, trustedForm } from "../../text/evidence-words";
import { errorsUnder } from "../../form/field-errors";
import { has, needsTrusted } from "./stages";

interface FormProps {
  readonly field: "trusted" | "stream";
  readonly schema: ParamsSchema;
  readonly title: string;
  readonly explain: string;
  readonly spec: Spec;
}

function Form({ field, schema, title, explain, spec }: FormProps) {
  const problem = useExperiment((s) => s.problem);
  return (
    <section aria-label={title} className="flex flex-col gap-3 rounded-lg border border-line p-3">
      <div>
        <h3 className="text-sm font-semibold">{title}</h3>
        <p className="text-sm text-muted">{explain}</p>
      </div>
      <SchemaForm path={field} schema={schema} value={spec[field]} errors={errorsUnder(problem, field)} labels={{ empty: trustedForm.all }} onChange={(name, value) => changeSpec({ ...spec, [field]: { ...spec[field], [name]: value } }, `${field}.${name}`)} />
    </section>
  );
}

export function DefenderForms() {
  const spec = useExperiment((s) => s.spec);
  return (
    <>
      {needsTrusted(spec) && <Form field="trusted" schema={trustedSchema} title={trustedForm.title} explain={trustedForm.explain} spec={spec} />}
      {has(spec, "monitor") && <Form field="stream" schema={streamSchema} title={streamForm.title} explain={streamForm.explain} spec={spec} />}
    </>
  );
}
