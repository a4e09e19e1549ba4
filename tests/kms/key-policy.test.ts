// GetKeyPolicy, PutKeyPolicy, ListKeyPolicies.

import { expect, test } from 'vitest';
import type { PolicyDocument } from '../../src/aws/iam/policy.ts';
import { ACCOUNT, ALICE, aCloud, aKey, call, outputOf, refusalOf } from '../support/cloud.ts';

const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const LOCKOUT = 'The new key policy will not allow you to update the key policy in the future.';

const policy = (AWS: string, Action = 'kms:*', more: object = {}): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS }, Action, Resource: '*', ...more }],
  } satisfies PolicyDocument);

test('a key that was made without a policy has the default one', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const { Policy, PolicyName } = outputOf(call(cloud, 'kms:GetKeyPolicy', { KeyId }));
  expect(PolicyName).toBe('default');
  expect(JSON.parse(String(Policy))).toEqual({
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: ROOT },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  });
});

test('PutKeyPolicy replaces the whole policy, and GetKeyPolicy gives it back as it was written', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const Policy = policy(ROOT).replaceAll(',', ' ,\n');
  expect(outputOf(call(cloud, 'kms:PutKeyPolicy', { KeyId, Policy }))).toEqual({});
  expect(outputOf(call(cloud, 'kms:GetKeyPolicy', { KeyId }))['Policy']).toBe(Policy);
  const listed = outputOf(call(cloud, 'kms:ListKeyPolicies', { KeyId }));
  expect(listed).toEqual({ PolicyNames: ['default'], Truncated: false });
});

test('the new policy decides from the next call on', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const see = () => call(cloud, 'kms:DescribeKey', { KeyId }, { as: ALICE }).outcome.ok;
  expect(see()).toBe(false);
  const Statement = [
    { Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'kms:*', Resource: '*' },
    { Effect: 'Allow', Principal: { AWS: ALICE }, Action: 'kms:DescribeKey', Resource: '*' },
  ];
  outputOf(call(cloud, 'kms:PutKeyPolicy', { KeyId, Policy: JSON.stringify({ Statement }) }));
  expect(see()).toBe(true);
});

test(`a policy that would lock the caller out is refused: “${LOCKOUT}”`, () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  for (const Policy of [policy(ALICE), policy(ROOT, 'kms:Decrypt')]) {
    const refused = call(cloud, 'kms:PutKeyPolicy', { KeyId, Policy });
    expect(refusalOf(refused)).toMatchObject({
      code: 'MalformedPolicyDocumentException',
      message: LOCKOUT,
    });
  }
  expect(outputOf(call(cloud, 'kms:GetKeyPolicy', { KeyId }))['Policy']).toContain(ROOT);
});

test('BypassPolicyLockoutSafetyCheck allows it, and then nobody of the account can undo it', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const Policy = policy(ALICE, 'kms:Decrypt');
  outputOf(
    call(cloud, 'kms:PutKeyPolicy', { KeyId, Policy, BypassPolicyLockoutSafetyCheck: true }),
  );
  for (const as of [cloud.directory.administrator, ROOT, ALICE]) {
    const back = call(cloud, 'kms:PutKeyPolicy', { KeyId, Policy: policy(ROOT) }, { as });
    expect(refusalOf(back).message).toContain(
      'because no resource-based policy allows the kms:PutKeyPolicy action',
    );
  }
});

test.each([
  ['not JSON', 'The policy is not JSON.'],
  ['{"Statement":[]}', 'The policy has no statement.'],
  [
    JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] }),
    'Policy contains a statement with no principal.',
  ],
  ...['alice', 'arn:aws:iam::111122223333:user/*', '', '1234'].map((name) => [
    policy(name),
    'Policy contains a statement with one or more invalid principals.',
  ]),
])('a malformed policy is refused: %s', (Policy, message) => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const refusal = { code: 'MalformedPolicyDocumentException', message };
  expect(refusalOf(call(cloud, 'kms:PutKeyPolicy', { KeyId, Policy }))).toMatchObject(refusal);
  expect(refusalOf(call(cloud, 'kms:CreateKey', { Policy }))).toMatchObject(refusal);
});

test('“If either of the required Resource or Action elements are missing …, the policy statement has no effect”', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const Statement = [
    { Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'kms:*', Resource: '*' },
    { Effect: 'Allow', Principal: { AWS: ALICE }, Action: 'kms:DescribeKey' },
    { Effect: 'Allow', Principal: { AWS: ALICE }, Resource: '*' },
  ];
  outputOf(call(cloud, 'kms:PutKeyPolicy', { KeyId, Policy: JSON.stringify({ Statement }) }));
  expect(call(cloud, 'kms:DescribeKey', { KeyId }, { as: ALICE }).outcome.ok).toBe(false);
});

test('32,768 bytes pass, one more is LimitExceededException; letters beyond ASCII count twice', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const put = (filler: string) =>
    call(cloud, 'kms:PutKeyPolicy', { KeyId, Policy: `${policy(ROOT)}${filler}` });
  const room = 32_768 - policy(ROOT).length;
  outputOf(put(' '.repeat(room)));
  expect(refusalOf(put(' '.repeat(room + 1))).code).toBe('LimitExceededException');
  const spelled = (letter: string) => policy(ROOT, 'kms:*', { Sid: letter.repeat(20_000) });
  outputOf(call(cloud, 'kms:PutKeyPolicy', { KeyId, Policy: spelled('e') }));
  const wide = call(cloud, 'kms:PutKeyPolicy', { KeyId, Policy: spelled('é') });
  expect(refusalOf(wide).code).toBe('LimitExceededException');
});

test('the only valid policy name is default', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const PolicyName = 'other';
  const missing = { code: 'NotFoundException', message: 'No such policy exists' };
  const Policy = policy(ROOT);
  expect(refusalOf(call(cloud, 'kms:GetKeyPolicy', { KeyId, PolicyName }))).toMatchObject(missing);
  expect(refusalOf(call(cloud, 'kms:PutKeyPolicy', { KeyId, PolicyName, Policy }))).toMatchObject(
    missing,
  );
  outputOf(call(cloud, 'kms:GetKeyPolicy', { KeyId, PolicyName: 'default' }));
});

test('the policy of an AWS managed key can be seen and not changed', () => {
  const cloud = aCloud();
  const { KeyMetadata } = outputOf(call(cloud, 'kms:DescribeKey', { KeyId: 'alias/aws/s3' }));
  const KeyId = (KeyMetadata as { Arn: string }).Arn;
  const { Policy } = outputOf(call(cloud, 'kms:GetKeyPolicy', { KeyId }));
  expect(Policy).toContain('"kms:ViaService": "s3.us-east-1.amazonaws.com"');
  const refused = call(cloud, 'kms:PutKeyPolicy', { KeyId, Policy: policy(ROOT) });
  expect(refusalOf(refused)).toMatchObject({
    code: 'AccessDeniedException',
    message: `User: arn:aws:iam::${ACCOUNT}:user/admin is not authorized to perform: kms:PutKeyPolicy on resource: ${KeyId} because no resource-based policy allows the kms:PutKeyPolicy action`,
  });
});

test('CloudTrail shows the policy that was put, and never the answer of GetKeyPolicy', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const Policy = policy(ROOT);
  call(cloud, 'kms:PutKeyPolicy', { KeyId, Policy });
  expect(cloud.trail.at(-1)).toMatchObject({
    eventName: 'PutKeyPolicy',
    requestParameters: {
      keyId: KeyId,
      policyName: 'default',
      policy: Policy,
      bypassPolicyLockoutSafetyCheck: false,
    },
    responseElements: { keyId: KeyId },
  });
  call(cloud, 'kms:GetKeyPolicy', { KeyId });
  expect(cloud.trail.at(-1)).toMatchObject({
    eventName: 'GetKeyPolicy',
    readOnly: true,
    requestParameters: { keyId: KeyId },
    responseElements: null,
  });
});
