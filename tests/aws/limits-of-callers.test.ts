// Everything that stands around a caller: boundaries, service control policies, VPC endpoints, session policies.
// Source: facts sheet, sections 2 and 7a with its corrections.

import { describe, expect, test } from 'vitest';
import type { CallOptions, Cloud } from '../../src/aws/cloud.ts';
import { evaluate, questionOf, type Question } from '../../src/aws/iam/evaluate.ts';
import { parsePolicy, type Policy, type PolicyDocument } from '../../src/aws/iam/policy.ts';
import { principalOf } from '../../src/aws/principal.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { ACCOUNT, aCloud, aKey, ALICE, allow, call, refusalOf, verdict } from '../support/cloud.ts';

const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const ETL = `arn:aws:iam::${ACCOUNT}:role/etl`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/etl/glassbox`;
const LINKED = `arn:aws:iam::${ACCOUNT}:role/aws-service-role/autoscaling.amazonaws.com/AutoScaling`;

const deny = (...actions: string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Principal: '*', Action: actions, Resource: '*' }],
});
const forAll = (...actions: string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: actions, Resource: '*' }],
});

const keyFor = (cloud: Cloud, ...names: string[]): string =>
  aKey(cloud, {
    Policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'kms:*', Resource: '*' },
        ...names.map((AWS) => ({
          Effect: 'Allow',
          Principal: AWS === '*' ? '*' : { AWS },
          Action: 'kms:*',
          Resource: '*',
        })),
      ],
    }),
  });

const encrypt = (cloud: Cloud, KeyId: string, options: CallOptions) =>
  call(cloud, 'kms:Encrypt', { KeyId, Plaintext: utf8('a') }, options);

/** What AWS says after "on resource: …", or after "on this resource". */
function reason(cloud: Cloud, KeyId: string, options: CallOptions): string {
  const span = encrypt(cloud, KeyId, options);
  return span.outcome.ok
    ? 'ok'
    : refusalOf(span).message.replace(/^.* on (resource: \S+|this resource) /, '');
}

describe('permissions boundaries', () => {
  test('IAM gives what both allow', () => {
    const cloud = aCloud();
    const KeyId = keyFor(cloud);
    const options = { as: ALICE };
    cloud.directory.put(ALICE, { policies: [allow('kms:*')], boundary: allow('kms:Encrypt') });
    expect(reason(cloud, KeyId, options)).toBe('ok');
    cloud.directory.put(ALICE, { policies: [allow('kms:*')], boundary: allow('kms:Decrypt') });
    expect(reason(cloud, KeyId, options)).toBe(
      'because no permissions boundary allows the kms:Encrypt action',
    );
    cloud.directory.put(ALICE, { boundary: allow('kms:*') });
    expect(reason(cloud, KeyId, options)).toBe(
      'because no identity-based policy allows the kms:Encrypt action',
    );
    cloud.directory.put(ALICE, { policies: [allow('kms:*')], boundary: deny('kms:Encrypt') });
    expect(reason(cloud, KeyId, options)).toBe('with an explicit deny in a permissions boundary');
  });

  test.each([
    ['the user', ALICE, ALICE, 'ok'],
    ['the session', ETL, SESSION, 'ok'],
    ['everyone', ETL, '*', 'ok'],
    ['the role', ETL, ETL, 'because no permissions boundary allows the kms:Encrypt action'],
  ])(
    'what a key policy gives to %s itself, a boundary does not take: %s, %s → %s',
    (_, as, named, expected) => {
      const cloud = aCloud();
      cloud.directory.put(as, { boundary: allow('s3:*') });
      expect(reason(cloud, keyFor(cloud, named), { as })).toBe(expected);
    },
  );

  test('a boundary that is put away is gone', () => {
    const cloud = aCloud();
    const KeyId = keyFor(cloud, ETL);
    cloud.directory.put(ETL, { boundary: allow('s3:*') });
    cloud.directory.put(ETL, {});
    expect(reason(cloud, KeyId, { as: ETL })).toBe('ok');
  });

  test('a Deny with NotPrincipal hits whoever has a boundary, named there or not, as IAM warns', () => {
    const cloud = aCloud();
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' },
        {
          Effect: 'Deny',
          NotPrincipal: { AWS: [ALICE, ROOT] },
          Action: 'kms:Encrypt',
          Resource: '*',
        },
      ],
    });
    const KeyId = aKey(cloud, { Policy });
    expect(reason(cloud, KeyId, { as: ALICE })).toBe('ok');
    cloud.directory.put(ALICE, { boundary: allow('*') });
    expect(reason(cloud, KeyId, { as: ALICE })).toBe(
      'with an explicit deny in a resource-based policy',
    );
  });
});

describe('service control policies', () => {
  test('each must allow; they bind users, roles and root, but no service-linked role', () => {
    const cloud = aCloud();
    const KeyId = keyFor(cloud, LINKED, ETL);
    cloud.directory.putAccount(ACCOUNT, {
      serviceControlPolicies: [allow('*'), allow('kms:Decrypt')],
    });
    for (const as of [cloud.directory.administrator, ROOT, ETL]) {
      expect(reason(cloud, KeyId, { as })).toBe(
        'because no service control policy allows the kms:Encrypt action',
      );
    }
    expect(reason(cloud, KeyId, { as: LINKED })).toBe('ok');
    cloud.directory.putAccount(ACCOUNT, { serviceControlPolicies: [allow('*'), allow('kms:*')] });
    expect(reason(cloud, KeyId, { as: ETL })).toBe('ok');
    cloud.directory.putAccount(ACCOUNT, { serviceControlPolicies: [allow('*'), deny('kms:Enc*')] });
    expect(reason(cloud, KeyId, { as: ETL })).toBe(
      'with an explicit deny in a service control policy',
    );
    cloud.directory.putAccount(ACCOUNT, {});
    expect(reason(cloud, KeyId, { as: ETL })).toBe('ok');
  });

  test('they bind the account of the caller, not that of the key', () => {
    const cloud = aCloud();
    const carol = 'arn:aws:iam::444455556666:user/carol';
    const KeyId = keyFor(cloud, carol);
    cloud.directory.put(carol, { policies: [allow('kms:*')] });
    cloud.directory.putAccount(ACCOUNT, { serviceControlPolicies: [deny('*')] });
    expect(reason(cloud, KeyId, { as: carol })).toBe('ok');
    cloud.directory.putAccount('444455556666', { serviceControlPolicies: [allow('s3:*')] });
    expect(reason(cloud, KeyId, { as: carol })).toContain('no service control policy allows');
  });

  test('an account is named by its twelve digits', () => {
    expect(() => aCloud().directory.putAccount('1', {})).toThrow('twelve digits');
  });
});

describe('VPC endpoints', () => {
  const vpce = 'vpce-1a2b3c4d';

  test('the policy of an endpoint counts for what comes through it', () => {
    const cloud = aCloud();
    const KeyId = keyFor(cloud, ALICE);
    expect(reason(cloud, KeyId, { as: ALICE, vpce })).toBe('ok');
    cloud.directory.putVpcEndpoint(vpce, forAll('kms:Decrypt'));
    expect(reason(cloud, KeyId, { as: ALICE, vpce })).toBe(
      'because no VPC endpoint policy allows the kms:Encrypt action',
    );
    expect(reason(cloud, KeyId, { as: ALICE })).toBe('ok');
    expect(reason(cloud, KeyId, { as: ALICE, vpce: 'vpce-0' })).toBe('ok');
    cloud.directory.putVpcEndpoint(vpce, deny('kms:Encrypt'));
    expect(reason(cloud, KeyId, { as: ALICE, vpce })).toBe(
      'with an explicit deny in a VPC endpoint policy',
    );
    cloud.directory.putVpcEndpoint(vpce, {
      ...forAll(),
      Statement: { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: '*', Resource: '*' },
    });
    expect(reason(cloud, KeyId, { as: ALICE, vpce })).toBe('ok');
  });

  test('S3, which calls for the caller, does not come through it', () => {
    const cloud = aCloud();
    cloud.directory.putVpcEndpoint(vpce, forAll('s3:*'));
    call(cloud, 's3:CreateBucket', { Bucket: 'reports' });
    const input = {
      Bucket: 'reports',
      Key: 'a',
      Body: utf8('a'),
      ServerSideEncryption: 'aws:kms' as const,
    };
    expect(verdict(call(cloud, 's3:PutObject', input, { vpce }))).toBe('ok');
  });
});

const read = (document: PolicyDocument): Policy => parsePolicy('p', document) as Policy;

const asking = (facts: Partial<Question>): Question => ({
  principal: principalOf(ETL),
  action: 'kms:Decrypt',
  resource: `arn:aws:kms:us-east-1:${ACCOUNT}:key/1`,
  owner: ACCOUNT,
  identityPolicies: [],
  context: () => new Map(),
  ...facts,
});

describe('session policies', () => {
  test('a session has what its role and one of them allow', () => {
    const identityPolicies = [read(allow('kms:*'))];
    const session = (...sessionPolicies: Policy[]) =>
      evaluate(asking({ identityPolicies, sessionPolicies })).denial ?? 'ok';
    expect(session()).toBe('ok');
    expect(session(read(allow('s3:*')), read(allow('kms:Decrypt')))).toBe('ok');
    expect(session(read(allow('s3:*')))).toBe('no-session');
    expect(session(read(allow('*')), read(deny('kms:Decrypt')))).toBe('explicit-session');
  });
});

describe('grants', () => {
  const empty = { kind: 'key policy' } as const;
  const grantTo = (AWS: string, name = 'g-1'): Policy => ({
    name,
    statements: [
      {
        effect: 'Allow',
        principal: { AWS: [AWS] },
        actions: ['kms:Decrypt'],
        resources: ['*'],
        conditions: [],
      },
    ],
  });
  const carol = principalOf('arn:aws:iam::444455556666:user/carol');
  const decide = (facts: Partial<Question>) =>
    evaluate(asking({ resourcePolicy: empty, ...facts }));

  test('one opens a door by itself, at home and abroad, and the decision names it', () => {
    for (const principal of [principalOf(ETL), carol]) {
      const grants = [grantTo(ALICE, 'g-0'), grantTo(principal.arn)];
      expect(decide({ principal, grants })).toMatchObject({
        allowed: true,
        because: 'Grant g-1 lets this caller do it.',
        decidedBy: { policy: 'grant', name: 'g-1' },
      });
      expect(decide({ principal, grants, action: 'kms:Encrypt' }).denial).toBe('no-resource');
    }
  });

  test('it overrides no deny', () => {
    const identityPolicies = [read(deny('kms:Decrypt'))];
    expect(decide({ grants: [grantTo(ETL)], identityPolicies }).denial).toBe('explicit-identity');
  });

  test('given to an account, it leaves the rest to the IAM of that account', () => {
    const grants = [grantTo('arn:aws:iam::444455556666:root')];
    expect(decide({ principal: carol, grants }).denial).toBe('no-identity');
    const identityPolicies = [read(allow('kms:Decrypt'))];
    expect(decide({ principal: carol, grants, identityPolicies }).allowed).toBe(true);
  });

  test('what is given to a role ends where its boundary does; what is given to a session does not', () => {
    const boundary = read(allow('s3:*'));
    expect(decide({ grants: [grantTo(ETL)], boundary }).denial).toBe('no-boundary');
    expect(decide({ grants: [grantTo(SESSION)], boundary }).allowed).toBe(true);
  });

  test('a service can have one', () => {
    const principal = principalOf('s3.amazonaws.com');
    const [statement] = grantTo('').statements;
    const grant = {
      name: 'g',
      statements: [{ ...statement!, principal: { Service: ['s3.amazonaws.com'] } }],
    };
    expect(decide({ principal, grants: [grant] }).allowed).toBe(true);
    expect(decide({ principal, grants: [grantTo(ETL)] }).denial).toBe('no-resource');
  });
});

test('a decision leads back to its question; its copies hold data only', () => {
  const question = asking({});
  const decision = evaluate(question);
  expect(questionOf(decision)).toBe(question);
  expect(questionOf(structuredClone(decision))).toBeUndefined();
  expect(JSON.parse(JSON.stringify(decision))).toEqual({ ...decision });
});
