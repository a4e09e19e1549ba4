// Where the front page's big button leads: on from where the learner was, or to the first thing to see.

import type { LessonBrief } from '../../quiz/lesson.ts';
import { lessonLink } from '../routes.ts';
import type { Way } from '../lesson/spot.ts';

export interface Start extends Way {
  /** Its slug. */
  readonly lesson: string;
}

/** The lesson that a newcomer should see first. */
const SHOWPIECE = 'envelope-encryption';

interface Known {
  readonly resume?:
    { readonly slug: string; readonly scenario: string; readonly beat: number } | undefined;
  readonly done: (slug: string) => boolean;
}

export function startOf(lessons: readonly LessonBrief[], known: Known): Start | undefined {
  const { resume } = known;
  const last = lessons.find(({ slug }) => slug === resume?.slug);
  if (resume && last) {
    const spot = { scenario: resume.scenario, beat: resume.beat };
    const step = resume.beat > 0 ? `, step ${resume.beat}` : '';
    const text = `Continue: ${last.title}${step}`;
    return { lesson: last.slug, link: lessonLink(last.slug, spot), text };
  }
  const open = lessons.filter(({ slug }) => !known.done(slug));
  const first = open.find(({ slug }) => slug === SHOWPIECE) ?? open[0] ?? lessons[0];
  if (!first) return undefined;
  const scenario = first.scenarios[0];
  const link = lessonLink(first.slug, scenario === undefined ? undefined : { scenario, beat: 0 });
  return { lesson: first.slug, link, text: `Start: ${first.title}` };
}
