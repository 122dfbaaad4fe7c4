/** Starts the page: theme before the first paint, the link, the engine client, then React. Nothing else runs here. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createEngineClient } from "../worker/client";
import { App } from "./App";
import { firstPaint } from "./state/first-paint";
import { followAddress } from "./state/address";
import { followBackend } from "./state/backend";
import { followRuns } from "./state/follow-runs";
import { isEmbedded } from "./state/embed";
import { setEngine } from "./state/engine";
import { followSpec } from "./state/preview";
import { followKeys } from "./state/shortcuts";
import { useView } from "./state/view";
import { speak } from "./text/locale";
import "./theme.css";

speak(document.documentElement);
document.documentElement.classList.toggle("dark", useView.getState().theme === "dark");
document.documentElement.classList.toggle("embed", isEmbedded());
setEngine(createEngineClient(firstPaint()));
followBackend();
// The first data are asked for once it is known which.
followAddress(() => void followSpec());
followKeys();
if (isEmbedded()) void import("./state/embed-talk").then((m) => m.followEmbed());
followRuns();
createRoot(document.getElementById("root")!).render(<StrictMode><App /></StrictMode>);
