// Imported key material: wrapped outside by Node, taken in, expired, deleted, brought back.

import {
  type AlgorithmSpec,
  DecryptCommand,
  DeleteImportedKeyMaterialCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GetParametersForImportCommand,
  ImportKeyMaterialCommand,
  type ImportKeyMaterialCommandInput,
  ListKeyRotationsCommand,
  RotateKeyOnDemandCommand,
  type WrappingKeySpec,
} from '@aws-sdk/client-kms';
import { describe, expect, test } from 'vitest';
import { wrapped } from '../support/importing.ts';
import {
  aWorld,
  bytes,
  days,
  expectAnswer,
  invalid,
  refused,
  refusedWordless,
  type Row,
  NO_ALIAS,
} from './harness.ts';

const { sim, kms, aKey, holds } = aWorld('import');
const EXTERNAL = { Origin: 'EXTERNAL' } as const;
const MATERIAL = bytes(32);
const OTHER = new Uint8Array(32).fill(9);
const FOR_EVER = { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' } as const;
const NEXT = { ...FOR_EVER, ImportType: 'NEW_KEY_MATERIAL' } as const;
const UNKNOWN_MATERIAL = '0'.repeat(64);

const parameters = (
  KeyId: string,
  WrappingAlgorithm: AlgorithmSpec = 'RSAES_OAEP_SHA_256',
  WrappingKeySpec: WrappingKeySpec = 'RSA_2048',
): GetParametersForImportCommand =>
  new GetParametersForImportCommand({ KeyId, WrappingAlgorithm, WrappingKeySpec });

type More = Partial<ImportKeyMaterialCommandInput>;

/** With parameters of its own. */
async function importing(
  KeyId: string,
  material: Uint8Array,
  more: More = FOR_EVER,
): Promise<ImportKeyMaterialCommand> {
  const { ImportToken, PublicKey } = await kms.send(parameters(KeyId));
  const EncryptedKeyMaterial = wrapped(
    { PublicKey: PublicKey!, algorithm: 'RSAES_OAEP_SHA_256' },
    material,
  );
  return new ImportKeyMaterialCommand({ KeyId, ImportToken, EncryptedKeyMaterial, ...more });
}

async function imported(material: Uint8Array = MATERIAL, more: More = FOR_EVER): Promise<string> {
  const KeyId = await aKey(EXTERNAL);
  await kms.send(await importing(KeyId, material, more));
  return KeyId;
}

const describeKey = (KeyId: string): DescribeKeyCommand => new DescribeKeyCommand({ KeyId });
const inState = (KeyState: string): object => ({ KeyMetadata: { KeyState } });
const seal = (KeyId: string): EncryptCommand => new EncryptCommand({ KeyId, Plaintext: bytes(3) });

const empty = await aKey(EXTERNAL);
const neighbour = await aKey(EXTERNAL);
const ours = await aKey();
const emptyMac = await aKey({ ...EXTERNAL, KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
const emptyCurve = await aKey({ ...EXTERNAL, KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
const emptyRsa = await aKey({ ...EXTERNAL, KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' });
const full = await imported();
const foreignOrigin = (arn: string) =>
  refused(
    'UnsupportedOperationException',
    `${arn} origin is AWS_KMS which is not valid for this operation.`,
  );
const tokenOf = await kms.send(parameters(neighbour));
const mixed = (more: More): ImportKeyMaterialCommand =>
  new ImportKeyMaterialCommand({
    KeyId: empty,
    ImportToken: tokenOf.ImportToken,
    EncryptedKeyMaterial: bytes(256),
    ...FOR_EVER,
    ...more,
  });
const at = (offset: number): Date => new Date(sim.clock.now().getTime() + offset);

const rows: readonly Row[] = [
  [
    'what a key without material says',
    describeKey(empty),
    { KeyMetadata: { KeyState: 'PendingImport', Enabled: false, Origin: 'EXTERNAL' } },
  ],
  [
    'parameters',
    parameters(empty),
    { KeyId: empty, PublicKey: { length: 294 }, ParametersValidTo: expect.any(Date) as unknown },
  ],
  ['parameters for SHA-1', parameters(empty, 'RSAES_OAEP_SHA_1'), { KeyId: empty }],
  ['the algorithm that AWS has retired', parameters(empty, 'RSAES_PKCS1_V1_5'), invalid()],
  ['the Chinese algorithm', parameters(empty, 'SM2PKE', 'SM2'), invalid()],
  ['two layers for a symmetric key', parameters(empty, 'RSA_AES_KEY_WRAP_SHA_256'), invalid()],
  ['two layers for an HMAC key', parameters(emptyMac, 'RSA_AES_KEY_WRAP_SHA_256'), invalid()],
  ['one layer for an RSA key', parameters(emptyRsa, 'RSAES_OAEP_SHA_256'), invalid()],
  [
    'two layers for an RSA key',
    parameters(emptyRsa, 'RSA_AES_KEY_WRAP_SHA_256'),
    { KeyId: emptyRsa },
  ],
  ['one layer for a curve', parameters(emptyCurve, 'RSAES_OAEP_SHA_256'), { KeyId: emptyCurve }],
  [
    'two layers for a curve',
    parameters(emptyCurve, 'RSA_AES_KEY_WRAP_SHA_1'),
    { KeyId: emptyCurve },
  ],
  ['parameters for a key of KMS', parameters(ours), foreignOrigin(ours)],
  ['parameters for an alias', parameters('alias/x'), NO_ALIAS],
  [
    'no wrapping key spec',
    new GetParametersForImportCommand({
      KeyId: empty,
      WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
      WrappingKeySpec: undefined,
    }),
    invalid(/Value null at 'wrappingKeySpec'/),
  ],
  ['a token of another key', mixed({}), refused('InvalidImportTokenException')],
  [
    'a token that is none',
    mixed({ ImportToken: bytes(100) }),
    refused('InvalidImportTokenException'),
  ],
  ['an empty token', mixed({ ImportToken: bytes(0) }), invalid(/at 'importToken'/)],
  ['a token of 6145 bytes', mixed({ ImportToken: bytes(6145) }), invalid(/at 'importToken'/)],
  [
    'material that is not wrapped',
    await importing(empty, MATERIAL, { ...FOR_EVER, EncryptedKeyMaterial: bytes(256) }),
    refusedWordless('InvalidCiphertextException'),
  ],
  ['a type of import for an HMAC key', await importing(emptyMac, MATERIAL, NEXT), invalid()],
  [
    'no date',
    await importing(empty, MATERIAL, {}),
    invalid('A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES'),
  ],
  [
    'a date for what does not expire',
    await importing(empty, MATERIAL, { ...FOR_EVER, ValidTo: at(days(1)) }),
    invalid(),
  ],
  ['a date that is past', await importing(empty, MATERIAL, { ValidTo: at(-1000) }), invalid()],
  ['a date in 366 days', await importing(empty, MATERIAL, { ValidTo: at(days(366)) }), invalid()],
  [
    'a description of 257',
    await importing(empty, MATERIAL, { ...FOR_EVER, KeyMaterialDescription: 'd'.repeat(257) }),
    invalid(/at 'keyMaterialDescription'/),
  ],
  [
    'an id that is not 64 digits',
    await importing(empty, MATERIAL, { ...FOR_EVER, KeyMaterialId: 'ab' }),
    invalid(/at 'keyMaterialId'/),
  ],
  [
    'into a key of KMS',
    new ImportKeyMaterialCommand({
      KeyId: ours,
      ImportToken: bytes(1),
      EncryptedKeyMaterial: bytes(1),
      ...FOR_EVER,
    }),
    foreignOrigin(ours),
  ],
  [
    'other bytes for a key that has some',
    await importing(full, OTHER),
    refused('IncorrectKeyMaterialException'),
  ],
  [
    'the same bytes as new',
    await importing(full, MATERIAL, NEXT),
    refused('IncorrectKeyMaterialException'),
  ],
  [
    'rotation when nothing waits',
    new RotateKeyOnDemandCommand({ KeyId: full }),
    refused(
      'KMSInvalidStateException',
      `No available key material pending rotation for the key: ${full}.`,
    ),
  ],
  [
    'deleting what was never imported',
    new DeleteImportedKeyMaterialCommand({ KeyId: full, KeyMaterialId: UNKNOWN_MATERIAL }),
    invalid(),
  ],
  [
    'deleting from a key of KMS',
    new DeleteImportedKeyMaterialCommand({ KeyId: ours }),
    foreignOrigin(ours),
  ],
];

test.each(rows)('%s', holds);

describe('material', () => {
  test('goes and comes back, and blobs with it', async () => {
    const KeyId = await imported();
    const { CiphertextBlob } = await kms.send(seal(KeyId));
    await kms.send(new DeleteImportedKeyMaterialCommand({ KeyId }));
    await expectAnswer(kms, describeKey(KeyId), inState('PendingImport'));
    await expectAnswer(
      kms,
      seal(KeyId),
      refused('KMSInvalidStateException', `${KeyId} is pending import.`),
    );
    await kms.send(await importing(KeyId, MATERIAL));
    await expectAnswer(kms, describeKey(KeyId), inState('Enabled'));
    await expectAnswer(kms, new DecryptCommand({ CiphertextBlob }), { Plaintext: bytes(3), KeyId });
  });

  test('expires on its day', async () => {
    const KeyId = await imported(MATERIAL, { ValidTo: at(days(2)) });
    await expectAnswer(kms, describeKey(KeyId), {
      KeyMetadata: {
        ExpirationModel: 'KEY_MATERIAL_EXPIRES',
        ValidTo: expect.any(Date) as unknown,
      },
    });
    sim.clock.advance(days(1));
    await expectAnswer(kms, seal(KeyId), { KeyId });
    sim.clock.advance(days(1));
    await expectAnswer(
      kms,
      seal(KeyId),
      refused('KMSInvalidStateException', `${KeyId} is pending import.`),
    );
  });

  test('has parameters for 24 hours', async () => {
    const KeyId = await aKey(EXTERNAL);
    const late = await importing(KeyId, MATERIAL);
    sim.clock.advance(days(1));
    await expectAnswer(kms, late, refused('ExpiredImportTokenException'));
  });

  test('of one key opens nothing of another with the same bytes', async () => {
    const [one, two] = [await imported(), await imported()];
    const { CiphertextBlob } = await kms.send(seal(one));
    await expectAnswer(
      kms,
      new DecryptCommand({ CiphertextBlob, KeyId: two }),
      refused('IncorrectKeyException'),
    );
  });

  test('of the next kind waits for its rotation, one at a time', async () => {
    const KeyId = await imported();
    const { CiphertextBlob } = await kms.send(seal(KeyId));
    const { KeyMaterialId: next } = await kms.send(await importing(KeyId, OTHER, NEXT));
    const list = new ListKeyRotationsCommand({ KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' });
    await expectAnswer(kms, list, {
      Rotations: expect.arrayContaining([
        expect.objectContaining({
          KeyMaterialId: next,
          KeyMaterialState: 'PENDING_ROTATION',
          ImportState: 'IMPORTED',
        }),
      ]) as unknown,
    });
    await expectAnswer(
      kms,
      await importing(KeyId, bytes(32).fill(1), NEXT),
      refused(
        'KMSInvalidStateException',
        /because another key material \(id: [0-9a-f]{64}\) is pending rotation\.$/,
      ),
    );
    await kms.send(new RotateKeyOnDemandCommand({ KeyId }));
    await expectAnswer(kms, describeKey(KeyId), { KeyMetadata: { CurrentKeyMaterialId: next } });
    await expectAnswer(kms, new DecryptCommand({ CiphertextBlob }), { Plaintext: bytes(3) });
  });
});
