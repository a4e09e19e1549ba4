// Message authentication codes.

import {
  CreateAliasCommand,
  EncryptCommand,
  GenerateMacCommand,
  type GenerateMacCommandInput,
  VerifyMacCommand,
  type VerifyMacCommandInput,
} from '@aws-sdk/client-kms';
import { expect, test } from 'vitest';
import {
  ACCOUNT,
  aWorld,
  bytes,
  expectAnswer,
  invalid,
  refused,
  refusedWordless,
  violated,
  type Row,
} from './harness.ts';

const { kms, aKey, holds } = aWorld('mac');
const specs = ['224', '256', '384', '512'] as const;
const keys = Object.fromEntries(
  await Promise.all(
    specs.map(
      async (n) =>
        [n, await aKey({ KeySpec: `HMAC_${n}`, KeyUsage: 'GENERATE_VERIFY_MAC' })] as const,
    ),
  ),
);
const KeyId = keys['256']!;
const symmetric = await aKey();
await kms.send(new CreateAliasCommand({ AliasName: 'alias/mac', TargetKeyId: KeyId }));
const Message = bytes(10);
const MacAlgorithm = 'HMAC_SHA_256';
const generate = (more: Partial<GenerateMacCommandInput> = {}): GenerateMacCommand =>
  new GenerateMacCommand({ KeyId, Message, MacAlgorithm, ...more });
const { Mac } = await kms.send(generate());
const verify = (more: Partial<VerifyMacCommandInput> = {}): VerifyMacCommand =>
  new VerifyMacCommand({ KeyId, Message, MacAlgorithm, Mac, ...more });
const FORGED = refusedWordless('KMSInvalidMacException');

const rows: readonly Row[] = [
  ['by alias', generate({ KeyId: 'alias/mac' }), { KeyId, MacAlgorithm, Mac }],
  [
    'by ARN of an alias',
    generate({ KeyId: `arn:aws:kms:us-east-1:${ACCOUNT}:alias/mac` }),
    { KeyId },
  ],
  ['a message of 4096', generate({ Message: bytes(4096) }), { Mac: { length: 32 } }],
  [
    'a message of 4097',
    generate({ Message: bytes(4097) }),
    violated(
      "at 'message' failed to satisfy constraint: Member must have length less than or equal to 4096",
    ),
  ],
  [
    'an empty message',
    generate({ Message: bytes(0) }),
    violated(
      "at 'message' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ),
  ],
  [
    'no algorithm',
    generate({ MacAlgorithm: undefined }),
    violated("null at 'macAlgorithm' failed to satisfy constraint: Member must not be null"),
  ],
  [
    'an algorithm that is none',
    generate({ MacAlgorithm: 'HMAC_SHA_1' as 'HMAC_SHA_256' }),
    invalid(/Value 'HMAC_SHA_1' at 'macAlgorithm'/),
  ],
  [
    'an algorithm of another length',
    generate({ MacAlgorithm: 'HMAC_SHA_512' }),
    refused(
      'InvalidKeyUsageException',
      'Algorithm HMAC_SHA_512 is incompatible with key spec HMAC_256.',
    ),
  ],
  [
    'a key for encryption',
    generate({ KeyId: symmetric }),
    refused(
      'InvalidKeyUsageException',
      `${symmetric} key usage is ENCRYPT_DECRYPT which is not valid for GenerateMac.`,
    ),
  ],
  ['a dry run', generate({ DryRun: true }), refused('DryRunOperationException')],
  ['verified', verify(), { KeyId, MacValid: true, MacAlgorithm }],
  ['of another message', verify({ Message: bytes(11) }), FORGED],
  ['of another key', verify({ KeyId: keys['224'], MacAlgorithm: 'HMAC_SHA_224' }), FORGED],
  ['one bit turned', verify({ Mac: Mac!.map((byte, i) => (i === 0 ? byte ^ 128 : byte)) }), FORGED],
  ['cut off', verify({ Mac: Mac!.slice(0, 31) }), FORGED],
  ['one byte long', verify({ Mac: bytes(1) }), FORGED],
  [
    'empty',
    verify({ Mac: bytes(0) }),
    violated(
      "at 'mac' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ),
  ],
  [
    '6145 bytes',
    verify({ Mac: bytes(6145) }),
    violated(
      "at 'mac' failed to satisfy constraint: Member must have length less than or equal to 6144",
    ),
  ],
  [
    'verified by a key for encryption',
    verify({ KeyId: symmetric }),
    refused(
      'InvalidKeyUsageException',
      `${symmetric} key usage is ENCRYPT_DECRYPT which is not valid for VerifyMac.`,
    ),
  ],
  [
    'a key for codes, asked to encrypt',
    new EncryptCommand({ KeyId, Plaintext: bytes(1) }),
    refused(
      'InvalidKeyUsageException',
      `${KeyId} key usage is GENERATE_VERIFY_MAC which is not valid for Encrypt.`,
    ),
  ],
];

test.each(rows)('%s', holds);

test.each([
  ['224', 28],
  ['256', 32],
  ['384', 48],
  ['512', 64],
] as const)('HMAC_%s gives %i bytes, the same each time', async (n, length) => {
  const asked = { KeyId: keys[n], MacAlgorithm: `HMAC_SHA_${n}` } as const;
  const [one, two] = [await kms.send(generate(asked)), await kms.send(generate(asked))];
  expect(one.Mac).toHaveLength(length);
  expect(two.Mac).toEqual(one.Mac);
  await expectAnswer(kms, verify({ ...asked, Mac: one.Mac }), { MacValid: true });
});
