// Who may retire a grant is said by the grant, not by the key's policy. Source: developer guide, "Retiring and
// revoking grants".

import type { Call, Target } from '../../aws/operation.ts';
import type { Members } from '../../aws/trace.ts';
import { deniedAbroad } from '../abroad.ts';
import { conditionsOf } from '../conditions.ts';
import { errors } from '../errors.ts';
import { findKey, type Found } from '../find.ts';
import { isGrantId } from './pages.ts';
import { findByToken, findGrant, type Grant } from './grants.ts';

export interface RetirementTarget extends Target {
  readonly grant?: Grant;
}

export function retirementTarget(call: Call<Members>): RetirementTarget {
  const { grant, key, arn, owner, absent } = locate(call);
  return {
    action: 'kms:RetireGrant',
    resource: arn,
    owner,
    type: 'AWS::KMS::Key',
    ...(owner !== call.as.account && { denied: deniedAbroad }),
    // kms:RetireGrant has no effect in a key policy, neither to allow nor to deny.
    resourcePolicy: { kind: 'key policy' },
    context: () => conditionsOf(call, key ? { key } : {}),
    ...(grant && { grant, grants: () => [grant.retirement] }),
    ...(absent && { absent }),
  };
}

/** Of a call that was let through. */
export function grantOf(call: Call): Grant {
  const { grant } = locate(call as Call<Members>);
  if (!grant) throw new TypeError('no such grant');
  return grant;
}

interface Located extends Found {
  readonly grant?: Grant;
}

function locate({ input, ...call }: Call<Members>): Located {
  const { GrantToken: token, KeyId: keyId, GrantId: id } = input;
  const byToken = typeof token === 'string';
  const byId = typeof keyId === 'string' && typeof id === 'string';
  if (byToken === byId || (byToken && (keyId ?? id) !== undefined)) {
    throw errors.grantTerms('Specify either GrantToken, or both KeyId and GrantId.');
  }
  if (byToken) return grantOfToken(call, token);
  const found = findKey({ ...call, input }, String(keyId), { accepts: 'other accounts' });
  const { key } = found;
  if (!key) return found;
  const grant = findGrant(call.cloud, key, String(id));
  if (grant) return { ...found, grant };
  const absent = (): Error =>
    isGrantId(String(id)) ? errors.grantNotFound(String(id)) : errors.invalidGrantId();
  return { ...found, absent };
}

function grantOfToken({ cloud, region }: Omit<Call, 'input'>, token: string): Located {
  const grant = findByToken(cloud, region, token);
  if (!grant || grant.ended) throw errors.grantToken();
  const { key } = grant;
  return { grant, key, arn: key.arn, owner: key.account };
}
