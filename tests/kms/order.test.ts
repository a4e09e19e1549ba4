// In which order a request is looked at: shape, then the name of the key, then permission, then the state of
// the key, then its use, then the cipher. What comes earlier hides what comes later.

import { expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { aCloud, aKey, ALICE, call, outputOf, sealed, verdict } from '../support/cloud.ts';

/** A key that alice may not use and that is disabled, and a blob of it with a context. */
function worstCase(): { cloud: Cloud; KeyId: string; CiphertextBlob: Uint8Array } {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const CiphertextBlob = sealed(cloud, KeyId, 'a', { a: '1' });
  outputOf(call(cloud, 'kms:DisableKey', { KeyId }));
  return { cloud, KeyId, CiphertextBlob };
}

test('one fault after the other is taken away, and the next one shows', () => {
  const { cloud, KeyId, CiphertextBlob } = worstCase();
  const decrypt = (input: object, as?: string): string =>
    verdict(
      cloud.call('kms:Decrypt', { CiphertextBlob, ...input }, as === undefined ? {} : { as }),
    );

  const everything = { KeyId: 'fake', EncryptionAlgorithm: 'NONE', EncryptionContext: { a: 1 } };
  expect(decrypt(everything, ALICE)).toBe('SerializationException');
  const typed = { ...everything, EncryptionContext: { a: '2' } };
  expect(decrypt(typed, ALICE)).toBe('ValidationException');
  const shaped = { ...typed, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
  expect(decrypt(shaped, ALICE)).toBe('NotFoundException');
  const named = { ...shaped, KeyId: aKey(cloud) };
  expect(decrypt(named, ALICE)).toBe('AccessDeniedException');
  expect(decrypt(named)).toBe('IncorrectKeyException');
  const confirmed = { ...named, KeyId };
  expect(decrypt(confirmed)).toBe('DisabledException');
  outputOf(call(cloud, 'kms:EnableKey', { KeyId }));
  const asRsa = { ...confirmed, EncryptionAlgorithm: 'RSAES_OAEP_SHA_1' };
  expect(decrypt(asRsa)).toBe('InvalidKeyUsageException');
  expect(decrypt(confirmed)).toBe('InvalidCiphertextException');
  expect(decrypt({ ...confirmed, EncryptionContext: { a: '1' } })).toBe('ok');
});

test('a span ends at the stage that refused, and says why', () => {
  const { cloud, KeyId } = worstCase();
  const stages = (input: object, as?: string): string[] =>
    cloud
      .call(
        'kms:Encrypt',
        { KeyId, Plaintext: utf8('a'), ...input },
        as === undefined ? {} : { as },
      )
      .stages.map(({ name, ok }) => `${name}${ok ? '' : '!'}`);
  expect(stages({ Plaintext: new Uint8Array(4097) })).toEqual(['validate!']);
  expect(stages({ KeyId: 'fake' })).toEqual(['validate', 'find!']);
  expect(stages({}, ALICE)).toEqual(['validate', 'find', 'authorise!']);
  expect(stages({})).toEqual(['validate', 'find', 'authorise', 'guard!']);
  outputOf(call(cloud, 'kms:EnableKey', { KeyId }));
  expect(stages({ EncryptionAlgorithm: 'SM2PKE' })).toEqual([
    'validate',
    'find',
    'authorise',
    'guard',
    'execute!',
  ]);
  expect(stages({})).toEqual(['validate', 'find', 'authorise', 'guard', 'execute']);
});

test('in one’s own account an absent key is NotFound even without permission', () => {
  const cloud = aCloud();
  const KeyId = '00000000-0000-4000-8000-000000000000';
  expect(verdict(call(cloud, 'kms:DescribeKey', { KeyId }, { as: ALICE }))).toBe(
    'NotFoundException',
  );
});

test('every refusal has a reason for the learner, and every stage of refusal too', () => {
  const { cloud, KeyId } = worstCase();
  for (const input of [{ KeyId: 'fake' }, { KeyId }, { KeyId: 'alias/none' }]) {
    const span = call(cloud, 'kms:Encrypt', { ...input, Plaintext: utf8('a') });
    const { outcome } = span;
    expect(outcome.ok).toBe(false);
    expect(outcome.ok ? '' : outcome.error.why).not.toBe('');
    expect(span.stages.at(-1)!.why).toBeTruthy();
  }
});
