// The symmetric CiphertextBlob, laid out as AWS's public samples show it (facts sheet, section 9), so that
// AWS's sizes come out: 152 + n bytes for n ≤ 35. AWS does not document the layout. What nobody outside AWS
// can explain is marked so, and filled by us. Decoding is strict: a byte that differs is never ignored.

import { concat, fromHex, uint32be } from '../crypto/bytes.ts';

const IV_BYTES = 12;
const NONCE_BYTES = 16;
const MATERIAL_ID_BYTES = 32;
/** AWS's encrypted part is 27 bytes longer than the plaintext: 16 of tag, 11 that nobody has explained. */
export const INNER_HEADER = new Uint8Array(11);

/** Third byte of the blob: which API call the plaintext came from. */
export const ORIGIN = { dataKeyByLength: 1, encrypt: 2, dataKeyBySpec: 3 } as const;
export type Origin = (typeof ORIGIN)[keyof typeof ORIGIN];

interface Variable {
  readonly origin: Origin;
  /** KeyMaterialId: names one generation of one key's material (recorded from AWS, 12 September 2026). */
  readonly materialId: Uint8Array;
  /** From which the one-time key of this blob is derived. */
  readonly nonce: Uint8Array;
  readonly iv: Uint8Array;
}

/** What a blob says of itself. */
export interface Envelope extends Variable {
  /** All bytes before the encrypted part. */
  readonly header: Uint8Array;
  /** Encrypted inner header and plaintext, with the tag. */
  readonly sealed: Uint8Array;
}

const AT = { origin: 2, materialId: 5, nonce: 6 + MATERIAL_ID_BYTES } as const;

/** All bytes before the encrypted part. They are authenticated together with the encryption context. */
export function headerOf(
  { origin, materialId, nonce, iv }: Variable,
  sealedBytes: number,
): Uint8Array {
  const header = formFor(sealedBytes).slice();
  header[AT.origin] = origin;
  header.set(materialId, AT.materialId);
  header.set(nonce, AT.nonce);
  header.set(iv, ivAt(header.length, sealedBytes));
  return header;
}

/** Views into the blob; null on anything that this layout would not have written to the last byte. */
export function decode(blob: Uint8Array): Envelope | null {
  const origin = blob[AT.origin];
  if (origin !== 1 && origin !== 2 && origin !== 3) return null;
  const sealedBytes = sealedLength(blob);
  if (sealedBytes === null) return null;
  const header = blob.subarray(0, blob.length - sealedBytes);
  const iv = ivAt(header.length, sealedBytes);
  // The one check that covers version, lengths, identifiers and order: all else must be as the form has it.
  if (!isFilledIn(header, formFor(sealedBytes), iv)) return null;
  return {
    origin,
    materialId: header.subarray(AT.materialId, AT.materialId + MATERIAL_ID_BYTES),
    nonce: header.subarray(AT.nonce, AT.nonce + NONCE_BYTES),
    iv: header.subarray(iv, iv + IV_BYTES),
    header,
    sealed: blob.subarray(header.length),
  };
}

/** Whether these bytes are this form, apart from its four variable fields. */
function isFilledIn(header: Uint8Array, form: Uint8Array, iv: number): boolean {
  const variable = [
    [AT.origin, 1],
    [AT.materialId, MATERIAL_ID_BYTES],
    [AT.nonce, NONCE_BYTES],
    [iv, IV_BYTES],
    [form.length, 0],
  ] as const;
  let at = 0;
  for (const [start, length] of variable) {
    for (; at < start; at++) if (header[at] !== form[at]) return false;
    at += length;
  }
  return true;
}

/** Where the IV stands, counted from the first byte: before the tag's length and that of what follows. */
export const ivAt = (headerBytes: number, sealedBytes: number): number =>
  headerBytes - lengthOf(sealedBytes).length - 1 - TAG_LENGTH.length - IV_BYTES;

const OID_ENCRYPTED_DATA = fromHex('06092a864886f70d010706');
const OID_DATA = fromHex('06092a864886f70d010701');
const OID_AES256_GCM = fromHex('060960864801650304012e');
const TAG_LENGTH = fromHex('020110');

const forms = new Map<number, Uint8Array>();

/** The header with its four variable fields blank: the rest follows from the length of what it precedes. */
function formFor(sealedBytes: number): Uint8Array {
  let form = forms.get(sealedBytes);
  if (!form) {
    form = blankForm(sealedBytes);
    forms.set(sealedBytes, form);
  }
  return form;
}

function blankForm(sealedBytes: number): Uint8Array {
  const parameters = der(
    0x30,
    concat(Uint8Array.of(0x04, IV_BYTES), new Uint8Array(IV_BYTES), TAG_LENGTH),
  );
  const algorithm = der(0x30, concat(OID_AES256_GCM, parameters));
  const content = concat(OID_DATA, algorithm, Uint8Array.of(0x80), lengthOf(sealedBytes));
  const info = prefix(0x30, content, sealedBytes);
  const data = prefix(0x30, concat(fromHex('020100'), info), sealedBytes);
  const tagged = prefix(0xa0, data, sealedBytes);
  const message = prefix(0x30, concat(OID_ENCRYPTED_DATA, tagged), sealedBytes);
  return concat(
    Uint8Array.of(1, 2, 0, 0, 0x78),
    new Uint8Array(MATERIAL_ID_BYTES),
    Uint8Array.of(1),
    new Uint8Array(NONCE_BYTES),
    uint32be(message.length + sealedBytes),
    message,
  );
}

const SHORTEST = INNER_HEADER.length + 16;
/** The fewest and the most bytes that can stand before the encrypted part. */
const OVERHEAD: { readonly min: number; readonly max: number } = { min: 125, max: 135 };

/** The length of the encrypted part follows from the blob's own length alone. */
function sealedLength(blob: Uint8Array): number | null {
  for (let overhead = OVERHEAD.min; overhead <= OVERHEAD.max; overhead++) {
    const guess = blob.length - overhead;
    if (guess >= SHORTEST && formFor(guess).length === overhead) return guess;
  }
  return null;
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
