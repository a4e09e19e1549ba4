// From a data key to the key that encrypts one message, and to what the message commits to.

import { concat, utf8 } from '../bytes.ts';
import { hkdf } from '../hkdf.ts';
import { suiteNamed, type AlgorithmSuiteName } from './algorithms.ts';
import { COMMITMENT_BYTES } from './header.ts';
import { bigEndian } from './numbers.ts';

export interface MessageKeys {
  readonly key: Uint8Array;
  readonly commitment?: Uint8Array;
}

export function messageKeys(
  name: AlgorithmSuiteName,
  dataKey: Uint8Array,
  messageId: Uint8Array,
): MessageKeys {
  const { id, version, kdf: hash, keyBytes: lengthBytes } = suiteNamed(name);
  if (!hash) return { key: dataKey };
  const suite = bigEndian(id, 2);
  if (version === 1) {
    return { key: hkdf({ hash, key: dataKey, info: concat(suite, messageId), lengthBytes }) };
  }
  const from = { hash, key: dataKey, salt: messageId } as const;
  return {
    key: hkdf({ ...from, info: concat(suite, utf8('DERIVEKEY')), lengthBytes }),
    commitment: hkdf({ ...from, info: utf8('COMMITKEY'), lengthBytes: COMMITMENT_BYTES }),
  };
}
