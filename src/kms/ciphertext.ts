// The symmetric CiphertextBlob, laid out as AWS's public samples show it (facts sheet, section 9), so that
// AWS's sizes come out: 152 + n bytes for n ≤ 35. AWS does not document the layout. What nobody outside AWS
// can explain is marked so, and filled by us. Decoding is strict: a byte that differs is never ignored.

import { concat, equalBytes, fromHex, uint32be } from '../crypto/bytes.ts';

const IV_BYTES = 12;
const NONCE_BYTES = 16;
const BACKING_ID_BYTES = 32;
/** AWS's encrypted part is 27 bytes longer than the plaintext: 16 of tag, 11 that nobody has explained. */
export const INNER_HEADER = new Uint8Array(11);

/** Third byte of the blob: which API call the plaintext came from. */
export const ORIGIN = { dataKeyByLength: 1, encrypt: 2, dataKeyBySpec: 3 } as const;
export type Origin = (typeof ORIGIN)[keyof typeof ORIGIN];

export interface Envelope {
  readonly origin: Origin;
  /** Names one generation of one key's material. */
  readonly backingId: Uint8Array;
  /** From which the one-time key of this blob is derived. */
  readonly nonce: Uint8Array;
  readonly iv: Uint8Array;
  /** Encrypted inner header and plaintext, with the tag. */
  readonly sealed: Uint8Array;
}

const OID_ENCRYPTED_DATA = fromHex('06092a864886f70d010706');
const OID_DATA = fromHex('06092a864886f70d010701');
const OID_AES256_GCM = fromHex('060960864801650304012e');

/** All bytes before the encrypted part. They are authenticated together with the encryption context. */
export function headerOf(envelope: Omit<Envelope, 'sealed'>, sealedBytes: number): Uint8Array {
  const { origin, backingId, nonce, iv } = envelope;
  const parameters = der(0x30, concat(Uint8Array.of(0x04, IV_BYTES), iv, fromHex('020110')));
  const algorithm = der(0x30, concat(OID_AES256_GCM, parameters));
  const content = concat(OID_DATA, algorithm, Uint8Array.of(0x80), lengthOf(sealedBytes));
  const version = fromHex('020100');
  const info = prefix(0x30, content, sealedBytes);
  const data = prefix(0x30, concat(version, info), sealedBytes);
  const tagged = prefix(0xa0, data, sealedBytes);
  const message = prefix(0x30, concat(OID_ENCRYPTED_DATA, tagged), sealedBytes);
  return concat(
    Uint8Array.of(1, 2, origin, 0, 0x78),
    backingId,
    Uint8Array.of(1),
    nonce,
    uint32be(message.length + sealedBytes),
    message,
  );
}

export function encode(envelope: Envelope): Uint8Array {
  return concat(headerOf(envelope, envelope.sealed.length), envelope.sealed);
}

/** Null on anything that this layout would not have written to the last byte. */
export function decode(blob: Uint8Array): Envelope | null {
  const origin = blob[2];
  if (origin !== 1 && origin !== 2 && origin !== 3) return null;
  const sealedBytes = sealedLength(blob);
  if (sealedBytes === null) return null;
  const end = blob.length - sealedBytes;
  const ivAt = end - 1 - lengthOf(sealedBytes).length - 3 - IV_BYTES;
  const envelope: Envelope = {
    origin,
    backingId: blob.slice(5, 5 + BACKING_ID_BYTES),
    nonce: blob.slice(6 + BACKING_ID_BYTES, 6 + BACKING_ID_BYTES + NONCE_BYTES),
    iv: blob.slice(ivAt, ivAt + IV_BYTES),
    sealed: blob.slice(end),
  };
  // The one check that covers version, lengths, identifiers and order: write it again and compare.
  return equalBytes(headerOf(envelope, sealedBytes), blob.subarray(0, end)) ? envelope : null;
}

const SHORTEST = INNER_HEADER.length + 16;
/** The fewest and the most bytes that can stand before the encrypted part. */
const OVERHEAD = { min: 125, max: 135 } as const;

/** The length of the encrypted part follows from the blob's own length alone. */
function sealedLength(blob: Uint8Array): number | null {
  for (let overhead = OVERHEAD.min; overhead <= OVERHEAD.max; overhead++) {
    const guess = blob.length - overhead;
    if (guess >= SHORTEST && overheadOf(guess) === overhead) return guess;
  }
  return null;
}

/** Length of `headerOf`, without writing it: nested DER lengths grow as what follows them grows. */
function overheadOf(sealedBytes: number): number {
  const wrapped = (bytes: number): number => bytes + 1 + lengthOf(bytes + sealedBytes).length;
  const content = 11 + 32 + 1 + lengthOf(sealedBytes).length;
  return 58 + wrapped(11 + wrapped(wrapped(3 + wrapped(content))));
}

function lengthOf(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  if (length < 0x100) return Uint8Array.of(0x81, length);
  return Uint8Array.of(0x82, length >>> 8, length & 0xff);
}

const der = (tag: number, content: Uint8Array): Uint8Array =>
  concat(Uint8Array.of(tag), lengthOf(content.length), content);

/** A DER header for content of which the last `following` bytes come later. */
const prefix = (tag: number, content: Uint8Array, following: number): Uint8Array =>
  concat(Uint8Array.of(tag), lengthOf(content.length + following), content);
