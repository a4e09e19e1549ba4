import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { plainSpan } from '../../src/aws/span.ts';
import { base64, concat, hex, utf8 } from '../../src/crypto/bytes.ts';
import { sha256 } from '../../src/crypto/hash.ts';
import { aCloud, aKey, bytesOf, call, outputOf } from '../support/cloud.ts';

/** Every spelling in which bytes might slip out. */
const spellings = (bytes: Uint8Array): readonly string[] => [
  hex(bytes),
  base64(bytes),
  bytes.join(','),
  bytes.join(', '),
];

interface Metadata {
  readonly KeyId: string;
  readonly CurrentKeyMaterialId: string;
}

const metadataOf = (cloud: Cloud, KeyId: string): Metadata =>
  outputOf(call(cloud, 'kms:DescribeKey', { KeyId }))['KeyMetadata'] as Metadata;

/**
 * True key material, found by going round the HSM: whoever holds the seed can draw the same bytes again. The
 * material's id is a hash of the key's id and the bytes, so a candidate can be told from any other.
 */
function materialOf(
  cloud: Cloud,
  { KeyId, CurrentKeyMaterialId }: Metadata,
  stream: string,
): Uint8Array {
  const drawn = cloud.entropy(stream).bytes(1024);
  for (let at = 0; at + 32 <= drawn.length; at++) {
    const candidate = drawn.slice(at, at + 32);
    if (hex(sha256(concat(utf8(KeyId), candidate))) === CurrentKeyMaterialId) return candidate;
  }
  throw new Error('the material was not found: this test would prove nothing');
}

function everythingOutside(cloud: Cloud): string {
  const spans = cloud.spans.map(plainSpan);
  const asHex = (_: string, value: unknown): unknown =>
    value instanceof Uint8Array ? [hex(value), base64(value), value.join(',')] : value;
  return [
    JSON.stringify(spans, asHex),
    JSON.stringify(structuredClone(spans), asHex),
    JSON.stringify(cloud.trail),
    JSON.stringify(cloud),
    // What a debugger sees of plain properties; private fields are not among them.
    inspect(cloud, { depth: 40, showHidden: true, maxArrayLength: null, maxStringLength: null }),
    inspect(spans, { depth: 40, maxArrayLength: null, maxStringLength: null }),
    Reflect.ownKeys(cloud).map(String).join(),
  ].join('\n');
}

test('after some hundred calls of every kind no key material is anywhere outside the HSM', () => {
  const cloud = aCloud();
  const first = aKey(cloud);
  const created = materialOf(cloud, metadataOf(cloud, first), '0');
  call(cloud, 'kms:RotateKeyOnDemand', { KeyId: first });
  const rotation = String(cloud.spans.length - 1);
  const second = aKey(cloud);
  const materials = [created];
  for (const stream of [rotation, `material|${first.split('/')[1] ?? ''}|2`]) {
    try {
      materials.push(materialOf(cloud, metadataOf(cloud, first), stream));
    } catch {
      // Only one of the two is the stream that rotation draws from.
    }
  }
  expect(materials).toHaveLength(2);

  for (let i = 0; i < 60; i++) {
    const KeyId = i % 2 ? first : second;
    const EncryptionContext = { round: String(i) };
    const Plaintext = utf8(`round ${i}`);
    const sealed = bytesOf(
      call(cloud, 'kms:Encrypt', { KeyId, Plaintext, EncryptionContext }),
      'CiphertextBlob',
    );
    call(cloud, 'kms:Decrypt', { CiphertextBlob: sealed, EncryptionContext });
    call(cloud, 'kms:Decrypt', { CiphertextBlob: sealed });
    call(cloud, 'kms:ReEncrypt', {
      CiphertextBlob: sealed,
      SourceEncryptionContext: EncryptionContext,
      DestinationKeyId: i % 2 ? second : first,
    });
    call(cloud, 'kms:GenerateDataKey', { KeyId, KeySpec: 'AES_256' });
    call(cloud, 'kms:GenerateDataKeyWithoutPlaintext', { KeyId, NumberOfBytes: 64 });
    call(cloud, 'kms:GenerateRandom', { NumberOfBytes: 16 });
    call(cloud, 'kms:DescribeKey', { KeyId });
  }
  const outside = everythingOutside(cloud).toLowerCase();
  for (const material of materials) {
    for (const spelling of spellings(material)) {
      expect(outside.includes(spelling.toLowerCase())).toBe(false);
    }
  }
});

test('the search finds what is there: a data key, which does leave, is found in every spelling', () => {
  const cloud = aCloud();
  const span = call(cloud, 'kms:GenerateDataKey', { KeyId: aKey(cloud), KeySpec: 'AES_256' });
  const outside = everythingOutside(cloud);
  for (const spelling of spellings(bytesOf(span, 'Plaintext')).slice(0, 3)) {
    expect(outside).toContain(spelling);
  }
});
