// The learner's own program, as the platform sees it.

import type { Service } from '../aws/operation.ts';
import { messageDeeds } from './messages.ts';
import { appOperations } from './operations.ts';

export const appService: Service = {
  name: 'app',
  title: 'The learner’s program',
  endpoint: 'app',
  places: [{ id: 'store', label: 'Your storage', kind: 'store' }],
  operations: [...Object.values(appOperations), ...messageDeeds],
  rules: [],
};
