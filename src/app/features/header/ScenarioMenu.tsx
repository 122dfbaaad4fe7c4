/** The ready-made experiments, with the one on the bench chosen; a setup of one's own is named as such. */
import { changeSpec, useExperiment } from "../../state/experiment";
import { presetOf, usePresets } from "../../state/presets";
import { header as words } from "../../text/words";
import { Select } from "../../ui/Select";

const OWN = "own";

/** `locked`: the name only, where a link forbids changes that another scenario would bring. */
export function ScenarioMenu({ locked }: { readonly locked: boolean }) {
  const spec = useExperiment((s) => s.spec), presets = usePresets();
  const current = presetOf(spec, presets)?.id ?? OWN;
  if (locked) return <p className="truncate px-2 text-sm font-medium">{current === OWN ? words.ownSetup : presets.find((p) => p.id === current)?.title}</p>;
  const options = [
    ...(current === OWN ? [{ value: OWN, label: words.ownSetup }] : []),
    ...presets.map((p) => ({ value: p.id, label: p.title, hint: p.summary, group: p.chapter })),
  ];
  return (
    <Select
      label={words.scenarioLabel}
      hideLabel
      size="sm"
      value={current}
      options={options}
      onChange={(id) => {
        const preset = presets.find((p) => p.id === id);
        if (preset) changeSpec(preset.spec);
      }}
    />
  );
}
