// STS, as the platform sees it: it says who calls, and lends the rights of roles.

import type { Service } from '../aws/operation.ts';
import { AssumeRole } from './operations/assume-role.ts';
import { GetCallerIdentity } from './operations/get-caller-identity.ts';

export const stsOperations = { AssumeRole, GetCallerIdentity };

export const stsService: Service = {
  name: 'sts',
  title: 'AWS STS',
  endpoint: 'sts.amazonaws.com',
  client: 'STSClient',
  places: [{ id: 'sts', label: 'STS', kind: 'service', keeps: [] }],
  operations: Object.values(stsOperations),
  rules: [],
};
