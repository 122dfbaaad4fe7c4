/**
 * Files dropped anywhere on the page: an experiment goes on the bench, data open the dialog for own data. Says whether
 * something is hovering, so that the page can show it.
 */
import { useEffect, useState } from "react";
import { options } from "../text/option-words";
import { openFile } from "./open-file";
import { setView } from "./view";
import { viewOptions } from "./view-options";

const carriesFile = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;

/** True while a file is held over the page. */
export function useFileDrop(): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const enter = (event: DragEvent) => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const drop = (event: DragEvent) => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      setOver(false);
      // A drop is readable only now; what lies in folders is read from these handles later.
      const files = [...(event.dataTransfer?.files ?? [])];
      const entries = [...(event.dataTransfer?.items ?? [])].flatMap((item) => item.webkitGetAsEntry() ?? []);
      if (files.length === 0 && entries.length === 0) return;
      if (files.length === 1 && /\.json$/i.test(files[0]!.name)) void openFile(files[0]!);
      else if (viewOptions().lock.has("data")) setView({ notice: { tone: "info", text: options.refused(["data"]) } });
      else void import("./own-drop").then((m) => m.takeDrop(files, entries));
    };
    addEventListener("dragover", enter);
    addEventListener("dragleave", leave);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", enter);
      removeEventListener("dragleave", leave);
      removeEventListener("drop", drop);
    };
  }, []);
  return over;
}
