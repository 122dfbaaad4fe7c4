/** Pictures: a folder of folders or a zip of them. They are scaled down in the worker; originals are not kept. */
import { picturesFrom } from "../../state/own-drop";
import { choicesOf, choose, load, useSession } from "../../state/own-session";
import { limits, picturesTab as words } from "../../text/own-words";
import { Segmented } from "../../ui/Segmented";
import { FileButton } from "./FileButton";
import { Look } from "./Look";

export function PicturesTab() {
  const reading = useSession((s) => s.pictures);
  return (
    <>
      <p>{words.how} {words.drop} <span className="text-muted">{limits.pictures}</span></p>
      <div className="mt-3 flex flex-wrap items-end gap-x-6 gap-y-3">
        <div className="flex flex-wrap gap-2">
          <FileButton folder onFiles={(files) => load("pictures", picturesFrom(files.map((file) => ({ path: file.webkitRelativePath || file.name, file })), words.folderName))}>{words.folder}</FileButton>
          <FileButton accept=".zip,application/zip" onFiles={([file]) => file && load("pictures", { kind: "zip", name: file.name, file })}>{words.zip}</FileButton>
        </div>
        <div className="w-72"><Segmented label={words.color} value={choicesOf(reading).color ?? "grey"} options={[{ value: "grey", label: words.grey }, { value: "color", label: words.colored }]} onChange={(color) => choose("pictures", { color })} /></div>
      </div>
      <Look tab="pictures" />
    </>
  );
}
