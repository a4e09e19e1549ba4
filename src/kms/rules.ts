// Rules that people most often have wrong, each a named function, so that a misconception can replace it
// and nothing else.

import { defineRule } from '../aws/operation.ts';
import type { EncryptionContext } from './context.ts';
import type { KmsKey, Material } from './key.ts';

/** Rotation adds material and keeps the old: whatever sealed a blob can open it. */
export const materialsForDecrypt = defineRule(
  'kms.materialsForDecrypt',
  (key: KmsKey): readonly Material[] => key.materials,
);

/** The encryption context is authenticated: it must come back exactly, or the tag does not fit. */
export const boundContext = defineRule(
  'kms.boundContext',
  (context: EncryptionContext): EncryptionContext => context,
);

export const rules = [materialsForDecrypt, boundContext];
