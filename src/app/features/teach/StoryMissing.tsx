/** Stands where a story's papers or slides would be while they are fetched, or when there are none. */
import { RouteLink } from "../../parts/RouteLink";
import type { Fetched } from "../../state/use-story";
import { teach as words } from "../../text/teach-words";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";

export function StoryMissing({ fetched }: { readonly fetched: Fetched }) {
  const { status } = fetched;
  // While it is fetched there is no heading: the first one of a view gives the window its title and gets the focus.
  if (status === "loading" || status === "ready") return <EmptyState title={words.loading} />;
  return (
    <>
      <h1 className="sr-only">{words.missing[status]}</h1>
      <EmptyState title={words[status]} action={status === "lost" && <Button onClick={fetched.retry}>{words.retry}</Button>}><RouteLink to={{ page: "home" }} className="underline">{words.home}</RouteLink></EmptyState>
    </>
  );
}
