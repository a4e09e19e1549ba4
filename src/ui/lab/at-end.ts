// Keeps the end of what scrolls in view when something is added.

import type { Attachment } from 'svelte/attachments';

/** `count` changes with what is inside. */
export const atEnd =
  (count: number): Attachment<HTMLElement> =>
  (element) => {
    if (count > 0) element.scrollTop = element.scrollHeight;
  };
