// Lesson folders: lessons/NN-slug. Their order is their number, and nothing registers them. Pages, which are looked up
// and not learnt in a row, lie in pages/slug.

import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Mistake } from './mistake.ts';

export interface Folder {
  readonly kind: 'lesson' | 'page';
  /** 0 of a page. */
  readonly number: number;
  readonly slug: string;
  /** 'lessons/04-envelope-encryption': also the beginning of every message about it. */
  readonly path: string;
  readonly hasScenarios: boolean;
  readonly hasQuiz: boolean;
}

export function findFolders(root: string): Folder[] {
  const names = readdirSync(path.join(root, 'lessons'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const folders = names.map((name) => folderOf(root, name));
  for (const key of ['number', 'slug'] as const) {
    const seen = new Map<string | number, Folder>();
    for (const folder of folders) {
      const earlier = seen.get(folder[key]);
      if (earlier)
        throw mistake(folder.path, `It has the ${key} of ${earlier.path}.`, 'Rename one of them.');
      seen.set(folder[key], folder);
    }
  }
  // Readers count what is there: a place that is kept for a lesson to come is no gap to them.
  return folders
    .sort((a, b) => a.number - b.number)
    .map((folder, i) => ({ ...folder, number: i + 1 }));
}

export function findPages(root: string): Folder[] {
  if (!existsSync(path.join(root, 'pages'))) return [];
  return readdirSync(path.join(root, 'pages'))
    .sort()
    .map((slug) => pageOf(root, slug));
}

function pageOf(root: string, slug: string): Folder {
  const folder = `pages/${slug}`;
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug))
    throw mistake(folder, `"${slug}" is no folder of a page.`, 'Name it like access-denied.');
  if (!existsSync(path.join(root, folder, 'page.md')))
    throw mistake(folder, 'The folder has no page.md.', 'Write one, or remove the folder.');
  const hasScenarios = existsSync(path.join(root, folder, 'scenario.ts'));
  return { kind: 'page', number: 0, slug, path: folder, hasScenarios, hasQuiz: false };
}

function folderOf(root: string, name: string): Folder {
  const [, number, slug] = /^(\d{2})-([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(name) ?? [];
  const folder = `lessons/${name}`;
  if (number === undefined || slug === undefined) {
    throw mistake(folder, `"${name}" is no lesson folder.`, 'Name it like 04-envelope-encryption.');
  }
  const has = (file: string): boolean => existsSync(path.join(root, folder, file));
  if (!has('lesson.md'))
    throw mistake(folder, 'The folder has no lesson.md.', 'Write one, or remove the folder.');
  return {
    kind: 'lesson',
    number: Number(number),
    slug,
    path: folder,
    hasScenarios: has('scenario.ts'),
    hasQuiz: has('quiz.yaml'),
  };
}

function mistake(folder: string, wrong: string, cure: string): Mistake {
  return new Mistake({ file: folder, line: 1 }, wrong, cure);
}
