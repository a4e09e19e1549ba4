// Rules that people most often have wrong, each a named function, so that a misconception can replace it
// and nothing else.

import { defineRule } from '../aws/operation.ts';
import type { EncryptionContext } from './context.ts';
import type { KmsKey, Material, RotationSchedule } from './key.ts';
import { limits } from './limits.ts';

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

/** AWS managed keys rotate every year. A customer managed key does when somebody has switched it on. */
export const periodOfNewKey = defineRule(
  'kms.periodOfNewKey',
  (manager: KmsKey['manager']): number | undefined =>
    manager === 'AWS' ? limits.rotationPeriodDays.standard : undefined,
);

/** Rotation on demand comes on top: the date of the next automatic one stays. */
export const scheduleAfterOnDemand = defineRule(
  'kms.scheduleAfterOnDemand',
  (schedule: RotationSchedule, _now: number): RotationSchedule => schedule,
);

export const rules = [materialsForDecrypt, boundContext, periodOfNewKey, scheduleAfterOnDemand];
