/**
 * The data that the run on screen was made with: images behind confusion cells, pinned inputs, removed rows. Stays as it
 * is while knobs move on, so that pictures and numbers belong together.
 */
import { create } from "zustand";
import type { Preview, Spec } from "../../engine/index";
import { engine } from "./engine";
import { previewKey, usePreview } from "./preview";

export const useRunPreview = create<{ readonly preview: Preview | null }>(() => ({ preview: null }));

let wanted = "";

export function adoptPreview(spec: Spec): void {
  const key = previewKey(spec), now = usePreview.getState();
  wanted = key;
  if (now.preview && now.spec && previewKey(now.spec) === key) {
    useRunPreview.setState({ preview: now.preview });
    return;
  }
  useRunPreview.setState({ preview: null });
  void engine().preview(spec).then((outcome) => {
    if (wanted === key && outcome.ok) useRunPreview.setState({ preview: outcome.value });
  });
}
