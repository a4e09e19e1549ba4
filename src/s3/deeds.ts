// What S3 does by itself with an object, as the trace names it.

import type { Operation } from '../aws/operation.ts';
import { blob, structure } from '../aws/shape.ts';

const common = {
  service: 's3',
  readOnly: true,
  errors: [],
  traffic: 'within',
  lane: 's3',
  event: 'none',
  find: () => [],
  handle: () => {
    throw new TypeError('a deed of S3 cannot be called');
  },
} as const satisfies Partial<Operation>;

export const deeds: readonly Operation[] = [
  {
    ...common,
    name: 'SealObject',
    label: 'encrypt the object, wipe the key',
    summary: 'S3 encrypts the object with the data key and wipes the plaintext key from memory.',
    input: structure({ Key: blob({ thing: 'dataKey' }), Body: blob({ thing: 'plaintext' }) }),
    output: structure({ Sealed: blob({ thing: 'ciphertext' }) }),
    seals: (input, output) => [
      {
        into: output['Sealed'] as Uint8Array,
        what: input['Body'] as Uint8Array,
        by: input['Key'] as Uint8Array,
      },
    ],
    forgets: ({ Key, Body }) => [Key as Uint8Array, Body as Uint8Array],
  },
  {
    ...common,
    name: 'OpenObject',
    label: 'decrypt the object, wipe the key',
    summary: 'S3 decrypts the object with the data key and wipes the key from memory.',
    input: structure({ Key: blob({ thing: 'dataKey' }) }),
    output: structure({ Body: blob({ thing: 'plaintext' }) }),
    forgets: ({ Key }) => [Key as Uint8Array],
  },
];
