// A seeded run of some hundred calls of every kind, good and bad, on one world.

import type { Cloud } from '../../src/aws/cloud.ts';
import type { Members, Span } from '../../src/aws/trace.ts';
import { entropyFor } from '../../src/crypto/drbg.ts';

const DAY = 86_400_000;

export interface Taken {
  readonly call: string;
  readonly input: Members;
}

/** Chooses as it goes, because later calls use the answers of earlier ones. */
export function randomRun(cloud: Cloud, seed: string, calls: number): readonly Taken[] {
  const chance = entropyFor(seed, 'run');
  const upTo = (limit: number): number => {
    const [a = 0, b = 0] = chance.bytes(2);
    return (256 * a + b) % limit;
  };
  const pick = <T>(all: readonly T[]): T => all[upTo(all.length)]!;
  const keys: string[] = [];
  const blobs: Uint8Array[] = [new Uint8Array(184)];
  const taken: Taken[] = [];
  const contexts = [{}, { a: '1' }, { a: '2', b: 'ü' }];

  const take = (call: string, input: Members): Span => {
    taken.push({ call, input });
    return cloud.call(call, input);
  };
  const jobs: readonly (() => Span)[] = [
    () => take('kms:CreateKey', {}),
    () =>
      take('kms:Encrypt', {
        KeyId: pick(keys),
        Plaintext: chance.bytes(16 + upTo(64)),
        EncryptionContext: pick(contexts),
      }),
    () =>
      take('kms:GenerateDataKey', {
        KeyId: pick(keys),
        KeySpec: 'AES_256',
        EncryptionContext: pick(contexts),
      }),
    () => take('kms:GenerateDataKeyWithoutPlaintext', { KeyId: pick(keys), NumberOfBytes: 64 }),
    () => take('kms:Decrypt', { CiphertextBlob: pick(blobs), EncryptionContext: pick(contexts) }),
    () => take('kms:Decrypt', { CiphertextBlob: pick(blobs), EncryptionContext: pick(contexts) }),
    () => take('kms:ReEncrypt', { CiphertextBlob: pick(blobs), DestinationKeyId: pick(keys) }),
    () => take('kms:RotateKeyOnDemand', { KeyId: pick(keys) }),
    () => take('kms:DescribeKey', { KeyId: pick([...keys, 'alias/aws/s3', 'nonsense']) }),
    () => take(pick(['kms:DisableKey', 'kms:EnableKey', 'kms:EnableKey']), { KeyId: pick(keys) }),
    () => take(pick(['kms:ScheduleKeyDeletion', 'kms:CancelKeyDeletion']), { KeyId: pick(keys) }),
    () => take('kms:EnableKeyRotation', { KeyId: pick(keys), RotationPeriodInDays: 90 }),
    () => take('kms:GenerateRandom', { NumberOfBytes: 32 }),
    () => take('kms:ListKeys', {}),
    () => take('s3:CreateBucket', { Bucket: 'reports' }),
    () =>
      take('s3:PutObject', {
        Bucket: 'reports',
        Key: pick(['a', 'b']),
        Body: chance.bytes(24),
        ServerSideEncryption: 'aws:kms',
      }),
    () => take('s3:GetObject', { Bucket: 'reports', Key: pick(['a', 'b']) }),
    () => take('kms:Encrypt', { KeyId: pick(keys), Plaintext: new Uint8Array(4097) }),
  ];
  for (let i = 0; i < calls; i++) {
    const span = i < 3 ? take('kms:CreateKey', {}) : pick(jobs)();
    if (!span.outcome.ok) continue;
    const { KeyMetadata, CiphertextBlob } = span.outcome.output;
    if (span.call === 'kms:CreateKey') keys.push((KeyMetadata as { KeyId: string }).KeyId);
    if (CiphertextBlob) blobs.push(CiphertextBlob as Uint8Array);
    if (upTo(10) === 0) cloud.advance(upTo(40) * DAY);
  }
  return taken;
}
