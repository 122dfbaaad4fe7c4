/** Opens a spec or result file on the bench, or says why not; the work on screen stays in that case. */
import { MAX_FILE, rawSpec, readFileText } from "./files";
import { changeSpec } from "./experiment";
import { setView } from "./view";
import { app } from "../text/words";
import { specFiles } from "../text/file-words";

export async function openFile(file: File): Promise<void> {
  const text = file.size > MAX_FILE ? " ".repeat(MAX_FILE + 1) : await file.text().catch(() => "");
  const outcome = readFileText(file.name, text);
  if (!outcome.ok && outcome.problem.code === "needs-data") {
    const { openWithData } = await import("./own-use");
    return openWithData(rawSpec(text), outcome.problem, app.stays, changeSpec);
  }
  if (!outcome.ok) {
    setView({ notice: { tone: "warning", text: `${outcome.problem.message} ${app.stays}` } });
    return;
  }
  if (changeSpec(outcome.value)) setView({ notice: { tone: "info", text: specFiles.opened(file.name) } });
}
