/** The stories as cards: picture, number, title, one sentence, how long, and a mark on those that were finished here. */
import { Check } from "lucide-react";
import { stories, type StoryEntry } from "../../../stories/registry";
import { RouteLink } from "../../parts/RouteLink";
import { END, useStoryProgress } from "../../state/story";
import { home as words } from "../../text/home-words";
import { pictures } from "./pictures";

/** Every picture is 4 to 3. Without one the number stands large where it would be. */
function Picture({ card }: { readonly card: StoryEntry }) {
  const file = pictures[card.id];
  return (
    <div aria-hidden="true" className="flex items-center justify-center overflow-hidden rounded-s-[7px] border-e border-line bg-bench sm:aspect-[4/3] sm:rounded-s-none sm:rounded-t-[7px] sm:border-e-0 sm:border-b">
      {file ? <img src={`${import.meta.env.BASE_URL}stories/${file}`} alt="" width={320} height={240} loading={card.number > 5 ? "lazy" : "eager"} className="size-full object-contain sm:object-cover" />
        : <span className="text-4xl font-semibold text-muted sm:text-6xl">{card.number}</span>}
    </div>
  );
}

function StoryCard({ card }: { readonly card: StoryEntry }) {
  const done = useStoryProgress(card.id).visited.includes(END);
  return (
    <li className="relative grid min-w-0 grid-cols-[7.5rem_minmax(0,1fr)] rounded-lg sm:flex sm:flex-col border border-line bg-paper focus-within:border-edge hover:border-edge">
      <Picture card={card} />
      <div className="flex flex-1 flex-col gap-1.5 p-4 pt-3">
        <h3 className="leading-snug font-semibold text-balance">
          <span className="text-muted">{card.number}<span aria-hidden="true"> </span></span>
          <RouteLink to={{ page: "story", id: card.id, step: 1, length: "10" }} className="rounded-xs text-ink after:absolute after:inset-0 after:rounded-lg focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-offset-2 focus-visible:after:outline-focus">{card.title}</RouteLink>
        </h3>
        <p className="flex-1 text-sm leading-snug text-muted">{card.summary}</p>
        <p className="flex flex-wrap items-center justify-between gap-2 pt-1 text-xs text-muted">
          <span>{words.minutes}</span>
          {done && <span className="inline-flex items-center gap-1 font-medium text-defended"><Check aria-hidden="true" className="size-3.5" />{words.done}</span>}
        </p>
      </div>
    </li>
  );
}

export function StoryCards() {
  return (
    <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,13.5rem),1fr))] gap-4">
      {stories.map((card) => <StoryCard key={card.id} card={card} />)}
    </ul>
  );
}
