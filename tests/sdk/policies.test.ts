// Key policies.

import {
  CreateKeyCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GetKeyPolicyCommand,
  ListKeyPoliciesCommand,
  PutKeyPolicyCommand,
  type PutKeyPolicyCommandInput,
} from '@aws-sdk/client-kms';
import { describe, expect, test } from 'vitest';
import { ADMIN } from '../support/clients.ts';
import {
  ACCOUNT,
  aWorld,
  BOB,
  bytes,
  expectAnswer,
  invalid,
  MALLORY,
  refused,
  type Row,
} from './harness.ts';

const { kms, aKey, as, holds } = aWorld('policies');
const KeyId = await aKey();
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const statement = (more: object = {}): object => ({
  Effect: 'Allow',
  Principal: { AWS: ROOT },
  Action: 'kms:*',
  Resource: '*',
  ...more,
});
const policy = (...Statement: object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement });
const put = (Policy: string, more: Partial<PutKeyPolicyCommandInput> = {}): PutKeyPolicyCommand =>
  new PutKeyPolicyCommand({ KeyId, Policy, ...more });
const MALFORMED = refused('MalformedPolicyDocumentException');
const LOCKOUT = refused(
  'MalformedPolicyDocumentException',
  'The new key policy will not allow you to update the key policy in the future.',
);
const padded = (length: number): string => {
  const text = policy(statement());
  return text + ' '.repeat(length - text.length);
};

test('the default policy hands the key to IAM', async () => {
  const { Policy, PolicyName } = await kms.send(new GetKeyPolicyCommand({ KeyId: await aKey() }));
  expect(PolicyName).toBe('default');
  expect(JSON.parse(Policy!)).toEqual({
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [{ Sid: 'Enable IAM User Permissions', ...statement() }],
  });
});

describe('in this order', () => {
  const rows: readonly Row[] = [
    [
      'its name',
      new ListKeyPoliciesCommand({ KeyId }),
      { PolicyNames: ['default'], Truncated: false },
    ],
    [
      'by its name',
      new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }),
      { PolicyName: 'default' },
    ],
    [
      'by a name with a space',
      new GetKeyPolicyCommand({ KeyId, PolicyName: 'de fault' }),
      invalid(/at 'policyName'/),
    ],
    [
      'by a name of 129',
      new GetKeyPolicyCommand({ KeyId, PolicyName: 'p'.repeat(129) }),
      invalid(/at 'policyName' .*less than or equal to 128/),
    ],
    [
      'put under another name',
      put(policy(statement()), { PolicyName: 'other' }),
      refused('NotFoundException'),
    ],
    ['put', put(policy(statement()), { PolicyName: 'default' }), {}],
    [
      'comes back as it was put',
      new GetKeyPolicyCommand({ KeyId }),
      { Policy: policy(statement()) },
    ],
    ['no JSON', put('{'), MALFORMED],
    ['a list', put('[]'), MALFORMED],
    ['no statement', put(JSON.stringify({ Version: '2012-10-17' })), MALFORMED],
    ['no principal', put(policy(statement({ Principal: undefined }))), MALFORMED],
    ['no effect', put(policy(statement({ Effect: undefined }))), MALFORMED],
    ['an effect that is none', put(policy(statement({ Effect: 'Maybe' }))), MALFORMED],
    [
      'a group for a principal',
      put(
        policy(statement(), statement({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:group/g` } })),
      ),
      MALFORMED,
    ],
    [
      'an account of eleven digits',
      put(policy(statement(), statement({ Principal: { AWS: '12345678901' } }))),
      MALFORMED,
    ],
    [
      'an operator that is none',
      put(policy(statement(), statement({ Condition: { StringIs: { 'kms:ViaService': 'x' } } }))),
      MALFORMED,
    ],
    [
      'a version that is none',
      put(JSON.stringify({ Version: '2020-01-01', Statement: [statement()] })),
      MALFORMED,
    ],
    ['32,768 bytes', put(padded(32_768)), {}],
    ['32,769 bytes', put(padded(32_769)), refused('LimitExceededException')],
    [
      '131,073 characters',
      put(padded(131_073)),
      invalid(/at 'policy' .*less than or equal to 131072/),
    ],
    [
      'letters that AWS does not take',
      put(policy(statement({ Sid: '鍵' }))),
      invalid(/at 'policy' .*regular expression/),
    ],
    ['only another account', put(policy(statement({ Principal: { AWS: BOB } }))), LOCKOUT],
    ['all but PutKeyPolicy', put(policy(statement({ Action: 'kms:Get*' }))), LOCKOUT],
    [
      'allowed, and denied again',
      put(policy(statement(), statement({ Effect: 'Deny', Action: 'kms:PutKeyPolicy' }))),
      LOCKOUT,
    ],
    [
      'the safety check declined',
      put(policy(statement(), statement({ Effect: 'Deny', Action: 'kms:PutKeyPolicy' })), {
        BypassPolicyLockoutSafetyCheck: true,
      }),
      {},
    ],
    [
      'now nobody mends it',
      put(policy(statement())),
      refused(
        'AccessDeniedException',
        `User: ${ADMIN} is not authorized to perform: kms:PutKeyPolicy on resource: ${KeyId} with an explicit deny in a resource-based policy`,
      ),
    ],
    [
      'a key whose policy locks out its maker',
      new CreateKeyCommand({ Policy: policy(statement({ Principal: { AWS: BOB } })) }),
      LOCKOUT,
    ],
    [
      'a key for another, the check declined',
      new CreateKeyCommand({
        Policy: policy(statement({ Principal: { AWS: BOB } })),
        BypassPolicyLockoutSafetyCheck: true,
      }),
      { KeyMetadata: { Enabled: true } },
    ],
  ];
  test.each(rows)('%s', holds);
});

test.each<[string, object, readonly Row[]]>([
  [
    'named in the key policy, without any policy of IAM',
    statement({ Principal: { AWS: MALLORY }, Action: 'kms:Encrypt' }),
    [
      ['may', new EncryptCommand({ KeyId: '', Plaintext: bytes(1) }), {}],
      ['may not', new DescribeKeyCommand({ KeyId: '' }), refused('AccessDeniedException')],
    ],
  ],
  [
    'under a condition on the context',
    statement({
      Principal: { AWS: MALLORY },
      Action: 'kms:Encrypt',
      Condition: { StringEquals: { 'kms:EncryptionContext:dept': 'HR' } },
    }),
    [
      [
        'with it',
        new EncryptCommand({
          KeyId: '',
          Plaintext: bytes(1),
          EncryptionContext: { dept: 'HR', more: 'x' },
        }),
        {},
      ],
      [
        'with another value',
        new EncryptCommand({ KeyId: '', Plaintext: bytes(1), EncryptionContext: { dept: 'hr' } }),
        refused('AccessDeniedException'),
      ],
      [
        'without',
        new EncryptCommand({ KeyId: '', Plaintext: bytes(1) }),
        refused('AccessDeniedException'),
      ],
    ],
  ],
  [
    'denied to all who call directly',
    statement({
      Effect: 'Deny',
      Principal: '*',
      Action: 'kms:Encrypt',
      Condition: { Null: { 'kms:ViaService': 'true' } },
    }),
    [
      [
        'is denied',
        new EncryptCommand({ KeyId: '', Plaintext: bytes(1) }),
        refused('AccessDeniedException', /with an explicit deny in a resource-based policy$/),
      ],
    ],
  ],
])('%s', async (_name, extra, asked) => {
  const KeyId = await aKey({ Policy: policy(statement(), extra) });
  for (const [, command, expected] of asked) {
    Object.assign(command.input, { KeyId });
    await expectAnswer(as(MALLORY), command, expected);
  }
});
