import { structure } from '../../aws/shape.ts';
import { newGrantRows } from '../grants/conditions.ts';
import { requireGrantable } from '../grants/request.ts';
import { issueGrant, requireRoomForGrant } from '../grants/issue.ts';
import { states } from '../key-states.ts';
import { kmsOperation } from '../operation.ts';
import {
  dryRun,
  grantConstraints,
  grantId,
  grantName,
  grantOperations,
  grantToken,
  grantTokens,
  keyId,
  principalId,
  servicePrincipal,
} from '../shapes.ts';

export const CreateGrant = kmsOperation({
  name: 'CreateGrant',
  summary: 'Lets somebody use a key, for the operations that it names, until the grant is ended.',
  readOnly: false,
  input: structure({
    KeyId: keyId(),
    GranteePrincipal: principalId(),
    RetiringPrincipal: principalId(),
    Operations: grantOperations(),
    Constraints: grantConstraints(),
    GrantTokens: grantTokens(),
    Name: grantName(),
    DryRun: dryRun(),
    GranteeServicePrincipal: servicePrincipal(),
    RetiringServicePrincipal: servicePrincipal(),
  }),
  output: structure({ GrantToken: grantToken(), GrantId: grantId() }),
  keys: { key: { from: 'KeyId', states: states.whenGrantable, accepts: 'other accounts' } },
  conditions: (_targets, call) => newGrantRows(call),
  throws: ['InvalidArnException', 'LimitExceededException'],
  trail: {
    response: ({ GrantId }, [target]) => ({ grantId: GrantId, keyId: target?.resource }),
  },

  check(call, { key }) {
    const { KeyId: _, DryRun: __, GrantTokens: ___, ...terms } = call.input;
    requireGrantable(terms, key, call.via);
    requireRoomForGrant(call, key, terms);
    return terms;
  },

  handle(call, { key }, terms) {
    const { grant, token } = issueGrant(call, key, terms);
    return { GrantToken: token, GrantId: grant.id };
  },
});
