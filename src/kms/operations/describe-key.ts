import { structure } from '../../aws/shape.ts';
import { states } from '../key-states.ts';
import { metadataOf } from '../metadata.ts';
import { kmsOperation } from '../operation.ts';
import { grantTokens, keyId, keyMetadata } from '../shapes.ts';

export const DescribeKey = kmsOperation({
  name: 'DescribeKey',
  summary: 'Tells what is known of a key. Never its material.',
  readOnly: true,
  input: structure({ KeyId: keyId(), GrantTokens: grantTokens() }),
  output: structure({ KeyMetadata: keyMetadata() }),
  keys: {
    key: {
      from: 'KeyId',
      states: states.always,
      accepts: 'aliases and other accounts',
      makesManagedKeys: true,
      ignoresGrantTokens: true,
    },
  },

  handle: (_call, { key }) => ({ KeyMetadata: metadataOf(key) }),
});
