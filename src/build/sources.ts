// Sources of lessons and questions: what was read, and when it was last checked.

import type { Source } from '../quiz/source.ts';
import type { Value } from './yaml.ts';

export function readSources(value: Value): Source[] {
  return value.list().map((item) => {
    const { title, url, checked } = item.members(['title', 'url', 'checked']);
    return { title: title.text(), url: url.url(), checked: checked.day() };
  });
}
