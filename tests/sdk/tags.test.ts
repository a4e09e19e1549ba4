// Tags of a key.

import {
  CreateKeyCommand,
  ListResourceTagsCommand,
  type ListResourceTagsCommandInput,
  paginateListResourceTags,
  type Tag,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-kms';
import { describe, expect, test } from 'vitest';
import {
  aWorld,
  BOB,
  ELSEWHERE,
  invalid,
  notFound,
  refused,
  violated,
  type Row,
  NO_ALIAS,
} from './harness.ts';
import { ADMIN } from '../support/clients.ts';

const { kms, aKey, as, holds } = aWorld('tags');
const KeyId = await aKey({ Tags: [{ TagKey: 'first', TagValue: '1' }] });
const abroad = await aKey({}, as(ADMIN, ELSEWHERE));
const foreign = await aKey({}, as(BOB));
type Tags = Tag[];
const tag = (TagKey: string, TagValue = 'v'): Tag => ({ TagKey, TagValue });
const put = (Tags: Tags, to = KeyId): TagResourceCommand =>
  new TagResourceCommand({ KeyId: to, Tags });
const take = (...TagKeys: string[]): UntagResourceCommand =>
  new UntagResourceCommand({ KeyId, TagKeys });
const list = (more: Partial<ListResourceTagsCommandInput> = {}): ListResourceTagsCommand =>
  new ListResourceTagsCommand({ KeyId, ...more });
const many = (count: number): Tags => Array.from({ length: count }, (_, i) => tag(`t${i}`));
const RESERVED = refused('TagException', 'Tags beginning with aws: are reserved');

describe('in this order', () => {
  const rows: readonly Row[] = [
    ['those of CreateKey', list(), { Tags: [tag('first', '1')], Truncated: false }],
    ['a new value for an old key', put([tag('first', '2')]), {}],
    ['is there alone', list(), { Tags: [tag('first', '2')] }],
    ['a key in capitals is another', put([tag('First', '3')]), {}],
    ['an empty value', put([tag('empty', '')]), {}],
    ['a key of 128 and a value of 256', put([tag('k'.repeat(128), 'v'.repeat(256))]), {}],
    [
      'a value of 257',
      put([tag('k', 'v'.repeat(257))]),
      invalid(/at 'tags.1.member.tagValue' .*less than or equal to 256/),
    ],
    [
      'an empty key',
      put([tag('')]),
      violated(
        "'' at 'tags.1.member.tagKey' failed to satisfy constraint: Member must have length greater than or equal to 1",
      ),
    ],
    [
      'no value',
      put([{ TagKey: 'k', TagValue: undefined }]),
      violated(
        "null at 'tags.1.member.tagValue' failed to satisfy constraint: Member must not be null",
      ),
    ],
    ['the second of two is wrong', put([tag('k'), tag('')]), invalid(/at 'tags.2.member.tagKey'/)],
    [
      'no list',
      put(undefined as never),
      violated("null at 'tags' failed to satisfy constraint: Member must not be null"),
    ],
    ['aws: in front', put([tag('aws:x')]), RESERVED],
    ['AWS: in front', put([tag('AWS:x')]), RESERVED],
    ['aws without colon', put([tag('awsome')]), {}],
    ['UTF-8', put([tag('größe', 'weiß')]), {}],
    ['one key twice', put([tag('a'), tag('a')]), refused('TagException', 'Duplicate tag keys')],
    ['by alias', put([tag('a')], 'alias/x'), NO_ALIAS],
    ['in another Region', put([tag('a')], abroad), notFound(`Invalid arn ${ELSEWHERE}`)],
    ['in another account', put([tag('a')], foreign), refused('AccessDeniedException')],
    ['taken away', take('first', 'First', 'empty', 'k'.repeat(128), 'awsome', 'größe'), {}],
    ['none is left', list(), { Tags: [] }],
    ['taken away again', take('first'), {}],
    ['taken away: aws:', take('aws:x'), RESERVED],
    [
      'taken away: a key of 129',
      take('k'.repeat(129)),
      invalid(/at 'tagKeys.1.member' .*less than or equal to 128/),
    ],
    ['50', put(many(50)), {}],
    ['50 again', put(many(50)), {}],
    ['one more', put([tag('more')]), refused('TagException', 'Too many tags')],
    [
      'none of those is kept that came with too many',
      put([tag('t0', 'new'), tag('more')]),
      refused('TagException'),
    ],
    ['so the old value stands', list({ Limit: 1 }), { Tags: [tag('t0')], Truncated: true }],
    ['Limit 50', list({ Limit: 50 }), { Truncated: false }],
    ['Limit 51', list({ Limit: 51 }), invalid()],
    [
      'Limit 0',
      list({ Limit: 0 }),
      violated(
        "'0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
      ),
    ],
    [
      'a key made with 51',
      new CreateKeyCommand({ Tags: many(51) }),
      refused('TagException', 'Too many tags'),
    ],
    [
      'a key made with one twice',
      new CreateKeyCommand({ Tags: [tag('a'), tag('a')] }),
      refused('TagException', 'Duplicate tag keys'),
    ],
    ['a key made with aws:', new CreateKeyCommand({ Tags: [tag('aws:a')] }), RESERVED],
  ];
  test.each(rows)('%s', holds);
});

test('page by page, each tag once', async () => {
  const KeyId = await aKey({ Tags: many(50) });
  const pages = paginateListResourceTags({ client: kms, pageSize: 7 }, { KeyId });
  const seen: string[] = [];
  for await (const { Tags = [] } of pages) seen.push(...Tags.map(({ TagKey }) => TagKey!));
  expect(seen).toEqual(many(50).map(({ TagKey }) => TagKey));
});
