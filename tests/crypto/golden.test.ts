// What a seed gives, to the last byte: links and lesson figures replay it. If a figure here changes, every
// link that was ever shared shows something else. Do not mend the figure; name a new layout.

import { createDecipheriv, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { concat, hex, uint32be, utf8 } from '../../src/crypto/bytes.ts';
import { entropyFor } from '../../src/crypto/drbg.ts';
import { decode } from '../../src/kms/ciphertext.ts';
import { aCloud, aKey, bytesOf, call, outputOf } from '../support/cloud.ts';

const SEED = 'class-7';
const CONTEXT = { customer: '42', purpose: 'Prüfung' };
const PLAINTEXT = utf8('hello, envelope');

function history() {
  const cloud = aCloud({ seed: SEED });
  const KeyId = aKey(cloud);
  const encrypted = call(cloud, 'kms:Encrypt', {
    KeyId,
    Plaintext: PLAINTEXT,
    EncryptionContext: CONTEXT,
  });
  const dataKey = call(cloud, 'kms:GenerateDataKey', { KeyId, KeySpec: 'AES_256' });
  return { KeyId, encrypted, dataKey };
}

test('CreateKey, Encrypt and GenerateDataKey of one history', () => {
  const { KeyId, encrypted, dataKey } = history();
  expect({
    KeyId,
    requestId: encrypted.requestId,
    eventId: (encrypted.trail.records[0] as { eventID?: string }).eventID,
    encrypted: hex(bytesOf(encrypted, 'CiphertextBlob')),
    dataKey: hex(bytesOf(dataKey, 'Plaintext')),
    encryptedKey: hex(bytesOf(dataKey, 'CiphertextBlob')),
    material: outputOf(dataKey)['KeyMaterialId'],
  }).toEqual({
    KeyId: 'arn:aws:kms:us-east-1:111122223333:key/15392762-fc06-463c-9f5e-6a430999f5e8',
    dataKey: '2e92560bad38defbbe4e5508ae4489d4a445056de455e684a962acc4ec9a251b',
    encrypted:
      '0102020078f0dc475165066b3020c42214bc2c1a1449fde8f32e7176473fef7319d26a476e01e4bd12545eabbe180c0fec4a097090a00000006d306b06092a864886f70d010706a05e305c020100305706092a864886f70d010701301e060960864801650304012e3011040c56f1fec4150fef5c8a1ff73b020110802aa43cc6229697ad05cc1dace464cba9bdec0420f47c1e017724ff18784595d76a2ed007801a6c3e651066',
    encryptedKey:
      '0102030078f0dc475165066b3020c42214bc2c1a1449fde8f32e7176473fef7319d26a476e01799539241d870c2f4465ffe59408e5680000007e307c06092a864886f70d010706a06f306d020100306806092a864886f70d010701301e060960864801650304012e3011040c10663948ab2a23b84f4ebd8f020110803bb9364963fbf5cd65dd28254fb7b3c8dfbc9249f5a1f2b92b03896fb0bfca566e17ecea25e9f72796ae49d8a837211116da2893895570dbea996592',
    eventId: '2ec84602-b6ae-4786-a5c4-2ea041761861',
    material: 'f0dc475165066b3020c42214bc2c1a1449fde8f32e7176473fef7319d26a476e',
    requestId: 'acf72825-9323-4f97-9e14-13ca8fde622c',
  });
});

test('whoever held the key material could open the blobs with Node’s own crypto alone', () => {
  const { encrypted, dataKey } = history();
  // As the HSM draws it: after the request id and the key's own id, from the stream of the first call.
  const stream = entropyFor(SEED, '0');
  stream.uuid();
  stream.uuid();
  const material = stream.bytes(32);
  // Shorter names first.
  const pairs = ['purpose', CONTEXT.purpose, 'customer', CONTEXT.customer];
  const counted = (text: string): Uint8Array => concat(uint32be(utf8(text).length), utf8(text));
  const bound = concat(uint32be(2), ...pairs.map(counted));

  const opened = openedByNode(material, bytesOf(encrypted, 'CiphertextBlob'), bound);
  expect(opened.subarray(11)).toEqual(Buffer.from(PLAINTEXT));
  expect(opened.subarray(0, 11)).toEqual(Buffer.alloc(11));

  const wrapped = openedByNode(material, bytesOf(dataKey, 'CiphertextBlob'), new Uint8Array());
  expect(wrapped.subarray(11)).toEqual(Buffer.from(bytesOf(dataKey, 'Plaintext')));
});

/** SP 800-108 in counter mode, one block, then AES-256-GCM over the context's length, context and header. */
function openedByNode(material: Uint8Array, blob: Uint8Array, context: Uint8Array): Buffer {
  const { header, nonce, iv, sealed } = decode(blob)!;
  const fixed = concat(utf8('Glassbox KMS'), Uint8Array.of(0), nonce, uint32be(256));
  const key = createHmac('sha256', material)
    .update(concat(uint32be(1), fixed))
    .digest();
  const decipher = createDecipheriv('aes-256-gcm', key, iv);
  decipher.setAAD(concat(uint32be(context.length), context, header));
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
}
