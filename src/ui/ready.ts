// Says that the page can be used: tests from outside wait for it, and so does what is not needed at first.

import type { Attachment } from 'svelte/attachments';

let tell: () => void;

/** The page has been painted and is at rest: now is the time for what nobody waits for. */
export const isAtRest = new Promise<void>((resolve) => (tell = resolve));

/** On the part of the page that is there last. */
export const ready: Attachment = () => {
  document.documentElement.dataset['ready'] = 'true';
  setTimeout(() => void nextIdle().then(tell), PAINT_MS);
};

const PAINT_MS = 150;

/** The browser has nothing better to do. Each waiter gets a turn of its own, so that none holds up a tap. */
export const nextIdle = (): Promise<void> =>
  new Promise((resolve) => {
    // Safari has no such call.
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 1000 });
    else setTimeout(resolve);
  });

/** After whatever the reader has done meanwhile. */
export const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
