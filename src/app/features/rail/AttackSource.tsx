/** Part of step 2: whose rows are the attacker's. Only there when rows are told apart. */
import type { DatasetMeta } from "../../../engine/index";
import { changeSpec, useExperiment } from "../../state/experiment";
import { contributors as words } from "../../text/scenario-words";
import { Select } from "../../ui/Select";
import { errorAt } from "../../form/field-errors";

const ANYBODY = "";

export function AttackSource({ meta }: { readonly meta: DatasetMeta | null }) {
  const spec = useExperiment((s) => s.spec), problem = useExperiment((s) => s.problem);
  const names = meta?.sources ?? spec.contributors.map((c) => c.name);
  if (names.length === 0 || !spec.attack) return null;
  return (
    <Select
      label={words.attacker}
      value={spec.attackSource ?? ANYBODY}
      options={[{ value: ANYBODY, label: words.anybody }, ...names.map((name) => ({ value: name, label: name }))]}
      onChange={(name) => changeSpec({ ...spec, attackSource: name === ANYBODY ? null : name })}
      description={words.attackerWhy}
      error={errorAt(problem, "attackSource")}
    />
  );
}
