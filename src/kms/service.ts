// What KMS offers to the platform.

import type { Service } from '../aws/operation.ts';
import { kmsOperations } from './operations/index.ts';
import { rules } from './rules.ts';

export const kmsService: Service = {
  name: 'kms',
  endpoint: 'kms.amazonaws.com',
  operations: Object.values(kmsOperations),
  rules,
};
