// Says that the page can be used: tests from outside wait for it, and so does what is not needed at first.

import type { Attachment } from 'svelte/attachments';

let tell: () => void;

/** The page has been painted and is at rest: now is the time for what nobody waits for. */
export const isAtRest = new Promise<void>((resolve) => (tell = resolve));

/** On the part of the page that is there last. */
export const ready: Attachment = () => {
  document.documentElement.dataset['ready'] = 'true';
  setTimeout(atRest, PAINT_MS);
};

const PAINT_MS = 150;

function atRest(): void {
  // Safari has no such call.
  if (!('requestIdleCallback' in window)) tell();
  else requestIdleCallback(tell, { timeout: 1000 });
}
