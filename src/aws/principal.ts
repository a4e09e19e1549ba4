// Who calls. A principal is known by its ARN; everything else about it follows from the ARN.

import { hex, utf8 } from '../crypto/bytes.ts';
import { sha256 } from '../crypto/hash.ts';
import type { AccessKey } from './access-key.ts';
import { arnOf, isAccountId, parseArn } from './arn.ts';

export const ROLE_SESSION = 'glassbox';

export interface Principal {
  readonly kind: 'user' | 'role' | 'root' | 'service';
  /** As IAM names it: a role's ARN, not its session's. */
  readonly arn: string;
  /** As logs and messages name the caller: a role appears as its session. */
  readonly callerArn: string;
  readonly account: string;
  readonly name: string;
  /** What signed the call, where IAM or STS gave it out: a session's own policies and dates hang on it. */
  readonly key?: AccessKey;
}

/** Throws TypeError on what is not a principal: who calls is chosen by the program, never typed by a learner. */
export function principalOf(arn: string): Principal {
  if (/^[a-z0-9.-]+\.amazonaws\.com$/.test(arn)) {
    return { kind: 'service', arn, callerArn: arn, account: '', name: arn };
  }
  const parsed = parseArn(arn);
  if (parsed?.service === 'sts' && parsed.resource.startsWith('assumed-role/')) {
    const role = parsed.resource.split('/')[1] ?? '';
    return { ...principalOf(arnOf('iam', '', parsed.account, `role/${role}`)), callerArn: arn };
  }
  if (parsed?.service !== 'iam' || !isAccountId(parsed.account)) {
    throw new TypeError(`not a principal: ${arn}`);
  }
  const { account, resource } = parsed;
  if (resource === 'root') return { kind: 'root', arn, callerArn: arn, account, name: 'root' };
  const [kind, ...path] = resource.split('/');
  const name = path.at(-1) ?? '';
  if ((kind !== 'user' && kind !== 'role') || name === '')
    throw new TypeError(`not a principal: ${arn}`);
  const callerArn =
    kind === 'user' ? arn : arnOf('sts', '', account, `assumed-role/${name}/${ROLE_SESSION}`);
  return { kind, arn, callerArn, account, name };
}

/** The ARN of a session does not say in which path its role is; its access key does. */
export const withKey = (principal: Principal, key: AccessKey): Principal => ({
  ...principal,
  ...(key.session && { arn: key.session.role }),
  key,
});

/** aws:userid: what IAM knows a caller by, whatever its name. */
export function userIdOf({ kind, arn, callerArn, account }: Principal): string | undefined {
  switch (kind) {
    case 'user':
      return uniqueId('AIDA', arn);
    case 'role':
      return `${uniqueId('AROA', arn)}:${callerArn.split('/').at(-1) ?? ''}`;
    case 'root':
      return account;
    case 'service':
      return undefined;
  }
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** One letter or digit for each byte, as in the ids that AWS gives out. */
export const base32 = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => BASE32[byte % 32]).join('');

/** The unique ids that AWS shows beside an ARN, as a function of the ARN, so that replays agree. */
export function uniqueId(prefix: 'AIDA' | 'AROA' | 'ANPA' | 'AKIA' | 'ASIA', arn: string): string {
  const digest = sha256(utf8(`${prefix}|${arn}`));
  return prefix + base32(digest.subarray(0, 16));
}

/** Made up, as a function of the ARN: it opens nothing. */
export const secretKeyOf = (arn: string): string => hex(sha256(utf8(`secret|${arn}`))).slice(0, 40);
