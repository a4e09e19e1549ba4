// The Regions of the partition that this simulator is in. KMS is in each of them. Source: endpoints of the AWS
// SDKs, August 2026.

import { validationError } from '../../aws/errors.ts';

const REGIONS: ReadonlySet<string> = new Set([
  'af-south-1',
  'ap-east-1',
  'ap-east-2',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-south-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ca-central-1',
  'ca-west-1',
  'eu-central-1',
  'eu-central-2',
  'eu-north-1',
  'eu-south-1',
  'eu-south-2',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'mx-central-1',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
]);

/** Of China, of GovCloud and of the isolated partitions. */
const OTHER_PARTITION = /^(cn|us-gov|us-isob?|eu-isoe|us-isof|eusc)-/;

export function requireOtherRegion(wanted: string, own: string): void {
  if (OTHER_PARTITION.test(wanted)) {
    throw validationError(
      'The replica key Region must be in the same AWS partition as the primary key Region.',
      'Partitions share neither accounts nor keys.',
    );
  }
  if (!REGIONS.has(wanted)) {
    throw validationError(
      `Region ${wanted} is not a valid Region or multi-Region keys are not supported in Region ${wanted}.`,
      'Regions are known by name.',
    );
  }
  if (wanted === own) {
    throw validationError(
      `${wanted} cannot have a replica because it contains the primary.`,
      'Related keys are in different Regions, one in each.',
    );
  }
}
