// Where the reader is: the hash, read as a route. Moving within a scenario rewrites the address without
// a new arrival; every arrival is a new object, so that even the same address brings the page to its place.

import { arrive } from './arrival.ts';
import { routeOf, type Route } from './routes.ts';

export class Router {
  #route = $state.raw<Route>(routeOf(location.hash));

  get route(): Route {
    return this.#route;
  }

  /** Follows the address bar, and takes the reader to the heading of each new page. */
  listen(): void {
    addEventListener('hashchange', () => {
      if (leadsIntoThisPage(location.hash)) return;
      this.#route = routeOf(location.hash);
      void arrive();
    });
  }
}

/** Keeps the address in step with the screen. Browsers refuse this when it comes too often: then it waits. */
export function rewriteAddress(link: string): void {
  try {
    history.replaceState(history.state, '', link);
  } catch {
    // The next move brings the address up to date.
  }
}

/** A footnote, not a page. */
function leadsIntoThisPage(hash: string): boolean {
  return (
    hash.length > 1 && !hash.startsWith('#/') && document.getElementById(hash.slice(1)) !== null
  );
}
