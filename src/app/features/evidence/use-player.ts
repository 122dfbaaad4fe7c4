/** A place in a stream that can be played, paused, stepped and set. With reduced motion it goes on in a few jumps instead of flowing. */
import { useEffect, useState } from "react";
import { useMedia } from "../../state/use-media";
import { paceOf } from "./stream";

const SECONDS = 12, FRAMES = 15, JUMPS = 1;

export interface Player {
  readonly now: number;
  readonly playing: boolean;
  readonly toggle: () => void;
  readonly seek: (to: number) => void;
}

export function usePlayer(length: number): Player {
  const [now, setNow] = useState(length), [playing, setPlaying] = useState(false);
  const calm = useMedia("(prefers-reduced-motion: reduce)");
  useEffect(() => {
    if (!playing) return;
    const frames = calm ? JUMPS : FRAMES, step = paceOf(length, SECONDS, frames);
    const timer = setInterval(() => setNow((n) => Math.min(length, n + step)), 1000 / frames);
    return () => clearInterval(timer);
  }, [playing, length, calm]);
  // The end of the stream is the end of the film.
  if (playing && now >= length) setPlaying(false);
  const toggle = () => {
    if (!playing && now >= length) setNow(0);
    setPlaying(!playing);
  };
  return { now, playing, toggle, seek: (to) => { setPlaying(false); setNow(Math.max(0, Math.min(length, Math.round(to)))); } };
}
