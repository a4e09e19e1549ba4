// Takes the reader to the heading of each new page: a hash alone would leave the focus where it was. The first
// page of a visit needs no help, and an address that names a step leaves the focus to its player.

import { tick } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import { routeOf } from './routes.ts';

let hasMoved = false;

/** For the heading of a page, which may come late. */
export const heading: Attachment<HTMLElement> = (element) => {
  if (hasMoved) arriveAt(element);
};

/** A page that was here before, at another address, gets no new heading. */
export async function arrive(): Promise<void> {
  hasMoved = true;
  await tick();
  const element = document.querySelector<HTMLElement>('main h1');
  if (element) arriveAt(element);
}

function arriveAt(element: HTMLElement): void {
  const route = routeOf(location.hash);
  if ('spot' in route) return;
  window.scrollTo(0, 0);
  element.focus({ preventScroll: true });
}
