// Encrypt, Decrypt and ReEncrypt with symmetric keys.

import {
  CreateAliasCommand,
  DecryptCommand,
  type DecryptCommandInput,
  EncryptCommand,
  type EncryptCommandInput,
  ReEncryptCommand,
  type ReEncryptCommandInput,
} from '@aws-sdk/client-kms';
import { describe, expect, test } from 'vitest';
import {
  arnOfKey,
  aWorld,
  BOB,
  bytes,
  ELSEWHERE,
  expectAnswer,
  idOf,
  invalid,
  notFound,
  refused,
  refusedWordless,
  text,
  violated,
  type Row,
} from './harness.ts';

const { kms, aKey, as, holds } = aWorld('symmetric');
const Policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: ['arn:aws:iam::111122223333:root', BOB] },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
});
const KeyId = await aKey({ Policy });
const other = await aKey();
const rsa = await aKey({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
await kms.send(new CreateAliasCommand({ AliasName: 'alias/app', TargetKeyId: KeyId }));
await kms.send(new CreateAliasCommand({ AliasName: 'alias/other', TargetKeyId: other }));
const ALIAS_ARN = 'arn:aws:kms:us-east-1:111122223333:alias/app';
const Plaintext = text('hello');
const context = { ab: 'c', größe: 'weiß', 'aws-crypto-public-key': 'A1+/=' };

async function sealed(EncryptionContext?: Record<string, string>): Promise<Uint8Array> {
  const answer = await kms.send(new EncryptCommand({ KeyId, Plaintext, EncryptionContext }));
  return answer.CiphertextBlob!;
}
const plain = await sealed();
const bound = await sealed(context);
const split = await sealed({ ab: 'c' });
const [oaep] = [
  await kms.send(
    new EncryptCommand({ KeyId: rsa, Plaintext, EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' }),
  ),
].map(({ CiphertextBlob }) => CiphertextBlob);

const encrypt = (more: Partial<EncryptCommandInput>): EncryptCommand =>
  new EncryptCommand({ KeyId, Plaintext, ...more });
const decrypt = (more: Partial<DecryptCommandInput>): DecryptCommand =>
  new DecryptCommand({ CiphertextBlob: plain, ...more });
const reEncrypt = (more: Partial<ReEncryptCommandInput>): ReEncryptCommand =>
  new ReEncryptCommand({ CiphertextBlob: plain, DestinationKeyId: other, ...more });
const DRY_OK = refused('DryRunOperationException');
const NO_CIPHERTEXT = refusedWordless('InvalidCiphertextException');

const rows: readonly Row[] = [
  ['1 byte', encrypt({ Plaintext: bytes(1) }), { KeyId, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' }],
  ['4096 bytes', encrypt({ Plaintext: bytes(4096) }), { KeyId }],
  ['by alias', encrypt({ KeyId: 'alias/app' }), { KeyId }],
  ['by ARN of an alias', encrypt({ KeyId: ALIAS_ARN }), { KeyId }],
  ['by id', encrypt({ KeyId: idOf(KeyId) }), { KeyId }],
  ['by a name that is nearly an alias', encrypt({ KeyId: 'app' }), notFound("Invalid keyId 'app'")],
  ['by the prefix of an alias alone', encrypt({ KeyId: 'alias/' }), refused('NotFoundException')],
  [
    'an algorithm of other keys',
    encrypt({ EncryptionAlgorithm: 'RSAES_OAEP_SHA_1' }),
    refused(
      'InvalidKeyUsageException',
      'Algorithm RSAES_OAEP_SHA_1 is incompatible with key spec SYMMETRIC_DEFAULT.',
    ),
  ],
  ['an empty context', encrypt({ EncryptionContext: {} }), { KeyId }],
  ['an empty value in the context', encrypt({ EncryptionContext: { a: '' } }), { KeyId }],
  [
    '11 grant tokens',
    encrypt({ GrantTokens: Array<string>(11).fill('x') }),
    invalid(/at 'grantTokens' .*less than or equal to 10/),
  ],
  [
    'a grant token that is none',
    encrypt({ GrantTokens: ['x'] }),
    refused('InvalidGrantTokenException'),
  ],
  [
    'a dry run of what is too long',
    encrypt({ DryRun: true, Plaintext: bytes(4097) }),
    invalid(/plaintext/),
  ],
  [
    'a dry run on a key that is not there',
    encrypt({ DryRun: true, KeyId: 'alias/none' }),
    refused('NotFoundException'),
  ],
  ['DryRun: false is no dry run', encrypt({ DryRun: false }), { KeyId }],

  ['no key is needed', decrypt({}), { KeyId, Plaintext, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' }],
  ['its own key', decrypt({ KeyId }), { Plaintext }],
  ['its own key by alias', decrypt({ KeyId: 'alias/app' }), { Plaintext }],
  ['another key', decrypt({ KeyId: other }), refused('IncorrectKeyException')],
  ['another key by alias', decrypt({ KeyId: 'alias/other' }), refused('IncorrectKeyException')],
  [
    'its own key in another Region',
    decrypt({ KeyId: arnOfKey(idOf(KeyId), ELSEWHERE) }),
    notFound(`Invalid arn ${ELSEWHERE}`),
  ],
  ['a key of another usage', decrypt({ KeyId: rsa }), refused('IncorrectKeyException')],
  ['a context where there was none', decrypt({ EncryptionContext: { a: 'b' } }), NO_CIPHERTEXT],
  ['an empty context where there was none', decrypt({ EncryptionContext: {} }), { Plaintext }],
  ['no context where there was one', decrypt({ CiphertextBlob: bound }), NO_CIPHERTEXT],
  [
    'the context in another order',
    decrypt({
      CiphertextBlob: bound,
      EncryptionContext: Object.fromEntries(Object.entries(context).reverse()),
    }),
    { Plaintext },
  ],
  [
    'one pair less',
    decrypt({ CiphertextBlob: bound, EncryptionContext: { ab: 'c', größe: 'weiß' } }),
    NO_CIPHERTEXT,
  ],
  [
    'one pair more',
    decrypt({ CiphertextBlob: bound, EncryptionContext: { ...context, x: 'y' } }),
    NO_CIPHERTEXT,
  ],
  [
    'another capital',
    decrypt({ CiphertextBlob: bound, EncryptionContext: { ...context, ab: 'C' } }),
    NO_CIPHERTEXT,
  ],
  [
    'the same text in another Unicode form',
    decrypt({
      CiphertextBlob: bound,
      EncryptionContext: {
        ab: 'c',
        ['größe'.normalize('NFD')]: 'weiß',
        'aws-crypto-public-key': 'A1+/=',
      },
    }),
    NO_CIPHERTEXT,
  ],
  [
    '{ab: c} is not {a: bc}',
    decrypt({ CiphertextBlob: split, EncryptionContext: { a: 'bc' } }),
    NO_CIPHERTEXT,
  ],
  [
    '{ab: c} is not {abc: ""}',
    decrypt({ CiphertextBlob: split, EncryptionContext: { abc: '' } }),
    NO_CIPHERTEXT,
  ],
  [
    'an empty blob',
    decrypt({ CiphertextBlob: bytes(0) }),
    violated(
      "at 'ciphertextBlob' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ),
  ],
  ['rubbish of 6144 bytes', decrypt({ CiphertextBlob: bytes(6144) }), NO_CIPHERTEXT],
  [
    'rubbish of 6145 bytes',
    decrypt({ CiphertextBlob: bytes(6145) }),
    violated(
      "at 'ciphertextBlob' failed to satisfy constraint: Member must have length less than or equal to 6144",
    ),
  ],
  ['rubbish, and a key', decrypt({ CiphertextBlob: bytes(200), KeyId }), NO_CIPHERTEXT],
  ['a blob that is cut off', decrypt({ CiphertextBlob: plain.slice(0, -1) }), NO_CIPHERTEXT],
  [
    'a blob with a byte more',
    decrypt({ CiphertextBlob: new Uint8Array([...plain, 0]) }),
    NO_CIPHERTEXT,
  ],
  [
    'a symmetric blob by RSA',
    decrypt({ EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' }),
    invalid('KeyId must not be null'),
  ],
  [
    'what RSA sealed, without its key',
    decrypt({ CiphertextBlob: oaep, EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' }),
    invalid('KeyId must not be null'),
  ],
  [
    'what RSA sealed',
    decrypt({ CiphertextBlob: oaep, KeyId: rsa, EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' }),
    { Plaintext, KeyId: rsa },
  ],
  [
    'what RSA sealed, by the other hash',
    decrypt({ CiphertextBlob: oaep, KeyId: rsa, EncryptionAlgorithm: 'RSAES_OAEP_SHA_1' }),
    NO_CIPHERTEXT,
  ],
  [
    'what RSA sealed, by the symmetric algorithm',
    decrypt({ CiphertextBlob: oaep, KeyId: rsa }),
    NO_CIPHERTEXT,
  ],
  ['a dry run', decrypt({ DryRun: true }), DRY_OK],
  [
    'a dry run without ciphertext',
    decrypt({
      DryRun: true,
      CiphertextBlob: undefined,
      KeyId,
      DryRunModifiers: ['IGNORE_CIPHERTEXT'],
    }),
    DRY_OK,
  ],
  [
    'no ciphertext',
    decrypt({ CiphertextBlob: undefined, KeyId }),
    violated("null at 'ciphertextBlob' failed to satisfy constraint: Member must not be null"),
  ],
  [
    'a modifier that is none',
    decrypt({ DryRun: true, DryRunModifiers: ['X' as 'IGNORE_CIPHERTEXT'] }),
    invalid(/enum value set/),
  ],

  [
    'to another key',
    reEncrypt({}),
    {
      SourceKeyId: KeyId,
      KeyId: other,
      SourceEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      DestinationEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    },
  ],
  ['to the same key', reEncrypt({ DestinationKeyId: KeyId }), { SourceKeyId: KeyId, KeyId }],
  ['to an alias', reEncrypt({ DestinationKeyId: 'alias/other' }), { KeyId: other }],
  ['from the wrong key', reEncrypt({ SourceKeyId: other }), refused('IncorrectKeyException')],
  ['from the wrong context', reEncrypt({ SourceEncryptionContext: { a: 'b' } }), NO_CIPHERTEXT],
  [
    'to a key that is not there',
    reEncrypt({ DestinationKeyId: 'alias/none' }),
    refused('NotFoundException'),
  ],
  [
    'to RSA',
    reEncrypt({ DestinationKeyId: rsa, DestinationEncryptionAlgorithm: 'RSAES_OAEP_SHA_1' }),
    { KeyId: rsa, DestinationEncryptionAlgorithm: 'RSAES_OAEP_SHA_1' },
  ],
  [
    'to RSA by the symmetric algorithm',
    reEncrypt({ DestinationKeyId: rsa }),
    refused('InvalidKeyUsageException'),
  ],
  [
    'from RSA',
    reEncrypt({
      CiphertextBlob: oaep,
      SourceKeyId: rsa,
      SourceEncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
    }),
    { SourceKeyId: rsa, KeyId: other },
  ],
  [
    'to no key',
    reEncrypt({ DestinationKeyId: undefined }),
    violated("null at 'destinationKeyId' failed to satisfy constraint: Member must not be null"),
  ],
  ['in a dry run', reEncrypt({ DryRun: true }), DRY_OK],
];

test.each(rows)('%s', holds);

describe('a blob with one bit turned', () => {
  const places = [...plain.keys()].filter((place) => place % 12 === 0);
  test.each(places)('in byte %i opens to nobody', async (place) => {
    const CiphertextBlob = plain.map((byte, i) => (i === place ? byte ^ 1 : byte));
    await expectAnswer(kms, decrypt({ CiphertextBlob }), NO_CIPHERTEXT);
    await expectAnswer(kms, reEncrypt({ CiphertextBlob, SourceKeyId: KeyId }), NO_CIPHERTEXT);
  });
});

describe('another account that the key policy admits', () => {
  const bob = as(BOB);
  test.each<Row>([
    ['seals by ARN', encrypt({}), { KeyId }],
    ['seals by ARN of an alias', encrypt({ KeyId: ALIAS_ARN }), { KeyId }],
    [
      'does not mean this key by its id',
      encrypt({ KeyId: idOf(KeyId) }),
      refused('NotFoundException'),
    ],
    [
      'does not mean this key by its alias',
      encrypt({ KeyId: 'alias/app' }),
      refused('NotFoundException'),
    ],
    ['opens without saying the key', decrypt({}), { KeyId, Plaintext }],
    ['has no way to the other key', reEncrypt({}), refused('AccessDeniedException')],
  ])('%s', (_name, command, expected) => expectAnswer(bob, command, expected));

  test('moves a blob under a key of its own, and back', async () => {
    const own = await aKey({}, bob);
    const { CiphertextBlob } = await bob.send(reEncrypt({ DestinationKeyId: own }));
    await expectAnswer(kms, decrypt({ CiphertextBlob }), refused('AccessDeniedException'));
    const back = await bob.send(
      reEncrypt({ CiphertextBlob, DestinationKeyId: KeyId, DestinationEncryptionContext: context }),
    );
    await expectAnswer(
      kms,
      decrypt({ CiphertextBlob: back.CiphertextBlob, EncryptionContext: context }),
      { Plaintext },
    );
  });
});

test('equal requests give different blobs that open to the same', async () => {
  const [one, two] = [await sealed(context), await sealed(context)];
  expect(one).not.toEqual(two);
  for (const CiphertextBlob of [one, two]) {
    await expectAnswer(kms, decrypt({ CiphertextBlob, EncryptionContext: context }), { Plaintext });
  }
});
