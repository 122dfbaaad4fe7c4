/** Messages with labels: pasted as lines, typed into one box a class, or read from a text file. */
import { Plus, X } from "lucide-react";
import { load, unload, useDrafts, type MessageBox } from "../../state/own-session";
import { limits, textTab as words } from "../../text/own-words";
import { Button } from "../../ui/Button";
import { IconButton } from "../../ui/IconButton";
import { Segmented } from "../../ui/Segmented";
import { Area } from "./Area";
import { FileButton } from "./FileButton";
import { Look } from "./Look";
import { NameField } from "./NameField";

const MOST_BOXES = 6;
type Entry = "lines" | "boxes";

/** One box a class as labeled lines; a tab never stands in a name or message. */
export const linesOf = (boxes: readonly MessageBox[]): string =>
  boxes.flatMap(({ name, text }) => text.split(/\r?\n/).map((line) => line.replaceAll("\t", " ").trim()).filter(Boolean).map((line) => `${name.replaceAll("\t", " ")}\t${line}`)).join("\n");

function read(): void {
  const { entry, lines, boxes } = useDrafts.getState();
  const text = entry === "lines" ? lines : linesOf(boxes);
  if (text.trim() === "") unload("text");
  else load("text", { kind: "text", name: words.pastedName, text }, true);
}

function setEntry(entry: Entry): void {
  useDrafts.setState({ entry });
  read();
}

function setBoxes(boxes: readonly MessageBox[]): void {
  useDrafts.setState({ boxes });
  read();
}

function Boxes() {
  const boxes = useDrafts((s) => s.boxes);
  const change = (i: number, box: Partial<MessageBox>) => setBoxes(boxes.map((b, j) => (j === i ? { ...b, ...box } : b)));
  return (
    <div className="flex flex-col gap-3">
      <div className="grid gap-4 sm:grid-cols-2">
        {boxes.map((box, i) => (
          <div key={i} className="flex min-w-0 flex-col gap-1">
            <div className="flex items-center gap-1">
              <NameField hideLabel size="sm" maxLength={40} label={words.boxName(i + 1)} value={box.name} onSettle={(name) => change(i, { name })} />
              {boxes.length > 2 && <IconButton size="sm" label={words.remove(box.name)} icon={<X aria-hidden="true" />} onClick={() => setBoxes(boxes.filter((_, j) => j !== i))} />}
            </div>
            <Area label={words.box(box.name)} value={box.text} onChange={(text) => change(i, { text })} />
          </div>
        ))}
      </div>
      {boxes.length < MOST_BOXES && <Button size="sm" icon={<Plus />} className="self-start" onClick={() => setBoxes([...boxes, { name: `class ${boxes.length + 1}`, text: "" }])}>{words.add}</Button>}
    </div>
  );
}

export function TextTab() {
  const entry = useDrafts((s) => s.entry), lines = useDrafts((s) => s.lines);
  const take = async (file: File) => {
    useDrafts.setState({ lines: "" });
    load("text", { kind: "text", name: file.name, text: await file.text() });
  };
  return (
    <>
      <p>{words.how} <span className="text-muted">{limits.text}</span></p>
      <div className="my-3 flex flex-wrap items-end gap-x-6 gap-y-3">
        <div className="w-80 max-w-full"><Segmented<Entry> label={words.entry} value={entry} options={[{ value: "lines", label: words.lines }, { value: "boxes", label: words.boxes }]} onChange={setEntry} /></div>
        <FileButton accept=".txt,.tsv,.csv,text/plain" onFiles={([file]) => file && void take(file)}>{words.file}</FileButton>
      </div>
      {entry === "boxes" ? <Boxes /> : (
        <Area label={words.paste} value={lines} placeholder={words.placeholder} rows={7} onChange={(text) => { useDrafts.setState({ lines: text }); read(); }} />
      )}
      <Look tab="text" />
    </>
  );
}
