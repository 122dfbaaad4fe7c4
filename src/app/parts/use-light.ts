/** Light colors while something is projected or printed; whatever the person had comes back afterward. Not remembered on the device. */
import { useLayoutEffect } from "react";
import { holdTheme, useView } from "../state/view";

export function useLight(): void {
  useLayoutEffect(() => {
    const { theme } = useView.getState();
    holdTheme(true);
    useView.setState({ theme: "light" });
    // React sets the class a moment later; a flash of dark would be seen.
    document.documentElement.classList.remove("dark");
    return () => {
      holdTheme(false);
      useView.setState({ theme });
    };
  }, []);
}
