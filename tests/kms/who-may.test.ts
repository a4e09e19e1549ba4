// Who may use a key, in its own account. Source: facts sheet, section 7a.

import { expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import type { PolicyDocument } from '../../src/aws/iam/policy.ts';
import type { Span, Stage } from '../../src/aws/trace.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import {
  ACCOUNT,
  aCloud,
  aKey,
  ALICE,
  allow,
  aUser,
  call,
  refusalOf,
  verdict,
} from '../support/cloud.ts';

const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const ADMIN = `arn:aws:iam::${ACCOUNT}:user/admin`;
const ETL = `arn:aws:iam::${ACCOUNT}:role/etl`;

const ENABLE_IAM = {
  Sid: 'Enable IAM User Permissions',
  Effect: 'Allow',
  Principal: { AWS: ROOT },
  Action: 'kms:*',
  Resource: '*',
};

const policy = (...Statement: object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement } satisfies PolicyDocument);

const forAdmin = {
  Sid: 'Admin',
  Effect: 'Allow',
  Principal: { AWS: ADMIN },
  Action: 'kms:*',
  Resource: '*',
};

const encrypt = (cloud: Cloud, KeyId: string, as: string): Span =>
  call(cloud, 'kms:Encrypt', { KeyId, Plaintext: utf8('a') }, { as });

const authorisation = (span: Span): Stage => span.stages.find(({ name }) => name === 'authorise')!;

test('the default policy gives nobody a right: it hands decisions to IAM', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const served = encrypt(cloud, KeyId, aUser(cloud, 'bob', allow('kms:Encrypt')));
  expect(authorisation(served)).toMatchObject({
    ok: true,
    decidedBy: 'IAM policy bob-policy-1, statement 1',
    why: 'Key policy, statement "Enable IAM User Permissions" hands decisions to IAM, and IAM policy bob-policy-1, statement 1 allows the action.',
  });
  expect(refusalOf(encrypt(cloud, KeyId, ALICE)).message).toBe(
    `User: ${ALICE} is not authorized to perform: kms:Encrypt on resource: ${KeyId} because no identity-based policy allows the kms:Encrypt action`,
  );
});

test('the root user and the administrator of the account get in by IAM', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  expect(verdict(encrypt(cloud, KeyId, ROOT))).toBe('ok');
  expect(verdict(encrypt(cloud, KeyId, ADMIN))).toBe('ok');
});

test('a user whom the key policy names needs no IAM policy, and only that user gets in', () => {
  const cloud = aCloud();
  const named = {
    Sid: 'Alice',
    Effect: 'Allow',
    Principal: { AWS: ALICE },
    Action: 'kms:Encrypt',
    Resource: '*',
  };
  const KeyId = aKey(cloud, { Policy: policy(ENABLE_IAM, named) });
  expect(authorisation(encrypt(cloud, KeyId, ALICE)).decidedBy).toBe(
    'Key policy, statement "Alice"',
  );
  expect(verdict(encrypt(cloud, KeyId, ETL))).toBe('AccessDeniedException');
});

test('a role is named by its ARN; messages and logs name its session', () => {
  const cloud = aCloud();
  const named = { Effect: 'Allow', Principal: { AWS: ETL }, Action: 'kms:Encrypt', Resource: '*' };
  const KeyId = aKey(cloud, { Policy: policy(ENABLE_IAM, named) });
  const span = encrypt(cloud, KeyId, ETL);
  const session = `arn:aws:sts::${ACCOUNT}:assumed-role/etl/glassbox`;
  expect(span.trail.records).toMatchObject([
    { userIdentity: { type: 'AssumedRole', arn: session } },
  ]);
  const refused = call(cloud, 'kms:DescribeKey', { KeyId }, { as: ETL });
  expect(refusalOf(refused).message).toContain(`User: ${session} is not authorized`);
});

test('without the statement for root an IAM Allow is void, whoever holds it', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud, { Policy: policy(forAdmin) });
  const bob = aUser(cloud, 'bob', allow('kms:*'));
  expect(refusalOf(encrypt(cloud, KeyId, bob)).message).toBe(
    `User: ${bob} is not authorized to perform: kms:Encrypt on resource: ${KeyId} because no resource-based policy allows the kms:Encrypt action`,
  );
  expect(verdict(encrypt(cloud, KeyId, ROOT))).toBe('AccessDeniedException');
  expect(verdict(encrypt(cloud, KeyId, ADMIN))).toBe('ok');
});

test('a Deny in the key policy beats every Allow', () => {
  const cloud = aCloud();
  const deny = {
    Sid: 'NotAlice',
    Effect: 'Deny',
    Principal: { AWS: ALICE },
    Action: 'kms:Encrypt',
    Resource: '*',
  };
  const allowed = { Effect: 'Allow', Principal: { AWS: ALICE }, Action: 'kms:*', Resource: '*' };
  const KeyId = aKey(cloud, { Policy: policy(ENABLE_IAM, allowed, deny) });
  cloud.directory.put(ALICE, { policies: [allow('kms:*')] });
  const refused = encrypt(cloud, KeyId, ALICE);
  expect(refusalOf(refused).message).toBe(
    `User: ${ALICE} is not authorized to perform: kms:Encrypt on resource: ${KeyId} with an explicit deny in a resource-based policy`,
  );
  expect(authorisation(refused).decidedBy).toBe('Key policy, statement "NotAlice"');
});

test('a Deny for the root of the account is a Deny for everyone in it', () => {
  const cloud = aCloud();
  const deny = { Effect: 'Deny', Principal: { AWS: ROOT }, Action: 'kms:Encrypt', Resource: '*' };
  const KeyId = aKey(cloud, { Policy: policy(ENABLE_IAM, deny) });
  for (const as of [ROOT, ADMIN, ETL]) {
    expect(verdict(encrypt(cloud, KeyId, as))).toBe('AccessDeniedException');
  }
});

test('a Deny in IAM bites even where the key policy names the user', () => {
  const cloud = aCloud();
  const named = { Effect: 'Allow', Principal: { AWS: ALICE }, Action: 'kms:*', Resource: '*' };
  const KeyId = aKey(cloud, { Policy: policy(ENABLE_IAM, named) });
  cloud.directory.put(ALICE, {
    policies: [
      { Version: '2012-10-17', Statement: { Effect: 'Deny', Action: 'kms:Enc*', Resource: '*' } },
    ],
  });
  expect(refusalOf(encrypt(cloud, KeyId, ALICE)).message).toContain(
    'with an explicit deny in an identity-based policy',
  );
});

test('the span shows every door, open or shut, so that "why not" has an answer', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud, { Policy: policy(forAdmin) });
  const [decision] = authorisation(encrypt(cloud, KeyId, ALICE)).decisions ?? [];
  expect(decision).toMatchObject({
    principal: ALICE,
    action: 'kms:Encrypt',
    resource: KeyId,
    allowed: false,
    denial: 'no-resource',
    doors: [
      { name: 'The key policy names you', open: false },
      { name: 'The key policy enables IAM, and IAM allows', open: false },
      { name: 'A grant', open: false },
    ],
  });
});

test('with the blob alone, a denial tells nothing about the key', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const { outcome } = encrypt(cloud, KeyId, ADMIN);
  const CiphertextBlob = (outcome.ok ? outcome.output['CiphertextBlob'] : undefined) as Uint8Array;
  const message = (input: { KeyId?: string }): string =>
    refusalOf(call(cloud, 'kms:Decrypt', { CiphertextBlob, ...input }, { as: ALICE })).message;
  expect(message({})).toBe(
    `User: ${ALICE} is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because no identity-based policy allows the kms:Decrypt action`,
  );
  expect(message({ KeyId })).toBe(
    `User: ${ALICE} is not authorized to perform: kms:Decrypt on resource: ${KeyId} because no identity-based policy allows the kms:Decrypt action`,
  );
});

test('a new key policy must leave its author able to change it again, unless the check is bypassed', () => {
  const cloud = aCloud();
  const Policy = policy({ ...forAdmin, Principal: { AWS: ALICE } });
  expect(refusalOf(call(cloud, 'kms:CreateKey', { Policy }))).toMatchObject({
    code: 'MalformedPolicyDocumentException',
    message: 'The new key policy will not allow you to update the key policy in the future.',
  });
  expect(
    verdict(call(cloud, 'kms:CreateKey', { Policy, BypassPolicyLockoutSafetyCheck: true })),
  ).toBe('ok');
});
