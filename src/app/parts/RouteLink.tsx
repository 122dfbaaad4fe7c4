/** A link to another view: a real one, so that it can be opened in a new tab, but without loading the page again. */
import type { ComponentPropsWithRef, MouseEvent } from "react";
import { go, hashOf, lasting, useRoute, type Route } from "../state/route";

export interface RouteLinkProps extends Omit<ComponentPropsWithRef<"a">, "href"> {
  readonly to: Route;
}

export function RouteLink({ to, onClick, children, ...rest }: RouteLinkProps) {
  const given = useRoute((s) => s.options);
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(to);
  };
  return <a {...rest} href={hashOf(to, lasting(given)) || "#"} onClick={follow}>{children}</a>;
}
