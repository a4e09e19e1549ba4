// Related multi-Region keys: what a replica is when it comes, what it shares, and that what one has sealed,
// signed or agreed on the others understand. Source: facts sheet, sections 4 and 6.

import { expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import type { Members } from '../../src/aws/trace.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import type { Calls } from '../../src/scenario/services.ts';
import { aCloud, aKey, bytesOf, call, NOW, outputOf, sealed, verdict } from '../support/cloud.ts';
import {
  aReplica,
  arnThere,
  aSet,
  described,
  EAST,
  SOUTH,
  stateIn,
  WEST,
} from '../support/multi-region.ts';

const primaryIn = (cloud: Cloud, input: Calls['kms:CreateKey'] = {}): string =>
  aKey(cloud, { ...input, MultiRegion: true }).split('/')[1]!;

test('a replica has the id of its primary, an ARN of its own, and is Creating for some seconds', () => {
  const cloud = aCloud({ tick: 0 });
  const id = primaryIn(cloud);
  const answer = outputOf(
    call(cloud, 'kms:ReplicateKey', { KeyId: id, ReplicaRegion: 'eu-west-1' }, EAST),
  );
  const PrimaryKey = { Arn: arnThere(id, EAST), Region: 'us-east-1' };
  const ReplicaKeys = [{ Arn: arnThere(id, WEST), Region: 'eu-west-1' }];
  expect(answer['ReplicaKeyMetadata']).toEqual({
    AWSAccountId: '111122223333',
    KeyId: id,
    Arn: arnThere(id, WEST),
    CreationDate: NOW,
    Enabled: false,
    Description: '',
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: 'Creating',
    Origin: 'AWS_KMS',
    KeyManager: 'CUSTOMER',
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    KeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: true,
    MultiRegionConfiguration: { MultiRegionKeyType: 'REPLICA', PrimaryKey, ReplicaKeys },
  });
  expect(answer).not.toHaveProperty('ReplicaTags');
  expect(JSON.parse(String(answer['ReplicaPolicy']))).toMatchObject({ Id: 'key-default-1' });

  const encrypt = { KeyId: id, Plaintext: utf8('a') };
  expect(verdict(call(cloud, 'kms:Encrypt', encrypt, WEST))).toBe('KMSInvalidStateException');
  // While it is made it can be managed.
  outputOf(call(cloud, 'kms:CreateAlias', { AliasName: 'alias/app', TargetKeyId: id }, WEST));
  cloud.advance(4999);
  expect(stateIn(cloud, id, WEST)).toBe('Creating');
  cloud.advance(1);
  expect(described(cloud, id, WEST)).toMatchObject({ KeyState: 'Enabled', Enabled: true });
  expect(verdict(call(cloud, 'kms:Encrypt', encrypt, WEST))).toBe('ok');

  expect(described(cloud, id, EAST)['MultiRegionConfiguration']).toEqual({
    MultiRegionKeyType: 'PRIMARY',
    PrimaryKey,
    ReplicaKeys,
  });
  expect(described(cloud, id, WEST)['CurrentKeyMaterialId']).toBe(
    described(cloud, id, EAST)['CurrentKeyMaterialId'],
  );
});

test('a primary has as many replicas as there are Regions, and each knows all', () => {
  const cloud = aCloud();
  const { id } = aSet(cloud);
  aReplica(cloud, id, SOUTH);
  for (const [place, type] of [
    [EAST, 'PRIMARY'],
    [WEST, 'REPLICA'],
    [SOUTH, 'REPLICA'],
  ] as const) {
    expect(described(cloud, id, place)['MultiRegionConfiguration']).toEqual({
      MultiRegionKeyType: type,
      PrimaryKey: { Arn: arnThere(id, EAST), Region: 'us-east-1' },
      ReplicaKeys: [WEST, SOUTH].map((one) => ({ Arn: arnThere(id, one), Region: one.region })),
    });
  }
});

test('policy, description, tags, aliases, state and last use are each key’s own', () => {
  const cloud = aCloud();
  const id = primaryIn(cloud, {
    Description: 'first',
    Tags: [{ TagKey: 'team', TagValue: 'a' }],
  });
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Own',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  });
  const Tags = [{ TagKey: 'team', TagValue: 'b' }];
  const own = { Policy, Tags, Description: 'second' };
  const replicating = { KeyId: id, ReplicaRegion: 'eu-west-1', ...own };
  expect(outputOf(call(cloud, 'kms:ReplicateKey', replicating))).toMatchObject({
    ReplicaKeyMetadata: { Description: 'second' },
    ReplicaPolicy: Policy,
    ReplicaTags: Tags,
  });
  cloud.advance(5000);

  const of = (name: keyof Calls, member: string, place: typeof EAST): unknown =>
    outputOf(cloud.call(name, { KeyId: id }, place))[member];
  outputOf(call(cloud, 'kms:CreateAlias', { AliasName: 'alias/west', TargetKeyId: id }, WEST));
  outputOf(call(cloud, 'kms:DisableKey', { KeyId: id }, WEST));
  outputOf(call(cloud, 'kms:UpdateKeyDescription', { KeyId: id, Description: 'third' }));
  outputOf(call(cloud, 'kms:UntagResource', { KeyId: id, TagKeys: ['team'] }));
  sealed(cloud, id, 'a');

  expect(described(cloud, id, EAST)).toMatchObject({ Description: 'third', KeyState: 'Enabled' });
  expect(described(cloud, id, WEST)).toMatchObject({ Description: 'second', KeyState: 'Disabled' });
  expect(of('kms:ListResourceTags', 'Tags', EAST)).toEqual([]);
  expect(of('kms:ListResourceTags', 'Tags', WEST)).toEqual(Tags);
  expect(of('kms:GetKeyPolicy', 'Policy', EAST)).not.toBe(Policy);
  expect(of('kms:GetKeyPolicy', 'Policy', WEST)).toBe(Policy);
  expect(of('kms:ListAliases', 'Aliases', EAST)).toEqual([]);
  expect(of('kms:ListAliases', 'Aliases', WEST)).toHaveLength(1);
  expect(of('kms:GetKeyLastUsage', 'KeyLastUsage', EAST)).toMatchObject({ Operation: 'Encrypt' });
  expect(of('kms:GetKeyLastUsage', 'KeyLastUsage', WEST)).toEqual({});
});

test('spec, usage and origin are the primary’s', () => {
  const cloud = aCloud();
  const { id } = aSet(cloud, { KeySpec: 'HMAC_384', KeyUsage: 'GENERATE_VERIFY_MAC' });
  expect(described(cloud, id, WEST)).toMatchObject({
    KeySpec: 'HMAC_384',
    KeyUsage: 'GENERATE_VERIFY_MAC',
    Origin: 'AWS_KMS',
    MacAlgorithms: ['HMAC_SHA_384'],
  });
});

const BOTH_WAYS = [
  { from: EAST, to: WEST },
  { from: WEST, to: EAST },
  { from: WEST, to: SOUTH },
];

test.each(BOTH_WAYS)('blobs of $from.region open in $to.region', ({ from, to }) => {
  const cloud = aCloud();
  const { id } = aSet(cloud);
  aReplica(cloud, id, SOUTH);
  const EncryptionContext = { app: 'orders' };
  const encrypted = call(
    cloud,
    'kms:Encrypt',
    { KeyId: id, Plaintext: utf8('hello'), EncryptionContext },
    from,
  );
  const dataKey = call(
    cloud,
    'kms:GenerateDataKey',
    { KeyId: id, KeySpec: 'AES_256', EncryptionContext },
    from,
  );
  const pair = call(
    cloud,
    'kms:GenerateDataKeyPair',
    { KeyId: id, KeyPairSpec: 'ECC_NIST_P256', EncryptionContext },
    from,
  );
  for (const [blob, plaintext] of [
    [bytesOf(encrypted, 'CiphertextBlob'), utf8('hello')],
    [bytesOf(dataKey, 'CiphertextBlob'), bytesOf(dataKey, 'Plaintext')],
    [bytesOf(pair, 'PrivateKeyCiphertextBlob'), bytesOf(pair, 'PrivateKeyPlaintext')],
  ] as const) {
    const decrypt = { CiphertextBlob: blob, EncryptionContext };
    const opened = call(cloud, 'kms:Decrypt', decrypt, to);
    expect(bytesOf(opened, 'Plaintext')).toEqual(plaintext);
    expect(outputOf(opened)).toMatchObject({
      KeyId: arnThere(id, to),
      KeyMaterialId: described(cloud, id, from)['CurrentKeyMaterialId'],
    });
    // The context is bound there as here, and the id may be named, but not the ARN of another Region.
    expect(verdict(call(cloud, 'kms:Decrypt', { CiphertextBlob: blob }, to))).toBe(
      'InvalidCiphertextException',
    );
    expect(verdict(call(cloud, 'kms:Decrypt', { ...decrypt, KeyId: id }, to))).toBe('ok');
    expect(verdict(call(cloud, 'kms:Decrypt', { ...decrypt, KeyId: arnThere(id, from) }, to))).toBe(
      'IncorrectKeyException',
    );
  }
});

test('ReEncrypt takes a blob of another Region to a key of this one', () => {
  const cloud = aCloud();
  const { id } = aSet(cloud);
  const DestinationKeyId = aKey(cloud, {}, WEST);
  const moved = call(
    cloud,
    'kms:ReEncrypt',
    { CiphertextBlob: sealed(cloud, id, 'hello'), DestinationKeyId },
    WEST,
  );
  expect(outputOf(moved)).toMatchObject({
    SourceKeyId: arnThere(id, WEST),
    KeyId: DestinationKeyId,
  });
  const CiphertextBlob = bytesOf(moved, 'CiphertextBlob');
  expect(bytesOf(call(cloud, 'kms:Decrypt', { CiphertextBlob }, WEST), 'Plaintext')).toEqual(
    utf8('hello'),
  );
});

test('a replica opens what was sealed before it was there', () => {
  const cloud = aCloud();
  const id = primaryIn(cloud);
  const blob = sealed(cloud, id, 'old');
  const decrypt = () => call(cloud, 'kms:Decrypt', { CiphertextBlob: blob }, WEST);
  // A key of one Region alone, as far as eu-west-1 knows.
  expect(verdict(decrypt())).toBe('AccessDeniedException');
  aReplica(cloud, id, WEST);
  expect(bytesOf(decrypt(), 'Plaintext')).toEqual(utf8('old'));
});

test('two keys of single Regions have nothing in common, whatever they are called', () => {
  const cloud = aCloud();
  const blob = sealed(cloud, aKey(cloud), 'a');
  const KeyId = aKey(cloud, {}, WEST);
  const decrypt = (input: Calls['kms:Decrypt']) => verdict(call(cloud, 'kms:Decrypt', input, WEST));
  expect(decrypt({ CiphertextBlob: blob })).toBe('AccessDeniedException');
  expect(decrypt({ CiphertextBlob: blob, KeyId })).toBe('AccessDeniedException');
  const { id } = aSet(cloud);
  expect(decrypt({ CiphertextBlob: sealed(cloud, id, 'a'), KeyId })).toBe('IncorrectKeyException');
});

test('a code of one Region is verified in the other', () => {
  const cloud = aCloud();
  const { id } = aSet(cloud, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
  const asked = { KeyId: id, Message: utf8('hello'), MacAlgorithm: 'HMAC_SHA_256' } as const;
  for (const { from, to } of BOTH_WAYS.slice(0, 2)) {
    const Mac = bytesOf(call(cloud, 'kms:GenerateMac', asked, from), 'Mac');
    expect(bytesOf(call(cloud, 'kms:GenerateMac', asked, to), 'Mac')).toEqual(Mac);
    expect(verdict(call(cloud, 'kms:VerifyMac', { ...asked, Mac }, to))).toBe('ok');
  }
});

test('key pairs are the same in both Regions: signatures, RSA ciphertexts, secrets, public keys', () => {
  const cloud = aCloud();
  const publicKeys = (id: string): readonly Uint8Array[] =>
    [EAST, WEST].map((place) =>
      bytesOf(call(cloud, 'kms:GetPublicKey', { KeyId: id }, place), 'PublicKey'),
    );
  const signer = aSet(cloud, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }).id;
  const signing = {
    KeyId: signer,
    Message: utf8('hello'),
    SigningAlgorithm: 'ECDSA_SHA_256',
  } as const;
  const cipher = aSet(cloud, { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' }).id;
  const rsa = { KeyId: cipher, EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' } as const;
  const kem = aSet(cloud, { KeySpec: 'ML_KEM_512', KeyUsage: 'ENCAPSULATE_DECAPSULATE' }).id;
  const secrets = { KeyId: kem, EncapsulationAlgorithm: 'ML_KEM' } as const;

  for (const id of [signer, cipher, kem]) {
    const [east, west] = publicKeys(id);
    expect(east).toEqual(west);
  }
  for (const { from, to } of BOTH_WAYS.slice(0, 2)) {
    const Signature = bytesOf(call(cloud, 'kms:Sign', signing, from), 'Signature');
    expect(verdict(call(cloud, 'kms:Verify', { ...signing, Signature }, to))).toBe('ok');

    const sealing = call(cloud, 'kms:Encrypt', { ...rsa, Plaintext: utf8('hello') }, from);
    const opening = { ...rsa, CiphertextBlob: bytesOf(sealing, 'CiphertextBlob') };
    expect(bytesOf(call(cloud, 'kms:Decrypt', opening, to), 'Plaintext')).toEqual(utf8('hello'));

    const made = call(cloud, 'kms:Encapsulate', secrets, from);
    const SharedSecretCiphertextBlob = bytesOf(made, 'SharedSecretCiphertextBlob');
    const back = call(cloud, 'kms:Decapsulate', { ...secrets, SharedSecretCiphertextBlob }, to);
    expect(bytesOf(back, 'SharedSecret')).toEqual(bytesOf(made, 'SharedSecret'));
  }
});

test('an agreement made in one Region is the one made in the other', () => {
  const cloud = aCloud();
  const asked = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' } as const;
  const { id } = aSet(cloud, asked);
  const peer = bytesOf(call(cloud, 'kms:GetPublicKey', { KeyId: aKey(cloud, asked) }), 'PublicKey');
  const [east, west] = [EAST, WEST].map((place) =>
    bytesOf(
      call(
        cloud,
        'kms:DeriveSharedSecret',
        { KeyId: id, KeyAgreementAlgorithm: 'ECDH', PublicKey: peer },
        place,
      ),
      'SharedSecret',
    ),
  );
  expect(east).toEqual(west);
});

test('each key of a set is one key in its own Region’s list', () => {
  const cloud = aCloud();
  const { id, primary, replica } = aSet(cloud);
  for (const [place, KeyArn] of [
    [EAST, primary],
    [WEST, replica],
  ] as const) {
    const Keys = outputOf(call(cloud, 'kms:ListKeys', {}, place))['Keys'] as readonly Members[];
    expect(Keys).toEqual([{ KeyId: id, KeyArn }]);
  }
});
