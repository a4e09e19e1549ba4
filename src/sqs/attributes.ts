// The attributes of a queue that say how it is encrypted, and who may use it.

import { parsePolicy } from '../aws/iam/policy.ts';
import { errors } from './errors.ts';
import { limits } from './limits.ts';
import type { Queue } from './state.ts';

export type Attributes = Readonly<Record<string, string>>;

export function setAttributes(queue: Queue, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    const set = Object.hasOwn(SETTERS, name) ? SETTERS[name] : undefined;
    if (!set) throw errors.attributeName(name);
    set(queue, value);
  }
}

const SETTERS: Readonly<Record<string, (queue: Queue, value: string) => void>> = {
  /** That the key exists and may be used is found out with the first message. */
  KmsMasterKeyId(queue, value) {
    if (value === '') delete queue.keyId;
    else queue.keyId = value;
  },
  KmsDataKeyReusePeriodSeconds(queue, value) {
    const { min, max } = limits.dataKeyReuseSeconds;
    const seconds = Number(value);
    if (!Number.isInteger(seconds) || seconds < min || seconds > max) {
      throw errors.attribute('KmsDataKeyReusePeriodSeconds', `It may be ${min} to ${max}.`);
    }
    queue.dataKeyReuseSeconds = seconds;
  },
  /** SSE-SQS is on unless a key of KMS is named, and here it can't be switched off. */
  SqsManagedSseEnabled(queue, value) {
    if (value !== 'true') {
      throw errors.attribute('SqsManagedSseEnabled', 'The simulator keeps no message unencrypted.');
    }
    delete queue.keyId;
  },
  Policy(queue, value) {
    const policy = parsePolicy('queue policy', value);
    if (typeof policy === 'string') throw errors.attribute('Policy', policy);
    queue.policy = { ...policy, text: value };
  },
};

export const attributesOf = (queue: Queue): Attributes => ({
  ...(queue.keyId === undefined
    ? { SqsManagedSseEnabled: 'true' }
    : {
        KmsMasterKeyId: queue.keyId,
        KmsDataKeyReusePeriodSeconds: String(queue.dataKeyReuseSeconds),
      }),
  ...(queue.policy && { Policy: queue.policy.text }),
  ApproximateNumberOfMessages: String(queue.messages.length),
});
