// Wide formulas, tables and code scroll sideways in their own place. What scrolls must be within reach of the keyboard,
// and what does not is no stop on the way.

import type { Attachment } from 'svelte/attachments';

export const reachable: Attachment<HTMLElement> = (prose) => {
  const wide = [...prose.querySelectorAll<HTMLElement>('.katex-display, pre, .wide')];
  if (wide.length === 0) return undefined;
  const observer = new ResizeObserver(() => {
    for (const element of wide) {
      if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
      else element.removeAttribute('tabindex');
    }
  });
  observer.observe(prose);
  return () => {
    observer.disconnect();
  };
};
