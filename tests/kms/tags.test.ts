// Tags of keys: TagResource, UntagResource, ListResourceTags, and Tags of CreateKey.

import { expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import {
  ACCOUNT,
  ALICE,
  aCloud,
  aKey,
  allow,
  call,
  outputOf,
  refusalOf,
} from '../support/cloud.ts';

type Pairs = readonly (readonly [string, string])[];

const tagsOf = (pairs: Pairs): { TagKey: string; TagValue: string }[] =>
  pairs.map(([TagKey, TagValue]) => ({ TagKey, TagValue }));

const numbered = (count: number, from = 0): Pairs =>
  Array.from({ length: count }, (_, i) => [`tag${from + i}`, ''] as const);

const listed = (cloud: Cloud, KeyId: string): unknown =>
  outputOf(call(cloud, 'kms:ListResourceTags', { KeyId }))['Tags'];

test('TagResource adds tags and gives new values to those that are there', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const tag = (pairs: Pairs) => call(cloud, 'kms:TagResource', { KeyId, Tags: tagsOf(pairs) });
  expect(
    outputOf(
      tag([
        ['Purpose', 'Test'],
        ['Empty', ''],
      ]),
    ),
  ).toEqual({});
  outputOf(
    tag([
      ['Purpose', 'Reports'],
      ['purpose', 'other case, other tag'],
    ]),
  );
  expect(listed(cloud, KeyId)).toEqual(
    tagsOf([
      ['Purpose', 'Reports'],
      ['Empty', ''],
      ['purpose', 'other case, other tag'],
    ]),
  );
});

test('UntagResource: “if the specified tag key isn’t found on the KMS key, it doesn’t throw an exception”', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud, {
    Tags: tagsOf([
      ['a', '1'],
      ['b', '2'],
    ]),
  });
  const untagged = call(cloud, 'kms:UntagResource', { KeyId, TagKeys: ['a', 'nobody'] });
  expect(outputOf(untagged)).toEqual({});
  expect(listed(cloud, KeyId)).toEqual(tagsOf([['b', '2']]));
});

test('a key made with tags has them from the start', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud, { Tags: tagsOf([['Department', 'IT']]) });
  expect(listed(cloud, KeyId)).toEqual(tagsOf([['Department', 'IT']]));
  expect(cloud.trail.at(0)).toMatchObject({
    requestParameters: { tags: [{ tagKey: 'Department', tagValue: 'IT' }] },
  });
});

test.each([
  [
    'Duplicate tag keys',
    [
      ['a', '1'],
      ['a', '2'],
    ],
  ],
  ['Too many tags', numbered(51)],
  ['Tags beginning with aws: are reserved', [['aws:cloudformation', 'x']]],
  ['Tags beginning with aws: are reserved', [['AWS:x', 'x']]],
] satisfies [string, Pairs][])(
  '“%s” is a TagException, and nothing is tagged or made',
  (message, pairs) => {
    const cloud = aCloud();
    const KeyId = aKey(cloud);
    const Tags = tagsOf(pairs);
    const refusal = { code: 'TagException', message };
    expect(refusalOf(call(cloud, 'kms:TagResource', { KeyId, Tags }))).toMatchObject(refusal);
    expect(refusalOf(call(cloud, 'kms:CreateKey', { Tags }))).toMatchObject(refusal);
    expect(listed(cloud, KeyId)).toEqual([]);
    expect(outputOf(call(cloud, 'kms:ListKeys', {}))['Keys']).toHaveLength(1);
  },
);

test('a key carries 50 tags, counted over all calls; a new value needs no room', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud, { Tags: tagsOf(numbered(49)) });
  const tag = (pairs: Pairs) => call(cloud, 'kms:TagResource', { KeyId, Tags: tagsOf(pairs) });
  expect(refusalOf(tag(numbered(2, 49))).message).toBe('Too many tags');
  outputOf(tag(numbered(1, 49)));
  outputOf(tag([['tag0', 'new']]));
  expect(refusalOf(tag([['one more', '']])).message).toBe('Too many tags');
});

test('lengths are checked by the API: 128 for the tag key, 256 for the value', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const long = 'k'.repeat(129);
  const span = call(cloud, 'kms:TagResource', { KeyId, Tags: tagsOf([[long, 'v'.repeat(257)]]) });
  expect(refusalOf(span)).toMatchObject({
    code: 'ValidationException',
    message:
      `2 validation errors detected: Value '${long}' at 'tags.1.member.tagKey' failed to satisfy constraint: Member must have length less than or equal to 128; ` +
      `Value '${'v'.repeat(257)}' at 'tags.1.member.tagValue' failed to satisfy constraint: Member must have length less than or equal to 256`,
  });
});

test('tags are listed page by page, at most 50 to a page', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud, { Tags: tagsOf(numbered(5)) });
  const page = (input: { Limit?: number; Marker?: string }) =>
    call(cloud, 'kms:ListResourceTags', { KeyId, ...input });
  const first = outputOf(page({ Limit: 3 }));
  expect(first).toMatchObject({ Tags: tagsOf(numbered(3)), Truncated: true });
  const second = outputOf(page({ Marker: String(first['NextMarker']) }));
  expect(second).toEqual({ Tags: tagsOf(numbered(2, 3)), Truncated: false });
  expect(refusalOf(page({ Limit: 51 })).code).toBe('ValidationException');
  expect(refusalOf(page({ Marker: 'bm9uc2Vuc2U=' })).code).toBe('InvalidMarkerException');
});

test('CreateKey with tags needs kms:TagResource, too, and not for particular keys only', () => {
  const cloud = aCloud();
  const create = (...statements: [string, string][]): boolean => {
    const Statement = statements.map(([Action, Resource]) => ({
      Effect: 'Allow',
      Action,
      Resource,
    }));
    cloud.directory.put(ALICE, { policies: [{ Statement }] });
    const Tags = tagsOf([['a', '1']]);
    return call(cloud, 'kms:CreateKey', { Tags }, { as: ALICE }).outcome.ok;
  };
  const any: [string, string] = ['kms:CreateKey', '*'];
  expect(create(any)).toBe(false);
  expect(create(any, ['kms:TagResource', `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234`])).toBe(false);
  expect(create(any, ['kms:TagResource', `arn:aws:kms:*:${ACCOUNT}:key/*`])).toBe(true);
  expect(create(any, ['kms:TagResource', '*'])).toBe(true);
});

test('without tags, kms:CreateKey is enough', () => {
  const cloud = aCloud();
  cloud.directory.put(ALICE, { policies: [allow('kms:CreateKey')] });
  outputOf(call(cloud, 'kms:CreateKey', {}, { as: ALICE }));
  outputOf(call(cloud, 'kms:CreateKey', { Tags: [] }, { as: ALICE }));
});

test('a tag can open a key: aws:ResourceTag, aws:RequestTag and aws:TagKeys are asked', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const statement = (Action: string, Condition: unknown) => ({
    Effect: 'Allow',
    Action,
    Resource: '*',
    Condition,
  });
  const Statement = [
    statement('kms:DescribeKey', { StringEquals: { 'aws:ResourceTag/Team': 'data' } }),
    statement('kms:TagResource', { StringEquals: { 'aws:RequestTag/Team': ['data', 'web'] } }),
    statement('kms:UntagResource', {
      'ForAllValues:StringEquals': { 'aws:TagKeys': ['Team'] },
    }),
  ];
  cloud.directory.put(ALICE, { policies: [{ Statement }] });
  const as = { as: ALICE };
  const sees = () => call(cloud, 'kms:DescribeKey', { KeyId }, as).outcome.ok;
  const tag = (value: string) =>
    call(cloud, 'kms:TagResource', { KeyId, Tags: tagsOf([['Team', value]]) }, as).outcome.ok;
  const untag = (name: string) =>
    call(cloud, 'kms:UntagResource', { KeyId, TagKeys: [name] }, as).outcome.ok;

  expect([sees(), tag('finance'), sees()]).toEqual([false, false, false]);
  expect([tag('data'), sees()]).toEqual([true, true]);
  expect([untag('Other'), untag('Team'), sees()]).toEqual([false, true, false]);
});

test('CloudTrail shows tags as they were sent, and the key’s ARN', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  call(cloud, 'kms:TagResource', { KeyId, Tags: tagsOf([['Department', 'IT']]) });
  expect(cloud.trail.at(-1)).toMatchObject({
    eventName: 'TagResource',
    readOnly: false,
    requestParameters: { keyId: KeyId, tags: [{ tagKey: 'Department', tagValue: 'IT' }] },
    responseElements: { keyId: KeyId },
  });
  call(cloud, 'kms:UntagResource', { KeyId, TagKeys: ['Dept'] });
  expect(cloud.trail.at(-1)).toMatchObject({
    eventName: 'UntagResource',
    requestParameters: { keyId: KeyId, tagKeys: ['Dept'] },
    responseElements: { keyId: KeyId },
  });
  call(cloud, 'kms:ListResourceTags', { KeyId });
  expect(cloud.trail.at(-1)).toMatchObject({ readOnly: true, responseElements: null });
});
