// Height by width of a drawing, from its own viewBox: the stylesheet sizes the drawing by that.

import type { Attachment } from 'svelte/attachments';
import type { Drawing } from '../../quiz/lesson.ts';

export const proportions =
  (drawing: Drawing | undefined): Attachment<HTMLElement> =>
  ({ style }) => {
    style.setProperty('--wide', proportion(drawing?.wide));
    style.setProperty('--narrow', proportion(drawing?.narrow));
  };

function proportion(svg: string | undefined): string {
  const [, width = '1', height = '0'] = /viewBox="\S+ \S+ (\S+) (\S+)"/.exec(svg ?? '') ?? [];
  return String(Number(height) / Number(width));
}
