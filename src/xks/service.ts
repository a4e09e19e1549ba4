// External key stores' other side, as the platform sees it: a small outside world for custom key stores.

import type { Service } from '../aws/operation.ts';
import { xksOperations } from './operations.ts';

export const xksService: Service = {
  name: 'xks',
  endpoint: 'xks',
  operations: Object.values(xksOperations),
  rules: [],
};
