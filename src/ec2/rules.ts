// Rules of EBS that people believe otherwise.

import { defineRule } from '../aws/operation.ts';

/**
 * Whether each read and write of an attached volume asks KMS anew. It does not: the data key stays in the hardware
 * until the volume is detached. Source: KMS developer guide, "How unusable KMS keys affect data keys".
 */
export const asksForEachBlock = defineRule('ec2: each block asks KMS', false);

export const rules = [asksForEachBlock];
