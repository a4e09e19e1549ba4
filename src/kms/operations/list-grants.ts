import { optional, structure } from '../../aws/shape.ts';
import { errors } from '../errors.ts';
import { forResource } from '../grants/conditions.ts';
import { grantPage, requireGrantId } from '../grants/pages.ts';
import { grantsOn } from '../grants/grants.ts';
import { states } from '../key-states.ts';
import { kmsOperation } from '../operation.ts';
import {
  grantId,
  grantList,
  keyId,
  page,
  paging,
  principalId,
  servicePrincipal,
} from '../shapes.ts';

export const ListGrants = kmsOperation({
  name: 'ListGrants',
  summary: 'Lists the grants on a key, page by page; all, one, or those of one grantee.',
  readOnly: true,
  input: structure({
    ...paging(),
    KeyId: keyId(),
    GrantId: optional(grantId()),
    GranteePrincipal: principalId(),
    GranteeServicePrincipal: servicePrincipal(),
  }),
  output: structure({ Grants: grantList(), ...page() }),
  keys: { key: { from: 'KeyId', states: states.always, accepts: 'other accounts' } },
  conditions: (_targets, call) => forResource(call),
  throws: ['InvalidGrantIdException', 'InvalidMarkerException'],

  handle(call, { key }) {
    const { GrantId: id, GranteePrincipal: grantee, GranteeServicePrincipal: service } = call.input;
    if (id !== undefined) requireGrantId(id);
    if (grantee !== undefined && service !== undefined) {
      throw errors.grantTerms(
        'GranteePrincipal and GranteeServicePrincipal cannot both be specified.',
      );
    }
    if (service !== undefined && call.as.arn !== service) {
      throw errors.servicesOnly('GranteeServicePrincipal');
    }
    return grantPage(
      call,
      grantsOn(call.cloud, key),
      (grant) =>
        grant.id === (id ?? grant.id) &&
        grant.terms.GranteePrincipal === (grantee ?? grant.terms.GranteePrincipal) &&
        grant.terms.GranteeServicePrincipal === (service ?? grant.terms.GranteeServicePrincipal),
    );
  },
});
