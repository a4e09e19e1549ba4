// `npm run new` writes one thing where it belongs, or nothing.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const script = path.resolve('scripts/new.mjs');
let root = '';

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'glassbox-new-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

describe('a lesson', () => {
  test('gets the next number and its three files', () => {
    expect(make('lesson', 'first-light').status).toBe(0);
    expect(make('lesson', 'data-keys').status).toBe(0);
    for (const file of ['lesson.md', 'scenario.ts', 'quiz.yaml']) {
      expect(existsSync(path.join(root, 'lessons/02-data-keys', file))).toBe(true);
    }
  });

  test('of a name that is taken is refused', () => {
    make('lesson', 'first-light');
    expect(make('lesson', 'first-light').stderr).toContain('lessons/01-first-light');
  });

  test('of a name that cannot be an address is refused', () => {
    expect(make('lesson', 'First_Light').stderr).toContain('lower-case words');
    expect(existsSync(path.join(root, 'lessons'))).toBe(false);
  });
});

describe('an operation', () => {
  const folder = 'src/kms/operations';

  test('gets its file and its line in the list', () => {
    copy(folder);
    expect(make('operation', 'PlantAnything').status).toBe(0);
    expect(read(`${folder}/plant-anything.ts`)).toContain("name: 'PlantAnything'");
    expect(read(`${folder}/index.ts`)).toContain(
      "import { PlantAnything } from './plant-anything.ts';",
    );
    expect(read(`${folder}/index.ts`)).toMatch(/^ {2}PlantAnything,$/m);
  });

  test('that exists is left as it is', () => {
    copy(folder);
    expect(make('operation', 'Encrypt').stderr).toContain('exists already');
    expect(read(`${folder}/encrypt.ts`)).toBe(readFileSync(`${folder}/encrypt.ts`, 'utf8'));
  });
});

test('a question type gets its rules, its view, its name and its line', () => {
  copy('src/quiz');
  copy('src/build');
  copy('src/ui/quiz');
  expect(make('question-type', 'fill-in').status).toBe(0);
  expect(existsSync(path.join(root, 'src/ui/quiz/FillIn.svelte'))).toBe(true);
  expect(read('src/quiz/types/fill-in.ts')).toContain('export const fillIn');
  expect(read('src/quiz/types/index.ts')).toContain("'fill-in': fillIn,");
  expect(read('src/quiz/item.ts')).toContain("| 'fill-in'");
  expect(read('src/build/quiz.ts')).toContain(", 'fill-in'");
  expect(read('src/ui/quiz/views.ts')).toContain("'fill-in': FillIn,");
});

test('anything else gets told how it is used', () => {
  expect(make('toString', 'x')).toMatchObject({ status: 1 });
  expect(make('lesson').stderr).toContain('Usage');
});

function make(...args: string[]): { status: number | null; stderr: string } {
  const { status, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, stderr };
}

function copy(folder: string): void {
  cpSync(folder, path.join(root, folder), { recursive: true });
}

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}
