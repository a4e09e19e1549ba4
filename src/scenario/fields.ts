// Every byte with its meaning. The fields of a blob tile it: none is left unexplained, and what nobody
// outside AWS can explain is said to be so.

import { message } from '../app/message.ts';
import type { ThingKind } from '../aws/trace.ts';
import { decode, INNER_HEADER, ivAt } from '../kms/ciphertext.ts';
import type { Field } from './inspect-types.ts';

/** `ofKms`: what KMS was given or gave, which is never a message of the learner's own program. */
export function fieldsOf(bytes: Uint8Array, kind: ThingKind, ofKms = false): readonly Field[] {
  if (kind === 'plaintext')
    return [whole(bytes, 'plaintext', 'plain', 'Readable by whoever holds it.')];
  if (kind === 'dataKey') {
    return [
      whole(
        bytes,
        'plaintext data key',
        'dataKey',
        'Random bytes. Whoever holds them can open the data.',
      ),
    ];
  }
  const meaning = ofKms
    ? 'Not of the form that KMS writes: KMS refuses these bytes before it looks for a key.'
    : 'Encrypted bytes.';
  return (
    kmsFields(bytes) ??
    (ofKms ? undefined : messageFields(bytes)) ?? [whole(bytes, 'ciphertext', 'sealed', meaning)]
  );
}

const whole = (bytes: Uint8Array, name: string, role: Field['role'], meaning: string): Field => ({
  name,
  start: 0,
  end: bytes.length,
  role,
  meaning,
});

type Row = readonly [
  length: number,
  name: string,
  role: Field['role'],
  meaning: string,
  unexplained?: true,
];

function tiled(rows: readonly Row[]): readonly Field[] {
  let start = 0;
  return rows.map(([length, name, role, meaning, unexplained]) => {
    const field: Field = {
      name,
      start,
      end: start + length,
      role,
      meaning,
      ...(unexplained && { unexplained }),
    };
    start += length;
    return field;
  });
}

const ORIGINS = {
  1: 'GenerateDataKey by NumberOfBytes',
  2: 'Encrypt or ReEncrypt',
  3: 'GenerateDataKey by KeySpec',
} as const;

function kmsFields(bytes: Uint8Array): readonly Field[] | undefined {
  const envelope = decode(bytes);
  if (!envelope) return undefined;
  const { header, sealed, origin } = envelope;
  const iv = ivAt(header.length, sealed.length);
  const beforeIv = iv - FIXED_BYTES;
  const afterIv = header.length - (iv + 12);
  return tiled([
    [2, 'version', 'header', 'Format of the blob: version 1, with a key derived for each blob.'],
    [1, 'origin', 'header', `Where the plaintext came from: ${ORIGINS[origin]}.`],
    [
      2,
      'constant',
      'header',
      'The same in every blob seen. Observed, meaning unknown: filled by us.',
      true,
    ],
    [
      32,
      'key material id',
      'keyId',
      'The KeyMaterialId, as DescribeKey and ListKeyRotations tell it: it names the key and the generation of its material, so Decrypt needs no key id.',
    ],
    [1, 'nonce marker', 'structure', 'A derivation nonce follows.'],
    [
      16,
      'derivation nonce',
      'nonce',
      'Random. With the key material it yields the one-time key of this blob (SP 800-108).',
    ],
    [4, 'length', 'structure', 'Length of the rest, in four bytes.'],
    [beforeIv, 'CMS header', 'structure', 'DER: encrypted data, AES-256-GCM, with their lengths.'],
    [12, 'IV', 'nonce', 'The 96-bit initialisation vector of AES-GCM. Random, used once.'],
    [afterIv, 'CMS header', 'structure', 'DER: the tag has 16 bytes; length of what follows.'],
    [
      INNER_HEADER.length,
      'inner header',
      'sealed',
      'Encrypted. AWS’s blobs have these eleven bytes more than the plaintext. Observed, meaning unknown: filled by us.',
      true,
    ],
    [
      sealed.length - INNER_HEADER.length - 16,
      'encrypted plaintext',
      'sealed',
      'As long as the plaintext.',
    ],
    [
      16,
      'tag',
      'tag',
      'Made over every byte before it and over the encryption context. One changed bit anywhere, and it does not fit.',
    ],
  ]);
}

/** Version, origin, constant, id, nonce and length: what stands before the DER structure. */
const FIXED_BYTES = 58;

function messageFields(bytes: Uint8Array): readonly Field[] | undefined {
  const { versionBytes, nonceBytes, tagBytes } = message;
  const overhead = versionBytes + nonceBytes + tagBytes;
  if (bytes.length < overhead || bytes[0] !== 1) return undefined;
  return tiled([
    [versionBytes, 'version', 'header', 'Format of this program’s messages. Ours, not AWS’s.'],
    [nonceBytes, 'nonce', 'nonce', 'Random, used once with this data key.'],
    [bytes.length - overhead, 'encrypted data', 'sealed', 'As long as the data.'],
    [tagBytes, 'tag', 'tag', 'Made over all of it. One changed bit, and it does not fit.'],
  ]);
}
