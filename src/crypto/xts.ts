// XTS-AES-256 (IEEE 1619, NIST SP 800-38E), as disks use it: each sector is sealed by its number, nothing is added to
// its length, and nothing in it says whether it was altered.

import { ecb } from '@noble/ciphers/aes.js';

export const SECTOR_BYTES = 512;
/** Two AES-256 keys: one for the data, one for the tweak. */
export const XTS_KEY_BYTES = 64;
const BLOCK_BYTES = 16;

/** `data` is whole sectors, the first of which has the number `first`. */
export const sealSectors = (key: Uint8Array, first: number, data: Uint8Array): Uint8Array =>
  eachSector(key, first, data, 'encrypt');

export const openSectors = (key: Uint8Array, first: number, data: Uint8Array): Uint8Array =>
  eachSector(key, first, data, 'decrypt');

function eachSector(
  key: Uint8Array,
  first: number,
  data: Uint8Array,
  way: 'encrypt' | 'decrypt',
): Uint8Array {
  if (key.length !== XTS_KEY_BYTES) throw new RangeError(`XTS takes ${XTS_KEY_BYTES} bytes of key`);
  if (data.length % SECTOR_BYTES !== 0) throw new RangeError('XTS takes whole sectors here');
  const result = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at += SECTOR_BYTES) {
    const tweaks = tweaksOf(key.subarray(XTS_KEY_BYTES / 2), first + at / SECTOR_BYTES);
    // A cipher of the library seals once.
    const cipher = ecb(key.subarray(0, XTS_KEY_BYTES / 2), { disablePadding: true });
    const whitened = xor(data.subarray(at, at + SECTOR_BYTES), tweaks);
    result.set(xor(cipher[way](whitened), tweaks), at);
  }
  return result;
}

/** One for each block of the sector: the encrypted sector number, doubled again and again in GF(2^128). */
function tweaksOf(key: Uint8Array, sector: number): Uint8Array {
  const number = new Uint8Array(BLOCK_BYTES);
  new DataView(number.buffer).setBigUint64(0, BigInt(sector), true);
  const tweaks = new Uint8Array(SECTOR_BYTES);
  tweaks.set(ecb(key, { disablePadding: true }).encrypt(number));
  for (let at = BLOCK_BYTES; at < SECTOR_BYTES; at += BLOCK_BYTES) {
    tweaks.set(doubled(tweaks.subarray(at - BLOCK_BYTES, at)), at);
  }
  return tweaks;
}

function doubled(block: Uint8Array): Uint8Array {
  const result = new Uint8Array(BLOCK_BYTES);
  let carry = 0;
  for (const [i, byte] of block.entries()) {
    result[i] = ((byte << 1) | carry) & 0xff;
    carry = byte >> 7;
  }
  // x^128 = x^7 + x^2 + x + 1
  if (carry === 1) result[0] = (result[0] ?? 0) ^ 0x87;
  return result;
}

const xor = (a: Uint8Array, b: Uint8Array): Uint8Array => a.map((byte, i) => byte ^ (b[i] ?? 0));
