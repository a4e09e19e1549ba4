// Public messages of the AWS Encryption SDK in several languages: those that are whole open, the others do not.

import { describe, expect, test } from 'vitest';
import { suites } from '../../../src/crypto/asymmetric/index.ts';
import { base64, fromBase64, fromHex, textOf } from '../../../src/crypto/bytes.ts';
import { decodeMessage } from '../../../src/crypto/esdk/decode.ts';
import { decryptMessage } from '../../../src/crypto/esdk/decrypt.ts';
import type { Result } from '../../../src/crypto/esdk/failure.ts';
import { messageKeys } from '../../../src/crypto/esdk/keys.ts';
import { binaryVectors, jsonVectors, vectorsAreHere } from '../../support/vectors.ts';
import { unwrapWithAes, unwrapWithRsa, type RawKey } from './raw-keys.ts';
import { unzip } from './zip.ts';

function opened(bytes: Uint8Array, dataKey: Uint8Array): Result<Uint8Array> {
  const decoded = decodeMessage(bytes);
  if (!decoded.ok) return decoded;
  return decryptMessage({ message: decoded.value, dataKey, suites: () => suites });
}

interface CommitmentCase {
  readonly comment: string;
  readonly status: boolean;
  readonly ciphertext: string;
  readonly 'decrypted-dek': string;
  readonly 'plaintext-frames': readonly string[];
  readonly commitment: string;
}

describe.skipIf(!vectorsAreHere)('key commitment', () => {
  const tests = vectorsAreHere
    ? (jsonVectors('aws-esdk/commitment-test-vectors.json') as { tests: CommitmentCase[] }).tests
    : [];

  test('there are forty-odd cases', () => {
    expect(tests.length).toBeGreaterThan(38);
  });

  test.each(tests)('$comment', (one) => {
    const message = fromBase64(one.ciphertext);
    const result = opened(message, fromBase64(one['decrypted-dek']));
    if (one.status) {
      expect(result.ok && textOf(result.value)).toBe(one['plaintext-frames'].join(''));
      const decoded = decodeMessage(message);
      const { header } = decoded.ok ? decoded.value : expect.unreachable();
      const keys = messageKeys(header.suite, fromBase64(one['decrypted-dek']), header.messageId);
      expect(base64(keys.commitment!)).toBe(one.commitment);
    } else {
      expect(result).toMatchObject({ ok: false, failure: { code: 'CommitmentMismatch' } });
    }
  });
});

interface Manifest {
  readonly tests: Readonly<
    Record<
      string,
      {
        readonly ciphertext: string;
        readonly 'encryption-context': Readonly<Record<string, string>>;
        readonly 'master-keys': readonly {
          readonly type: string;
          readonly key: string;
          readonly 'encryption-algorithm': string;
          readonly 'padding-hash': string;
        }[];
      }
    >
  >;
}

describe.skipIf(!vectorsAreHere).each([
  ['v4-Net-4.0.1', 99],
  ['valid-Net-4.0.0', 5],
])('messages under raw keys, %s', (name, count) => {
  test(`all ${count} open`, () => {
    const files = unzip(binaryVectors(`aws-esdk/${name}.zip`));
    const read = (path: string): unknown => JSON.parse(textOf(files.get(path)!)!);
    const { keys } = jsonVectors('aws-esdk/keys.json') as { keys: Record<string, RawKey> };
    const raw = Object.values((read('manifest.json') as Manifest).tests).filter(
      ({ 'master-keys': [first] }) => first?.type === 'raw',
    );
    expect(raw).toHaveLength(count);
    for (const one of raw) {
      const [master] = one['master-keys'];
      const key = keys[master!.key]!;
      const decoded = decodeMessage(files.get(one.ciphertext.replace('file://', ''))!);
      const message = decoded.ok ? decoded.value : expect.unreachable();
      const { context, encryptedDataKeys } = message.header;
      const bound = { ...one['encryption-context'], ...context };
      const dataKey =
        master!['encryption-algorithm'] === 'aes'
          ? unwrapWithAes(key, encryptedDataKeys[0]!, bound)
          : unwrapWithRsa(key, master!['padding-hash'], encryptedDataKeys[0]!);
      const unwritten = Object.fromEntries(
        Object.entries(one['encryption-context']).filter(([pair]) => !(pair in context)),
      );
      const result = decryptMessage({ message, dataKey, unwritten, suites: () => suites });
      expect(result).toEqual({ ok: true, value: files.get('plaintexts/small') });
    }
  });
});

describe.skipIf(!vectorsAreHere)('fixtures of the JavaScript client', () => {
  const fixtures = vectorsAreHere
    ? (jsonVectors('aws-esdk/js_decrypt_fixtures.json') as { base64: Record<string, string> })
        .base64
    : {};
  const openedOf = (name: string, keyBytes = 32): Result<Uint8Array> =>
    opened(fromBase64(fixtures[name]!), new Uint8Array(keyBytes));

  test('a signed message opens, and one whose signature was altered does not', () => {
    const suite = 'CiphertextAlgAes256GcmIv12Tag16HkdfSha384EcdsaP384';
    const whole = openedOf(`base64${suite}`);
    expect(whole.ok && base64(whole.value)).toBe(fixtures['base64Plaintext']);
    expect(openedOf(`invalidSignature${suite}`)).toMatchObject({
      ok: false,
      failure: { code: 'SignatureMismatch' },
    });
  });

  test.each([
    ['base64CiphertextAlgAes256GcmIv12Tag16HkdfWith4Frames', 32],
    ['twoEdksMessage', 16],
    ['fourEdksMessage', 16],
  ])('%s', (name, keyBytes) => {
    const result = openedOf(name, keyBytes);
    expect(result.ok && textOf(result.value)).toBe('asdf');
  });
});

test.skipIf(!vectorsAreHere)('headers of the JavaScript client alone are no whole messages', () => {
  const { hex: headers } = jsonVectors('aws-esdk/header_fixtures.json') as {
    hex: Record<string, string>;
  };
  for (const header of Object.values(headers)) {
    expect(decodeMessage(fromHex(header)).ok).toBe(false);
  }
});
