// Lists, page by page.

import {
  CreateAliasCommand,
  DescribeCustomKeyStoresCommand,
  ListAliasesCommand,
  type ListAliasesCommandOutput,
  ListGrantsCommand,
  ListKeyPoliciesCommand,
  ListKeyRotationsCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
  ListRetirableGrantsCommand,
  paginateListAliases,
} from '@aws-sdk/client-kms';
import { describe, expect, test } from 'vitest';
import { ADMIN } from '../support/clients.ts';
import {
  aWorld,
  BOB,
  ELSEWHERE,
  expectAnswer,
  idOf,
  invalid,
  refused,
  violated,
  type Command,
  type Row,
} from './harness.ts';

const { kms, aKey, as, holds } = aWorld('paging');
const KeyId = await aKey();
for (let i = 0; i < 110; i++) await aKey();
for (let i = 0; i < 60; i++) {
  await kms.send(
    new CreateAliasCommand({ AliasName: `alias/${i}`, TargetKeyId: i < 50 ? KeyId : await aKey() }),
  );
}

interface Asked {
  readonly Limit?: number;
  readonly Marker?: string;
}
const LISTS: Readonly<Record<string, (asked: Asked) => Command>> = {
  ListKeys: (asked) => new ListKeysCommand(asked),
  ListAliases: (asked) => new ListAliasesCommand(asked),
  ListGrants: (asked) => new ListGrantsCommand({ KeyId, ...asked }),
  ListKeyPolicies: (asked) => new ListKeyPoliciesCommand({ KeyId, ...asked }),
  ListKeyRotations: (asked) => new ListKeyRotationsCommand({ KeyId, ...asked }),
  ListResourceTags: (asked) => new ListResourceTagsCommand({ KeyId, ...asked }),
  ListRetirableGrants: (asked) =>
    new ListRetirableGrantsCommand({ RetiringPrincipal: ADMIN, ...asked }),
  DescribeCustomKeyStores: (asked) => new DescribeCustomKeyStoresCommand(asked),
};

describe.each(Object.entries(LISTS))('%s', (name, list) => {
  const rows: readonly Row[] = [
    [
      'Limit 0',
      list({ Limit: 0 }),
      violated(
        "'0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
      ),
    ],
    [
      'Limit 1001',
      list({ Limit: 1001 }),
      violated(
        "'1001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 1000",
      ),
    ],
    ['Limit 1', list({ Limit: 1 }), { Truncated: ['ListKeys', 'ListAliases'].includes(name) }],
    ['an empty marker', list({ Marker: '' }), invalid(/at 'marker' .*greater than or equal to 1/)],
    [
      'a marker of 1025',
      list({ Marker: 'm'.repeat(1025) }),
      invalid(/at 'marker' .*less than or equal to 1024/),
    ],
  ];
  test.each(rows)('%s', holds);
});

test.each<Row>([
  [
    '100 keys, unless more are asked for',
    new ListKeysCommand({}),
    { Keys: { length: 100 }, Truncated: true, NextMarker: expect.any(String) as unknown },
  ],
  [
    '1000 keys at most',
    new ListKeysCommand({ Limit: 1000 }),
    { Keys: { length: 121 }, Truncated: false },
  ],
  [
    '50 aliases, unless more are asked for',
    new ListAliasesCommand({}),
    { Aliases: { length: 50 }, Truncated: true },
  ],
  [
    '100 aliases',
    new ListAliasesCommand({ Limit: 100 }),
    { Aliases: { length: 60 }, Truncated: false },
  ],
  ['101 aliases', new ListAliasesCommand({ Limit: 101 }), invalid()],
  [
    'exactly as many as there are',
    new ListAliasesCommand({ KeyId, Limit: 50 }),
    { Aliases: { length: 50 }, Truncated: false },
  ],
  [
    'one less',
    new ListAliasesCommand({ KeyId, Limit: 49 }),
    { Aliases: { length: 49 }, Truncated: true },
  ],
  [
    'a marker that is none',
    new ListAliasesCommand({ Marker: 'none' }),
    refused('InvalidMarkerException'),
  ],
])('%s', holds);

test('Limit 1 gives every alias once, in the end without a marker', async () => {
  const seen: string[] = [];
  let last: ListAliasesCommandOutput | undefined;
  for await (const page of paginateListAliases({ client: kms, pageSize: 1 }, {})) {
    seen.push(...page.Aliases!.map(({ AliasName }) => AliasName!));
    last = page;
  }
  expect(seen.toSorted()).toEqual(Array.from({ length: 60 }, (_, i) => `alias/${i}`).toSorted());
  expect(last).toMatchObject({ Truncated: false });
  expect(last).not.toHaveProperty('NextMarker');
});

test('a marker serves twice, and with another limit', async () => {
  const { NextMarker: Marker } = await kms.send(new ListKeysCommand({ Limit: 3 }));
  const pages = [
    await kms.send(new ListKeysCommand({ Marker, Limit: 2 })),
    await kms.send(new ListKeysCommand({ Marker, Limit: 4 })),
  ];
  expect(pages[1]!.Keys!.slice(0, 2)).toEqual(pages[0]!.Keys);
});

test('a list is of one account and one Region', async () => {
  await expectAnswer(as(ADMIN, ELSEWHERE), new ListKeysCommand({}), { Keys: [], Truncated: false });
  await expectAnswer(as(BOB), new ListKeysCommand({}), { Keys: [] });
  const { Keys } = await kms.send(new ListKeysCommand({ Limit: 1 }));
  expect(Keys).toEqual([{ KeyId: idOf(KeyId), KeyArn: KeyId }]);
});
