/** Opens a spec or result file on the bench, or says why not; the work on screen stays in that case. */
import { MAX_FILE, readFileText } from "./files";
import { changeSpec } from "./experiment";
import { setView } from "./view";

export async function openFile(file: File): Promise<void> {
  const text = file.size > MAX_FILE ? " ".repeat(MAX_FILE + 1) : await file.text().catch(() => "");
  const outcome = readFileText(file.name, text);
  if (!outcome.ok) {
    setView({ notice: { tone: "warning", text: `${outcome.problem.message} What was on the bench is still there.` } });
    return;
  }
  changeSpec(outcome.value);
  setView({ notice: { tone: "info", text: `${file.name} is on the bench. Press Run to compute it.` } });
}
