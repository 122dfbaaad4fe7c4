/** A table: a CSV file, or lines pasted from a spreadsheet. What it says about the data stands in Look. */
import { load, unload, useDrafts } from "../../state/own-session";
import { limits, tableTab as words } from "../../text/own-words";
import { Area } from "./Area";
import { FileButton } from "./FileButton";
import { Look } from "./Look";

function paste(text: string): void {
  useDrafts.setState({ table: text });
  if (text.trim() === "") unload("table");
  else load("table", { kind: "csv", name: words.pastedName, file: new Blob([text], { type: "text/csv" }) }, true);
}

export function TableTab() {
  const text = useDrafts((s) => s.table);
  const take = (file: File) => {
    useDrafts.setState({ table: "" });
    load("table", { kind: "csv", name: file.name, file });
  };
  return (
    <>
      <p>{words.how} <span className="text-muted">{limits.table}</span></p>
      <div className="mt-3 grid items-start gap-x-6 gap-y-3 md:grid-cols-[auto_minmax(0,1fr)]">
        <FileButton accept=".csv,.tsv,.tab,.txt,text/csv,text/tab-separated-values" onFiles={([file]) => file && take(file)}>{words.choose}</FileButton>
        <Area label={words.paste} value={text} placeholder={words.placeholder} rows={3} onChange={paste} />
      </div>
      <Look tab="table" />
    </>
  );
}
