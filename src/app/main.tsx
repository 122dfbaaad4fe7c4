/** Starts the page: theme before the first paint, the link, the engine client, then React. Nothing else runs here. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createEngineClient } from "../worker/client";
import { App } from "./App";
import { followAddress } from "./state/address";
import { followBackend } from "./state/backend";
import { setEngine } from "./state/engine";
import { followSpec } from "./state/preview";
import { followKeys } from "./state/shortcuts";
import { useView } from "./state/view";
import "./theme.css";

document.documentElement.classList.toggle("dark", useView.getState().theme === "dark");
setEngine(createEngineClient());
followBackend();
// The first data are asked for once it is known which.
followAddress(() => void followSpec());
followKeys();
createRoot(document.getElementById("root")!).render(<StrictMode><App /></StrictMode>);
