// Our table of KMS operations against AWS's own: members, kinds, what is required, enumerations and errors
// from the published SDK, lengths, ranges and patterns from a table of figures. No departure is silent.

import { expect, test } from 'vitest';
import type { Operation } from '../src/aws/operation.ts';
import type { Shape } from '../src/aws/shape.ts';
import { kmsOperations } from '../src/kms/operations/index.ts';
import { deviations } from './fixtures/kms-deviations.ts';
import limits from './fixtures/kms-limits.json' with { type: 'json' };
import { declaredOperation, version, type Declared } from './fixtures/kms-model.ts';

type Side = 'takes' | 'answers';

interface Bounds {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
}

const operations: readonly Operation[] = Object.values(kmsOperations);

test.each(operations)('$name is declared as AWS declares it', (operation) => {
  expect(findingsOf(operation).filter((finding) => !rowFor(finding))).toEqual([]);
});

test.each(operations)('the lengths, ranges and patterns of $name are AWS’s', ({ name, input }) => {
  expect(boundsOf(input)).toEqual(wanted(name));
});

test('each deviation that is named still deviates', () => {
  const findings = operations.flatMap(findingsOf);
  const needed = new Set(findings.map(rowFor));
  const rows = deviations.flatMap((deviation) => deviation.findings);
  expect(rows.filter((row) => !needed.has(row))).toEqual([]);
});

test('each deviation has a reason, and none is named twice', () => {
  for (const { why } of deviations) expect(why).toMatch(/^[A-Z].{20,}\.$/);
  const rows = deviations.flatMap(({ findings }) => findings);
  expect(new Set(rows).size).toBe(rows.length);
});

test('the figures are those of the operations that there are', () => {
  expect(Object.keys(limits.operations).sort()).toEqual(operations.map(({ name }) => name).sort());
  const used = new Set(Object.values(limits.operations).flatMap((rows) => Object.values(rows)));
  expect([...used].sort()).toEqual(Object.keys(limits.shared).sort());
});

test('the model is the one that the facts were read from', () => {
  expect(version).toBe('3.1164.0');
});

test('the comparison sees what it is for', () => {
  const { Encrypt } = kmsOperations;
  const altered = (change: Partial<Operation>): readonly string[] =>
    findingsOf({ ...Encrypt, ...change }).filter((finding) => !rowFor(finding));
  const taking = (change: Record<string, Shape>): readonly string[] =>
    altered({ input: { ...Encrypt.input, members: { ...Encrypt.input.members, ...change } } });
  const { KeyId, Plaintext, EncryptionAlgorithm } = Encrypt.input.members;

  expect(altered({})).toEqual([]);
  expect(taking({ Padding: KeyId })).toEqual(['Encrypt takes Padding, which AWS does not declare']);
  expect(taking({ KeyId: { ...KeyId, optional: true } })).toEqual([
    'Encrypt takes KeyId as optional, AWS as required',
  ]);
  expect(taking({ KeyId: Plaintext })).toContain('Encrypt takes KeyId as blob, AWS as text');
  expect(taking({ Plaintext: { ...Plaintext, sensitive: false } })).toEqual([
    'Encrypt takes Plaintext in the open, AWS as sensitive',
  ]);
  expect(
    taking({ EncryptionAlgorithm: { ...EncryptionAlgorithm, values: ['SYMMETRIC_DEFAULT'] } }),
  ).toEqual(['Encrypt takes other values of EncryptionAlgorithm than AWS']);
  expect(altered({ errors: [...Encrypt.errors, 'TagException'] })).toEqual([
    'Encrypt may refuse with TagException',
  ]);
  expect(altered({ errors: Encrypt.errors.slice(1) })).toEqual([
    `Encrypt never refuses with ${Encrypt.errors[0]}`,
  ]);
  const { output } = Encrypt;
  const { CiphertextBlob, ...rest } = output.members;
  expect(CiphertextBlob.kind).toBe('blob');
  expect(altered({ output: { ...output, members: rest } })).toEqual([
    'Encrypt answers without CiphertextBlob',
  ]);
});

/** The row that names this departure. */
function rowFor(finding: string): string | undefined {
  const general = finding.replace(/^\w+/, '*');
  return deviations
    .flatMap(({ findings }) => findings)
    .find((row) => row === finding || row === general);
}

function findingsOf({ name, input, output, errors }: Operation): readonly string[] {
  const theirs = declaredOperation(name);
  const compare = (side: Side, ours: Shape, declared: Declared): readonly string[] =>
    membersOf(side, '', ours, declared).map((finding) => `${name} ${finding}`);
  return [
    ...compare('takes', input, theirs.input),
    ...compare('answers', output, theirs.output),
    ...errors
      .filter((code) => !theirs.errors.includes(code))
      .map((code) => `${name} may refuse with ${code}`),
    ...theirs.errors
      .filter((code) => !errors.includes(code))
      .map((code) => `${name} never refuses with ${code}`),
  ];
}

function membersOf(side: Side, path: string, ours: Shape, theirs: Declared): readonly string[] {
  const [mine, declared] = [ours.members ?? {}, theirs.members ?? {}];
  return [...new Set([...Object.keys(mine), ...Object.keys(declared)])].flatMap((member) => {
    const at = path === '' ? member : `${path}.${member}`;
    const [own, other] = [mine[member], declared[member]];
    if (!own) return [`${side} without ${at}`.replace('takes without', 'does not take')];
    if (!other) return [`${side} ${at}, which AWS does not declare`];
    return [...required(side, at, own, other), ...values(side, at, own, other)];
  });
}

/** An answer may promise what AWS leaves open: almost nothing of AWS's answers is declared as required. */
function required(side: Side, at: string, ours: Shape, theirs: Declared): readonly string[] {
  const word = ({ optional }: Pick<Shape, 'optional'>): string =>
    optional === true ? 'optional' : 'required';
  if (word(ours) === word(theirs)) return [];
  if (side === 'answers' && theirs.optional === true) return [];
  return [`${side} ${at} as ${word(ours)}, AWS as ${word(theirs)}`];
}

function values(side: Side, at: string, ours: Shape, theirs: Declared): readonly string[] {
  if (ours.kind !== theirs.kind) return [`${side} ${at} as ${ours.kind}, AWS as ${theirs.kind}`];
  if (theirs.sensitive === true && ours.sensitive !== true) {
    return [`${side} ${at} in the open, AWS as sensitive`];
  }
  const sorted = ({ values: listed = [] }: Pick<Shape, 'values'>): string =>
    [...listed].sort().join();
  if (sorted(ours) !== sorted(theirs)) return [`${side} other values of ${at} than AWS`];
  const within = ours.of && theirs.of ? values(side, `${at}[]`, ours.of, theirs.of) : [];
  return [...within, ...membersOf(side, at, ours, theirs)];
}

/** Every bound within a shape, by path. A length of at least nothing is no bound. */
function boundsOf(shape: Shape, path = ''): Readonly<Record<string, Bounds>> {
  const own = bounds(shape.min, shape.max, shape.pattern?.source);
  const inner = Object.entries(shape.members ?? {}).map(([name, member]) =>
    boundsOf(member, path === '' ? name : `${path}.${name}`),
  );
  return Object.assign(
    Object.keys(own).length > 0 ? { [path]: own } : {},
    shape.of ? boundsOf(shape.of, `${path}[]`) : {},
    ...inner,
  ) as Record<string, Bounds>;
}

const bounds = (min = 0, max?: number, pattern?: string): Bounds => ({
  ...(min > 0 && { min }),
  ...(max !== undefined && { max }),
  ...(pattern !== undefined && { pattern }),
});

function wanted(operation: string): Readonly<Record<string, Bounds>> {
  const rows = (limits.operations as Readonly<Record<string, Readonly<Record<string, string>>>>)[
    operation
  ];
  const shared = limits.shared as Readonly<Record<string, Bounds>>;
  return Object.fromEntries(
    Object.entries(rows ?? {}).map(([path, name]) => {
      const { min, max, pattern } = shared[name] ?? {};
      return [path, bounds(min, max, pattern === undefined ? undefined : whole(pattern))];
    }),
  );
}

/** AWS means a pattern to fit the whole text, whether or not it says so. */
const whole = (pattern: string): string => (pattern.startsWith('^') ? pattern : `^${pattern}$`);
