// What an operation is: everything about it that is not its algorithm is data here, and what can be derived
// from that (validation, permission, log record, form, command line) is derived.

import type { Entropy } from '../crypto/drbg.ts';
import type { Cloud } from './cloud.ts';
import type { ServiceError } from './errors.ts';
import type { ConditionContext } from './iam/conditions.ts';
import type { Question } from './iam/evaluate.ts';
import type { Policy } from './iam/policy.ts';
import type { Principal } from './principal.ts';
import type { Structure } from './shape.ts';
import type { Item, Members, Outcome } from './trace.ts';

/** Lane of operations that run inside the caller's own program. */
export const CALLER = '@caller';

/** How a call moves things, and so how it is drawn. */
export type Traffic =
  /** a question and an answer between two places */
  | 'exchange'
  /** something that happens within one place */
  | 'within'
  /** one way, from the caller */
  | 'to'
  /** one way, to the caller */
  | 'from';

/** One resource that the call is about. Only the authorise stage decides what an absent one may reveal. */
export interface Target {
  readonly action: string;
  readonly resource: string;
  readonly owner: string;
  /** CloudTrail's type of the resource; absent where it lists none. */
  readonly type?: string;
  readonly resourcePolicy?: NonNullable<Question['resourcePolicy']>;
  /** Grants on the key that may be for this caller, in the form that `Question` documents; best kept by grantee. */
  readonly grants?: () => readonly Policy[];
  readonly context?: () => ConditionContext;
  /** Set where the resource is not there: what a caller who may know is told. */
  readonly absent?: () => Error;
  /** The denial, where a service has words or a code of its own for it. */
  readonly denied?: (usual: string, why: string) => ServiceError;
  /** The state and usage rules of the resource; throws a ServiceError. */
  readonly guard?: () => void;
}

/** The address of a caller who names none (RFC 5737: for documentation). */
export const SOMEWHERE = '192.0.2.10';

export interface Request {
  readonly call: string;
  readonly input: unknown;
  readonly as: Principal;
  readonly via?: string;
  readonly region: string;
  readonly sourceIp?: string;
  readonly vpce?: string;
  readonly sourceArn?: string;
}

/** What a handler is given. Time, chance and caller are in it; there is nowhere else to take them from. */
export interface Call<I = unknown> {
  readonly cloud: Cloud;
  readonly input: I;
  readonly as: Principal;
  readonly via?: string;
  /** Address that the caller came from, and the VPC endpoint that it came through, where it says so. */
  readonly sourceIp?: string;
  readonly vpce?: string;
  /** The resource on whose behalf a service calls. */
  readonly sourceArn?: string;
  readonly account: string;
  readonly region: string;
  readonly now: number;
  readonly entropy: Entropy;
  /** Calls another service on the caller's behalf; gives its outcome, refusals included. */
  readonly ask: (call: string, input: unknown) => Outcome;
  /** Runs one deed inside this call and leaves a span for it. */
  readonly deed: <T extends Members>(call: string, input: Members, work: (deed: Call) => T) => T;
}

export interface TrailFacts {
  /** Members of the request as CloudTrail shows them, where deriving them from the shape would be wrong. */
  readonly request?: (input: Members) => Members;
  /** Management operations show their answer; others show null. */
  readonly response?: (output: Members, targets: readonly Target[]) => Members | null;
  readonly additional?: (output: Members, targets: readonly Target[]) => Members | undefined;
  /** What additional event data says of the targets, whether the call succeeded or not. */
  readonly about?: (targets: readonly Target[]) => Members | undefined;
  /** What came into being: it was no target, because it was not there when the call began. */
  readonly made?: (output: Members) => Pick<Target, 'owner' | 'type' | 'resource'>;
}

export interface ServedRecord {
  readonly at: number;
  readonly requestId: string;
  readonly eventId: string;
}

export interface Operation {
  readonly service: string;
  readonly name: string;
  readonly summary: string;
  readonly readOnly: boolean;
  readonly input: Structure;
  readonly output: Structure;
  /** Errors that the handler or the targets of this operation can raise, by AWS's names. */
  readonly errors: readonly string[];
  readonly traffic: Traffic;
  /** The place where it runs; CALLER is the caller's own program. */
  readonly lane: string;
  /** Management events are delivered by default, data events only to trails that ask, the rest never. */
  readonly event: 'management' | 'data' | 'none';
  /** Members of the answer or the request that are sealed forms of other members. */
  readonly seals?: (input: Members, output: Members) => readonly Sealing[];
  /** Bytes that this place no longer holds afterwards. */
  readonly forgets?: (input: Members, output: Members) => readonly Uint8Array[];
  /** Size that a thing stands for, where only a sample of it is carried. */
  readonly declaredSize?: (input: Members, output: Members) => number | undefined;
  readonly trail?: TrailFacts;
  readonly find: (call: Call<Members>) => readonly Target[];
  /** What the service notes of a call that succeeded: the ids of its record are known only then. */
  readonly served?: (targets: readonly Target[], record: ServedRecord) => void;
  readonly handle: (call: Call<Members>, targets: readonly Target[]) => Members;
}

/** `into` is `what`, sealed by key material (by name) or by a data key (its bytes). */
export interface Sealing {
  readonly into: Uint8Array;
  readonly what: Uint8Array;
  readonly by: NonNullable<Item['sealedBy']> | Uint8Array;
}

export interface Service {
  /** 'kms' */
  readonly name: string;
  /** 'kms.amazonaws.com' */
  readonly endpoint: string;
  /** Of a global service: the one Region in which it answers and logs. */
  readonly home?: string;
  readonly operations: readonly Operation[];
  readonly rules: readonly Rule[];
}

/** A rule that a misconception negates; reached only through `cloud.rule`, so that it can be replaced. */
export interface Rule<F = unknown> {
  readonly name: string;
  readonly holds: F;
}

export const defineRule = <F>(name: string, holds: F): Rule<F> => ({ name, holds });
