import { structure } from '../../aws/shape.ts';
import { errors } from '../errors.ts';
import { grantPage } from '../grants/pages.ts';
import { accountOf } from '../grants/principals.ts';
import { requireOneOf } from '../grants/request.ts';
import { retirableBy } from '../grants/grants.ts';
import { kmsOperation } from '../operation.ts';
import { grantList, page, paging, principalId, servicePrincipal } from '../shapes.ts';

export const ListRetirableGrants = kmsOperation({
  name: 'ListRetirableGrants',
  summary: 'Lists the grants that a principal of this account may retire, on keys of any account.',
  readOnly: true,
  input: structure({
    ...paging(),
    RetiringPrincipal: principalId(),
    RetiringServicePrincipal: servicePrincipal(),
  }),
  output: structure({ Grants: grantList(), ...page() }),
  keys: {},
  // The resource is the retiring principal: the keys are not asked about. A service looks up its own.
  also: ({ as, account, input: { RetiringPrincipal: principal } }) =>
    as.kind === 'service'
      ? []
      : [
          {
            action: 'kms:ListRetirableGrants',
            resource: typeof principal === 'string' ? principal : '*',
            owner: account,
          },
        ],
  throws: ['InvalidMarkerException'],

  handle(call) {
    const { RetiringPrincipal: principal, RetiringServicePrincipal: service } = call.input;
    requireOneOf({ RetiringPrincipal: principal, RetiringServicePrincipal: service });
    if (service !== undefined && call.as.arn !== service) {
      throw errors.servicesOnly('RetiringServicePrincipal');
    }
    if (principal !== undefined && accountOf(principal) !== call.account) {
      throw errors.foreignPrincipal(principal);
    }
    return grantPage(call, retirableBy(call.cloud, call.region, principal ?? service ?? ''));
  },
});
