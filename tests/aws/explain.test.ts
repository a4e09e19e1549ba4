// Why a request was allowed or refused, statement by statement, and what would turn the answer round.

import { describe, expect, test } from 'vitest';
import { evaluate, questionOf, type Question } from '../../src/aws/iam/evaluate.ts';
import { explain } from '../../src/aws/iam/explain.ts';
import { flips } from '../../src/aws/iam/flips.ts';
import { parsePolicy, type Policy } from '../../src/aws/iam/policy.ts';
import { principalOf } from '../../src/aws/principal.ts';
import { documentOf } from '../../src/ui/inspector/statement.ts';
import { ACCOUNT, aCloud, aKey, ALICE, allow, aUser, call } from '../support/cloud.ts';
import { naively, type Case } from '../support/naive-policy.ts';
import { Deck, questionFor, randomCases } from '../support/random-policies.ts';

const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1`;

const policy = (name: string, ...Statement: object[]): Policy =>
  parsePolicy(name, {
    Version: '2012-10-17',
    Statement: Statement.map((one) => ({
      Effect: 'Allow',
      ...('NotAction' in one ? {} : { Action: 'kms:*' }),
      ...('NotResource' in one ? {} : { Resource: '*' }),
      ...one,
    })),
  }) as Policy;

const asking = (facts: Partial<Question>): Question => ({
  principal: principalOf(ALICE),
  action: 'kms:Decrypt',
  resource: KEY,
  owner: ACCOUNT,
  identityPolicies: [],
  context: () =>
    new Map([
      ['kms:viaservice', ['s3.us-east-1.amazonaws.com']],
      ['aws:username', ['alice']],
    ]),
  ...facts,
});

const onKey = (...statements: object[]): Pick<Question, 'resourcePolicy'> => ({
  resourcePolicy: { kind: 'key policy', policy: policy('default', ...statements) },
});

describe('each statement that does not count says why', () => {
  test.each<readonly [string, object, string]>([
    ['action', { Action: 'kms:Encrypt' }, 'The action kms:Decrypt is not in its Action.'],
    ['NotAction', { NotAction: 'kms:De*' }, 'Its NotAction leaves the action kms:Decrypt out.'],
    ['resource', { Resource: 'arn:aws:s3:::x' }, `The resource ${KEY} is not in its Resource.`],
    ['NotResource', { NotResource: KEY }, `Its NotResource leaves the resource ${KEY} out.`],
    [
      'variable',
      { Resource: 'arn:aws:kms:*:*:key/${aws:PrincipalTag/key}' },
      'Its Resource has a variable without a value in this request: arn:aws:kms:*:*:key/${aws:PrincipalTag/key}.',
    ],
    [
      'condition',
      { Condition: { StringEquals: { 'kms:ViaService': ['ebs', 'rds'] } } },
      'The condition StringEquals kms:ViaService did not hold: the request has "s3.us-east-1.amazonaws.com", the policy wants "ebs" or "rds".',
    ],
    [
      'negated condition',
      { Condition: { StringNotLike: { 'kms:ViaService': 's3.*' } } },
      'The condition StringNotLike kms:ViaService did not hold: the request has "s3.us-east-1.amazonaws.com", the policy wants anything but "s3.*".',
    ],
    [
      'absent key',
      { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } },
      'The condition Bool aws:MultiFactorAuthPresent did not hold: the request does not have it, the policy wants "true".',
    ],
    [
      'Null',
      { Condition: { Null: { 'kms:ViaService': 'true' } } },
      'The condition Null kms:ViaService did not hold: the request has "s3.us-east-1.amazonaws.com", the policy wants it to be absent.',
    ],
    [
      'variable in a condition',
      { Condition: { StringEquals: { 'kms:ViaService': '${aws:PrincipalTag/x}' } } },
      'The condition StringEquals kms:ViaService did not hold: it has a variable without a value in this request: ${aws:PrincipalTag/x}.',
    ],
    [
      'filled-in variable',
      { Condition: { StringEquals: { 'kms:ViaService': '${aws:username}' } } },
      'The condition StringEquals kms:ViaService did not hold: the request has "s3.us-east-1.amazonaws.com", the policy wants "alice".',
    ],
    ['nothing wrong', {}, 'It fits, and it allows the call.'],
  ])('%s', (_, statement, why) => {
    const [reading] = explain(asking({ identityPolicies: [policy('p', statement)] }));
    expect(reading).toMatchObject({ title: 'IAM policy p', statements: [{ why }] });
  });

  test.each<readonly [object, boolean, string]>([
    [
      { Principal: { AWS: ROOT } },
      true,
      `It fits, and it hands the decision to the IAM policies of account ${ACCOUNT}.`,
    ],
    [{ Principal: { AWS: ALICE } }, true, 'It fits, and it allows the call.'],
    [
      { Principal: { Service: 's3.amazonaws.com' } },
      false,
      'Its Principal does not name this caller.',
    ],
    [{ NotPrincipal: { AWS: ALICE } }, false, 'Its NotPrincipal leaves this caller out.'],
    [{}, false, 'It names no Principal, so it is for nobody.'],
    [{ Effect: 'Deny', Principal: '*' }, true, 'It fits, and it denies the call.'],
  ])('in a key policy: %j', (statement, matched, why) => {
    const [reading] = explain(asking(onKey(statement)));
    expect(reading?.statements).toMatchObject([{ matched, why }]);
  });
});

test('every policy that was asked is there, in order, with the statement that decided', () => {
  const readings = explain(
    asking({
      ...onKey({ Principal: { AWS: ROOT } }),
      identityPolicies: [policy('a', { Action: 's3:*' }, {})],
      boundary: policy('b', {}),
      serviceControlPolicies: [policy('c', {})],
      vpcEndpointPolicy: policy('vpce-1', { Principal: '*' }),
      grants: [policy('g', { Principal: { AWS: ROOT }, Action: 'kms:Encrypt' })],
    }),
  );
  expect(readings.map(({ title }) => title)).toEqual([
    'Service control policy c',
    'VPC endpoint policy vpce-1',
    'Key policy',
    'Grant g',
    'IAM policy a',
    'Permissions boundary b',
  ]);
  const decided = readings.flatMap(({ title, statements }) =>
    statements.filter((one) => one.decided).map(({ index }) => `${title} ${index}`),
  );
  expect(decided).toEqual(['IAM policy a 1']);
  expect(readings[0]?.statements).toMatchObject([{ why: 'It fits, and it admits the call.' }]);
});

test('what the request said is kept: tags that change later do not change the explanation', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud, { Tags: [{ TagKey: 'team', TagValue: 'blue' }] });
  const byTag = {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: 'kms:*',
      Resource: '*',
      Condition: { StringEquals: { 'aws:ResourceTag/team': 'red' } },
    },
  };
  const bob = aUser(cloud, 'bob', allow('kms:DescribeKey'), byTag);
  const { stages } = call(cloud, 'kms:DescribeKey', { KeyId }, { as: bob });
  call(cloud, 'kms:TagResource', { KeyId, Tags: [{ TagKey: 'team', TagValue: 'red' }] });
  const [decision] = stages.find(({ name }) => name === 'authorise')!.decisions!;
  const readings = explain(questionOf(decision!)!);
  expect(readings.at(-1)?.statements[0]?.why).toContain('the request has "blue"');
});

describe('what would turn the answer round', () => {
  const said = (question: Question): readonly string[] =>
    flips(question).map(({ changes }) => changes.map(({ say }) => say).join(' And: '));

  test('IAM lacks the permission that the key policy leaves to it', () => {
    const question = asking({
      ...onKey({ Principal: { AWS: ROOT } }),
      identityPolicies: [policy('p', { Action: 'kms:Encrypt' })],
    });
    expect(said(question)).toEqual([
      'Add kms:Decrypt to the actions of IAM policy p, statement 1.',
      'Give the caller an IAM policy that allows kms:Decrypt.',
      'Add a statement to the key policy that allows kms:Decrypt to this caller.',
      'Create a grant on the key that lets this caller do kms:Decrypt.',
    ]);
    expect(flips(question)[0]?.changes[0]?.statement?.actions).toEqual([
      'kms:Encrypt',
      'kms:Decrypt',
    ]);
  });

  test('a condition stands in the way', () => {
    const Condition = { StringEquals: { 'kms:ViaService': 'ebs' } };
    expect(said(asking(onKey({ Principal: { AWS: ALICE }, Condition })))).toEqual(
      expect.arrayContaining([
        'Let the condition StringEquals kms:ViaService of the key policy, statement 1 want what the request has: s3.us-east-1.amazonaws.com.',
        'Remove the condition StringEquals kms:ViaService from the key policy, statement 1.',
      ]),
    );
  });

  test('an explicit deny has to go, or to lose the action; nothing else helps', () => {
    const question = asking({
      ...onKey(
        { Principal: '*' },
        { Sid: 'No', Effect: 'Deny', Principal: '*', Action: ['kms:Decrypt', 'kms:Encrypt'] },
      ),
    });
    expect(said(question)).toEqual([
      'Take kms:Decrypt out of the actions of the key policy, statement "No".',
      'Remove the key policy, statement "No".',
    ]);
  });

  test('two policies stand in the way: two changes, and no more', () => {
    const question = asking({
      ...onKey({ Principal: { AWS: ROOT } }),
      identityPolicies: [policy('p', {})],
      boundary: policy('b', { Action: 's3:*' }),
      serviceControlPolicies: [policy('c', { Action: 's3:*' })],
    });
    expect(said(question)).toContain(
      'Let the service control policy c admit kms:Decrypt. And: Let the permissions boundary b admit kms:Decrypt.',
    );
    for (const { changes } of flips(question)) expect(changes).toHaveLength(2);
  });

  test('an allowed call is refused once what allows it is gone, or a deny stands', () => {
    const question = asking({
      ...onKey({ Principal: { AWS: ROOT } }),
      identityPolicies: [policy('p', { Action: ['kms:Decrypt', 'kms:Encrypt'] })],
    });
    expect(said(question)).toEqual([
      'Remove the key policy, statement 1.',
      'Take kms:Decrypt out of the actions of IAM policy p, statement 1.',
      'Remove IAM policy p, statement 1.',
      'Give the caller an IAM policy that denies kms:Decrypt.',
      'Add a statement to the key policy that denies kms:Decrypt to this caller.',
    ]);
    const granted = asking({
      ...onKey({ Principal: { AWS: `${ROOT}x` } }),
      grants: [policy('g', { Principal: { AWS: ALICE } })],
    });
    expect(said(granted)[0]).toBe('Revoke the grant g.');
  });

  test('of random cases, every change that is proposed turns the second opinion round, too', () => {
    const deck = new Deck(7);
    let found = 0;
    for (let i = 0; i < 300; i++) {
      for (const asked of randomCases(deck, 1)) {
        const question = questionFor(asked);
        const before = evaluate(question).allowed;
        for (const flip of flips(question)) {
          found++;
          expect(
            naively(written(asked, flip.question)) === 'allowed',
            JSON.stringify(flip.changes),
          ).toBe(!before);
        }
      }
    }
    expect(found).toBeGreaterThan(500);
  });
});

/** The case again, with the policies of this question. */
function written(asked: Case, question: Question): Case {
  const { resourcePolicy, boundary, vpcEndpointPolicy, grants = [] } = question;
  const { sessionPolicies = [], serviceControlPolicies = [] } = question;
  return {
    ...asked,
    identity: question.identityPolicies.map(textOf),
    grants: grants.map(textOf),
    sessions: sessionPolicies.map(textOf),
    organisation: serviceControlPolicies.map(textOf),
    ...(resourcePolicy?.policy && { policy: textOf(resourcePolicy.policy) }),
    ...(boundary && { boundary: textOf(boundary) }),
    ...(vpcEndpointPolicy && { endpoint: textOf(vpcEndpointPolicy) }),
  };
}

function textOf({ statements }: Policy): string {
  const texts = statements.map(documentOf);
  const literal = texts.join().includes('${') && !statements.some(({ variables }) => variables);
  return `{"Version":"${literal ? '2008-10-17' : '2012-10-17'}","Statement":[${texts.join()}]}`;
}
