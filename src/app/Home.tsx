/**
 * The bare address: what this is, the lab in small, and the stories. Everything that can be read is here with the first picture; only
 * training waits for the engine.
 */
import { LivePart, usePoisonedShare } from "./features/home/LivePart";
import { MoreWays } from "./features/home/MoreWays";
import { StoryCards } from "./features/home/StoryCards";
import { PageHeader } from "./parts/PageHeader";
import { home as words } from "./text/home-words";

export function Home() {
  const { poisoned, rows } = usePoisonedShare();
  return (
    <>
      <PageHeader />
      <main className="mx-auto flex w-full max-w-[78rem] flex-col gap-8 px-4 py-6 outline-none sm:px-6">
        <div className="flex flex-col gap-4">
          <div>
            <h1 className="text-2xl leading-tight font-semibold text-balance sm:text-headline">{words.title}</h1>
            <p className="mt-2 max-w-[88ch] text-pretty text-muted">{words.lead(poisoned, rows)}</p>
          </div>
          <LivePart />
        </div>
        <section aria-labelledby="stories-title">
          <h2 id="stories-title" className="text-xl font-semibold">{words.storiesTitle}</h2>
          <p className="mt-1 mb-4 text-muted">{words.storiesLead}</p>
          <StoryCards />
        </section>
        <MoreWays />
      </main>
    </>
  );
}
