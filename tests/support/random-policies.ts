// Random policies of every kind, and requests that they are about: a seeded stream of cases.

import type { Question } from '../../src/aws/iam/evaluate.ts';
import { parsePolicy, type Policy } from '../../src/aws/iam/policy.ts';
import { principalOf, type Principal } from '../../src/aws/principal.ts';
import type { Case } from './naive-policy.ts';

const HOME = '111122223333';
const ABROAD = '444455556666';
const KEY = `arn:aws:kms:us-east-1:${HOME}:key/alice`;
const iam = (account: string, what: string): string => `arn:aws:iam::${account}:${what}`;

/** Numbers from 0 to below the limit, the same ones for the same seed (mulberry32). */
export function stream(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

type UpTo = (limit: number) => number;

export class Deck {
  readonly #upTo: UpTo;

  constructor(seed: number) {
    this.#upTo = stream(seed);
  }

  one<T>(all: readonly T[]): T {
    return all[this.#upTo(all.length)]!;
  }

  /** Once in so many times. */
  rarely(times: number): boolean {
    return this.#upTo(times) === 0;
  }

  /** One, or a list of up to three. */
  some(all: readonly string[]): string | string[] {
    return this.rarely(2) ? this.one(all) : this.many(3, () => this.one(all));
  }

  many<T>(most: number, make: () => T, least = 1): T[] {
    return Array.from({ length: least + this.#upTo(most - least + 1) }, make);
  }
}

const ACTIONS = 'kms:* kms:* * kms:Encrypt KMS:encrypt kms:?ncrypt kms:Decrypt kms:E*t s3:*'.split(
  ' ',
);
const RESOURCES = [
  '*',
  '*',
  KEY,
  'arn:aws:kms:*',
  'arn:aws:kms:us-east-1:*:key/*',
  'arn:aws:s3:::x',
  'arn:aws:kms:us-east-1:*:key/${aws:username}',
  "arn:aws:kms:*:*:key/${aws:PrincipalTag/team, 'ali*'}",
  'arn:aws:kms:*:*:key/${kms:EncryptionContextKeys}',
  'arn:aws:kms:*:*:key/a${*}',
];

export const CALLERS: readonly string[] = [
  iam(HOME, 'user/alice'),
  iam(HOME, 'user/alice'),
  iam(HOME, 'user/bob'),
  iam(HOME, 'role/etl'),
  `arn:aws:sts::${HOME}:assumed-role/etl/nightly`,
  iam(HOME, 'role/aws-service-role/x.amazonaws.com/Linked'),
  iam(HOME, 'root'),
  iam(ABROAD, 'user/carol'),
  iam(ABROAD, 'role/etl'),
  iam(ABROAD, 'root'),
  's3.amazonaws.com',
];

const NAMES = [
  '*',
  HOME,
  iam(HOME, 'root'),
  iam(HOME, 'root'),
  iam(HOME, 'user/alice'),
  iam(HOME, 'role/etl'),
  `arn:aws:sts::${HOME}:assumed-role/etl/glassbox`,
  iam(ABROAD, 'root'),
  iam(ABROAD, 'user/carol'),
  iam(ABROAD, 'role/etl'),
];

type Family = readonly [
  operators: readonly string[],
  keys: readonly string[],
  values: readonly string[],
];

const orders = (name: string): readonly string[] =>
  ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'].map(
    (how) => name + how,
  );

const TEXT: Family = [
  ['Equals', 'NotEquals', 'Like', 'NotLike', 'EqualsIgnoreCase', 'NotEqualsIgnoreCase'].map(
    (how) => `String${how}`,
  ),
  [
    'kms:EncryptionContext:dept',
    'KMS:encryptioncontext:DEPT',
    'kms:EncryptionContextKeys',
    'kms:ViaService',
    'aws:username',
    'aws:PrincipalTag/team',
  ],
  [
    'finance',
    'fin*',
    'FINANCE',
    'dept',
    '',
    '${aws:username}',
    "${aws:PrincipalTag/team, 'finance'}",
    'fin${*}',
    '${kms:EncryptionContextKeys}',
    '*${$}*',
    "it''s ${aws:username , 'o''clock'}",
  ],
];

const FAMILIES: readonly Family[] = [
  TEXT,
  TEXT,
  TEXT,
  [
    ['ArnEquals', 'ArnNotEquals', 'ArnLike', 'ArnNotLike'],
    ['aws:PrincipalArn'],
    [iam('*', 'user/*'), iam(HOME, 'user/${aws:username}'), '*', `arn:aws:sts:*:${HOME}:*`],
  ],
  [orders('Numeric'), ['kms:RotationPeriodInDays'], ['90', '365', '365.0', '-1']],
  [
    orders('Date'),
    ['aws:CurrentTime', 'aws:EpochTime'],
    ['2026-01-15T09:00:00Z', '2026-01-15', '1768467600', '2026-01-15T10:00:00+01:00', '2027'],
  ],
  [['Bool'], ['aws:MultiFactorAuthPresent'], ['true', 'FALSE']],
  [['BinaryEquals'], ['custom:Bytes'], ['YWJj', 'YWJk']],
  [
    ['IpAddress', 'NotIpAddress'],
    ['aws:SourceIp'],
    ['203.0.113.0/24', '203.0.113.9', '0.0.0.0/0', '203.0.113.8/31', '2001:db8::/32', '::/0'],
  ],
];

const VALUES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'kms:encryptioncontext:dept': [['finance'], ['hr'], ['finance', 'FINANCE']],
  'kms:encryptioncontextkeys': [['dept'], ['dept', 'team']],
  'kms:viaservice': [['s3.us-east-1.amazonaws.com']],
  'aws:username': [['alice'], ['bob']],
  'aws:principaltag/team': [['finance'], ['a*']],
  'aws:principalarn': [[iam(HOME, 'user/alice')], [iam(ABROAD, 'role/etl')]],
  'kms:rotationperiodindays': [['90'], ['365']],
  'aws:currenttime': [['2026-01-15T09:00:00Z']],
  'aws:epochtime': [['1768467600']],
  'aws:multifactorauthpresent': [['true'], ['false']],
  'custom:bytes': [['YWJj']],
  'aws:sourceip': [['203.0.113.9'], ['198.51.100.1'], ['2001:db8::1']],
};

function condition(deck: Deck): object {
  const all: Record<string, Record<string, unknown>> = {};
  for (let i = deck.one([1, 1, 2]); i > 0; i--) {
    const [operators, keys, values] = deck.one(FAMILIES);
    const key = deck.one(keys);
    if (deck.rarely(8)) {
      all['Null'] = { ...all['Null'], [key]: deck.one(['true', 'false']) };
      continue;
    }
    const set = deck.one(['', '', '', 'ForAllValues:', 'ForAnyValue:']);
    const operator = `${set}${deck.one(operators)}${deck.one(['', '', 'IfExists'])}`;
    all[operator] = { ...all[operator], [key]: deck.some(values) };
  }
  return all;
}

function principal(deck: Deck): unknown {
  if (deck.rarely(6)) return '*';
  return deck.rarely(8) ? { Service: 's3.amazonaws.com' } : { AWS: deck.some(NAMES) };
}

const either = (deck: Deck, name: string, value: unknown): object => ({
  [deck.rarely(6) ? `Not${name}` : name]: value,
});

function statement(deck: Deck, named: boolean): object {
  return {
    Effect: deck.rarely(6) ? 'Deny' : 'Allow',
    ...(named && either(deck, 'Principal', principal(deck))),
    ...either(deck, 'Action', deck.some(ACTIONS)),
    ...either(deck, 'Resource', deck.some(RESOURCES)),
    ...(deck.rarely(2) && { Condition: condition(deck) }),
  };
}

const policy = (deck: Deck, named: boolean): string =>
  JSON.stringify({
    Version: deck.rarely(8) ? '2008-10-17' : '2012-10-17',
    Statement: deck.many(3, () => statement(deck, named)),
  });

function grant(deck: Deck): string {
  const {
    Effect: _,
    NotPrincipal: __,
    ...rest
  } = statement(deck, false) as Record<string, unknown>;
  const Principal = deck.rarely(8) ? { Service: ['s3.amazonaws.com'] } : { AWS: [deck.one(NAMES)] };
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ ...rest, Effect: 'Allow', Principal }],
  });
}

/** Policies, and several requests to them. */
export function randomCases(deck: Deck, requests: number): readonly Case[] {
  const identity = deck.many(2, () => policy(deck, false), 0);
  const policies = {
    identity,
    ...(!deck.rarely(8) && {
      kind: deck.one(['key policy', 'key policy', 'bucket policy'] as const),
    }),
    ...(!deck.rarely(8) && { policy: policy(deck, true) }),
    ...(deck.rarely(3) && { grants: deck.many(2, () => grant(deck)) }),
    ...(deck.rarely(4) && { boundary: policy(deck, false) }),
    ...(deck.rarely(6) && { sessions: deck.many(2, () => policy(deck, false)) }),
    ...(deck.rarely(5) && { organisation: deck.many(2, () => policy(deck, false)) }),
    ...(deck.rarely(6) && { endpoint: policy(deck, true) }),
  };
  return Array.from({ length: requests }, () => {
    const context: Record<string, readonly string[]> = {};
    for (const [key, values] of Object.entries(VALUES)) {
      if (!deck.rarely(3)) context[key] = deck.one(values);
    }
    const who = principalOf(deck.one(CALLERS));
    return {
      ...policies,
      ...(policies.kind === undefined && { policy: undefined as never, grants: [] }),
      // Nothing hangs on a service.
      ...(who.kind === 'service' && { identity: [], sessions: [], boundary: undefined as never }),
      caller: who.callerArn,
      ...(who.kind === 'role' && { role: who.arn }),
      ...(who.kind !== 'service' && { account: who.account }),
      owner: HOME,
      action: deck.one(['kms:Encrypt', 'kms:Encrypt', 'kms:Decrypt']),
      resource: KEY,
      context,
    };
  });
}

/** The same case as the engine takes it. */
export function questionFor(asked: Case, read = reader()): Question {
  const { kind, policy: text, grants, boundary, sessions, organisation, endpoint } = asked;
  const context = new Map(Object.entries(asked.context));
  return {
    principal: callerOf(asked),
    action: asked.action,
    resource: asked.resource,
    owner: asked.owner,
    context: () => context,
    identityPolicies: asked.identity.map(read),
    ...(kind && { resourcePolicy: { kind, ...(text !== undefined && { policy: read(text) }) } }),
    ...(grants && { grants: grants.map(read) }),
    ...(boundary !== undefined && { boundary: read(boundary) }),
    ...(sessions && { sessionPolicies: sessions.map(read) }),
    ...(organisation && { serviceControlPolicies: organisation.map(read) }),
    ...(endpoint !== undefined && { vpcEndpointPolicy: read(endpoint) }),
  };
}

function callerOf({ caller, role }: Case): Principal {
  const known = principalOf(caller);
  return role === undefined ? known : { ...known, arn: role };
}

/** Each text is read once. */
export function reader(): (text: string) => Policy {
  const known = new Map<string, Policy>();
  return (text) => {
    let found = known.get(text);
    if (!found) {
      const policy = parsePolicy('random', text);
      if (typeof policy === 'string') throw new TypeError(`${policy} ${text}`);
      known.set(text, (found = policy));
    }
    return found;
  };
}
