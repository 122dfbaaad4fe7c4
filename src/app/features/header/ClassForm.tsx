/** The checkboxes and choices behind a link for a class. Holds no link; what is chosen goes out. */
import { GraduationCap, Presentation } from "lucide-react";
import { useEffect, useState } from "react";
import { stories } from "../../../stories/registry";
import { stepsOf, type Story } from "../../../stories/story";
import type { ClassChoice } from "../../state/class-link";
import { go } from "../../state/route";
import { setView, type Panel, type Step } from "../../state/view";
import { OTHERS, PANELS, STEPS, type Part } from "../../state/view-options";
import { classWords as words } from "../../text/share-words";
import { panels, steps } from "../../text/words";
import { Button } from "../../ui/Button";
import { Segmented } from "../../ui/Segmented";
import { Select } from "../../ui/Select";

export interface ClassFormProps {
  readonly value: ClassChoice;
  readonly onChange: (value: ClassChoice) => void;
}

interface BoxesProps<T extends string> {
  readonly items: readonly { readonly id: T; readonly label: string }[];
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (id: T, on: boolean) => void;
}

function Boxes<T extends string>({ items, chosen, onChange }: BoxesProps<T>) {
  return (
    <div className="flex flex-wrap gap-x-4 gap-y-0.5">
      {items.map(({ id, label }) => (
        <label key={id} className="flex min-h-8 cursor-pointer items-center gap-2">
          <input type="checkbox" checked={chosen.has(id)} onChange={(e) => onChange(id, e.target.checked)} className="size-4.5 accent-ink" />
          {label}
        </label>
      ))}
    </div>
  );
}

const changed = <T,>(set: ReadonlySet<T>, id: T, on: boolean): ReadonlySet<T> => {
  const next = new Set(set);
  if (on) next.add(id);
  else next.delete(id);
  return next;
};

const STEP_ITEMS = STEPS.map((id) => ({ id, label: `${steps[id].number} ${steps[id].title}` }));
const PANEL_ITEMS = PANELS.map((id) => ({ id, label: panels[id] }));
const OTHER_ITEMS = OTHERS.map((id) => ({ id, label: words.others[id] }));

function LabChoices({ value, onChange }: ClassFormProps) {
  const hide = (id: Part, on: boolean) => onChange({ ...value, hide: changed(value.hide, id, on), open: on && value.open === id ? null : value.open });
  const firsts = [
    { value: "", label: words.asUsual },
    ...STEPS.filter((s) => !value.hide.has(s)).map((s) => ({ value: s as string, label: words.stepAt(s), group: words.groupSteps })),
    ...PANELS.filter((p) => !value.hide.has(p)).map((p) => ({ value: p as string, label: words.tabAt(p), group: words.groupTabs })),
  ];
  return (
    <>
      <Select label={words.at} value={value.open ?? ""} options={firsts} onChange={(open) => onChange({ ...value, open: open === "" ? null : (open as Step | Panel) })} />
      <fieldset>
        <legend className="font-medium">{words.lock}</legend>
        <p className="text-sm text-muted">{words.lockWhy}</p>
        <Boxes items={STEP_ITEMS} chosen={value.lock} onChange={(id, on) => onChange({ ...value, lock: changed(value.lock, id, on) })} />
      </fieldset>
      <fieldset>
        <legend className="font-medium">{words.hide}</legend>
        <p className="text-sm text-muted">{words.hideWhy}</p>
        {([[words.hideSteps, STEP_ITEMS], [words.hideTabs, PANEL_ITEMS], [words.hideOthers, OTHER_ITEMS]] as const).map(([title, items]) => (
          <div key={title} role="group" aria-label={title} className="mt-1">
            <p aria-hidden="true" className="text-sm text-muted">{title}</p>
            <Boxes<Part> items={items} chosen={value.hide} onChange={hide} />
          </div>
        ))}
      </fieldset>
    </>
  );
}

function StoryChoices({ value, onChange }: ClassFormProps) {
  const [story, setStory] = useState<Story | null>(null);
  useEffect(() => {
    let here = true;
    void stories.find((s) => s.id === value.story)?.load().then((loaded) => here && setStory(loaded));
    return () => { here = false; };
  }, [value.story]);
  const ready = story?.id === value.story ? story : null;
  return (
    <>
      <Select label={words.story} value={value.story} options={stories.map((s) => ({ value: s.id, label: words.storyOption(s.number, s.title), hint: s.summary }))} onChange={(id) => onChange({ ...value, story: id, step: 1 })} />
      <Segmented label={words.length} value={value.length} options={(["10", "40"] as const).map((n) => ({ value: n, label: words.minutes(n) }))} onChange={(length) => onChange({ ...value, length, step: 1 })} />
      {ready
        ? <Select<number> label={words.step} value={value.step} options={stepsOf(ready, value.length).map((s, i) => ({ value: i + 1, label: words.stepOption(i + 1, s.title) }))} onChange={(step) => onChange({ ...value, step })} />
        : <p className="text-sm text-muted">{words.loading}</p>}
      <div>
        <div className="flex flex-wrap gap-2">
          <Button icon={<Presentation />} onClick={() => { setView({ dialog: null }); go({ page: "present", id: value.story, slide: 1 }); }}>{words.present}</Button>
          <Button icon={<GraduationCap />} onClick={() => { setView({ dialog: null }); go({ page: "teach", id: value.story }); }}>{words.notes}</Button>
        </div>
        <p className="mt-1 text-sm text-muted">{words.presentWhy}</p>
      </div>
    </>
  );
}

export function ClassForm({ value, onChange }: ClassFormProps) {
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <Segmented label={words.start} value={value.start} options={[{ value: "lab", label: words.startLab }, { value: "story", label: words.startStory }]} onChange={(start) => onChange({ ...value, start, story: value.story || stories[0]!.id })} />
      {value.start === "lab" ? <LabChoices value={value} onChange={onChange} /> : <StoryChoices value={value} onChange={onChange} />}
    </div>
  );
}
