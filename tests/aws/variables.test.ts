// Policy variables: where they stand, what becomes of them, and what they never open.

import { expect, test } from 'vitest';
import { evaluate } from '../../src/aws/iam/evaluate.ts';
import { parsePolicy, type Policy } from '../../src/aws/iam/policy.ts';
import { principalOf } from '../../src/aws/principal.ts';
import { ACCOUNT, ALICE } from '../support/cloud.ts';

type Context = Readonly<Record<string, readonly string[]>>;

const CONTEXT: Context = {
  'aws:username': ['alice'],
  'aws:principaltag/team': ['a*b'],
  'aws:calledvia': ['a', 'b'],
};

function decide(statement: object, resource: string, context: Context, version: string): boolean {
  const all = 'NotResource' in statement ? {} : { Resource: '*' };
  const Statement = { Effect: 'Allow', Action: '*', ...all, ...statement };
  const policy = parsePolicy('test', { Version: version, Statement });
  return evaluate({
    principal: principalOf(ALICE),
    action: 's3:GetObject',
    resource,
    owner: ACCOUNT,
    identityPolicies: [policy as Policy],
    context: () => new Map(Object.entries(context)),
  }).allowed;
}

const onResource = (name: string, resource: string, version = '2012-10-17'): boolean =>
  decide({ Resource: `arn:aws:s3:::${name}` }, `arn:aws:s3:::${resource}`, CONTEXT, version);

test.each([
  ['home/${aws:username}/*', 'home/alice/x', true],
  ['home/${aws:username}/*', 'home/bob/x', false],
  ['home/${AWS:UserName}', 'home/alice', true],
  ['${aws:username}${aws:username}', 'alicealice', true],
  ["${aws:userid, 'nobody'}", 'nobody', true],
  ["${ aws:userid , 'o''clock' }", "o'clock", true],
  ["${aws:username, 'nobody'}", 'alice', true],
  ["${aws:username, 'nobody'}", 'nobody', false],
  ["${aws:userid, 'a*'}", 'ab', false],
  ["${aws:userid, 'a*'}", 'a*', true],
  ["${aws:userid, ''}x", 'x', true],
  ['${aws:PrincipalTag/team}', 'a*b', true],
  ['${aws:PrincipalTag/team}', 'axb', false],
  ['a${*}b', 'a*b', true],
  ['a${*}b', 'axb', false],
  ['a${?}*', 'a?xyz', true],
  ['a${?}', 'ab', false],
  ['${$}{aws:username}', '${aws:username}', true],
])('%s in Resource: %s → %s', (pattern, resource, expected) => {
  expect(onResource(pattern, resource)).toBe(expected);
});

test('without a value, or with several, nothing of the statement matches', () => {
  for (const variable of ['${aws:userid}', '${aws:CalledVia}']) {
    expect(onResource(variable, 'x')).toBe(false);
    expect(onResource(variable, variable)).toBe(false);
    const either = ['*', `arn:aws:s3:::${variable}`];
    expect(decide({ Resource: either }, 'arn:aws:s3:::x', CONTEXT, '2012-10-17')).toBe(false);
    const other = { NotResource: `arn:aws:s3:::${variable}` };
    expect(decide(other, 'arn:aws:s3:::x', CONTEXT, '2012-10-17')).toBe(false);
  }
});

test('the older version has no variables: there they are text', () => {
  expect(onResource('home/${aws:username}', 'home/alice', '2008-10-17')).toBe(false);
  expect(onResource('home/${aws:username}', 'home/${aws:username}', '2008-10-17')).toBe(true);
});

test.each<readonly [string, string, string, boolean]>([
  ['StringEquals', '${aws:username}', 'alice', true],
  ['StringEquals', '${aws:PrincipalTag/team}', 'a*b', true],
  ['StringLike', '${aws:PrincipalTag/team}', 'axb', false],
  ['StringLike', '${aws:username}*', 'alice-1', true],
  ['StringEquals', 'a${*}', 'a*', true],
  ['StringNotEquals', '${aws:username}', 'bob', true],
  ['StringNotEquals', '${aws:userid}', 'bob', false],
  ['ForAllValues:StringNotEquals', '${aws:userid}', 'bob', false],
  ['ArnLike', 'arn:aws:iam::*:user/${aws:username}', `arn:aws:iam::${ACCOUNT}:user/alice`, true],
  [
    'ArnLike',
    "arn:aws:iam::${aws:userid, '*'}:user/alice",
    `arn:aws:iam::${ACCOUNT}:user/alice`,
    false,
  ],
])('%s %s, found %s → %s', (operator, asked, found, expected) => {
  const Condition = { [operator]: { 'custom:Key': asked } };
  const context = { ...CONTEXT, 'custom:key': [found] };
  expect(decide({ Condition }, 'arn:aws:s3:::x', context, '2012-10-17')).toBe(expected);
});

test('…IfExists saves a statement from a variable that is not there, as IAM advises', () => {
  const Condition = { StringEqualsIfExists: { 'custom:Key': '${aws:userid}' } };
  expect(decide({ Condition }, 'arn:aws:s3:::x', CONTEXT, '2012-10-17')).toBe(true);
});
