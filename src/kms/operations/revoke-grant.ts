import { structure } from '../../aws/shape.ts';
import { errors } from '../errors.ts';
import { forResource } from '../grants/conditions.ts';
import { requireGrantId } from '../grants/pages.ts';
import { endGrant, findGrant } from '../grants/grants.ts';
import { states } from '../key-states.ts';
import { kmsOperation } from '../operation.ts';
import { dryRun, grantId, keyId } from '../shapes.ts';
import { keyArnLogged } from '../trail.ts';

export const RevokeGrant = kmsOperation({
  name: 'RevokeGrant',
  summary: 'Ends a grant: those who look after the key take the permission back.',
  readOnly: false,
  input: structure({ KeyId: keyId(), GrantId: grantId(), DryRun: dryRun() }),
  output: structure({}),
  keys: { key: { from: 'KeyId', states: states.always, accepts: 'other accounts' } },
  conditions: (_targets, call) => forResource(call),
  throws: ['InvalidGrantIdException'],
  trail: keyArnLogged,

  check({ cloud, input }, { key }) {
    requireGrantId(input.GrantId);
    const grant = findGrant(cloud, key, input.GrantId);
    if (!grant) throw errors.grantNotFound(input.GrantId);
    return grant;
  },

  handle(call, _keys, grant) {
    endGrant(call.cloud, grant);
    return {};
  },
});
