/**
 * The page: which view the address asks for, and the theme. Each view is a file of its own that arrives when it is asked
 * for; this one holds no logic.
 */
import { lazy, Suspense, useEffect, type ComponentType } from "react";
import { Arrival } from "./Arrival";
import { Fallen } from "./Fallen";
import { useRoute, type Route } from "./state/route";
import { useView } from "./state/view";

/** So long the first view waits for its font: text that stood in another face would move when it comes. */
const FONT_MS = 250;
const font = Promise.race([document.fonts.load('1em "Inter Variable"').catch(() => {}), new Promise((resolve) => setTimeout(resolve, FONT_MS))]);
const view = (load: () => Promise<ComponentType>) => lazy(async () => ({ default: (await Promise.all([load(), font]))[0] }));

const views: Readonly<Record<Route["page"], ComponentType>> = {
  lab: view(() => import("./Lab").then((m) => m.Lab)),
  home: view(() => import("./Home").then((m) => m.Home)),
  story: view(() => import("./StoryView").then((m) => m.StoryView)),
  teach: view(() => import("./TeachView").then((m) => m.TeachView)),
  worksheet: view(() => import("./WorksheetView").then((m) => m.WorksheetView)),
  present: view(() => import("./PresentView").then((m) => m.PresentView)),
  notes: view(() => import("./NotesView").then((m) => m.NotesView)),
  runs: view(() => import("./RunsView").then((m) => m.RunsView)),
  about: view(() => import("./AboutView").then((m) => m.AboutView)),
  accessibility: view(() => import("./AccessibilityView").then((m) => m.AccessibilityView)),
};

/** Offline use and new versions of the page; comes after the view, and not in `npm run dev`. */
const UpdateNotice = import.meta.env.PROD ? lazy(async () => {
  await new Promise((resolve) => (document.readyState === "complete" ? resolve(null) : addEventListener("load", resolve, { once: true })));
  // A page can be loaded before it is painted.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  return { default: (await import("./parts/UpdateNotice")).UpdateNotice };
}) : null;

export function App() {
  const theme = useView((s) => s.theme), page = useRoute((s) => s.route.page), id = useRoute((s) => ("id" in s.route ? s.route.id : ""));
  useEffect(() => {
    const dark = (on: boolean) => () => void document.documentElement.classList.toggle("dark", on && theme === "dark");
    const paper = dark(false), screen = dark(true);
    screen();
    // Paper is white.
    addEventListener("beforeprint", paper);
    addEventListener("afterprint", screen);
    return () => {
      removeEventListener("beforeprint", paper);
      removeEventListener("afterprint", screen);
    };
  }, [theme]);
  const View = views[page];
  return (
    <>
      <Fallen place={`${page}/${id}`}><Suspense fallback={<div className="min-h-dvh" />}><View /><Arrival /></Suspense></Fallen>
      {UpdateNotice && <Suspense fallback={null}><UpdateNotice /></Suspense>}
    </>
  );
}
