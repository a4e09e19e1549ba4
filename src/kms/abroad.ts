// AWS's words where a caller's own side does not allow the use of another account's key: the key is not named.
// Recorded, 12 September 2026. Where the key's side refuses, public samples show the ARN.

import { accessDenied, type ServiceError } from '../aws/errors.ts';

export const deniedAbroad = (usual: string, why: string): ServiceError =>
  accessDenied(
    usual.includes('resource-based')
      ? usual
      : usual.replace(/ on resource: \S+ /, ' on this resource '),
    why,
  );
