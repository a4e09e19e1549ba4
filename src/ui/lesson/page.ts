// The page for lessons, fetched when the first lesson is opened.

import type { Entry } from './catalogue.ts';
import type * as LessonPage from './LessonPage.svelte';

/** The lesson's body sets out with it. The page asks for it again, and shows a failure. */
export function pageFor(entry: Entry): Promise<typeof LessonPage> {
  entry.load().catch(() => undefined);
  return import('./LessonPage.svelte');
}
