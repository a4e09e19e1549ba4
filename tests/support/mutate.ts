// Damages JSON as attackers, editors and tired people do: in its tree and in its text.

import type { Entropy } from '../../src/crypto/drbg.ts';

const STRANGE: readonly unknown[] = [
  null,
  0,
  -1,
  1e308,
  true,
  false,
  '',
  '*',
  '**',
  'kms:*',
  [],
  [[]],
  {},
  ['*'],
  { AWS: '*' },
  { '': '' },
  'Allow',
  'Deny',
  'allow',
  '\u0410llow',
];

const NAMES = [
  'Effect',
  'effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'Condition',
  'Conditions',
  'StringEquals',
  'StringNotEquals',
  'StringEqualsIfExists',
  'ForAllValues:StringEquals',
  'Null',
  'Bool',
  'AWS',
  'Service',
  '__proto__',
  'constructor',
  'toString',
];

interface Spot {
  readonly holder: Record<string, unknown>;
  readonly name: string;
}

export function mutated(policy: unknown, chance: Entropy): string {
  const upTo = (limit: number): number =>
    ((chance.bytes(1)[0]! << 8) | chance.bytes(1)[0]!) % limit;
  const pick = <T>(all: readonly T[]): T => all[upTo(all.length)]!;
  const copy = structuredClone(policy);
  for (let i = upTo(2); i >= 0; i--) mutateTree(copy, pick, upTo);
  const text = JSON.stringify(copy);
  return upTo(4) === 0 ? mutateText(text, pick, upTo) : text;
}

type Pick = <T>(all: readonly T[]) => T;
type UpTo = (limit: number) => number;

function mutateTree(root: unknown, pick: Pick, upTo: UpTo): void {
  const spots = spotsIn(root);
  if (spots.length === 0) return;
  const { holder, name } = pick(spots);
  const value = holder[name];
  const set = (to: string, what: unknown): void => {
    Object.defineProperty(holder, to, {
      value: what,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  };
  const strange = (): unknown => structuredClone(pick(STRANGE));
  pick<() => unknown>([
    () => Reflect.deleteProperty(holder, name),
    () => set(name, strange()),
    () => set(name, [value]),
    () => set(name, [value, strange()]),
    () => set(name, Array.isArray(value) ? value[0] : value),
    () => {
      Reflect.deleteProperty(holder, name);
      set(pick(NAMES), value);
    },
    () => set(pick(NAMES), strange()),
    () => set(name, typeof value === 'string' ? wild(value, upTo) : value),
    () => set(name, typeof value === 'string' ? value.toUpperCase() : value),
    () => set(name, structuredClone(pick(spots).holder)),
  ])();
}

/** A star or a question mark in place of some of it. */
function wild(value: string, upTo: UpTo): string {
  const at = upTo(value.length + 1);
  return value.slice(0, at) + ['*', '?', ''][upTo(3)]! + value.slice(at + upTo(4));
}

function spotsIn(value: unknown, depth = 0): Spot[] {
  if (typeof value !== 'object' || value === null || depth > 8) return [];
  return Object.entries(value).flatMap(([name, member]) => [
    { holder: value as Record<string, unknown>, name },
    ...spotsIn(member, depth + 1),
  ]);
}

function mutateText(text: string, pick: Pick, upTo: UpTo): string {
  const at = upTo(text.length);
  const members = text.match(/"[A-Z]\w+":("[^"]*"|\[[^[\]{}]*\])/g) ?? ['"Effect":"Deny"'];
  const brace = text.indexOf('{', at);
  return pick<() => string>([
    () => text.slice(0, at) + text.slice(at + 1),
    () =>
      text.slice(0, at) + pick(['"', '\\', '{', '}', ',', ':', '*', '\0', ' ']) + text.slice(at),
    () =>
      brace < 0 ? text : `${text.slice(0, brace + 1)}${pick(members)},${text.slice(brace + 1)}`,
    () => text.replace('"Effect"', '"\\u0045ffect"'),
    () => text.slice(0, at),
  ])();
}
