// The header, written and read: who may open the message, by which suite, bound to which context.

import { NONCE_BYTES, TAG_BYTES } from '../aead.ts';
import { concat, utf8 } from '../bytes.ts';
import { findSuiteName, suiteNamed, type AlgorithmSuiteName } from './algorithms.ts';
import { contextBytes, readContext } from './context.ts';
import type { EncryptedDataKey, Header, HeaderSeal } from './message.ts';
import { bigEndian, counted } from './numbers.ts';
import type { Reader } from './reader.ts';

export const MESSAGE_ID_BYTES = { 1: 16, 2: 32 } as const;
export const COMMITMENT_BYTES = 32;

/** "Customer authenticated encrypted data": the only type that version 1 knows. */
const TYPE = 0x80;
const SINGLE_BLOCK = 1;
const FRAMED = 2;
const RESERVED = new Uint8Array(4);

/** All that the header's tag covers. */
export function headerBytes(header: Header): Uint8Array {
  const { suite, messageId, context, encryptedDataKeys, frameLength, commitment } = header;
  const { id, version } = suiteNamed(suite);
  const pairs = contextBytes(context);
  if (!pairs) throw new TypeError('an encryption context that is too long for a message');
  const first = version === 1 ? Uint8Array.of(version, TYPE) : Uint8Array.of(version);
  const shape = Uint8Array.of(frameLength === 0 ? SINGLE_BLOCK : FRAMED);
  const size = bigEndian(frameLength, 4);
  return concat(
    first,
    bigEndian(id, 2),
    messageId,
    counted(pairs),
    bigEndian(encryptedDataKeys.length, 2),
    ...encryptedDataKeys.map(writtenKey),
    ...(version === 1 ? [shape, RESERVED, Uint8Array.of(NONCE_BYTES), size] : [shape, size]),
    ...(commitment ? [commitment] : []),
  );
}

const writtenKey = ({ provider, info, ciphertext }: EncryptedDataKey): Uint8Array =>
  concat(counted(utf8(provider)), counted(info), counted(ciphertext));

export function readHeader(reader: Reader): {
  readonly header: Header;
  readonly headerSeal: HeaderSeal;
} {
  reader.begin('header');
  const version = readVersion(reader);
  const suite = readSuite(reader, version);
  const messageId = reader.bytes('message id', MESSAGE_ID_BYTES[version], 'nonce');
  const context = readContext(reader);
  const encryptedDataKeys = readKeys(reader);
  reader.begin('header');
  const frameLength = readFrameLength(reader, version);
  const commitment =
    version === 2 ? reader.bytes('key commitment', COMMITMENT_BYTES, 'tag') : undefined;
  const over = reader.since(0);
  const iv = version === 1 ? reader.bytes('IV', NONCE_BYTES, 'nonce') : new Uint8Array(NONCE_BYTES);
  const tag = reader.bytes('tag', TAG_BYTES, 'tag');
  return {
    header: {
      suite,
      messageId,
      context,
      encryptedDataKeys,
      frameLength,
      ...(commitment && { commitment }),
    },
    headerSeal: { over, iv, tag },
  };
}

function readVersion(reader: Reader): 1 | 2 {
  const version = reader.number('version', 1, 'header');
  if (version === 1) {
    const type = reader.number('type', 1, 'header');
    if (type !== TYPE) reader.refuse('UnsupportedMessage', `is ${type}, not ${TYPE}`);
    return version;
  }
  if (version === 2) return version;
  // 'A', with which the Base64 of both versions begins.
  const hint = version === 0x41 ? ': these may be Base64, not bytes' : '';
  return reader.refuse('UnsupportedMessage', `is ${version}, and there are 1 and 2${hint}`);
}

function readSuite(reader: Reader, version: 1 | 2): AlgorithmSuiteName {
  const id = reader.number('algorithm suite', 2, 'header');
  const name = findSuiteName(id);
  if (name !== undefined && suiteNamed(name).version === version) return name;
  const digits = id.toString(16).padStart(4, '0');
  return reader.refuse(
    'UnsupportedMessage',
    `0x${digits} is no suite of messages of version ${version}`,
  );
}

function readKeys(reader: Reader): readonly EncryptedDataKey[] {
  reader.begin('header');
  const count = reader.number('number of encrypted data keys', 2);
  if (count === 0) reader.refuse('MalformedMessage', 'is 0: nobody could open the message');
  const keys: EncryptedDataKey[] = [];
  while (keys.length < count) {
    reader.begin(`encrypted data key ${keys.length + 1}`);
    const provider = reader.text('provider', reader.number('length of the provider', 2), 'keyId');
    const infoBytes = reader.number('length of the information', 2);
    const info = reader.bytes('information for the provider', infoBytes, 'keyId');
    const keyBytes = reader.number('length of the encrypted data key', 2);
    keys.push({
      provider,
      info,
      ciphertext: reader.bytes('encrypted data key', keyBytes, 'sealed'),
    });
  }
  return keys;
}

function readFrameLength(reader: Reader, version: 1 | 2): number {
  const shape = reader.number('content type', 1, 'header');
  if (shape !== SINGLE_BLOCK && shape !== FRAMED) {
    reader.refuse('MalformedMessage', `is ${shape}, and there are 1 (one block) and 2 (framed)`);
  }
  if (version === 1) {
    if (reader.number('reserved', 4) !== 0) reader.refuse('MalformedMessage', 'is not zero');
    const ivBytes = reader.number('length of IVs', 1);
    if (ivBytes !== NONCE_BYTES) {
      reader.refuse('MalformedMessage', `is ${ivBytes}, and AES-GCM takes ${NONCE_BYTES}`);
    }
  }
  const frameLength = reader.number('frame length', 4);
  if ((frameLength === 0) !== (shape === SINGLE_BLOCK)) {
    reader.refuse('MalformedMessage', `is ${frameLength}, which does not fit the content type`);
  }
  return frameLength;
}
