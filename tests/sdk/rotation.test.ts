// Rotation: automatic, on demand, and what a key remembers of it.

import {
  CancelKeyDeletionCommand,
  DecryptCommand,
  DisableKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GetKeyRotationStatusCommand,
  ListKeyRotationsCommand,
  type ListKeyRotationsCommandInput,
  paginateListKeyRotations,
  ReEncryptCommand,
  RotateKeyOnDemandCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { describe, expect, test } from 'vitest';
import {
  aWorld,
  bytes,
  days,
  expectAnswer,
  idOf,
  invalid,
  notFound,
  refused,
  refusedWordless,
  violated,
  type Row,
} from './harness.ts';

const { sim, kms, aKey, holds } = aWorld('rotation');
const KeyId = await aKey();
const mac = await aKey({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
const signer = await aKey({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
const waiting = await aKey({ Origin: 'EXTERNAL' });
const enable = (RotationPeriodInDays?: number): EnableKeyRotationCommand =>
  new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays });
const status = (key = KeyId): GetKeyRotationStatusCommand =>
  new GetKeyRotationStatusCommand({ KeyId: key });
const list = (more: Partial<ListKeyRotationsCommandInput> = {}): ListKeyRotationsCommand =>
  new ListKeyRotationsCommand({ KeyId, ...more });
const UNSUPPORTED = refusedWordless('UnsupportedOperationException');

describe('in this order', () => {
  const rows: readonly Row[] = [
    ['off by default', status(), { KeyRotationEnabled: false, KeyId }],
    ['by id, answered by ARN', status(idOf(KeyId)), { KeyId }],
    ['switching off what is off', new DisableKeyRotationCommand({ KeyId }), {}],
    [
      '89 days',
      enable(89),
      violated(
        "'89' at 'rotationPeriodInDays' failed to satisfy constraint: Member must have value greater than or equal to 90",
      ),
    ],
    [
      '2561 days',
      enable(2561),
      violated(
        "'2561' at 'rotationPeriodInDays' failed to satisfy constraint: Member must have value less than or equal to 2560",
      ),
    ],
    ['90 days', enable(90), {}],
    [
      'are 90 days',
      status(),
      {
        KeyRotationEnabled: true,
        RotationPeriodInDays: 90,
        NextRotationDate: expect.any(Date) as unknown,
      },
    ],
    ['2560 days', enable(2560), {}],
    ['are 2560 days', status(), { RotationPeriodInDays: 2560 }],
    ['no period', enable(), {}],
    ['leaves it as it was', status(), { RotationPeriodInDays: 2560 }],
    ['off again', new DisableKeyRotationCommand({ KeyId }), {}],
    ['is off', status(), { KeyRotationEnabled: false }],
    ['no rotation yet', list(), { Rotations: [], Truncated: false }],
    [
      'and one material',
      list({ IncludeKeyMaterial: 'ALL_KEY_MATERIAL' }),
      { Rotations: [{ KeyId, KeyMaterialState: 'CURRENT' }] },
    ],
    ['on demand', new RotateKeyOnDemandCommand({ KeyId }), { KeyId }],
    ['is listed', list(), { Rotations: [{ RotationType: 'ON_DEMAND' }] }],
    [
      'beside the first',
      list({ IncludeKeyMaterial: 'ALL_KEY_MATERIAL' }),
      { Rotations: { length: 2 } },
    ],
    [
      'an inclusion that is none',
      list({ IncludeKeyMaterial: 'SOME' as 'ROTATIONS_ONLY' }),
      invalid(/at 'includeKeyMaterial'/),
    ],
    ['a marker that is none', list({ Marker: 'x' }), refused('InvalidMarkerException')],
    [
      'a key that is none',
      new RotateKeyOnDemandCommand({ KeyId: 'x' }),
      notFound("Invalid keyId 'x'"),
    ],
    ['HMAC: status', status(mac), { KeyRotationEnabled: false }],
    ['HMAC: on', new EnableKeyRotationCommand({ KeyId: mac }), UNSUPPORTED],
    ['signing: on demand', new RotateKeyOnDemandCommand({ KeyId: signer }), UNSUPPORTED],
    ['signing: off', new DisableKeyRotationCommand({ KeyId: signer }), {}],
    [
      'imported: off',
      new DisableKeyRotationCommand({ KeyId: waiting }),
      refused(
        'UnsupportedOperationException',
        `${waiting} origin is EXTERNAL which is not valid for this operation.`,
      ),
    ],
  ];
  test.each(rows)('%s', holds);
});

test('a key rotates when its period is over, and opens what it sealed before', async () => {
  const KeyId = await aKey();
  await kms.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 90 }));
  const before = await kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
  sim.clock.advance(days(91));
  const { CiphertextBlob, KeyMaterialId, Plaintext } = before;
  const afterwards = await kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
  expect(afterwards.KeyMaterialId).not.toBe(KeyMaterialId);
  await expectAnswer(kms, new DecryptCommand({ CiphertextBlob }), { Plaintext, KeyMaterialId });
  await expectAnswer(kms, new ListKeyRotationsCommand({ KeyId }), {
    Rotations: [
      {
        RotationType: 'AUTOMATIC',
        KeyMaterialId: afterwards.KeyMaterialId,
        KeyMaterialState: 'CURRENT',
      },
    ],
  });
  const moved = new ReEncryptCommand({ CiphertextBlob, DestinationKeyId: KeyId });
  await expectAnswer(kms, moved, {
    SourceKeyMaterialId: KeyMaterialId,
    DestinationKeyMaterialId: afterwards.KeyMaterialId,
  });
});

test('a key that waits for its deletion says that it does not rotate; cancelled, it does again', async () => {
  const KeyId = await aKey();
  await kms.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 100 }));
  await kms.send(new ScheduleKeyDeletionCommand({ KeyId }));
  await expectAnswer(kms, status(KeyId), { KeyRotationEnabled: false });
  await kms.send(new CancelKeyDeletionCommand({ KeyId }));
  await expectAnswer(kms, status(KeyId), { KeyRotationEnabled: true, RotationPeriodInDays: 100 });
});

test('a disabled key does not rotate, and does at once when it is enabled', async () => {
  const KeyId = await aKey();
  await kms.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 90 }));
  await kms.send(new DisableKeyCommand({ KeyId }));
  sim.clock.advance(days(200));
  await expectAnswer(kms, new ListKeyRotationsCommand({ KeyId }), { Rotations: [] });
  await kms.send(new EnableKeyCommand({ KeyId }));
  await expectAnswer(kms, new ListKeyRotationsCommand({ KeyId }), { Rotations: { length: 1 } });
});

test('25 times on demand and no more, and the first blob opens still', async () => {
  const KeyId = await aKey();
  const rotate = new RotateKeyOnDemandCommand({ KeyId });
  const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId, Plaintext: bytes(9) }));
  for (let i = 0; i < 25; i++) await kms.send(rotate);
  await expectAnswer(
    kms,
    rotate,
    refused(
      'LimitExceededException',
      `The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: ${KeyId}`,
    ),
  );
  await expectAnswer(kms, new DecryptCommand({ CiphertextBlob }), { Plaintext: bytes(9) });
  const pages = paginateListKeyRotations({ client: kms, pageSize: 4 }, { KeyId });
  const seen = new Set<string>();
  for await (const { Rotations = [] } of pages)
    for (const one of Rotations) seen.add(one.KeyMaterialId!);
  expect(seen.size).toBe(25);
});

test('a rotation on demand leaves the schedule where it was', async () => {
  const KeyId = await aKey();
  await kms.send(new EnableKeyRotationCommand({ KeyId }));
  const { NextRotationDate } = await kms.send(status(KeyId));
  sim.clock.advance(days(10));
  await kms.send(new RotateKeyOnDemandCommand({ KeyId }));
  await expectAnswer(kms, status(KeyId), { NextRotationDate });
  sim.clock.advance(NextRotationDate!.getTime() - sim.clock.now().getTime() - 600_000);
  await expectAnswer(kms, new RotateKeyOnDemandCommand({ KeyId }), refused('ConflictException'));
});
