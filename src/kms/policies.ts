// Key policies: the two that AWS writes by itself, reading, and the safety check. Source: facts, section 7.

import { arnOf } from '../aws/arn.ts';
import { evaluate } from '../aws/iam/evaluate.ts';
import {
  parsePolicy,
  type Policy,
  type PolicyDocument,
  type PrincipalElement,
} from '../aws/iam/policy.ts';
import type { Call } from '../aws/operation.ts';
import type { Members } from '../aws/trace.ts';
import { utf8 } from '../crypto/bytes.ts';
import { conditionsOf } from './conditions.ts';
import { errors } from './errors.ts';
import type { KeyPolicy } from './key.ts';
import { limits } from './limits.ts';

/** The one policy that a key has. */
export const POLICY_NAME = 'default';

/** What a key gets when CreateKey names no policy. It hands decisions to IAM and gives nobody a right. */
export const defaultKeyPolicy = (account: string): PolicyDocument => ({
  Version: '2012-10-17',
  Id: 'key-default-1',
  Statement: [
    {
      Sid: 'Enable IAM User Permissions',
      Effect: 'Allow',
      Principal: { AWS: arnOf('iam', '', account, 'root') },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
});

interface Managed {
  readonly account: string;
  /** 's3', as in alias/aws/s3 */
  readonly name: string;
  /** 's3.us-east-1.amazonaws.com' */
  readonly through: string;
}

/** AWS managed keys: everyone of the account, but only through the service. */
export const managedKeyPolicy = ({ account, name, through }: Managed): PolicyDocument => ({
  Version: '2012-10-17',
  Id: `auto-${name}-2`,
  Statement: [
    {
      Sid: `Allow access through ${name.toUpperCase()} for all principals in the account that are authorized to use ${name.toUpperCase()}`,
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: [
        'kms:Encrypt',
        'kms:Decrypt',
        'kms:ReEncrypt*',
        'kms:GenerateDataKey*',
        'kms:CreateGrant',
        'kms:DescribeKey',
      ],
      Resource: '*',
      Condition: {
        StringEquals: {
          'kms:CallerAccount': account,
          'kms:ViaService': through,
        },
      },
    },
    {
      Sid: 'Allow direct access to key metadata to the account',
      Effect: 'Allow',
      Principal: { AWS: arnOf('iam', '', account, 'root') },
      Action: ['kms:Describe*', 'kms:Get*', 'kms:List*', 'kms:RevokeGrant'],
      Resource: '*',
    },
  ],
});

export function readKeyPolicy(document: string | PolicyDocument): KeyPolicy {
  const text = typeof document === 'string' ? document : JSON.stringify(document, null, 2);
  if (utf8(text).length > limits.policyBytes) {
    throw errors.limit(
      'The key policy exceeds the maximum length.',
      `A key policy may have ${limits.policyBytes} bytes.`,
    );
  }
  const policy = parsePolicy(POLICY_NAME, document);
  if (typeof policy === 'string') throw errors.malformedPolicy(policy);
  for (const { principal, notPrincipal } of policy.statements) {
    const named = principal ?? notPrincipal;
    if (!named) throw errors.malformedPolicy('Policy contains a statement with no principal.');
    if (!isValid(named)) {
      throw errors.malformedPolicy(
        'Policy contains a statement with one or more invalid principals.',
      );
    }
  }
  return { ...policy, text };
}

/** A key has one policy, and its name is given. */
export function requirePolicyName(name: string | undefined): void {
  if (name !== undefined && name !== POLICY_NAME) throw errors.noSuchPolicy();
}

/** By form only: in the simulator whoever is named can come to exist. */
function isValid(named: PrincipalElement): boolean {
  if (named === '*') return true;
  const kinds = Object.entries(named);
  return (
    kinds.length > 0 &&
    kinds.every(([kind, names]) => {
      const form = PRINCIPALS.get(kind);
      return form && names.length > 0 && names.every((name) => form.test(name));
    })
  );
}

const PRINCIPALS = new Map([
  [
    'AWS',
    /^(\*|\d{12}|arn:aws[\w-]*:(iam|sts)::\d{12}:(root|(user|role|assumed-role|federated-user)\/[^*?]+)|A[A-Z]{3}[A-Z0-9]{16,})$/,
  ],
  ['Service', /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/],
  ['Federated', /./],
]);

/**
 * The caller must stay able to call PutKeyPolicy, or the key could be lost to all. Asked of the key policy
 * alone: what IAM forbids today it can allow tomorrow.
 */
export function checkLockout(call: Call<Members>, keyArn: string, policy: Policy): void {
  const { allowed } = evaluate({
    principal: call.as,
    action: 'kms:PutKeyPolicy',
    resource: keyArn,
    owner: call.account,
    resourcePolicy: { kind: 'key policy', policy },
    identityPolicies: [WHATEVER_IAM_CAN_ALLOW],
    context: () => conditionsOf(call, {}),
  });
  if (!allowed) throw errors.policyLockout();
}

const WHATEVER_IAM_CAN_ALLOW: Policy = {
  name: 'any',
  statements: [{ effect: 'Allow', actions: ['*'], resources: ['*'], conditions: [] }],
};
