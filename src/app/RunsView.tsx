/** The view of kept runs: header and frame. What it holds arrives right after them, with what it needs to draw. */
import { lazy, Suspense } from "react";
import { PageHeader } from "./parts/PageHeader";

const RunsBody = lazy(() => import("./RunsBody").then((m) => ({ default: m.RunsBody })));

export function RunsView() {
  return (
    <>
      <PageHeader />
      <main tabIndex={-1} className="mx-auto flex w-full max-w-[76rem] flex-col gap-4 p-4 outline-none">
        <Suspense fallback={<div className="min-h-dvh" />}><RunsBody /></Suspense>
      </main>
    </>
  );
}
