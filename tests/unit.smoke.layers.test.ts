// The layers are really a wall: imports planted between every two folders pass only where the table
// of DESIGN says so.

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  cruise,
  type ICruiseOptions,
  type ICruiseResult,
  type IFlattenedRuleSet,
} from 'dependency-cruiser';
import { afterEach, beforeEach, expect, test } from 'vitest';
import rules from '../.dependency-cruiser.mjs';

let root = '';

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'glassbox-layers-'));
  symlinkSync(path.resolve('node_modules'), path.join(root, 'node_modules'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

test('folders import downwards only, and services never each other', async () => {
  const services = ['app', 'cloudhsm', 'cloudtrail', 'iam', 'kms', 's3', 'sts', 'xks'];
  const order = ['crypto', 'aws', ...services, 'scenario', 'shell', 'lib', 'quiz', 'ui'];
  const folders = [...order, 'build'];
  for (const from of folders) {
    plant(`src/${from}/here.ts`, 'export const x = 1;');
    for (const to of folders.filter((folder) => folder !== from)) {
      plant(
        `src/${from}/to-${to}.ts`,
        `import type { x } from '../${to}/here.ts';\nexport type X = typeof x;`,
      );
    }
  }
  const allowed = (from: string, to: string): boolean =>
    from === 'build'
      ? to !== 'ui'
      : order.includes(to) &&
        order.indexOf(to) < order.indexOf(from) &&
        !(services.includes(from) && services.includes(to));
  const expected = folders.flatMap((from) =>
    folders.filter((to) => to !== from && !allowed(from, to)).map((to) => `layer-${from} ${to}`),
  );
  const found = (await violations()).filter(({ rule }) => rule.startsWith('layer-'));
  expect(found.map(({ rule, to }) => `${rule} ${to.split('/')[1] ?? ''}`).sort()).toEqual(
    expected.sort(),
  );
});

test.each([
  ['hsm-boundary', 'src/kms/planted.ts', '../crypto/aead.ts'],
  ['hsm-boundary', 'src/kms/operations/hsm.ts', '../../crypto/aead.ts'],
  ['noble-only-in-crypto', 'src/kms/planted.ts', '@noble/ciphers/aes.js'],
  ['core-needs-no-package', 'src/quiz/planted.ts', 'svelte'],
  ['no-node-in-what-is-shipped', 'src/ui/planted.ts', 'node:fs'],
  ['mermaid-only-in-build', 'src/ui/planted.ts', 'mermaid'],
  ['lessons-are-data', 'lessons/01-planted/scenario.ts', '../../src/crypto/aead.ts'],
  ['runes-only-in-ui', 'src/lib/planted.svelte.ts', '../crypto/aead.ts'],
  ['layer-unknown', 'src/misc/planted.ts', '../crypto/aead.ts'],
  ['resolvable', 'src/ui/planted.ts', './nowhere.ts'],
  ['no-circular', 'src/crypto/aead.ts', './planted.ts'],
])('%s refuses what %s imports', async (rule, file, target) => {
  plant('src/crypto/aead.ts', 'export const x = 1;');
  plant('src/crypto/planted.ts', "import { x } from './aead.ts';\nexport const y = x;");
  plant(file, `import '${target}';\nexport const x = 1;`);
  expect((await violations()).map((each) => each.rule)).toContain(rule);
});

test('the HSM may use ciphers, and the rest of KMS plain bytes and chance', async () => {
  for (const name of ['aead', 'bytes', 'drbg'])
    plant(`src/crypto/${name}.ts`, 'export const x = 1;');
  plant('src/kms/hsm.ts', "import '../crypto/aead.ts';");
  plant('src/kms/key.ts', "import '../crypto/bytes.ts';\nimport '../crypto/drbg.ts';");
  expect(await violations()).toEqual([]);
});

function plant(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

async function violations(): Promise<readonly { rule: string; to: string }[]> {
  const { forbidden = [], options } = rules;
  const ruleSet: IFlattenedRuleSet = { forbidden };
  const settings: ICruiseOptions = { ...options, validate: true, ruleSet, baseDir: root };
  plant('lessons/empty.ts', '');
  const { output } = await cruise(['src', 'lessons'], settings);
  const { summary } = output as ICruiseResult;
  return summary.violations.map(({ rule, to }) => ({ rule: rule.name, to }));
}
