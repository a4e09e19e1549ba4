// Any change to a blob refuses: every bit, every truncation, and the ways in which bytes are damaged in life.

import { describe, expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { base64, concat, hex, textOf, utf8 } from '../../src/crypto/bytes.ts';
import { kmsState } from '../../src/kms/state.ts';
import { ACCOUNT, aCloud, aKey, bytesOf, call, refusalOf } from '../support/cloud.ts';

const EncryptionContext = { dept: 'finance' };

interface World {
  readonly cloud: Cloud;
  readonly blob: Uint8Array;
}

const make = (input: (cloud: Cloud, KeyId: string) => Uint8Array): World => {
  const cloud = aCloud({ tick: 0 });
  return { cloud, blob: input(cloud, aKey(cloud)) };
};

/** One blob of each origin: Encrypt, and data keys by spec and by length. */
const ORIGINS: readonly (readonly [string, World])[] = [
  [
    'Encrypt',
    make((cloud, KeyId) =>
      bytesOf(
        call(cloud, 'kms:Encrypt', { KeyId, Plaintext: utf8('a'), EncryptionContext }),
        'CiphertextBlob',
      ),
    ),
  ],
  [
    'GenerateDataKey by KeySpec',
    make((cloud, KeyId) =>
      bytesOf(
        call(cloud, 'kms:GenerateDataKey', { KeyId, KeySpec: 'AES_128', EncryptionContext }),
        'CiphertextBlob',
      ),
    ),
  ],
  [
    'GenerateDataKey by NumberOfBytes',
    make((cloud, KeyId) =>
      bytesOf(
        call(cloud, 'kms:GenerateDataKey', { KeyId, NumberOfBytes: 5, EncryptionContext }),
        'CiphertextBlob',
      ),
    ),
  ],
];

/** The code, or what was opened: anything that is no refusal shows itself in the comparison. */
function attempt(cloud: Cloud, CiphertextBlob: Uint8Array): string {
  const { outcome } = call(cloud, 'kms:Decrypt', { CiphertextBlob, EncryptionContext });
  return outcome.ok
    ? `opened: ${hex(outcome.output['Plaintext'] as Uint8Array)}`
    : outcome.error.code;
}

describe.each(ORIGINS)('a blob of %s', (_, { cloud, blob }) => {
  test('opens as it is', () => {
    expect(attempt(cloud, blob)).toMatch(/^opened/);
  });

  test('is refused with any one bit turned over', () => {
    const outcomes = new Set<string>();
    for (let bit = 0; bit < 8 * blob.length; bit++) {
      const altered = blob.slice();
      altered[bit >> 3]! ^= 1 << (bit & 7);
      outcomes.add(attempt(cloud, altered));
    }
    expect([...outcomes]).toEqual(['InvalidCiphertextException']);
  });

  test('is refused when it is cut anywhere, at the end or at the beginning', () => {
    const outcomes = new Set<string>();
    for (let length = 1; length < blob.length; length++) {
      outcomes.add(attempt(cloud, blob.slice(0, length)));
      outcomes.add(attempt(cloud, blob.slice(length)));
    }
    expect([...outcomes]).toEqual(['InvalidCiphertextException']);
  });

  test('is refused with a byte put in or taken out anywhere', () => {
    const outcomes = new Set<string>();
    for (let at = 0; at <= blob.length; at++) {
      outcomes.add(attempt(cloud, concat(blob.slice(0, at), Uint8Array.of(0), blob.slice(at))));
      outcomes.add(
        attempt(cloud, concat(blob.slice(0, at), blob.slice(at + 1), new Uint8Array(1))),
      );
    }
    // The last byte taken out and a zero put in its place is the blob itself, where that byte was zero.
    outcomes.delete(blob.at(-1) === 0 ? attempt(cloud, blob) : '');
    expect([...outcomes]).toEqual(['InvalidCiphertextException']);
  });

  test('is refused as people damage files', () => {
    const damaged: Readonly<Record<string, Uint8Array>> = {
      'sent as base64': utf8(base64(blob)),
      'sent as hexadecimal': utf8(hex(blob)),
      'read as text': utf8(Buffer.from(blob).toString('utf8')),
      'read as Latin text': utf8(Buffer.from(blob).toString('latin1')),
      'with a byte order mark': concat(Uint8Array.of(0xef, 0xbb, 0xbf), blob),
      'with a line end': concat(blob, utf8('\n')),
      doubled: concat(blob, blob),
      reversed: blob.slice().reverse(),
      'all zeros': new Uint8Array(blob.length),
      'all ones': new Uint8Array(blob.length).fill(0xff),
      'tag of zeros': concat(blob.slice(0, -16), new Uint8Array(16)),
      'an Encryption SDK header': concat(Uint8Array.of(1, 0x80, 1, 0x78), blob),
      'a PEM file': utf8(`-----BEGIN CMS-----\n${base64(blob)}\n-----END CMS-----\n`),
    };
    for (const [how, bytes] of Object.entries(damaged)) {
      expect(attempt(cloud, bytes), how).toBe('InvalidCiphertextException');
    }
    expect(textOf(damaged['sent as hexadecimal']!)).toBe(hex(blob));
  });

  test('is refused with any part taken from another blob of the same key', () => {
    const KeyId = [...kmsState(cloud, ACCOUNT, 'us-east-1').keys.keys()][0]!;
    const other = bytesOf(
      call(cloud, 'kms:Encrypt', { KeyId, Plaintext: new Uint8Array(1), EncryptionContext }),
      'CiphertextBlob',
    );
    const parts = [
      [38, 54],
      [blob.length - 16, blob.length],
      [58, blob.length - 16],
      [38, blob.length],
    ] as const;
    for (const [from, to] of parts) {
      const mixed = blob.slice();
      mixed.set(other.subarray(from, Math.min(to, other.length)), from);
      if (hex(mixed) === hex(other)) continue;
      expect(attempt(cloud, mixed)).toBe('InvalidCiphertextException');
    }
  });
});

test('a refusal of the cipher gives nothing away: same code, same message, same reason for every cause', () => {
  const [, { cloud, blob }] = ORIGINS[0]!;
  const causes = [
    {
      CiphertextBlob: concat(blob.slice(0, -1), Uint8Array.of(blob.at(-1)! ^ 1)),
      EncryptionContext,
    },
    { CiphertextBlob: concat(Uint8Array.of(2), blob.slice(1)), EncryptionContext },
    { CiphertextBlob: blob, EncryptionContext: { dept: 'hr' } },
    { CiphertextBlob: utf8('rubbish') },
  ].map((input) => refusalOf(call(cloud, 'kms:Decrypt', input)));
  for (const cause of causes) expect(cause).toEqual(causes[0]);
});
