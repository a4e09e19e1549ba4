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
    summary: 'Encrypt the object with the data key, then wipe the key.',
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
    summary: 'Decrypt the object with the data key, then wipe the key.',
    input: structure({ Key: blob({ thing: 'dataKey' }) }),
    output: structure({ Body: blob({ thing: 'plaintext' }) }),
    forgets: ({ Key }) => [Key as Uint8Array],
  },
];
