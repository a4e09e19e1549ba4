// The head of a lesson: who it is for and what it promises, checked field by field.

import type { LessonMeta } from '../../quiz/lesson.ts';
import { readSources } from '../sources.ts';
import { readYaml, type Value } from '../yaml.ts';

export type Head = Pick<
  LessonMeta,
  'title' | 'summary' | 'goals' | 'minutes' | 'terms' | 'opens' | 'sources'
>;

const TABS = ['bytes', 'request', 'policy', 'cloudtrail', 'code'] as const;
const MOST_TERMS = 3;

interface Of {
  readonly kind: 'lesson' | 'page';
  readonly file: string;
}

export function readHead(yaml: string, { kind, file }: Of): Head {
  return kind === 'lesson' ? lessonHead(yaml, file) : pageHead(yaml, file);
}

/** A page is looked up: it promises nothing, and its inspector is as the reader left it. */
function pageHead(yaml: string, file: string): Head {
  const { title, summary, sources, opens } = readYaml(yaml, file, 2).members(
    ['title', 'summary', 'sources'],
    ['opens'],
  );
  return {
    title: title.text(),
    summary: summary.text(),
    goals: [],
    minutes: 0,
    terms: [],
    opens: opens?.list().map((tab) => tab.word(TABS)) ?? [],
    sources: readSources(sources),
  };
}

function lessonHead(yaml: string, file: string): Head {
  const head = readYaml(yaml, file, 2);
  const fields = head.members(
    ['title', 'summary', 'goals', 'minutes', 'sources'],
    ['terms', 'opens'],
  );
  const goals = fields.goals.list().map((goal) => goal.text());
  if (goals.length === 0)
    fields.goals.fail('The lesson has no goals.', 'Say what the reader can do afterwards.');
  return {
    title: fields.title.text(),
    summary: fields.summary.text(),
    goals,
    minutes: fields.minutes.count(),
    terms: termsOf(fields.terms),
    opens: fields.opens?.list().map((tab) => tab.word(TABS)) ?? [],
    sources: readSources(fields.sources),
  };
}

function termsOf(value: Value | undefined): Head['terms'] {
  const terms = (value?.list() ?? []).map((item) => {
    const { term, meaning } = item.members(['term', 'meaning']);
    return { term: term.text(), meaning: meaning.text() };
  });
  if (terms.length > MOST_TERMS) {
    value?.fail(
      `${terms.length} new terms are too many for one lesson.`,
      `Keep ${MOST_TERMS}, or split the lesson.`,
    );
  }
  return terms;
}
