// Who one can be in the lab. Part of version 1 of a lab: a shared link counts on them.

import type { PolicyDocument } from '../../aws/iam/policy.ts';
import type { CastMember } from '../../scenario/define.ts';
import { principalArn } from '../../scenario/run.ts';

export interface Persona extends CastMember {
  /** As --profile names them. */
  readonly id: string;
  /** What they may do, in a sentence. */
  readonly may: string;
}

const allow = (...actions: readonly string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: [...actions], Resource: '*' }],
});

export const personas: readonly Persona[] = [
  {
    id: 'admin',
    is: 'user/admin',
    label: 'Administrator',
    kind: 'person',
    may: 'Everything that policies of this account can give: AdministratorAccess.',
  },
  {
    id: 'etl',
    is: 'role/etl',
    label: 'ETL role',
    may: 'Read and write objects in S3, and use KMS keys whose key policy leaves it to IAM.',
    policies: [
      allow(
        's3:GetObject',
        's3:PutObject',
        's3:ListBucket',
        'kms:Encrypt',
        'kms:Decrypt',
        'kms:GenerateDataKey',
        'kms:GenerateDataKeyWithoutPlaintext',
        'kms:DescribeKey',
      ),
    ],
  },
  {
    id: 'analyst',
    is: 'user/analyst',
    label: 'Analyst',
    kind: 'person',
    may: 'Read objects in S3, and look at the log. No permission for KMS.',
    policies: [allow('s3:GetObject', 's3:ListBucket', 'cloudtrail:LookupEvents')],
  },
  {
    id: 'auditor',
    is: 'user/auditor',
    label: 'Auditor',
    kind: 'person',
    may: 'Look at keys, policies, grants and the log, and use no key.',
    policies: [
      allow('kms:Describe*', 'kms:Get*', 'kms:List*', 'iam:Get*', 'iam:List*', 'cloudtrail:*'),
    ],
  },
  {
    id: 'partner',
    is: 'arn:aws:iam::444455556666:user/admin',
    label: 'Partner account',
    kind: 'person',
    may: 'Everything in an account of their own, 444455556666. Here only what this account allows.',
  },
];

export const arnOfPersona = (id: string): string => {
  const found = personas.find((one) => one.id === id);
  if (!found) throw new TypeError(`nobody in the lab is called "${id}"`);
  return principalArn(found);
};
