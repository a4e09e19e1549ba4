// Two blobs that AWS has published in its own manuals, and one that it gave in a recorded answer, against
// src/kms/ciphertext.ts. They are the only proof of the layout that comes from AWS.

import { expect, test } from 'vitest';
import { concat, fromBase64, hex } from '../../src/crypto/bytes.ts';
import { decode, headerOf, ivAt, ORIGIN } from '../../src/kms/ciphertext.ts';
import { fieldsOf } from '../../src/scenario/fields.ts';

/** Amazon RDS User Guide, transparent data encryption: a data key asked for by KeySpec AES_256. */
const OF_RDS = fromBase64(
  'AQIDAHimL2NEoAlOY6Bn7LJfnxi/OZe9kTQo/XQXduug1rmerwGiL7g5ux4av9GfZLxYTDATAAAAfjB8BgkqhkiG9w0BBwagbzBt' +
    'AgEAMGgGCSqGSIb3DQEHATAeBglghkgBZQMEAS4wEQQMyCxLMi7GRZgKqD65AgEQgDtjvZLJo2cQ31Vetngzm2ybHDc3d2vI74SR' +
    'UzZ2RezQy3sAS6ZHrCjfnfn0c65bFdhsXxjSMnudIY7AKw==',
);

/** AWS CLI reference for KMS, from before blobs had a derivation nonce. */
const OF_CLI = fromBase64(
  'AQEDAHjRYf5WytIc0C857tFSnBaPn2F8DgfmThbJlGfR8P3WlwAAAH4wfAYJKoZIhvcNAQcGoG8wbQIBADBoBgkqhkiG9w0BBwEw' +
    'HgYJYIZIAWUDBAEuMBEEDEFogLqPWZconQhwHAIBEIA7d9AC7GeJJM34njQvg4Wf1d5sw0NIo1MrBqZa+YdhV8MrkBQPeac0ReRV' +
    'NDt9qleAt+SHgIRF8P0H+7U=',
);

/** Encrypt, recorded from AWS, 12 September 2026 (public test data of radkawar/stackd): 27 bytes of plaintext. */
const OF_RECORD = fromBase64(
  'AQICAHhGU5m9TD2gipqTljj1I8gkVm/U2vM166BybNWaYWOuBwEmJQDlKzZlvQLzkPj44XMDAAAAeTB3BgkqhkiG9w0BBwagajBo' +
    'AgEAMGMGCSqGSIb3DQEHATAeBglghkgBZQMEAS4wEQQMeATK5XbhYKdNQBaRAgEQgDYdZzXXQeo04LnI9FmnRb/q9iJNy6ShrvzM' +
    'aCxKySKT6GNImJfNwAbFdhe5tgIe6U045XchI7g=',
);

test('the 32 bytes that name the key are the KeyMaterialId', () => {
  const { origin, materialId, sealed } = decode(OF_RECORD)!;
  expect(origin).toBe(ORIGIN.encrypt);
  // As ListKeyRotations told of the same key.
  expect(hex(materialId)).toBe('465399bd4c3da08a9a939638f523c824566fd4daf335eba0726cd59a6163ae07');
  expect(sealed).toHaveLength(27 + 27);
});

test('the blob of a 32-byte data key has 184 bytes, and every byte is where the layout says', () => {
  expect(OF_RDS).toHaveLength(184);
  const envelope = decode(OF_RDS)!;
  expect(envelope.origin).toBe(ORIGIN.dataKeyBySpec);
  expect({
    materialId: hex(envelope.materialId),
    nonce: hex(envelope.nonce),
    iv: hex(envelope.iv),
    sealed: hex(envelope.sealed),
  }).toEqual({
    materialId: 'a62f6344a0094e63a067ecb25f9f18bf3997bd913428fd741776eba0d6b99eaf',
    nonce: 'a22fb839bb1e1abfd19f64bc584c3013',
    iv: 'c82c4b322ec645980aa83eb9',
    sealed:
      '63bd92c9a36710df555eb678339b6c9b1c3737776bc8ef8491533676' +
      '45ecd0cb7b004ba647ac28df9df9f473ae5b15d86c5f18d2327b9d218ec02b',
  });
  expect(envelope.header).toHaveLength(125);
  expect(ivAt(125, 59)).toBe(108);
});

test('its DER says what CMS says: encrypted data, AES-256-GCM, a tag of 16 bytes', () => {
  const { header, iv } = decode(OF_RDS)!;
  expect(hex(header.subarray(54))).toBe(
    [
      '0000007e', // 126 bytes follow
      '307c', // SEQUENCE, 124 bytes
      '06092a864886f70d010706', // encryptedData
      'a06f', // [0], 111 bytes
      '306d', // SEQUENCE, 109 bytes
      '020100', // version 0
      '3068', // SEQUENCE, 104 bytes
      '06092a864886f70d010701', // data
      '301e', // SEQUENCE, 30 bytes
      '060960864801650304012e', // aes256-GCM
      '3011', // SEQUENCE, 17 bytes
      `040c${hex(iv)}`,
      '020110', // 16 bytes of tag
      '803b', // [0], 59 bytes: 32 of key, 16 of tag, and 11 that nobody has explained
    ].join(''),
  );
});

test('written again from its four variable fields, it is the same to the last byte', () => {
  const envelope = decode(OF_RDS)!;
  expect(hex(concat(headerOf(envelope, envelope.sealed.length), envelope.sealed))).toBe(
    hex(OF_RDS),
  );
});

test('the inspector explains all of its 184 bytes', () => {
  const fields = fieldsOf(OF_RDS, 'encryptedDataKey');
  expect(fields.map(({ name, start, end }) => `${start} to ${end} ${name}`)).toEqual([
    '0 to 2 version',
    '2 to 3 origin',
    '3 to 5 constant',
    '5 to 37 key material id',
    '37 to 38 nonce marker',
    '38 to 54 derivation nonce',
    '54 to 58 length',
    '58 to 108 CMS header',
    '108 to 120 IV',
    '120 to 125 CMS header',
    '125 to 136 inner header',
    '136 to 168 encrypted plaintext',
    '168 to 184 tag',
  ]);
});

test('a blob of the older form, 167 bytes and no derivation nonce, is not of this layout: null', () => {
  expect(OF_CLI).toHaveLength(167);
  expect([...OF_CLI.subarray(0, 5)]).toEqual([1, 1, 3, 0, 0x78]);
  expect(decode(OF_CLI)).toBeNull();
  // Relabelled as the newer form it is as little: its lengths give it away.
  expect(decode(Uint8Array.of(1, 2, ...OF_CLI.subarray(2)))).toBeNull();
});
