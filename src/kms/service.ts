// What KMS offers to the platform.

import type { Service } from '../aws/operation.ts';
import { kmsOperations } from './operations/index.ts';
import { rules } from './rules.ts';

export const kmsService: Service = {
  name: 'kms',
  title: 'AWS KMS',
  endpoint: 'kms.amazonaws.com',
  client: 'KMSClient',
  places: [
    { id: 'kms', label: 'KMS', kind: 'kms', keeps: [] },
    { id: 'hsm', label: 'HSM', kind: 'hsm', keeps: ['keyMaterial'] },
  ],
  operations: Object.values(kmsOperations),
  rules,
};
