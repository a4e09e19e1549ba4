// CloudHSM, as the platform sees it: a small outside world for custom key stores.

import type { Service } from '../aws/operation.ts';
import { cloudhsmOperations } from './operations.ts';

export const cloudhsmService: Service = {
  name: 'cloudhsm',
  title: 'AWS CloudHSM',
  endpoint: 'cloudhsm',
  places: [{ id: 'cloudhsm', label: 'CloudHSM cluster', kind: 'service' }],
  operations: Object.values(cloudhsmOperations),
  rules: [],
};
