// External key stores' other side, as the platform sees it: a small outside world for custom key stores.

import type { Service } from '../aws/operation.ts';
import { xksOperations } from './operations.ts';

export const xksService: Service = {
  name: 'xks',
  title: 'External key store',
  endpoint: 'xks',
  places: [{ id: 'xks', label: 'External key manager', kind: 'service' }],
  operations: Object.values(xksOperations),
  rules: [],
};
