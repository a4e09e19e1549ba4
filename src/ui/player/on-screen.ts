// Tells once that a part of the page has come onto the screen.

import type { Attachment } from 'svelte/attachments';

export const onScreen =
  (tell: () => void): Attachment =>
  (element) => {
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      tell();
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  };
