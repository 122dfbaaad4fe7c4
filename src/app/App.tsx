/**
 * The page: which view the address asks for, and the theme. Each view is a file of its own that arrives when it is asked
 * for; this one holds no logic.
 */
import { lazy, Suspense, useEffect, type ComponentType } from "react";
import { Arrival } from "./Arrival";
import { Fallen } from "./Fallen";
import { useRoute, type Route } from "./state/route";
import { useView } from "./state/view";

const views: Readonly<Record<Route["page"], ComponentType>> = {
  lab: lazy(() => import("./Lab").then((m) => ({ default: m.Lab }))),
  home: lazy(() => import("./Home").then((m) => ({ default: m.Home }))),
  story: lazy(() => import("./StoryView").then((m) => ({ default: m.StoryView }))),
  teach: lazy(() => import("./TeachView").then((m) => ({ default: m.TeachView }))),
  worksheet: lazy(() => import("./WorksheetView").then((m) => ({ default: m.WorksheetView }))),
  present: lazy(() => import("./PresentView").then((m) => ({ default: m.PresentView }))),
  notes: lazy(() => import("./NotesView").then((m) => ({ default: m.NotesView }))),
  runs: lazy(() => import("./RunsView").then((m) => ({ default: m.RunsView }))),
  about: lazy(() => import("./AboutView").then((m) => ({ default: m.AboutView }))),
  accessibility: lazy(() => import("./AccessibilityView").then((m) => ({ default: m.AccessibilityView }))),
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
