// CloudTrail, as the platform sees it. Records are made by the platform; this service only looks them up.

import type { Service } from '../aws/operation.ts';
import { LookupEvents } from './lookup-events.ts';

export const cloudtrailOperations = { LookupEvents };

export const cloudtrailService: Service = {
  name: 'cloudtrail',
  title: 'AWS CloudTrail',
  endpoint: 'cloudtrail.amazonaws.com',
  client: 'CloudTrailClient',
  places: [{ id: 'cloudtrail', label: 'CloudTrail', kind: 'service', keeps: [] }],
  operations: Object.values(cloudtrailOperations),
  rules: [],
};
