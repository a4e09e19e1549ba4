// Lesson folders become modules: what is loaded when, and what is checked across a folder's files.

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, createServer, type Rolldown } from 'vite';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Catalogue } from '../../src/build/catalogue-type.ts';
import { readCourse } from '../../src/build/course.ts';
import { content } from '../../src/build/plugin.ts';

// Mermaid and Vite take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const engine: Catalogue = {
  errors: () => [{ code: 'DisabledException', meaning: 'It is off.', raisedBy: ['Encrypt'] }],
  operations: () => [{ address: 'Encrypt', title: 'AWS KMS', summary: 'Encrypts.' }],
  limit: () => 4096,
  prove: (item) => item.options.map(() => undefined),
  scenarioNames: (folder) => (folder === 'lessons/02-seal' ? ['seal'] : []),
  storyboardsOf: () => ({}),
  figuresOf: (folder) =>
    folder === 'lessons/02-seal'
      ? [
          { id: 'seal', source: 'sequenceDiagram\na->>b: seal it', text: ['a to b: seal it'] },
          {
            id: 'seal~late',
            source: 'sequenceDiagram\na->>b: too late',
            text: ['a to b: too late'],
          },
        ]
      : [],
};

const head = (title: string): string => `---
title: ${title}
summary: About it.
goals: [Know it]
minutes: 3
sources:
  - { title: S, url: https://example.org, checked: 2026-11-20 }
---
`;

const question = (id: string): string => `- id: ${id}
  skill: s
  type: true-false
  stem: It holds.
  options:
    - { text: True, correct: true, because: It does. }
    - { text: False, because: It does. }
  evidence: documented
  sources: [{ title: S, url: https://example.org, checked: 2026-11-20 }]
`;

let root = '';

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'course-'));
  for (const shared of ['src', 'node_modules'])
    symlinkSync(path.resolve(shared), path.join(root, shared));
  write('lessons/10-later/lesson.md', `${head('Later')}Plain words only.`);
  write(
    'lessons/02-seal/lesson.md',
    `${head('Seal')}The **body**, $x^2$.\n\n::scenario{id=seal}\n\n::checkpoint\n`,
  );
  write('lessons/02-seal/scenario.ts', "export default { seal: { title: 'Marked scenario' } };\n");
  write('lessons/02-seal/quiz.yaml', question('holds'));
  write('index.html', '<script type="module" src="/main.js"></script>');
  write('main.js', "import { lessons } from 'virtual:lessons';\nwindow.lessons = lessons;\n");
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

const stub = () => content({ catalogue: () => Promise.resolve(engine) });

test('the list is loaded at once, a lesson with its scenarios and styles only when it is opened', async () => {
  const { output } = (await build({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [stub()],
    build: { write: false, minify: false, modulePreload: { polyfill: false } },
  })) as Rolldown.RolldownOutput;
  const entry = output.find((part) => part.type === 'chunk' && part.isEntry);
  const lesson = output.find(
    (part) => part.type === 'chunk' && part.code.includes('Marked scenario'),
  );
  const code = (part: typeof entry): string => (part?.type === 'chunk' ? part.code : '');
  expect(code(entry)).toMatch(/"title":\s*"Seal"[^]*"title":\s*"Later"/);
  expect(code(entry)).not.toContain('<strong>body</strong>');
  expect(code(lesson)).toContain('<strong>body</strong>');
  expect(code(lesson)).toContain('seal~late');
  expect(code(lesson)).toContain('data-message');
  const styles = output.filter((part) => part.type === 'asset' && part.fileName.endsWith('.css'));
  expect(
    styles.map((part) => (part.type === 'asset' ? String(part.source) : '')).join(''),
  ).toContain('.katex .k');
});

test('what is known of a lesson before it is opened', () => {
  expect(readCourse(root, engine).map(({ meta }) => meta)).toMatchObject([
    { slug: 'seal', number: 1, title: 'Seal', scenarios: ['seal'], questions: 1 },
    { slug: 'later', number: 2, title: 'Later', scenarios: [], questions: 0 },
  ]);
});

test('in the development server an edit is seen', async () => {
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'silent',
    server: { middlewareMode: true, ws: false },
    plugins: [stub()],
  });
  try {
    const seen = async (): Promise<string> =>
      (await server.transformRequest('virtual:lesson/later'))?.code ?? '';
    expect(await seen()).toContain('Plain words only.');
    write('lessons/10-later/lesson.md', `${head('Later')}Other words.`);
    server.watcher.emit('change', path.join(root, 'lessons/10-later/lesson.md'));
    expect(await seen()).toContain('Other words.');
  } finally {
    await server.close();
  }
});

test.each([
  [
    'a folder without a number',
    'lessons/later/lesson.md',
    'x',
    'lessons/later:1: "later" is no lesson folder',
  ],
  [
    'a number twice',
    'lessons/10-again/lesson.md',
    head('A'),
    'It has the number of lessons/10-again',
  ],
  ['a slug twice', 'lessons/11-seal/lesson.md', head('A'), 'It has the slug of lessons/02-seal'],
  [
    'a folder without a lesson',
    'lessons/11-empty/quiz.yaml',
    '',
    'lessons/11-empty:1: The folder has no lesson.md',
  ],
  [
    'a missing scenario',
    'lessons/10-later/lesson.md',
    `${head('A')}\n::scenario{id=sael}`,
    ':10: scenario.ts has no scenario "sael". It has none.',
  ],
  [
    'a forgotten scenario',
    'lessons/02-seal/lesson.md',
    `${head('A')}\n::checkpoint`,
    'Write ::scenario{id=seal}.',
  ],
  [
    'a checkpoint without questions',
    'lessons/10-later/lesson.md',
    `${head('A')}\n::checkpoint`,
    'There is a checkpoint and no question',
  ],
  [
    'questions without a checkpoint',
    'lessons/10-later/quiz.yaml',
    question('new'),
    'There are questions and no checkpoint',
  ],
  [
    'an id of another lesson',
    'lessons/11-more/quiz.yaml',
    question('holds'),
    'taken by lessons/02-seal/quiz.yaml',
  ],
  [
    'a link to a lesson that is not',
    'lessons/10-later/lesson.md',
    `${head('A')}[x](#/learn/sael)`,
    'leads to no page',
  ],
])('%s stops the build', (_, file, text, says) => {
  if (file.startsWith('lessons/11-more'))
    write('lessons/11-more/lesson.md', `${head('M')}\n::checkpoint`);
  write(file, text);
  expect(() => readCourse(root, engine)).toThrow(says);
});

test('a figure that cannot be drawn is pointed at', async () => {
  write(
    'lessons/10-later/lesson.md',
    `${head('A')}\n\n\`\`\`mermaid caption="x"\nflowchart LR\na -->\n\`\`\`\n`,
  );
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'silent',
    server: { middlewareMode: true, ws: false },
    plugins: [stub()],
  });
  try {
    await expect(server.transformRequest('virtual:lesson/later')).rejects.toThrow(
      /lessons\/10-later\/lesson\.md:11: The figure cannot be drawn: /,
    );
  } finally {
    await server.close();
  }
});
