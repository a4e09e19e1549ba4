// A form as text, and the request that it makes.

import { expect, test } from 'vitest';
import {
  blob,
  boolean,
  choice,
  integer,
  list,
  map,
  optional,
  structure,
  text,
  timestamp,
} from '../../src/aws/shape.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import {
  draftOf,
  firstProblem,
  membersOf,
  structureOf,
  valueOf,
  type Bytes,
  type Written,
} from '../../src/ui/reference/draft.svelte.ts';

const shape = structure({
  Text: text(),
  Number: integer(),
  Flag: boolean(),
  At: timestamp(),
  Bytes: blob(),
  Choice: choice('A', 'B'),
  Choices: list(choice('A', 'B')),
  Pairs: map(),
  Texts: list(text()),
  Tags: list(structure({ TagKey: text(), TagValue: text() })),
  Inner: optional(structure({ Deep: text() })),
});

const value = {
  Text: 'x',
  Number: -7,
  Flag: false,
  At: Date.parse('2026-02-01T00:00:00Z'),
  Bytes: utf8('Grüße'),
  Choice: 'B',
  Choices: ['B', 'A'],
  Pairs: { a: '1', b: '' },
  Texts: ['one', 'two'],
  Tags: [{ TagKey: 'team', TagValue: 'sales' }],
  Inner: { Deep: 'y' },
};

test('what fills a form comes out of it again', () => {
  expect(membersOf(shape, structureOf(shape, value))).toEqual(value);
});

test('bytes that are no text come as base64, and come out the same', () => {
  for (const bytes of [Uint8Array.of(0, 255, 1), Uint8Array.of(0x41, 0), utf8('fine')]) {
    expect(valueOf(blob(), draftOf(blob(), bytes))).toEqual(bytes);
  }
  expect(draftOf(blob(), Uint8Array.of(0, 255))).toMatchObject({ as: 'base64', text: 'AP8=' });
});

test('an empty form is an empty request', () => {
  expect(membersOf(shape, structureOf(shape))).toEqual({});
});

test.each([
  [integer(), 'seven', 'seven'],
  [integer(), '1.5', '1.5'],
  [boolean(), 'maybe', 'maybe'],
  [timestamp(), 'some day', 'some day'],
  [integer(), '12', 12],
])('of %o, “%s” goes to the engine as %s', (one, written, sent) => {
  const draft = draftOf(one) as Written;
  draft.text = written;
  expect(valueOf(one, draft)).toBe(sent);
});

test.each([
  ['hex', '48 65\n6C', 'Hel'],
  ['base64', ' SGVs\nbG8= ', 'Hello'],
  ['text', ' a ', ' a '],
] as const)('bytes written as %s', (as, written, plain) => {
  const draft = draftOf(blob()) as Bytes;
  Object.assign(draft, { as, text: written });
  expect(valueOf(blob(), draft)).toEqual(utf8(plain));
  expect(firstProblem(draft)).toBeUndefined();
});

test.each([
  ['hex', 'abc'],
  ['hex', 'zz'],
  ['base64', 'a'],
] as const)('%s that is none is named with its member, and nothing is sent', (as, written) => {
  const form = structureOf(structure({ Plaintext: blob() }));
  Object.assign(form.members['Plaintext']!, { as, text: written });
  expect(firstProblem(form)).toMatch(
    new RegExp(`^Plaintext: This is no ${as === 'hex' ? 'hexadecimal' : 'base64'}`),
  );
});

test('a row that is there and empty is an entry, which the engine refuses', () => {
  const rows = draftOf(list(text()), ['']);
  expect(valueOf(list(text()), rows)).toEqual(['']);
});
