/** A round that can be played, paused, stepped and set; while it is at the end it follows the rounds as they come. Its speed is the film's and not the computer's. */
import { useEffect, useState } from "react";
import { useMedia } from "../../state/use-media";

export const SPEEDS = [1, 2, 5, 10] as const;
export type Speed = (typeof SPEEDS)[number];

export interface Film {
  /** Counted from 1; 0 while there is none. */
  readonly now: number;
  readonly playing: boolean;
  /** The round that the person has gone to; null while the film shows the last one by itself. */
  readonly chosen: number | null;
  /** Rounds a second. */
  readonly speed: Speed;
  readonly setSpeed: (speed: Speed) => void;
  readonly toggle: () => void;
  readonly seek: (round: number) => void;
}

export function useFilm(known: number): Film {
  // null: the latest round there is.
  const [at, setAt] = useState<number | null>(null), [playing, setPlaying] = useState(false), calm = useMedia("(prefers-reduced-motion: reduce)"), [speed, setSpeed] = useState<Speed>(calm ? 1 : 2);
  // The last round there was when the person went to it.
  const [last, setLast] = useState<number | null>(null), now = Math.min(at ?? known, known);
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => setAt((n) => (n === null || n + 1 >= known ? null : n + 1)), 1000 / speed);
    return () => clearInterval(timer);
  }, [playing, speed, known]);
  // The last round is the end of the film.
  if (playing && at === null) setPlaying(false);
  if (last !== null && (last !== known || at !== null)) setLast(null);
  const seek = (round: number) => {
    setPlaying(false);
    setAt(round >= known ? null : Math.max(1, Math.round(round)));
    setLast(round >= known ? known : null);
  };
  const toggle = () => {
    if (!playing && now >= known) setAt(1);
    setPlaying(!playing && known > 1);
  };
  return { now, chosen: known === 0 ? null : at === null ? last : now, playing, speed, setSpeed, toggle, seek };
}
