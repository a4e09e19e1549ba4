// The keys that a call is about: how each is found, who may use it, and in which states it serves. It follows
// from the roles that an operation declares.

import { accessDenied, validationError, type ServiceError } from '../aws/errors.ts';
import type { Call, Target } from '../aws/operation.ts';
import { camel } from '../aws/shape.ts';
import type { Members } from '../aws/trace.ts';
import { deniedAbroad } from './abroad.ts';
import { conditionsOf, type Rows } from './conditions.ts';
import type { EncryptionContext } from './context.ts';
import { errors } from './errors.ts';
import { findByAlias, findKey, findKeyOfBlob, type Accepts, type Found } from './find.ts';
import { grantsFor, requireKnownTokens } from './grants/granted.ts';
import type { KeyOrigin, KmsKey } from './key.ts';
import { originError, stateError, type StateRule } from './key-states.ts';
import { materialIdOf } from './key-stores/framing.ts';
import { relativesOf, requirePrimary, type PrimaryRule } from './multi-region/family.ts';
import type { KeyUsage } from './specs.ts';

export interface KeyRole<I> extends Accepts {
  /** The member that names the key: an id, or a blob that says which key sealed it. */
  readonly from: keyof I & string;
  /** A member that may name the same key once more; another key there is IncorrectKeyException. */
  readonly confirmedBy?: keyof I & string;
  readonly states: StateRule;
  readonly usage?: KeyUsage;
  /** 'kms:' and the operation's name where absent. */
  readonly action?: string;
  readonly context?: keyof I & string;
  /** The member names an alias, and the key is the one that it points at now. */
  readonly by?: 'alias';
  /** The key must be of a kind that can have new material. */
  readonly rotates?: true;
  /** Of related multi-Region keys, only the primary serves. */
  readonly primary?: PrimaryRule;
  /** Keys of another origin are refused, whatever their state. */
  readonly origins?: readonly KeyOrigin[];
  /** CloudTrail does not list it among the resources. */
  readonly unlisted?: true;
  /** DescribeKey: a token that no grant gave out is passed over. */
  readonly ignoresGrantTokens?: true;
}

export interface KeyTarget extends Target {
  readonly key: KmsKey;
}

const STANDARD = 'SYMMETRIC_DEFAULT';

/** Called only when a policy has conditions: then all keys of the call are known. */
export type MoreConditions = () => Rows;

export function keyTarget<I>(
  operation: string,
  role: KeyRole<I>,
  call: Call<Members>,
  more: MoreConditions,
): Target {
  const open = role.accepts !== undefined;
  const found = locate(call, role);
  const confirmed = confirmationOf(call, role, found);
  const { key, owner } = found;
  const context = role.context === undefined ? undefined : contextIn(call, role.context);
  const abroad = owner !== call.as.account;
  const action = role.action ?? `kms:${operation}`;
  return {
    action,
    resource: found.arn,
    owner,
    ...(!role.unlisted && { type: 'AWS::KMS::Key' }),
    resourcePolicy: { kind: 'key policy', ...(key && (open || !abroad) && { policy: key.policy }) },
    context: () =>
      conditionsOf(call, {
        ...(key && { key }),
        ...(role.context !== undefined && {
          context: context ?? {},
          algorithm: algorithmIn(call, role.context),
        }),
        more: more(),
        ...(found.alias !== undefined && { alias: found.alias }),
      }),
    ...(found.absent && { absent: found.absent }),
    ...(abroad && { denied: deniedAbroad }),
    ...(byBlobAlone(call, role, found) && { denied: deniedByBlob }),
    ...(key && {
      key,
      grants: () => grantsFor(call, key, action, context),
      guard: () => {
        found.keep?.();
        guard(operation, role, { call, key, confirmed });
      },
    }),
  };
}

function locate<I>(call: Call<Members>, role: KeyRole<I>): Found {
  const { from, confirmedBy, by } = role;
  const value = call.input[from];
  // A dry run that ignores the ciphertext takes the key that is named outright.
  if (confirmedBy !== undefined && ignoresCiphertext(call.input)) {
    return findKey(call, required(call.input[confirmedBy], confirmedBy), role);
  }
  if (value instanceof Uint8Array) {
    const named = confirmedBy === undefined ? undefined : call.input[confirmedBy];
    if (role.context !== undefined && algorithmIn(call, role.context) !== STANDARD) {
      if (typeof named !== 'string') throw errors.noKeyNamed(String(confirmedBy));
      return findKey(call, named, role);
    }
    const isSilent = typeof named === 'string' && materialIdOf(value) === undefined;
    return isSilent ? findKey(call, named, role) : findKeyOfBlob(call, value);
  }
  if (by === 'alias') return findByAlias(call, String(value));
  return findKey(call, required(value, from), role);
}

export const ignoresCiphertext = (input: Members): boolean =>
  input['DryRun'] === true && Array.isArray(input['DryRunModifiers']);

/** Only a dry run may leave the blob out, and only another one the key: no shape can say so. */
function required(value: unknown, member: string): string {
  if (typeof value === 'string') return value;
  throw validationError(
    `1 validation error detected: Value null at '${camel(member)}' failed to satisfy constraint: Member must not be null`,
  );
}

/** Who names a key of this account is told that it is not there, before anything else is looked at. */
function confirmationOf<I>(
  call: Call<Members>,
  role: KeyRole<I>,
  { key }: Found,
): Found | undefined {
  const { confirmedBy } = role;
  const value = confirmedBy === undefined ? undefined : call.input[confirmedBy];
  if (typeof value !== 'string') return undefined;
  // Recorded: the ARN of a related key in another Region is that of another key.
  if (key && relativesOf(key).some(({ arn }) => arn === value)) {
    return { arn: value, owner: key.account };
  }
  const found = findKey(call, value, role);
  if (found.absent && found.owner === call.as.account) throw found.absent();
  return found;
}

interface Guarded {
  readonly call: Call<Members>;
  readonly key: KmsKey;
  readonly confirmed: Found | undefined;
}

function guard<I>(operation: string, role: KeyRole<I>, { call, key, confirmed }: Guarded): void {
  if (!role.ignoresGrantTokens) requireKnownTokens(call);
  if (confirmed && confirmed.key !== key) throw errors.incorrectKey();
  if (role.rotates && key.spec !== 'SYMMETRIC_DEFAULT') throw errors.notRotatable();
  if (role.origins && !role.origins.includes(key.origin)) throw originError(key);
  const answer = role.states[key.state];
  if (answer !== 'serve') throw stateError(key, answer);
  if (role.primary) requirePrimary(key, role.primary, operation);
  if (role.usage !== undefined && role.usage !== key.usage) {
    throw errors.keyUsage(key.arn, key.usage, operation);
  }
}

/** Nobody has named the key: neither the caller nor a service on the caller's behalf. */
const byBlobAlone = <I>({ input, via }: Call<Members>, role: KeyRole<I>, found: Found): boolean =>
  found.outOfReach ??
  (via === undefined &&
    input[role.from] instanceof Uint8Array &&
    role.confirmedBy !== undefined &&
    input[role.confirmedBy] === undefined);

const OUT_OF_REACH =
  'because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access';

/** AWS's words where a blob alone says which key is meant: they give nothing away about the key. */
const deniedByBlob = (usual: string, why: string): ServiceError =>
  accessDenied(
    usual.replace(
      / on resource: \S+ (.*)$/,
      (_, reason: string) =>
        ` on the resource associated with this ciphertext ${reason.includes('resource-based') ? OUT_OF_REACH : reason}`,
    ),
    why,
  );

/** AWS names the two alike: SourceEncryptionContext, SourceEncryptionAlgorithm. */
const algorithmIn = ({ input }: Call<Members>, context: string): string =>
  (input[context.replace('Context', 'Algorithm')] as string | undefined) ?? STANDARD;

const contextIn = (call: Call<Members>, member: string): EncryptionContext =>
  call.input[member] as EncryptionContext;
