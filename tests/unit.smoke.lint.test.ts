// The rules that are ours really fire: each planted fault is refused, and its harmless twin is not.

import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';
import ts from 'typescript-eslint';

// A planted file is in no TypeScript project, so the rules that need types stay out of it.
const eslint = new ESLint({ overrideConfig: [ts.configs.disableTypeChecked] });

async function rulesBroken(filePath: string, code: string): Promise<readonly (string | null)[]> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath });
  return (result?.messages ?? []).map(({ ruleId }) => ruleId);
}

const ours: unknown = expect.stringMatching(/^no-(?:restricted-|console)/);

describe('the core reaches for nothing', () => {
  test.each([
    ['the clock', 'export const x = Date.now();'],
    ['the clock by another name', 'export const x = new Date();'],
    ['a timer', 'setTimeout(() => 1, 3);'],
    ['performance', 'export const x = performance.now();'],
    ['Math.random', 'export const x = Math.random();'],
    ['the crypto global', 'export const x = crypto.randomUUID();'],
    ['a global by way of globalThis', 'export const x = globalThis.crypto.randomUUID();'],
    ['the network', "export const x = fetch('https://example.org');"],
    ['the page', 'export const x = document.title;'],
    ['stored settings', "export const x = localStorage.getItem('x');"],
    ['the process', 'export const x = process.env;'],
    ['the console', "console.log('x');"],
    ['a promise', 'export const x = Promise.resolve(1);'],
    ['an async function', 'export const x = async () => 1;'],
    ['a lazy import', "export const x = import('./y.ts');"],
    ['a default export', 'export default 1;'],
    ['a barrel', "export * from './y.ts';"],
  ])('not for %s', async (_what, code) => {
    for (const folder of ['crypto', 'aws', 'kms', 's3', 'app', 'scenario', 'quiz']) {
      expect(await rulesBroken(`src/${folder}/planted.ts`, code)).toContainEqual(ours);
    }
  });

  test('but it may work with a date and a text that it was handed', async () => {
    const code = `export const x = (at: number): string => new Date(at).toISOString();
export const y = (text: string): Uint8Array => new TextEncoder().encode(text);`;
    expect(await rulesBroken('src/aws/planted.ts', code)).toEqual([]);
  });
});

describe('a scenario is data', () => {
  const file = 'lessons/99-planted/scenario.ts';

  test('it holds no function', async () => {
    expect(await rulesBroken(file, 'export default { x: () => 1 };')).toContainEqual(ours);
  });

  test('it is the one file of a lesson with a default export', async () => {
    expect(await rulesBroken(file, 'export default { x: 1 };')).toEqual([]);
    expect(await rulesBroken('lessons/99-planted/other.ts', 'export default 1;')).toEqual([
      'no-restricted-syntax',
    ]);
  });
});

describe('the screen derives', () => {
  const effect = `<script lang="ts">\n  $effect(() => undefined);\n</script>`;

  test('an effect stands only in the components that are named for it', async () => {
    expect(await rulesBroken('src/ui/Planted.svelte', effect)).toContainEqual(ours);
    expect(await rulesBroken('src/ui/player/Diagram.svelte', effect)).toEqual([]);
  });

  test('a style attribute is refused, because the content security policy drops it', async () => {
    const code = '<p style="color: red">x</p>';
    expect(await rulesBroken('src/ui/Planted.svelte', code)).toEqual(['svelte/no-inline-styles']);
  });
});
