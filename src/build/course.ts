// All lessons of the site, read and checked against each other. Reading is quick; drawing waits until a lesson
// is asked for.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Item } from '../quiz/item.ts';
import type { Drawing, Lesson, LessonMeta } from '../quiz/lesson.ts';
import type { Catalogue } from './catalogue-type.ts';
import { findFolders, findPages, type Folder } from './folders.ts';
import type { Gallery } from './gallery.ts';
import { blocksOf, headIn, readLesson, type Page } from './markdown.ts';
import type { GlossaryTerm } from './markdown/glossary.ts';
import { Mistake } from './mistake.ts';
import { readQuiz } from './quiz.ts';

export interface Draft {
  readonly folder: Folder;
  readonly meta: LessonMeta;
  readonly page: Page;
  readonly quiz: readonly Item[];
}

export function readCourse(root: string, catalogue: Catalogue): Draft[] {
  const folders = [...findFolders(root), ...findPages(root)];
  const heads = folders.map((folder) => ({
    folder,
    terms: headIn(textOf(root, folder), { kind: folder.kind, file: fileOf(folder) }).terms,
  }));
  const drafts = folders.map((folder) => {
    const glossary = heads
      .filter((one) => folder.kind === 'page' || one.folder.number <= folder.number)
      .flatMap(({ terms }) => terms);
    return readFolder(root, folder, { folders, catalogue, glossary });
  });
  const owners = new Map<string, string>();
  for (const { folder, quiz } of drafts) {
    for (const { id } of quiz) {
      const owner = owners.get(id);
      if (owner !== undefined) {
        throw new Mistake(
          { file: `${folder.path}/quiz.yaml`, line: 1 },
          `The id "${id}" is taken by ${owner}.`,
          'Give each question its own.',
        );
      }
      owners.set(id, `${folder.path}/quiz.yaml`);
    }
  }
  return drafts;
}

interface Around {
  readonly folders: readonly Folder[];
  readonly catalogue: Catalogue;
  /** Of this lesson and all before it. */
  readonly glossary: readonly GlossaryTerm[];
}

function readFolder(root: string, folder: Folder, { folders, catalogue, glossary }: Around): Draft {
  const { limit, prove } = catalogue;
  const file = fileOf(folder);
  const leads = (route: string): boolean =>
    route === '#/' || folders.some((one) => route === routeOf(one));
  const page = readLesson(textOf(root, folder), {
    kind: folder.kind,
    file,
    limit,
    leads,
    glossary,
  });
  const quizFile = `${folder.path}/quiz.yaml`;
  const quiz = folder.hasQuiz
    ? readQuiz(readFileSync(path.join(root, quizFile), 'utf8'), { file: quizFile, limit, prove })
    : [];
  checkScenarios(page, catalogue.scenarioNames(folder.path), file);
  if (page.hasCheckpoint !== quiz.length > 0) {
    throw page.hasCheckpoint
      ? new Mistake(
          { file, line: 1 },
          'There is a checkpoint and no question.',
          'Write quiz.yaml, or remove ::checkpoint.',
        )
      : new Mistake(
          { file, line: 1 },
          'There are questions and no checkpoint.',
          'Write ::checkpoint where they belong.',
        );
  }
  const scenarios = page.scenarios.map(({ id }) => id);
  const meta = {
    kind: folder.kind,
    slug: folder.slug,
    number: folder.number,
    ...page.head,
    scenarios,
    questions: quiz.length,
  };
  return { folder, meta, page, quiz };
}

const fileOf = ({ kind, path: folder }: Folder): string => `${folder}/${kind}.md`;

const textOf = (root: string, folder: Folder): string =>
  readFileSync(path.join(root, fileOf(folder)), 'utf8');

const routeOf = ({ kind, slug }: Folder): string =>
  kind === 'lesson' ? `#/learn/${slug}` : `#/pages/${slug}`;

function checkScenarios(page: Page, names: readonly string[], file: string): void {
  const list = names.length > 0 ? `It has ${names.join(', ')}.` : 'It has none.';
  for (const { id, line } of page.scenarios) {
    if (!names.includes(id))
      throw new Mistake({ file, line }, `scenario.ts has no scenario "${id}".`, list);
  }
  const unused = names.find((name) => !page.scenarios.some(({ id }) => id === name));
  if (unused !== undefined) {
    throw new Mistake(
      { file, line: 1 },
      `The scenario "${unused}" is never shown.`,
      `Write ::scenario{id=${unused}}.`,
    );
  }
}

export async function finish(
  draft: Draft,
  catalogue: Catalogue,
  gallery: Gallery,
): Promise<Lesson> {
  const { folder, meta, page, quiz } = draft;
  const drawings: Record<string, Drawing> = {};
  for (const { id, source, text } of catalogue.figuresOf(folder.path)) {
    drawings[id] = await located(
      { file: `${folder.path}/scenario.ts`, line: 1 },
      `The diagram of ${id}`,
      () => gallery.hang(source, text),
    );
  }
  const blocks = await blocksOf(page.plans, async ({ source, caption, line }) => {
    const place = { file: fileOf(folder), line };
    return {
      kind: 'figure',
      caption,
      drawing: await located(place, 'The figure', () => gallery.hang(source)),
    };
  });
  return { meta, blocks, drawings, quiz };
}

async function located(
  place: { file: string; line: number },
  what: string,
  draw: () => Promise<Drawing>,
): Promise<Drawing> {
  try {
    return await draw();
  } catch (error) {
    throw new Mistake(
      place,
      `${what} cannot be drawn: ${error instanceof Error ? error.message : String(error)}`,
      '',
    );
  }
}
