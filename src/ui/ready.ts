// Says that the page can be used. Tests from outside wait for it.

import type { Attachment } from 'svelte/attachments';

/** On the part of the page that is there last. */
export const ready: Attachment = () => {
  document.documentElement.dataset['ready'] = 'true';
};
