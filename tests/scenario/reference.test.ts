// The reference says what the engine does: read from the declarations, and compared with calls that really ran.

import { describe, expect, test } from 'vitest';
import { kmsOperations } from '../../src/kms/operations/index.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { KEY_STATES, type KeyState } from '../../src/kms/key.ts';
import { kmsState } from '../../src/kms/state.ts';
import {
  commonErrors,
  errorMeaning,
  explainedErrors,
} from '../../src/scenario/reference-errors.ts';
import { encryptionRows } from '../../src/scenario/reference-encryption.ts';
import { limitWords, memberRows } from '../../src/scenario/reference-members.ts';
import { patternWords } from '../../src/scenario/reference-patterns.ts';
import { permissionsOf } from '../../src/scenario/reference-permissions.ts';
import { stateMatrix, stateRows } from '../../src/scenario/reference-states.ts';
import { synopsisOf } from '../../src/scenario/reference-synopsis.ts';
import { chapters, matching, operationNamed } from '../../src/scenario/reference.ts';
import { ACCOUNT, aCloud, aKey, call } from '../support/cloud.ts';
import { furnished } from '../support/world.ts';

const all = chapters.flatMap(({ operations }) => operations);
const op = (name: string) => operationNamed(name)!;

describe('the index', () => {
  test('has every operation of KMS, and nothing that happens inside a service', () => {
    const kms = chapters.find(({ service }) => service === 'kms')!;
    expect(kms.operations.map(({ name }) => name)).toEqual(Object.keys(kmsOperations).sort());
    expect(all.filter(({ event }) => event === 'none')).toEqual([]);
    expect(operationNamed('SealObject')).toBeUndefined();
    expect(operationNamed('constructor')).toBeUndefined();
  });

  test('no two operations share a name, so a name is an address', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });

  test('a filter finds what has all words in name or summary', () => {
    const found = (asked: string) =>
      matching(asked).flatMap(({ operations }) => operations.map(({ name }) => name));
    expect(found('ALIAS delete')).toEqual(['DeleteAlias']);
    expect(found('kms:listkeys')).toEqual(['ListKeys']);
    expect(found('no such thing')).toEqual([]);
    expect(found('  ')).toHaveLength(all.length);
  });
});

describe('permissions', () => {
  const { cloud, requests } = furnished();
  const named = Object.entries(requests).filter(([name]) =>
    all.some((one) => nameOf(one) === name),
  );

  test.each(named)('%s asks for what the reference says', (name, input) => {
    const span = cloud.call(name, input);
    const asked = [span, ...span.children].flatMap(({ stages }) =>
      stages.flatMap(({ decisions = [] }) => decisions.map(({ action }) => action)),
    );
    const said = permissionsOf(all.find((one) => nameOf(one) === name)!);
    const needed = said.filter(({ when }) => when === undefined).map(({ action }) => action);
    expect(said.map(({ action }) => action)).toEqual(expect.arrayContaining(asked));
    expect(asked).toEqual(expect.arrayContaining(needed));
  });

  test.each([
    ['Encrypt', ['kms:Encrypt on the key that KeyId names']],
    [
      'ReEncrypt',
      [
        'kms:ReEncryptFrom on the key that sealed CiphertextBlob, which SourceKeyId may name as well',
        'kms:ReEncryptTo on the key that DestinationKeyId names',
      ],
    ],
    [
      'CreateAlias',
      [
        'kms:CreateAlias on the key that TargetKeyId names',
        'kms:CreateAlias on the alias that AliasName names',
      ],
    ],
    ['ListKeys', ['kms:ListKeys on *']],
    ['GetUser', ['iam:GetUser on the user that UserName names']],
    ['GetCallerIdentity', []],
  ])('%s: %j', (name, expected) => {
    expect(permissionsOf(op(name)).map(({ action, on }) => `${action} on ${on}`)).toEqual(expected);
  });
});

describe('key states', () => {
  /** As Creating and Unavailable come only with custom key stores, the state is set by hand. */
  const answerIn = (state: KeyState) => {
    const cloud = aCloud({ tick: 0 });
    const KeyId = aKey(cloud);
    for (const key of kmsState(cloud, ACCOUNT, 'us-east-1').keys.values()) key.state = state;
    const { outcome } = call(cloud, 'kms:Encrypt', { KeyId, Plaintext: utf8('x') });
    return outcome.ok
      ? 'serves'
      : `${outcome.error.code}: ${outcome.error.message.replace(/^\S+/, '(key ARN)')}`;
  };

  test('the row of Encrypt is what Encrypt answers', () => {
    const [row] = stateRows(op('Encrypt'));
    const said = row!.cells.map(({ code, message }) =>
      code === undefined ? 'serves' : `${code}: ${message!}`,
    );
    expect(said).toEqual(KEY_STATES.map(answerIn));
    expect(said[1]).toBe('serves');
  });

  test('the matrix has a row for each operation that names a key, two where its keys differ', () => {
    const naming = Object.values(kmsOperations).filter(({ keys }) => Object.keys(keys).length > 0);
    expect(new Set(stateMatrix.map(({ operation }) => operation))).toEqual(
      new Set(naming.map(({ name }) => name)),
    );
    expect(stateRows(op('UpdateAlias')).map(({ member }) => member)).toEqual([
      'TargetKeyId',
      'AliasName',
    ]);
    expect(stateRows(op('ReEncrypt'))).toHaveLength(1);
    expect(stateRows(op('ListKeys'))).toEqual([]);
    for (const { cells } of stateMatrix) {
      expect(cells.map(({ state }) => state)).toEqual(KEY_STATES);
      for (const { serves, why } of cells) expect(why === undefined).toBe(serves);
    }
  });
});

describe('errors', () => {
  const codes = new Set(all.flatMap(({ errors }) => errors));

  test('each code that an operation declares has its line', () => {
    expect([...codes].filter((code) => errorMeaning(code) === undefined)).toEqual([]);
  });

  test('no line explains what nobody raises', () => {
    const raised = new Set([...codes].map((code) => code.replace('KMS.', '')));
    expect(explainedErrors.filter((code) => !raised.has(code))).toEqual([]);
  });

  test('no operation declares what all have', () => {
    expect(commonErrors.filter(({ code }) => codes.has(code))).toEqual([]);
  });
});

describe('members', () => {
  const rowOf = (name: string, path: string) =>
    memberRows(op(name).input).find((row) => row.path === path);

  test('lengths, ranges and entries stand in words', () => {
    const { Plaintext, GrantTokens } = op('Encrypt').input.members;
    expect(limitWords(Plaintext!)).toEqual(['1 to 4,096 bytes']);
    expect(limitWords(GrantTokens!)).toEqual(['at most 10 entries', 'each 1 to 8,192 characters']);
    expect(limitWords(op('GenerateRandom').input.members['NumberOfBytes']!)).toEqual([
      '1 to 1,024',
    ]);
    expect(rowOf('DeleteImportedKeyMaterial', 'KeyMaterialId')).toMatchObject({
      limits: ['exactly 64 characters', 'only a to f and digits'],
      pattern: '^[a-f0-9]+$',
    });
  });

  test('what is inside a list or a structure has rows of its own', () => {
    expect(rowOf('TagResource', 'Tags')).toMatchObject({ type: 'list of structures', depth: 0 });
    expect(rowOf('TagResource', 'Tags[].TagKey')).toMatchObject({ required: true, depth: 1 });
    expect(rowOf('CreateGrant', 'Operations')!.values).toContain('Decrypt');
    expect(rowOf('Encrypt', 'Plaintext')).toMatchObject({ sensitive: true, required: true });
    expect(rowOf('Encrypt', 'DryRun')).toMatchObject({ sensitive: false, required: false });
  });

  test.each([
    [/^[a-zA-Z0-9:/_-]+$/, 'only letters, digits, “:”, “/”, “_” and “-”'],
    [/^[\w]+$/, 'only letters, digits, “_”'],
    [/^\d*$/, 'only digits'],
    [/^[0-9]{12}$/, 'exactly 12 digits'],
    [/^([a-z]+-){2,3}\d+$/, 'the name of a Region, such as us-east-1'],
    [/^(a|b)c$/, undefined],
  ])('%s reads: %s', (pattern, words) => {
    expect(patternWords(pattern)).toBe(words);
  });

  test('each pattern of an input has words', () => {
    const without = all.flatMap(({ name, input }) =>
      memberRows(input)
        .filter(({ pattern }) => pattern !== undefined && !patternWords(new RegExp(pattern)))
        .map(({ path, pattern }) => `${name}.${path} ${pattern!}`),
    );
    expect(without).toEqual([]);
  });
});

test('the command line has each option, in brackets where it may be left out', () => {
  expect(synopsisOf(op('Encrypt')).split('\n  ')).toEqual([
    'aws kms encrypt',
    '--key-id <value>',
    '--plaintext fileb://<file>',
    '[--encryption-context <key>=<value>,…]',
    '[--grant-tokens <value> …]',
    '[--encryption-algorithm <value>]',
    '[--dry-run | --no-dry-run]',
  ]);
  expect(synopsisOf(op('GetObject')).split('\n  ')).toEqual([
    'aws s3api get-object',
    '--bucket <value>',
    '--key <value>',
    '[--version-id <value>]',
    '[--sse-customer-algorithm <value>]',
    '[--sse-customer-key <file>]',
    '[--sse-customer-key-md5 <value>]',
    '<outfile>',
  ]);
});

function nameOf({ service, name }: { service: string; name: string }): string {
  return `${service}:${name}`;
}

test('each service that encrypts says with which keys, on whose authority, and for how long', () => {
  const [sqs] = encryptionRows().filter(({ service }) => service === 'Amazon SQS');
  expect(sqs).toEqual({
    service: 'Amazon SQS',
    what: 'message',
    keys: ['AWS owned key', 'AWS managed key aws/sqs', 'customer managed key'],
    asker: 'the caller, through the service',
    context: ['aws:sqs:arn'],
    remembers: '5 minutes',
    unusable: expect.stringMatching(/\.$/) as unknown,
  });
});
