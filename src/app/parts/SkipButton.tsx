/** The first stop of the Tab key: jumps over the header to what the view is about. A button, because the part of an address after # belongs to the views. */
import { nav } from "../text/nav-words";

export function SkipButton({ label = nav.skip }: { readonly label?: string }) {
  const skip = () => {
    const main = document.querySelector("main");
    if (!main) return;
    if (!main.hasAttribute("tabindex")) main.tabIndex = -1;
    main.focus();
  };
  return (
    <button type="button" onClick={skip} className="sr-only focus:not-sr-only focus:fixed focus:start-2 focus:top-2 focus:z-50 focus:rounded-lg focus:border focus:border-edge focus:bg-paper focus:px-4 focus:py-2">
      {label}
    </button>
  );
}
