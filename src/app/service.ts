// The learner's own program, as the platform sees it.

import type { Service } from '../aws/operation.ts';
import { appOperations } from './operations.ts';

export const appService: Service = {
  name: 'app',
  endpoint: 'app',
  operations: Object.values(appOperations),
  rules: [],
};
