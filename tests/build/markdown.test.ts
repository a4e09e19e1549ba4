// lesson.md: what becomes of it, and the sentence that each mistake gets.

import { expect, test } from 'vitest';
import { blocksOf, readLesson, type Page } from '../../src/build/markdown.ts';
import { withoutStyles } from '../../src/build/markdown/math.ts';

const HEAD = `---
title: The 4 KB wall
summary: Why Encrypt takes little.
goals: [Say why]
minutes: 5
sources:
  - { title: Encrypt, url: https://docs.aws.amazon.com/kms/, checked: 2026-11-20 }
---
`;

const limits: Readonly<Record<string, number>> = { 'kms.Encrypt.Plaintext.max': 4096 };

const glossary = [
  { term: 'Data key', meaning: 'A key for data.' },
  { term: 'Encrypted data key', meaning: 'A sealed key.' },
  { term: 'kms:ViaService', meaning: 'A condition.' },
];

const read = (body: string, head = HEAD): Page =>
  readLesson(head + body, {
    kind: 'lesson',
    file: 'lessons/02-wall/lesson.md',
    leads: (route) => route === '#/learn/wall',
    glossary,
    limit(name) {
      const value = limits[name];
      if (value === undefined) throw new Error(name);
      return value;
    },
  });

const html = (body: string): string =>
  read(body)
    .plans.map((it) => (it.kind === 'html' ? it.html : ''))
    .join('\n');

test('the head is read field by field', () => {
  expect(read('Text.').head).toEqual({
    title: 'The 4 KB wall',
    summary: 'Why Encrypt takes little.',
    goals: ['Say why'],
    minutes: 5,
    terms: [],
    opens: [],
    sources: [{ title: 'Encrypt', url: 'https://docs.aws.amazon.com/kms/', checked: '2026-11-20' }],
  });
});

test('a word of the glossary carries its meaning where it first comes up, and in no link, heading or code', () => {
  const text = html(`
## Data keys

See [the data key](#/learn/wall) and \`data key\`. An **encrypted data key** is none of the Data keys; a data key is.

Ask kms:ViaService, not mydata key.
`);
  const words = [...text.matchAll(/<span class="term"[^>]*data-meaning="([^"]*)">([^<]*)</g)];
  expect(words.map(([, meaning, word]) => [word, meaning])).toEqual([
    ['encrypted data key', 'A sealed key.'],
    ['Data keys', 'A key for data.'],
    ['kms:ViaService', 'A condition.'],
  ]);
  expect(words[0]![0]).toContain('role="button" tabindex="0"');
});

test('prose, live parts and folds become blocks, in order', async () => {
  const page = read(`
Before.

::scenario{id=seal}

:::scenario[open]
:::

:::fold[Why **so**]
Inside.

\`\`\`mermaid caption="What wraps what"
flowchart LR
a --> b
\`\`\`
:::

:::guide
The guide says A.
:::

:::today
Today B.
:::

::checkpoint
`);
  const blocks = await blocksOf(page.plans, ({ source, caption }) =>
    Promise.resolve({
      kind: 'figure',
      caption,
      drawing: { wide: '', narrow: '', text: [], source },
    }),
  );
  expect(blocks).toEqual([
    { kind: 'html', html: '<p>Before.</p>' },
    { kind: 'scenario', id: 'seal' },
    { kind: 'scenario', id: 'open' },
    {
      kind: 'fold',
      title: 'Why so',
      blocks: [
        { kind: 'html', html: '<p>Inside.</p>' },
        {
          kind: 'figure',
          caption: 'What wraps what',
          drawing: { wide: '', narrow: '', text: [], source: 'flowchart LR\na --> b' },
        },
      ],
    },
    { kind: 'guide', blocks: [{ kind: 'html', html: '<p>The guide says A.</p>' }] },
    { kind: 'today', blocks: [{ kind: 'html', html: '<p>Today B.</p>' }] },
    { kind: 'checkpoint' },
  ]);
  expect(page.scenarios.map(({ id }) => id)).toEqual(['seal', 'open']);
  expect(page.hasCheckpoint).toBe(true);
});

test('a limit is quoted from the engine, in prose, code and formulas', () => {
  expect(html('At most {{limit:kms.Encrypt.Plaintext.max}} bytes.')).toBe(
    '<p>At most 4,096 bytes.</p>',
  );
  expect(html('`{{limit:kms.Encrypt.Plaintext.max}}`')).toContain('<code>4,096</code>');
  expect(html('$x \\le {{limit:kms.Encrypt.Plaintext.max}}$')).toContain('x \\le 4{,}096');
});

test('permissions are written as they are, not taken for directives', () => {
  expect(html('Allow kms:Encrypt and kms:Decrypt.')).toBe(
    '<p>Allow kms:Encrypt and kms:Decrypt.</p>',
  );
});

test('formulas are set in the build, without style attributes', () => {
  const page = read('Area $\\sqrt{x^2}$.\n\n$$\\frac{a}{b}$$');
  const set = JSON.stringify(page.plans);
  expect(set).toContain('katex-html');
  expect(set).toContain('<math');
  expect(set).not.toContain('style=');
  for (const [, name] of set.matchAll(/class=\\"(k[0-9a-f]{7})/g))
    expect(page.css).toContain(`.${name}{`);
  expect(page.css).toMatch(/\.katex \.k[0-9a-f]{7}\{height:/);
});

test('a style attribute becomes a class, beside others or alone', () => {
  expect(withoutStyles('<span class="strut" style="height:1em;"></span>').html).toMatch(
    /^<span class="k[0-9a-f]{7} strut"><\/span>$/,
  );
  expect(withoutStyles('<span style="top:0"></span>').html).toMatch(
    /^<span class="k[0-9a-f]{7}"><\/span>$/,
  );
});

test('tables and outward links are allowed', () => {
  const table = html('| a | b |\n|---|--:|\n| 1 | 2 |');
  expect(table).toContain('<td align="right">2</td>');
  // It scrolls in a place of its own.
  expect(table).toMatch(/<div class="wide"><table>.*<\/table><\/div>/s);
  expect(html('[KMS](https://docs.aws.amazon.com/kms/)')).toContain(
    'href="https://docs.aws.amazon.com/kms/"',
  );
  expect(html('[wall](#/learn/wall)')).toContain('href="#/learn/wall"');
});

test.each([
  ['raw HTML', 'Text.\n\n<img src=x onerror=alert(1)>', ':11: Raw HTML is refused'],
  ['an inline tag', 'Some <b>bold</b>.', ':9: Raw HTML is refused: <b>'],
  ['a main heading', '# Title', 'Begin sections with ##'],
  ['an image', '![x](https://example.org/x.png)', 'Draw it as a mermaid block'],
  ['a reference link', '[a][b]\n\n[b]: https://example.org', 'Write the link in place'],
  ['a link to nowhere', '[a](#/learn/nowhere)', 'leads to no page. Use #/learn/<lesson>'],
  ['an unsafe link', '[a](javascript:alert(1))', 'leads nowhere safe'],
  ['a plain http link', '[a](http://example.org)', 'leads nowhere safe'],
  [
    'an unknown directive',
    '::scenari{id=a}',
    'There is no directive "scenari". Did you mean scenario?',
  ],
  ['a name of Object’s', '::constructor', 'There is no directive "constructor"'],
  ['a directive that is none', '::scenario seal', 'looks like a directive and is none'],
  ['a scenario without a name', '::scenario', 'Which scenario?'],
  ['a fold without a title', ':::fold\nText.\n:::', 'The fold has no title'],
  ['an empty fold', ':::fold[Title]\n:::', 'The fold is empty'],
  ['a checkpoint around text', ':::checkpoint\nText.\n:::', 'with two colons'],
  [
    'a figure without a caption',
    '```mermaid\nflowchart LR\na-->b\n```',
    'Write ```mermaid caption=',
  ],
  ['an unknown limit', 'Up to\n{{limit:kms.Nothing}}', ':10: There is no limit "kms.Nothing"'],
  ['an unknown placeholder', 'Up to {{max}}.', '"{{max}}" is no placeholder'],
  ['money', 'It costs $5 and $6.', 'Write \\$ for money'],
  ['a wrong formula', '\n$$\\frac{1}$$', ':10: KaTeX refuses the formula'],
  ['an unknown TeX command', '$\\nonsense$', 'KaTeX refuses the formula'],
  ['TeX that KaTeX only warns of', '$ä$', 'KaTeX refuses the formula'],
  ['too many words', 'word '.repeat(351), 'has 351 words; 350 are the most'],
])('%s stops the build', (_, body, says) => {
  expect(() => read(body)).toThrow(says);
  expect(() => read(body)).toThrow(/^lessons\/02-wall\/lesson\.md:\d+: /);
});

test('words in folds, code and formulas are not counted', () => {
  const fold = `:::fold[More]\n${'word '.repeat(400)}\n:::`;
  expect(() =>
    read(`${'word '.repeat(350)}\n\n\`\`\`\n${'code '.repeat(90)}\n\`\`\`\n\n${fold}`),
  ).not.toThrow();
});

const changed = (from: string, to: string): string => HEAD.replace(from, to);

test.each([
  ['no head', '', ':1: The lesson has no front matter'],
  ['a missing field', changed('minutes: 5\n', ''), ':2: The file has no minutes. Add "minutes:"'],
  [
    'a misspelt field',
    changed('summary:', 'sumary:'),
    ':3: "sumary" is not known here. Did you mean summary?',
  ],
  ['minutes in words', changed('minutes: 5', 'minutes: five'), ':5: minutes is no whole number'],
  ['an empty title', changed('title: The 4 KB wall', 'title:'), ':2: title is no text'],
  ['no goals', changed('[Say why]', '[]'), ':4: The lesson has no goals'],
  ['a list that is none', changed('[Say why]', 'Say why'), ':4: goals is no list'],
  ['an unsafe source', changed('https://docs', 'http://docs'), ':7: url is no web address'],
  ['a wrong day', changed('2026-11-20', '2026-02-31'), ':7: checked is no date'],
  [
    'an unknown tab',
    changed('minutes: 5', 'minutes: 5\nopens: [byte]'),
    ':6: opens 1 is "byte". Did you mean bytes?',
  ],
  [
    'four terms',
    changed(
      'minutes: 5',
      `minutes: 5\nterms:\n${'  - { term: a, meaning: b }\n'.repeat(4).trimEnd()}`,
    ),
    '4 new terms are too many',
  ],
  ['a key twice', changed('minutes: 5', 'minutes: 5\nminutes: 6'), ':6: Map keys must be unique'],
  ['no YAML', changed('title: The', 'title: "The'), 'Mend the YAML'],
])('a head with %s stops the build', (_, head, says) => {
  expect(() => read('Text.', head)).toThrow(says);
});
