// Who calls, what IAM allows them, and which key policies there are: each as the engine gets it, and as the model
// has it, which is a few lines of "who may what".

import type { Cloud } from '../../../src/aws/cloud.ts';
import { ACCOUNT, allow } from '../cloud.ts';

export const OTHER_ACCOUNT = '444455556666';

export const CALLERS = ['admin', 'alice', 'bob', 'carol', 'stranger'] as const;
export type Caller = (typeof CALLERS)[number];

export const accountOf = (caller: Caller): string =>
  caller === 'stranger' ? OTHER_ACCOUNT : ACCOUNT;

export const arnOf = (caller: Caller): string => `arn:aws:iam::${accountOf(caller)}:user/${caller}`;

const CAROLS = ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey', 'kms:Sign'];

/** The administrator is there from the start; bob has nothing. */
export function castIn({ directory }: Cloud): void {
  directory.put(arnOf('alice'), { policies: [allow('kms:*')] });
  directory.put(arnOf('bob'), {});
  directory.put(arnOf('carol'), { policies: [allow(...CAROLS)] });
  directory.put(arnOf('stranger'), { policies: [allow('kms:*')] });
}

export function iamAllows(caller: Caller, action: string): boolean {
  if (caller === 'carol') return CAROLS.includes(action);
  return caller !== 'bob';
}

export const POLICIES = ['root', 'and bob', 'alice alone', 'not alice', 'and abroad'] as const;
export type PolicyName = (typeof POLICIES)[number];

const BOBS = ['kms:Decrypt', 'kms:Sign', 'kms:GenerateMac', 'kms:DescribeKey'];
const ABROAD = [
  'kms:Encrypt',
  'kms:Decrypt',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:GenerateDataKey',
  'kms:Verify',
  'kms:CreateGrant',
];

const other = (account: string): string => (account === ACCOUNT ? OTHER_ACCOUNT : ACCOUNT);
const rootOf = (account: string): string => `arn:aws:iam::${account}:root`;

export function documentOf(policy: PolicyName, owner: string): string {
  const say = (Effect: string, principal: string, Action: string | readonly string[]) => ({
    Effect,
    Principal: { AWS: principal },
    Action,
    Resource: '*',
  });
  const root = say('Allow', rootOf(owner), 'kms:*');
  const Statement = {
    root: [root],
    'and bob': [root, say('Allow', arnOf('bob'), BOBS)],
    'alice alone': [say('Allow', arnOf('alice'), 'kms:*')],
    'not alice': [root, say('Deny', arnOf('alice'), 'kms:Encrypt')],
    'and abroad': [root, say('Allow', rootOf(other(owner)), ABROAD)],
  }[policy];
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

/** What a key policy says of a caller, IAM and grants apart (facts sheet, section 7a). */
export function saidOf(policy: PolicyName, owner: string, caller: Caller, action: string) {
  const isNamed =
    (policy === 'alice alone' && caller === 'alice') ||
    (policy === 'and bob' && caller === 'bob' && BOBS.includes(action));
  const isOwn = accountOf(caller) === owner;
  return {
    isDenied: policy === 'not alice' && caller === 'alice' && action === 'kms:Encrypt',
    isNamed,
    /** In the own account IAM decides then, and in another both must say yes. */
    isDelegated: isOwn
      ? policy !== 'alice alone'
      : policy === 'and abroad' && ABROAD.includes(action),
  };
}

/** Whoever writes a policy must stay able to write the next one, as far as the policy goes. */
export function locksOut(policy: PolicyName, caller: Caller): boolean {
  return policy === 'alice alone' && caller !== 'alice';
}
