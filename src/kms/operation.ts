// How KMS declares an operation. Say only what is particular: which members name keys, in which states and
// for which use those keys serve. Finding, permission, state and usage checks follow from it.

import { refuse, validationError } from '../aws/errors.ts';
import type { Call, Operation, Sealing, Target, TrailFacts } from '../aws/operation.ts';
import { camel, type Infer, type Structure } from '../aws/shape.ts';
import type { Members } from '../aws/trace.ts';
import { hex } from '../crypto/bytes.ts';
import { decode, type Envelope } from './ciphertext.ts';
import { conditionsOf } from './conditions.ts';
import type { EncryptionContext } from './context.ts';
import { errors } from './errors.ts';
import { findByAlias, findKey, findKeyOfBlob, type Found } from './find.ts';
import type { Hsm } from './hsm.ts';
import { stateError, type KeyUsage, type KmsKey, type LastUsage, type StateRule } from './key.ts';
import { materialsForDecrypt } from './rules.ts';
import { kmsState, vaultOf, type KmsState } from './state.ts';

export interface KeyRole<I> {
  /** The member that names the key: an id, or a blob that says which key sealed it. */
  readonly from: keyof I & string;
  /** A member that may name the same key once more; another key there is IncorrectKeyException. */
  readonly confirmedBy?: keyof I & string;
  readonly states: StateRule;
  readonly usage?: KeyUsage;
  /** 'kms:' and the operation's name where absent. */
  readonly action?: string;
  readonly context?: keyof I & string;
  /** Cryptographic operations, DescribeKey: an alias will do, and another account's key may be meant. */
  readonly accepts?: 'aliases and other accounts' | 'other accounts';
  /** The member names an alias, and the key is the one that it points at now. */
  readonly by?: 'alias';
  /** The key must be of a kind that KMS can rotate. */
  readonly rotates?: true;
  /** CloudTrail does not list it among the resources. */
  readonly unlisted?: true;
}

export interface KmsCall<I> extends Call<I> {
  readonly kms: KmsState;
  readonly hsm: Hsm;
}

interface Row<I extends Structure, O extends Structure, R extends string> {
  readonly name: string;
  readonly summary: string;
  readonly readOnly: boolean;
  readonly input: I;
  readonly output: O;
  /** By role: 'key', or 'source' and 'destination'. */
  readonly keys: Readonly<Record<R, KeyRole<Infer<I>>>>;
  /** Resources asked for besides keys, e.g. an alias; '*' for operations without a key. */
  readonly also?: (call: Call<Members>) => readonly Target[];
  /** Errors that only this handler raises. */
  readonly throws?: readonly string[];
  readonly seals?: (input: Members, output: Members) => readonly Sealing[];
  readonly trail?: TrailFacts;
  readonly handle: (
    call: KmsCall<Infer<I>>,
    keys: Readonly<Record<R, KmsKey>>,
  ) => Infer<O> & Members;
}

export function kmsOperation<I extends Structure, O extends Structure, R extends string = never>(
  row: Row<I, O, R>,
): Operation & { readonly input: I; readonly output: O } {
  const roles = Object.entries<KeyRole<Infer<I>>>(row.keys);
  return {
    service: 'kms',
    name: row.name,
    summary: row.summary,
    readOnly: row.readOnly,
    input: row.input,
    output: row.output,
    errors: [
      ...(row.throws ?? []),
      ...(roles.length > 0 ? ['NotFoundException'] : []),
      ...(roles.some(([, { rotates }]) => rotates) ? ['UnsupportedOperationException'] : []),
    ],
    traffic: 'exchange',
    lane: 'kms',
    event: 'management',
    trail: { response: () => null, ...row.trail },
    ...(row.seals && { seals: row.seals }),
    served: (targets, record) => {
      for (const [i, [, { usage }]] of roles.entries()) {
        // To need a key for a usage is to use it.
        const operation = row.name as LastUsage['operation'];
        if (usage) (targets[i] as KeyTarget).key.lastUsage = { operation, ...record };
      }
    },
    find: (call) => [
      ...roles.map(([, role]) => keyTarget(row.name, role, call)),
      ...(row.also?.(call) ?? []),
    ],
    handle: (call, targets) => {
      if (call.input['DryRun'] === true) throw errors.dryRun();
      const found = roles.map(([name], i) => [name, (targets[i] as KeyTarget).key]);
      const kms = kmsState(call.cloud, call.account, call.region);
      const { hsm } = vaultOf(call.cloud, call.region);
      // The input passed validation against this very shape, and every role found its key before this.
      const ready = { ...call, kms, hsm, input: call.input as Infer<I> };
      return row.handle(ready, Object.fromEntries(found) as Record<R, KmsKey>);
    },
  };
}

interface KeyTarget extends Target {
  readonly key: KmsKey;
}

function keyTarget<I>(operation: string, role: KeyRole<I>, call: Call<Members>): Target {
  const open = role.accepts !== undefined;
  const found = locate(call, role);
  const { key, owner } = found;
  const context = role.context === undefined ? undefined : contextIn(call, role.context);
  const abroad = owner !== call.as.account;
  return {
    action: role.action ?? `kms:${operation}`,
    resource: found.arn,
    owner,
    ...(!role.unlisted && { type: 'AWS::KMS::Key' }),
    resourcePolicy: { kind: 'key policy', ...(key && (open || !abroad) && { policy: key.policy }) },
    context: () =>
      conditionsOf(call, {
        ...(key && { key }),
        ...(role.context !== undefined && { context: context ?? {} }),
        ...(found.alias !== undefined && { alias: found.alias }),
      }),
    ...(found.absent && { absent: found.absent }),
    ...(found.outOfReach && {
      deniedMessage: blobOutOfReach(call, role.action ?? `kms:${operation}`),
    }),
    ...(key && {
      key,
      guard: () => {
        guard(operation, role, call, key);
      },
    }),
  };
}

function locate<I>(call: Call<Members>, { from, confirmedBy, by, accepts }: KeyRole<I>): Found {
  const value = call.input[from];
  const acceptsAlias = accepts === 'aliases and other accounts';
  if (value instanceof Uint8Array) return findKeyOfBlob(call, value);
  if (by === 'alias') return findByAlias(call, String(value));
  if (typeof value === 'string') return findKey(call, value, acceptsAlias);
  // Only a dry run that ignores the ciphertext may leave the blob out; the key is then named outright.
  const named = confirmedBy === undefined ? undefined : call.input[confirmedBy];
  if (call.input['DryRun'] === true && call.input['DryRunModifiers'] && typeof named === 'string') {
    return findKey(call, named, acceptsAlias);
  }
  throw validationError(
    `1 validation error detected: Value null at '${camel(from)}' failed to satisfy constraint: Member must not be null`,
  );
}

function guard<I>(operation: string, role: KeyRole<I>, call: Call<Members>, key: KmsKey): void {
  if (Array.isArray(call.input['GrantTokens']) && call.input['GrantTokens'].length > 0) {
    throw errors.grantToken();
  }
  const confirmation = role.confirmedBy === undefined ? undefined : call.input[role.confirmedBy];
  if (typeof confirmation === 'string') {
    const confirmed = findKey(call, confirmation, true);
    if (!confirmed.key) throw confirmed.absent?.() ?? errors.invalidKeyId(confirmation);
    if (confirmed.key !== key) throw errors.incorrectKey();
  }
  if (role.rotates && key.spec !== 'SYMMETRIC_DEFAULT') throw errors.notRotatable();
  const answer = role.states[key.state];
  if (answer !== 'serve') throw stateError(key, answer);
  if (role.usage !== undefined && role.usage !== key.usage) {
    throw errors.keyUsage(key.arn, key.usage, operation);
  }
}

/** Source: AWS's wording for a blob whose key is not here, which tells nothing about where it is. */
const blobOutOfReach = (call: Call, action: string) => (): string =>
  `User: ${call.as.callerArn} is not authorized to perform: ${action} on the resource associated with this ciphertext because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`;

const contextIn = (call: Call<Members>, member: string): EncryptionContext =>
  call.input[member] as EncryptionContext;

/** What a blob says, and which generation of the key it was sealed under. */
export function openable(
  call: Pick<Call, 'cloud'>,
  key: KmsKey,
  blob: Uint8Array | undefined,
): { under: { key: KmsKey; material: KmsKey['materials'][number] }; envelope: Envelope } {
  const envelope = blob && decode(blob);
  if (!envelope) throw errors.invalidCiphertext();
  const backingId = hex(envelope.backingId);
  const material = call.cloud
    .rule(materialsForDecrypt)(key)
    .find((one) => one.backingId === backingId);
  if (!material) {
    throw refuse(
      'KMSInvalidStateException',
      `${key.arn} has no material for this ciphertext.`,
      'No generation of this key that is still kept has sealed this blob.',
    );
  }
  return { under: { key, material }, envelope };
}
