/** Instead of a story: while it is fetched, when there is none of this name, or when it could not be fetched. */
import { stories } from "../../../stories/registry";
import { PageHeader } from "../../parts/PageHeader";
import { RouteLink } from "../../parts/RouteLink";
import type { Fetched } from "../../state/use-story";
import { unknown } from "../../text/task-words";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";

export function Missing({ id, fetched }: { readonly id: string; readonly fetched: Exclude<Fetched, { readonly status: "ready" }> }) {
  const { status } = fetched;
  return (
    <>
      <PageHeader />
      <main tabIndex={-1} className="mx-auto max-w-[52rem] px-4 py-8 outline-none">
        <h1 className="text-2xl font-semibold">{unknown[status === "loading" ? "loading" : status === "lost" ? "failed" : "title"]}</h1>
        {status === "lost" && <EmptyState title={unknown.failedWhy} action={<Button onClick={fetched.retry}>{unknown.retry}</Button>} />}
        {status === "unknown" && (
          <>
            <p className="mt-1 text-muted">{unknown.text(id)}</p>
            <ul className="m-0 mt-4 flex list-none flex-col gap-2 p-0">
              {stories.map((s) => (
                <li key={s.id}>
                  <RouteLink to={{ page: "story", id: s.id, step: 1, length: "10" }} className="block rounded-lg border border-line bg-paper px-4 py-3 text-ink no-underline hover:bg-hover">
                    <span className="block text-sm text-muted">{unknown.number(s.number)}</span>
                    <span className="block font-semibold">{s.title}</span>
                    <span className="block text-sm">{s.summary}</span>
                  </RouteLink>
                </li>
              ))}
            </ul>
          </>
        )}
      </main>
    </>
  );
}
