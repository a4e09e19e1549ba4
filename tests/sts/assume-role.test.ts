// Who may assume a role: the trust policy closes it, and one evaluator answers for both accounts.

import { describe, expect, test } from 'vitest';
import type { PolicyDocument } from '../../src/aws/iam/policy.ts';
import type { Cloud } from '../../src/aws/cloud.ts';
import {
  ACCOUNT,
  aCloud,
  ALICE,
  allow,
  call,
  outputOf,
  refusalOf,
  verdict,
} from '../support/cloud.ts';

const ROLE = `arn:aws:iam::${ACCOUNT}:role/team/reader`;
const OTHER = '444455556666';
const CAROL = `arn:aws:iam::${OTHER}:user/carol`;
const root = (account: string): string => `arn:aws:iam::${account}:root`;

const trusting = (Principal: unknown, Condition?: unknown): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal,
      Action: 'sts:AssumeRole',
      ...(Condition !== undefined && { Condition }),
    },
  ],
});

interface Case {
  readonly trust?: PolicyDocument;
  readonly as?: string;
  readonly may?: boolean;
}

/** A role with this trust policy, and a caller whom IAM allows sts:AssumeRole, or not. */
function aRole({ trust, as = ALICE, may = false }: Case): Cloud {
  const cloud = aCloud();
  cloud.directory.put(ROLE, { policies: [allow('kms:*')], ...(trust && { trust }) });
  cloud.directory.put(as, { policies: may ? [allow('sts:AssumeRole')] : [] });
  return cloud;
}

const assume = (cloud: Cloud, as: string, more: object = {}) =>
  call(cloud, 'sts:AssumeRole', { RoleArn: ROLE, RoleSessionName: 'nightly', ...more }, { as });

describe('who may assume a role', () => {
  test.each<[string, Case, string]>([
    [
      'the trust policy names the user: no IAM policy is needed',
      { trust: trusting({ AWS: ALICE }) },
      'ok',
    ],
    [
      'it names the account, and IAM allows',
      { trust: trusting({ AWS: root(ACCOUNT) }), may: true },
      'ok',
    ],
    [
      'it names the account, and IAM is silent',
      { trust: trusting({ AWS: root(ACCOUNT) }) },
      'AccessDenied',
    ],
    [
      'it names somebody else, whatever IAM allows',
      { trust: trusting({ AWS: CAROL }), may: true },
      'AccessDenied',
    ],
    [
      'it names a service only',
      { trust: trusting({ Service: 'ec2.amazonaws.com' }), may: true },
      'AccessDenied',
    ],
    [
      'another account: both sides say yes',
      { trust: trusting({ AWS: root(OTHER) }), as: CAROL, may: true },
      'ok',
    ],
    [
      'another account: its own IAM is silent',
      { trust: trusting({ AWS: CAROL }), as: CAROL },
      'AccessDenied',
    ],
    [
      'another account that is not trusted',
      { trust: trusting({ AWS: ALICE }), as: CAROL, may: true },
      'AccessDenied',
    ],
    ['no trust policy was put, and IAM allows', { may: true }, 'ok'],
    ['no trust policy was put, and IAM is silent', {}, 'AccessDenied'],
    ['no trust policy was put: other accounts stay out', { as: CAROL, may: true }, 'AccessDenied'],
  ])('%s', (_, world, wanted) => {
    expect(verdict(assume(aRole(world), world.as ?? ALICE))).toBe(wanted);
  });

  test('an external id that the trust policy asks for must be sent', () => {
    const asked = { StringEquals: { 'sts:ExternalId': 'partner-7' } };
    const cloud = aRole({ trust: trusting({ AWS: ALICE }, asked) });
    expect(verdict(assume(cloud, ALICE))).toBe('AccessDenied');
    expect(verdict(assume(cloud, ALICE, { ExternalId: 'partner-8' }))).toBe('AccessDenied');
    expect(verdict(assume(cloud, ALICE, { ExternalId: 'partner-7' }))).toBe('ok');
  });

  test('a role that is not there is refused as one that is closed, in the same words', () => {
    const closed = refusalOf(assume(aRole({ trust: trusting({ AWS: CAROL }) }), ALICE));
    const absent = refusalOf(assume(aCloud(), ALICE));
    expect(absent).toMatchObject({ code: closed.code, message: closed.message, status: 403 });
    expect(absent.message).toBe(
      `User: ${ALICE} is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`,
    );
  });

  test('the root user may not, though the trust policy names its account', () => {
    const as = root(ACCOUNT);
    expect(refusalOf(assume(aRole({ trust: trusting({ AWS: as }) }), as))).toMatchObject({
      code: 'AccessDenied',
      message: 'Roles may not be assumed by root accounts.',
    });
  });
});

describe('a session', () => {
  const session = (cloud: Cloud, more?: object): { as: string; accessKeyId: string } => {
    const { Credentials, AssumedRoleUser } = outputOf(assume(cloud, ALICE, more));
    return {
      as: (AssumedRoleUser as { Arn: string }).Arn,
      accessKeyId: (Credentials as { AccessKeyId: string }).AccessKeyId,
    };
  };
  const trusted = (): Cloud => aRole({ trust: trusting({ AWS: ALICE }) });

  test('has the rights of its role, whatever path the role is in', () => {
    const cloud = trusted();
    const caller = session(cloud);
    expect(caller.as).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/reader/nightly`);
    expect(verdict(call(cloud, 'kms:CreateKey', {}, caller))).toBe('ok');
    expect(verdict(call(cloud, 'iam:ListUsers', {}, caller))).toBe('AccessDenied');
  });

  test('keeps within its session policy, which gives no right by itself', () => {
    const cloud = trusted();
    const Policy = JSON.stringify(allow('kms:ListKeys', 'iam:ListUsers'));
    const caller = session(cloud, { Policy });
    const attempts = (['kms:ListKeys', 'kms:CreateKey', 'iam:ListUsers'] as const).map((name) =>
      verdict(call(cloud, name, {}, caller)),
    );
    expect(attempts).toEqual(['ok', 'AccessDeniedException', 'AccessDenied']);
    // Another session of the same name has what its own credentials were given.
    expect(verdict(call(cloud, 'kms:CreateKey', {}, session(cloud)))).toBe('ok');
  });

  test.each([
    ['{', 'The policy is not JSON.'],
    [JSON.stringify(trusting('*')), 'Policy document should not specify a principal.'],
  ])('is not opened with the policy %s', (Policy, message) => {
    expect(refusalOf(assume(trusted(), ALICE, { Policy }))).toMatchObject({
      code: 'MalformedPolicyDocument',
      message,
    });
  });

  test('lasts no longer than its role allows', () => {
    const cloud = trusted();
    expect(verdict(assume(cloud, ALICE, { DurationSeconds: 3601 }))).toBe('ValidationException');
    cloud.directory.put(ROLE, { trust: trusting({ AWS: ALICE }), maxSessionSeconds: 7200 });
    expect(verdict(assume(cloud, ALICE, { DurationSeconds: 7200 }))).toBe('ok');
    expect(verdict(assume(cloud, ALICE, { DurationSeconds: 7201 }))).toBe('ValidationException');
  });

  test('opened by a session lasts an hour at most', () => {
    const cloud = trusted();
    const caller = session(cloud);
    const again = `arn:aws:iam::${ACCOUNT}:role/again`;
    cloud.directory.put(again, { trust: trusting({ AWS: ROLE }), maxSessionSeconds: 7200 });
    const chain = (DurationSeconds: number): string =>
      verdict(
        call(
          cloud,
          'sts:AssumeRole',
          { RoleArn: again, RoleSessionName: 'on', DurationSeconds },
          caller,
        ),
      );
    expect([chain(3600), chain(3601)]).toEqual(['ok', 'ValidationException']);
  });

  test('what is not modelled is refused, not passed over', () => {
    const { code, message } = refusalOf(assume(trusted(), ALICE, { SourceIdentity: 'alice' }));
    expect([code, message]).toEqual([
      'UnsupportedOperationException',
      'Glassbox KMS does not model SourceIdentity of AssumeRole.',
    ]);
  });
});

describe('the record of AssumeRole', () => {
  test('shows role, session and expiry, and never the secret', () => {
    const cloud = aRole({ trust: trusting({ AWS: ALICE }) });
    const span = assume(cloud, ALICE, { DurationSeconds: 900 });
    const { Credentials } = outputOf(span);
    const { AccessKeyId, SecretAccessKey } = Credentials as Record<string, string>;
    expect(span.trail.records).toMatchObject([
      {
        eventSource: 'sts.amazonaws.com',
        readOnly: true,
        requestParameters: { roleArn: ROLE, roleSessionName: 'nightly', durationSeconds: 900 },
        responseElements: {
          credentials: { accessKeyId: AccessKeyId, expiration: 'Jan 15, 2026, 9:15:00 AM' },
          assumedRoleUser: { arn: `arn:aws:sts::${ACCOUNT}:assumed-role/reader/nightly` },
        },
        resources: [{ accountId: ACCOUNT, type: 'AWS::IAM::Role', ARN: ROLE }],
        tlsDetails: { clientProvidedHostHeader: 'sts.us-east-1.amazonaws.com' },
      },
    ]);
    expect(JSON.stringify(cloud.trail)).not.toContain(SecretAccessKey);
  });

  test('goes to both accounts where there are two', () => {
    const cloud = aRole({ trust: trusting({ AWS: root(OTHER) }), as: CAROL, may: true });
    const [own, theirs] = assume(cloud, CAROL).trail.records;
    expect([own?.['recipientAccountId'], theirs?.['recipientAccountId']]).toEqual([OTHER, ACCOUNT]);
    expect(own?.['sharedEventID']).toBe(theirs?.['sharedEventID']);
  });
});

describe('GetCallerIdentity', () => {
  test.each([
    [ALICE, ALICE, /^AIDA\w{16}$/],
    [root(ACCOUNT), root(ACCOUNT), /^111122223333$/],
    [ROLE, `arn:aws:sts::${ACCOUNT}:assumed-role/reader/glassbox`, /^AROA\w{16}:glassbox$/],
  ])('says who %s is', (as, Arn, UserId) => {
    const span = call(aCloud(), 'sts:GetCallerIdentity', {}, { as });
    expect(outputOf(span)).toEqual({
      Account: ACCOUNT,
      Arn,
      UserId: expect.stringMatching(UserId) as unknown,
    });
    expect(span.trail.records[0]).toMatchObject({
      requestParameters: null,
      responseElements: null,
      readOnly: true,
    });
  });

  test('no Deny can forbid it', () => {
    const cloud = aCloud();
    const Statement = [{ Effect: 'Deny', Action: '*', Resource: '*' }];
    cloud.directory.put(ALICE, { policies: [{ Statement }] });
    expect(verdict(call(cloud, 'sts:GetCallerIdentity', {}, { as: ALICE }))).toBe('ok');
  });
});
