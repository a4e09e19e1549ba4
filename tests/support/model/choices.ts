// What fast-check chooses from: names for keys, policies, contexts, tokens, texts.

import fc from 'fast-check';
import { utf8 } from '../../../src/crypto/bytes.ts';
import { POLICIES } from './cast.ts';
import type { KeyRef, TokenRef } from './turn.ts';
import type { Context, Key, Usage } from './world.ts';

const isFit = fc.constantFrom(true, true, true, true, false);

const refBy = (...ways: readonly KeyRef['by'][]): fc.Arbitrary<KeyRef> =>
  fc.record({ nth: fc.nat(11), by: fc.constantFrom(...ways), isFit });

export const keyRef = refBy('id', 'id', 'arn', 'arn', 'arn', 'arn', 'arn', 'alias');
/** Where aliases are no names for keys. */
export const plainRef = refBy(
  ...Array<'id'>(6).fill('id'),
  ...Array<'arn'>(9).fill('arn'),
  'alias',
);

export const policyName = fc.constantFrom('root', 'root', 'root', ...POLICIES);
export const seldom = fc.constantFrom(true, false, false, false, false);

export const TEXTS = ['a', 'hello', 'x'.repeat(300)].map(utf8);
export const RUBBISH = new Uint8Array(60);

/** The third and the fourth are one context; capitals make another one. */
export const CONTEXTS: readonly Context[] = [
  {},
  { a: '1' },
  { a: '1', b: 'ü' },
  { b: 'ü', a: '1' },
  { A: '1' },
];
export const contextAt = (nth: number): Context => CONTEXTS[nth % CONTEXTS.length]!;
export const context = fc.constantFrom(0, 0, 1, 2, 3, 4);

export const tokenRef: fc.Arbitrary<TokenRef> = fc.oneof(
  { weight: 12, arbitrary: fc.constant(undefined) },
  { weight: 3, arbitrary: fc.nat(5) },
  { weight: 1, arbitrary: fc.constant('rubbish' as const) },
);

/** Which keys an operation is for. */
export const isFor =
  (usage: Usage) =>
  ({ family }: Key): boolean =>
    family.usage === usage;
