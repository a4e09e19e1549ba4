// What KMS's operations show in CloudTrail beyond what their shapes say. Source: facts sheet, section 8.

import type { TrailFacts } from '../aws/operation.ts';
import { visible } from '../aws/trail.ts';
import type { Structure } from '../aws/shape.ts';

/** Management operations log the key's ARN, even where the API answers with nothing. */
export const keyArnLogged: TrailFacts = {
  response: (_output, [target]) => (target ? { keyId: target.resource } : null),
};

/** Cryptographic operations log the algorithm, sent or not, and never an answer. */
export const algorithmLogged = (input: Structure): TrailFacts => ({
  request: (members) => ({ encryptionAlgorithm: 'SYMMETRIC_DEFAULT', ...visible(input, members) }),
});

/** Successful calls say which generation of the material served. */
export const materialLogged: TrailFacts = {
  additional: ({ KeyMaterialId }) =>
    KeyMaterialId === undefined ? undefined : { keyMaterialId: KeyMaterialId },
};
