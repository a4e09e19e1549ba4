// One form of expectation judges steps, predictions and answer keys.

import { expect, test } from 'vitest';
import type { Span } from '../../src/aws/trace.ts';
import type { Expectation } from '../../src/scenario/define.ts';
import { contains, meets, outcomeText, recordsOf } from '../../src/scenario/expect.ts';
import { runSteps } from '../../src/scenario/run.ts';
import { ref, utf8 } from '../../src/scenario/define.ts';

const { steps } = runSteps({
  seed: 'expect',
  steps: [
    { id: 'key', call: 'kms:CreateKey', input: {} },
    {
      call: 'kms:GenerateDataKey',
      input: {
        KeyId: ref('key.KeyMetadata.Arn'),
        KeySpec: 'AES_256',
        EncryptionContext: { a: '1', b: '2' },
      },
    },
    { call: 'kms:DisableKey', input: { KeyId: ref('key.KeyMetadata.Arn') } },
    {
      call: 'kms:Encrypt',
      input: { KeyId: ref('key.KeyMetadata.Arn'), Plaintext: utf8('x') },
    },
  ],
});
const spanOf = (i: number): Span => steps[i]!.span;
const [created, dataKey, , refused] = [0, 1, 2, 3].map(spanOf) as [Span, Span, Span, Span];

const CASES: readonly (readonly [span: Span, expectation: Expectation, fits: boolean])[] = [
  [dataKey, 'ok', true],
  [dataKey, 'DisabledException', false],
  [refused, 'ok', false],
  [refused, 'DisabledException', true],
  [refused, 'Disabled', false],
  [dataKey, {}, true],
  [refused, {}, false],
  [refused, { error: 'DisabledException' }, true],
  [refused, { error: 'NotFoundException' }, false],
  [dataKey, { error: 'DisabledException' }, false],
  [dataKey, { output: {} }, true],
  [dataKey, { output: { Plaintext: { bytes: 32 }, CiphertextBlob: { bytes: 184 } } }, true],
  [dataKey, { output: { CiphertextBlob: { bytes: 183 } } }, false],
  [dataKey, { output: { CiphertextBlob: {} } }, false],
  [dataKey, { output: { Nothing: { bytes: 0 } } }, false],
  [created, { output: { KeyMetadata: { KeyState: 'Enabled', MultiRegion: false } } }, true],
  [created, { output: { KeyMetadata: { KeyState: 'Disabled' } } }, false],
  [refused, { output: {} }, false],
  [refused, { error: 'DisabledException', output: {} }, false],
  [dataKey, { trail: [] }, false],
  [dataKey, { trail: [{ eventName: 'GenerateDataKey' }] }, true],
  [dataKey, { trail: [{ requestParameters: { encryptionContext: { b: '2' } } }] }, true],
  [dataKey, { trail: [{ eventName: 'GenerateDataKey' }, { eventName: 'Decrypt' }] }, false],
  [refused, { error: 'DisabledException', trail: [{ errorCode: 'DisabledException' }] }, true],
];

test.each(CASES)('an outcome against an expectation, case %#', (span, expectation, fits) => {
  expect(meets(expectation, span)).toBe(fits);
});

test('a pattern names only the members that matter, at any depth', () => {
  const found = { a: 1, b: { c: 'x', d: [1, { e: true }] }, none: null };
  expect(contains(found, {})).toBe(true);
  expect(contains(found, { b: { c: 'x' } })).toBe(true);
  expect(contains(found, { b: { d: [1, { e: true }] } })).toBe(true);
  expect(contains(found, { none: null })).toBe(true);
  expect(contains(found, { b: { d: [{ e: true }] } })).toBe(false);
  expect(contains(found, { b: { c: 'y' } })).toBe(false);
  expect(contains(found, { b: 'x' })).toBe(false);
  expect(contains(found, { none: {} })).toBe(false);
  expect(contains(found, { missing: undefined })).toBe(true);
  expect(contains('text', { length: 4 })).toBe(false);
});

test('{ bytes: n } stands for any n bytes, and for nothing but bytes', () => {
  expect(contains(new Uint8Array(3), { bytes: 3 })).toBe(true);
  expect(contains(Uint8Array.of(9, 9, 9), { bytes: 3 })).toBe(true);
  expect(contains(new Uint8Array(3), { bytes: 4 })).toBe(false);
  expect(contains('abc', { bytes: 3 })).toBe(false);
  expect(contains(undefined, { bytes: 0 })).toBe(false);
});

test('the records of a call are those of all that it caused', () => {
  const { steps: run } = runSteps({
    seed: 'expect',
    steps: [
      { call: 's3:CreateBucket', input: { Bucket: 'reports-2026' } },
      {
        call: 's3:PutObject',
        input: {
          Bucket: 'reports-2026',
          Key: 'a.csv',
          Body: utf8('a'),
          ServerSideEncryption: 'aws:kms',
        },
      },
    ],
  });
  const { span } = run.at(-1)!;
  expect(outcomeText(span)).toBe('served');
  expect(recordsOf(span)).toContainEqual(expect.objectContaining({ eventName: 'GenerateDataKey' }));
  expect(meets({ trail: [{ eventName: 'GenerateDataKey' }] }, span)).toBe(true);
});

test('an outcome is told in a word', () => {
  expect(outcomeText(dataKey)).toBe('served');
  expect(outcomeText(refused)).toBe('DisabledException');
});
