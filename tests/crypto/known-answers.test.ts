// Figures that always run. Each names its source; all were checked against a second implementation.

import { expect, test } from 'vitest';
import { NONCE_BYTES, open, seal, TAG_BYTES } from '../../src/crypto/aead.ts';
import { concat, fromHex, hex, utf8 } from '../../src/crypto/bytes.ts';
import { ctrDrbg } from '../../src/crypto/drbg.ts';
import { hmacSha256, sha256, sha384 } from '../../src/crypto/hash.ts';
import { counterModeKdf } from '../../src/crypto/kdf.ts';

const ZERO_KEY = '00'.repeat(32);
const ZERO_NONCE = '00'.repeat(12);
const KEY = 'feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308';
const NONCE = 'cafebabefacedbaddecaf888';
const TEXT =
  'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255';
const AAD = 'feedfacedeadbeeffeedfacedeadbeefabaddad2';
const SEALED =
  '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad';

/** McGrew and Viega, "The Galois/Counter Mode of Operation", appendix B, AES-256 with 96-bit nonces. */
const GCM = [
  ['13', ZERO_KEY, ZERO_NONCE, '', '', '', '530f8afbc74536b9a963b4f1c4cb738b'],
  [
    '14',
    ZERO_KEY,
    ZERO_NONCE,
    '00'.repeat(16),
    '',
    'cea7403d4d606b6e074ec5d3baf39d18',
    'd0d1c8a799996bf0265b98b5d48ab919',
  ],
  ['15', KEY, NONCE, TEXT, '', SEALED, 'b094dac5d93471bdec1a502270e3cc6c'],
  [
    '16',
    KEY,
    NONCE,
    TEXT.slice(0, 120),
    AAD,
    SEALED.slice(0, 120),
    '76fc6ece0f4e1768cddf8853bb2d551b',
  ],
] as const;

test.each(GCM)(
  'AES-256-GCM, test case %s: seals to the published bytes, and opens them',
  (...row) => {
    const [, key, nonce, text, aad, sealed, tag] = row.map(fromHex0);
    const both = concat(sealed!, tag!);
    expect(hex(seal(key!, nonce!, text!, aad))).toBe(hex(both));
    expect(open(key!, nonce!, both, aad)).toEqual(text);
  },
);

/** The first column is a name. */
const fromHex0 = (text: string, column: number): Uint8Array =>
  column === 0 ? new Uint8Array() : fromHex(text);

test('a tag of 128 bits and a nonce of 96 are the only ones that are used', () => {
  expect([NONCE_BYTES, TAG_BYTES]).toEqual([12, 16]);
});

test('nothing opens what is shorter than a tag, and every bit of a short message counts', () => {
  const key = fromHex(KEY);
  const nonce = fromHex(NONCE);
  const sealed = seal(key, nonce, utf8('hello'), fromHex(AAD));
  for (let length = 0; length < sealed.length; length++) {
    expect(open(key, nonce, sealed.slice(0, length), fromHex(AAD))).toBeNull();
  }
  for (let bit = 0; bit < 8 * sealed.length; bit++) {
    const altered = sealed.slice();
    altered[bit >> 3]! ^= 1 << (bit & 7);
    expect(open(key, nonce, altered, fromHex(AAD))).toBeNull();
  }
});

/** RFC 4231, test cases 1, 2 and 6. */
test.each([
  ['0b'.repeat(20), 'Hi There', 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
  [
    hex(utf8('Jefe')),
    'what do ya want for nothing?',
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  ],
  [
    'aa'.repeat(131),
    'Test Using Larger Than Block-Size Key - Hash Key First',
    '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  ],
])('HMAC-SHA-256 of RFC 4231, key %s', (key, message, mac) => {
  expect(hex(hmacSha256(fromHex(key), utf8(message)))).toBe(mac);
});

/** FIPS 180-4, example "abc". */
test('SHA-256 and SHA-384 of "abc"', () => {
  expect(hex(sha256(utf8('abc')))).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
  expect(hex(sha384(utf8('abc')))).toBe(
    'cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7',
  );
});

/** NIST CAVP, KDFCTR_gen.rsp, HMAC_SHA256, counter of 32 bits before the fixed data: counts 0, 2 and 20. */
test.each([
  [
    'dd1d91b7d90b2bd3138533ce92b272fbf8a369316aefe242e659cc0ae238afe0',
    '01322b96b30acd197979444e468e1c5c6859bf1b1cf951b7e725303e237e46b864a145fab25e517b08f8683d0315bb2911d80a0e8aba17f3b413faac',
    '10621342bfb0fd40046c0e29f2cfdbf0',
  ],
  [
    '2eb0a49fd3199a57264f746b1c8acbc76f7ce51223f72134590fbbeb3176264b',
    '980a908ed38b6e699df3f44e651f0ad3a9d209d3867c495e52673855d09e4f1a58fb477067c400cacca9ab9260e205c4556905f2727925561280639c',
    '06d5adc2d5c517bf40406cc6bb56553b222f70abf2bb505584000e88628baf17',
  ],
  [
    'dc60338d884eecb72975c603c27b360605011756c697c4fc388f5176ef81efb1',
    '44d7aa08feba26093c14979c122c2437c3117b63b78841cd10a4bc5ed55c56586ad8986d55307dca1d198edcffbc516a8fbe6152aa428cdd800c062d',
    '29ac07dccf1f28d506cd623e6e3fc2fa255bd60b',
  ],
])('SP 800-108 in counter mode, key %s', (key, fixed, out) => {
  expect(hex(counterModeKdf(fromHex(key), fromHex(fixed), out.length / 2))).toBe(out);
});

/** NIST CAVP, CTR_DRBG.rsp, AES-256, no derivation function, no prediction resistance: the second request. */
test('CTR_DRBG with AES-256', () => {
  const generate = ctrDrbg(
    fromHex(
      'df5d73faa468649edda33b5cca79b0b05600419ccb7a879ddfec9db32ee494e5531b51de16a30f769262474c73bec010',
    ),
    64,
  );
  generate();
  expect(hex(generate())).toBe(
    'd1c07cd95af8a7f11012c84ce48bb8cb87189e99d40fccb1771c619bdf82ab2280b1dc2f2581f39164f7ac0c510494b3a43c41b7db17514c87b107ae793e01c5',
  );
});
