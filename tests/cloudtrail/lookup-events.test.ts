// The event history: what it holds, what can be looked for, and what it refuses.

import { describe, expect, test } from 'vitest';
import type { CallOptions, Cloud } from '../../src/aws/cloud.ts';
import type { Members } from '../../src/aws/trace.ts';
import type { Calls } from '../../src/scenario/services.ts';
import {
  aCloud,
  ALICE,
  aKey,
  allow,
  aUser,
  call,
  NOW,
  outputOf,
  verdict,
} from '../support/cloud.ts';

const DAY = 86_400_000;

interface Event {
  readonly EventName: string;
  readonly EventTime: number;
}

function lookUp(cloud: Cloud, input: Input = {}, options: CallOptions = {}): readonly Event[] {
  return outputOf(call(cloud, 'cloudtrail:LookupEvents', input, options))['Events'] as Event[];
}

const names = (cloud: Cloud, input?: Input, options?: CallOptions): string[] =>
  lookUp(cloud, input, options).map(({ EventName }) => EventName);

type Input = Calls['cloudtrail:LookupEvents'];

const attribute = (AttributeKey: string, AttributeValue: string): Input => ({
  LookupAttributes: [{ AttributeKey, AttributeValue }],
});

const tokenOf = (output: Members): string => String(output['NextToken']);

describe('what is found', () => {
  test.each([
    ['EventName', 'CreateKey', ['CreateKey']],
    ['EventSource', 'iam.amazonaws.com', ['CreateUser']],
    ['ReadOnly', 'false', ['CreateUser', 'CreateKey']],
    ['Username', 'alice', ['ListKeys']],
    ['ResourceType', 'AWS::IAM::User', ['CreateUser']],
    ['ResourceName', 'bob', ['CreateUser']],
    ['EventName', 'createkey', []],
  ])('%s %s', (key, value, wanted) => {
    const cloud = aCloud();
    aUser(cloud, 'alice', allow('kms:*'));
    aKey(cloud);
    call(cloud, 'kms:ListKeys', {}, { as: ALICE });
    call(cloud, 'iam:CreateUser', { UserName: 'bob' });
    expect(names(cloud, attribute(key, value))).toEqual(wanted);
  });

  test('EventId and AccessKeyId name one event, one caller', () => {
    const cloud = aCloud();
    aKey(cloud);
    call(cloud, 'kms:ListKeys', {}, { as: ALICE });
    const [first, second] = cloud.trail as readonly {
      eventID: string;
      userIdentity: { accessKeyId: string };
    }[];
    expect(names(cloud, attribute('EventId', first!.eventID))).toEqual(['CreateKey']);
    const { accessKeyId } = second!.userIdentity;
    expect(names(cloud, attribute('AccessKeyId', accessKeyId))).toEqual(['ListKeys']);
  });

  test('a key of KMS by its ARN, in all that was done with it', () => {
    const cloud = aCloud();
    const KeyId = aKey(cloud);
    call(cloud, 'kms:DescribeKey', { KeyId });
    aKey(cloud);
    expect(names(cloud, attribute('ResourceName', KeyId))).toEqual(['DescribeKey', 'CreateKey']);
  });

  test('times bound the search, both ends included', () => {
    const cloud = aCloud();
    for (let i = 0; i < 5; i++) call(cloud, 'kms:ListKeys', {});
    const found = lookUp(cloud, { StartTime: NOW + 1000, EndTime: NOW + 3000 });
    expect(found.map(({ EventTime }) => EventTime - NOW)).toEqual([3000, 2000, 1000]);
  });

  test('an event is kept for 90 days', () => {
    const cloud = aCloud({ tick: 0 });
    aKey(cloud);
    cloud.advance(90 * DAY);
    expect(names(cloud)).toEqual(['CreateKey']);
    cloud.advance(1000);
    expect(names(cloud, attribute('EventName', 'CreateKey'))).toEqual([]);
  });

  test('only what was done in this account and Region', () => {
    const cloud = aCloud();
    aKey(cloud);
    call(cloud, 'kms:CreateKey', {}, { region: 'eu-west-1' });
    const other = { as: 'arn:aws:iam::444455556666:user/admin' };
    call(cloud, 'kms:ListAliases', {}, other);
    expect(names(cloud)).toEqual(['CreateKey']);
    expect(names(cloud, {}, { region: 'eu-west-1' })).toEqual(['CreateKey']);
    expect(names(cloud, {}, other)).toEqual(['ListAliases']);
  });

  test('no Insights events: no trail asked for any', () => {
    const cloud = aCloud();
    aKey(cloud);
    expect(names(cloud, { EventCategory: 'insight' })).toEqual([]);
  });
});

describe('refuses', () => {
  test.each<[string, Input]>([
    ['InvalidLookupAttributesException', attribute('Colour', 'red')],
    ['InvalidLookupAttributesException', attribute('constructor', 'x')],
    [
      'InvalidLookupAttributesException',
      {
        LookupAttributes: [
          { AttributeKey: 'EventName', AttributeValue: 'a' },
          { AttributeKey: 'EventId', AttributeValue: 'b' },
        ],
      },
    ],
    ['InvalidMaxResultsException', { MaxResults: 0 }],
    ['InvalidMaxResultsException', { MaxResults: 51 }],
    ['InvalidTimeRangeException', { StartTime: NOW + 1, EndTime: NOW }],
    ['InvalidEventCategoryException', { EventCategory: 'management' }],
    ['InvalidNextTokenException', { NextToken: 'x' }],
    ['InvalidNextTokenException', { NextToken: '' }],
  ])('%s: %j', (code, input) => {
    expect(verdict(call(aCloud(), 'cloudtrail:LookupEvents', input))).toBe(code);
  });

  test('a token with other parameters than those it was given out for', () => {
    const cloud = aCloud();
    for (let i = 0; i < 3; i++) aKey(cloud);
    const asked = { ...attribute('EventName', 'CreateKey'), MaxResults: 1 };
    const NextToken = tokenOf(outputOf(call(cloud, 'cloudtrail:LookupEvents', asked)));
    const on = (input: Input): string =>
      verdict(call(cloud, 'cloudtrail:LookupEvents', { ...input, NextToken }));
    expect(on(asked)).toBe('ok');
    expect(on({ ...asked, MaxResults: 2 })).toBe('ok');
    expect(on({ ...attribute('EventName', 'ListKeys'), MaxResults: 1 })).toBe(
      'InvalidNextTokenException',
    );
    expect(on({ ...asked, EndTime: NOW + DAY })).toBe('InvalidNextTokenException');
  });

  test('whom no policy allows', () => {
    const cloud = aCloud();
    const as = aUser(cloud, 'x', allow('kms:*'));
    expect(verdict(call(cloud, 'cloudtrail:LookupEvents', {}, { as }))).toBe(
      'AccessDeniedException',
    );
  });
});

test('the last page has no token, and no event is lost where a page ends', () => {
  const cloud = aCloud();
  for (let i = 0; i < 4; i++) aKey(cloud);
  const asked = { ...attribute('EventName', 'CreateKey'), MaxResults: 2 };
  const first = outputOf(call(cloud, 'cloudtrail:LookupEvents', asked));
  const NextToken = tokenOf(first);
  const second = outputOf(call(cloud, 'cloudtrail:LookupEvents', { ...asked, NextToken }));
  expect(second).not.toHaveProperty('NextToken');
  const ids = [first, second].flatMap(({ Events }) =>
    (Events as { EventId: string }[]).map(({ EventId }) => EventId),
  );
  expect(new Set(ids).size).toBe(4);
});
