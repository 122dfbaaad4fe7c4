/** What stands instead of the header in a small frame: the way to the full page, and what will not be kept. */
import { ArrowUpRight } from "lucide-react";
import { useState, type MouseEvent } from "react";
import { hashOf, useRoute } from "../state/route";
import { storageBlocked } from "../state/storage";
import { options as words } from "../text/option-words";
import { nav } from "../text/nav-words";
import { RouteLink } from "./RouteLink";

/** The same view without the frame's layout; opens elsewhere, because the frame belongs to somebody's page. */
function fullAddress(hash: string): string {
  const url = new URL(location.href);
  url.searchParams.delete("embed");
  url.hash = hash;
  return url.href;
}

export function EmbedBar({ heading }: { readonly heading: boolean }) {
  const { route, options, setup } = useRoute();
  const Name = heading ? "h1" : "span", address = fullAddress(hashOf(route, options, setup)), [refused, refuse] = useState(false);
  const openFull = (event: MouseEvent) => {
    event.preventDefault();
    const opened = window.open(address, "_blank");
    if (opened) opened.opener = null;
    refuse(!opened);
  };
  return (
    <header className="flex flex-wrap items-center gap-x-3 border-b border-line bg-paper px-3 py-0.5 text-xs leading-tight">
      <a href={address} target="_blank" rel="noopener" onClick={openFull} title={words.openFullTitle} className="inline-flex min-h-6 items-center gap-1 rounded-sm font-semibold text-ink hover:underline">
        <Name translate="no">{nav.home}</Name>
        <ArrowUpRight aria-hidden="true" className="size-3.5" />
        <span className="font-normal text-muted">{words.openFull}</span>
      </a>
      {route.page === "runs" && <RouteLink to={{ page: "lab" }} className="inline-flex min-h-6 items-center underline underline-offset-2">{nav.lab}</RouteLink>}
      {refused && <p role="alert" className="w-full py-1">{words.noWindow} <span translate="no" className="break-all select-all">{address}</span></p>}
      {storageBlocked() && <p className="py-1 text-muted">{words.notKept}</p>}
    </header>
  );
}
