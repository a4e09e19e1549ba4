// The lessons as the build found them, in order.

import { lessons, pages } from 'virtual:lessons';

export { lessons, pages };

export type Entry = (typeof lessons)[number];
export type LessonModule = Awaited<ReturnType<Entry['load']>>;

export const lessonOf = (slug: string): Entry | undefined =>
  lessons.find(({ meta }) => meta.slug === slug);

export const pageNamed = (slug: string): Entry | undefined =>
  pages.find(({ meta }) => meta.slug === slug);

export function neighboursOf(slug: string): {
  previous?: Entry | undefined;
  next?: Entry | undefined;
} {
  const at = lessons.findIndex(({ meta }) => meta.slug === slug);
  return { previous: lessons[at - 1], next: lessons[at + 1] };
}
