// What a request about grants says of itself to a policy. Source: facts sheet, section 7c.

import type { Call } from '../../aws/operation.ts';
import type { Members } from '../../aws/trace.ts';
import { contextRows, type Rows } from '../conditions.ts';
import { constrainedPairs, type GrantTerms } from './terms.ts';

/** CreateGrant, ListGrants, RevokeGrant: whether a service of AWS asks, for its own ends or for somebody. */
export const forResource = ({ as, via }: Call): Rows => ({
  'kms:GrantIsForAWSResource': String(via !== undefined || as.kind === 'service'),
});

/** CreateGrant: the context of the grant to be is that of its constraints. */
export function newGrantRows(call: Call<Members>): Rows {
  const terms = call.input as unknown as GrantTerms;
  const { SourceArn: source, ...context } = terms.Constraints ?? {};
  const pairs = constrainedPairs(terms);
  const types = Object.keys(context);
  return {
    ...forResource(call),
    'kms:GranteePrincipal': terms.GranteePrincipal,
    'kms:GranteeServicePrincipal': terms.GranteeServicePrincipal,
    'kms:RetiringPrincipal': terms.RetiringPrincipal,
    'kms:RetiringServicePrincipal': terms.RetiringServicePrincipal,
    'kms:GrantOperations': terms.Operations,
    'kms:GrantConstraintType': types,
    'kms:GrantConstraintSourceArn': source,
    ...contextRows(types.length > 0 ? pairs : undefined),
  };
}
