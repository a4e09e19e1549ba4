// The notices on screen are those of the packages: copyright lines and the text of the licence.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dependencies } from '../../package.json' with { type: 'json' };
import { mit, notices } from '../../src/ui/settings/licences.ts';

const files: Readonly<Record<string, string>> = {
  'noble-ciphers': 'node_modules/@noble/ciphers/LICENSE',
  'noble-hashes': 'node_modules/@noble/hashes/LICENSE',
  'noble-curves': 'node_modules/@noble/curves/LICENSE',
  'noble-post-quantum': 'node_modules/@noble/post-quantum/LICENSE',
  Svelte: 'node_modules/svelte/LICENSE.md',
  KaTeX: 'node_modules/katex/LICENSE',
};

/** Line breaks, quotation marks and links differ from file to file. */
const plain = (text: string): string =>
  text
    .replace(/\[([^\]]+)\]\([^)]+\)/g, '$1')
    .replaceAll(/[“”]/g, '"')
    .replaceAll(/\s+/g, ' ');

test.each(Object.entries(files))('the notice of %s is its own', (name, file) => {
  const text = plain(readFileSync(file, 'utf8'));
  const copyright = notices.find((notice) => notice.name === name)?.copyright ?? [];
  for (const line of copyright) expect(text).toContain(line);
  expect(copyright).toHaveLength(text.match(/Copyright \(c\)/g)?.length ?? 0);
  for (const paragraph of mit) expect(text).toContain(paragraph);
});

test('every package that the engine is shipped with has its notice', () => {
  const named = Object.keys(dependencies).map((name) => name.replace('@noble/', 'noble-'));
  expect(notices.map(({ name }) => name)).toEqual(expect.arrayContaining(named));
});
