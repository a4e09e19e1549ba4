// Global condition keys: what every request says of itself, to whichever service. One row each. Source: IAM user
// guide, "Global condition context keys".

import { SOMEWHERE, type Call } from '../operation.ts';
import { userIdOf, type Principal } from '../principal.ts';
import type { ConditionContext } from './conditions.ts';

/** A condition key without a value is absent. */
export type ConditionRows = Readonly<Record<string, string | readonly string[] | undefined>>;

type Asked = Pick<
  Call,
  'as' | 'via' | 'region' | 'now' | 'sourceIp' | 'vpce' | 'sourceArn' | 'sourceAccount' | 'cloud'
>;

export function globalRows(call: Asked, owner: string): ConditionRows {
  const { as, region, now } = call;
  return {
    ...callerRows(as, call.cloud.directory.tagsOf(as)),
    ...wayRows(call),
    'aws:SecureTransport': 'true',
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
    'aws:RequestedRegion': region,
    'aws:ResourceAccount': owner,
  };
}

const TYPES = { user: 'User', role: 'AssumedRole', root: 'Account', service: undefined } as const;

function callerRows(as: Principal, tags: Readonly<Record<string, string>>): ConditionRows {
  const isService = as.kind === 'service';
  const rows: Record<string, string | undefined> = {
    'aws:PrincipalIsAWSService': String(isService),
    'aws:PrincipalServiceName': isService ? as.arn : undefined,
    'aws:PrincipalArn': isService ? undefined : as.arn,
    'aws:PrincipalAccount': isService ? undefined : as.account,
    'aws:PrincipalType': TYPES[as.kind],
    'aws:userid': userIdOf(as),
    'aws:username': as.kind === 'user' ? as.name : undefined,
  };
  for (const [key, value] of Object.entries(tags)) rows[`aws:PrincipalTag/${key}`] = value;
  return rows;
}

/** A service that calls for somebody does so from within AWS: the caller's address and endpoint are not its own. */
function wayRows({ as, via, sourceIp, vpce, sourceArn, sourceAccount }: Asked): ConditionRows {
  const called = via?.endsWith('.amazonaws.com') === true;
  const direct = !called && as.kind !== 'service';
  return {
    'aws:ViaAWSService': String(called),
    'aws:CalledVia': called ? [via] : undefined,
    'aws:CalledViaFirst': called ? via : undefined,
    'aws:CalledViaLast': called ? via : undefined,
    'aws:SourceIp': direct && vpce === undefined ? (sourceIp ?? SOMEWHERE) : undefined,
    'aws:VpcSourceIp': direct && vpce !== undefined ? sourceIp : undefined,
    'aws:SourceVpce': direct ? vpce : undefined,
    'aws:SourceArn': direct ? undefined : sourceArn,
    'aws:SourceAccount': direct ? undefined : sourceAccount,
  };
}

/** Rows as policies ask for them: keys in lower case, absent ones left out. */
export function contextOf(rows: ConditionRows): ConditionContext {
  const context = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(rows)) {
    const values = typeof value === 'string' ? [value] : (value ?? []);
    // A condition key without a value is absent: else "every value fits" would be true of none.
    if (values.length === 0) continue;
    // Keys that differ only in case are one condition key with several values.
    const lower = name.toLowerCase();
    context.set(lower, [...(context.get(lower) ?? []), ...values]);
  }
  return context;
}
