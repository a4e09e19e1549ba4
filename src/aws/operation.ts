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
import type { Item, Members, Outcome, ThingKind } from './trace.ts';

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
  /** What holds it, where CloudTrail lists both: an object and its bucket. */
  readonly within?: { readonly type: string; readonly resource: string };
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
  readonly sourceAccount?: string;
}

/**
 * On whose authority a call asks another service. Where nothing is said, the service asks on its caller's behalf (a
 * forward access session): policies see the caller, and `kms:ViaService` the service.
 */
export interface Asking {
  /** ARN of somebody else: a job's role, the session that a grant is for, or the service itself ('logs.amazonaws.com'). */
  readonly as?: string;
  /** The service that stands between, where `as` is somebody else; nobody where absent. */
  readonly via?: string;
  /** The caller's own program asks: no service stands between. */
  readonly direct?: true;
  /** The Region of the call that asks where absent. */
  readonly region?: string;
  /** The resource for whose sake a service asks in its own name, and that resource's account. */
  readonly sourceArn?: string;
  readonly sourceAccount?: string;
  /** Where the call comes from, where logs say something else than an address: 'AWS Internal'. */
  readonly sourceIp?: string;
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
  readonly sourceAccount?: string;
  /** The caller's; a service that calls in its own name has that of the resource for whose sake it calls. */
  readonly account: string;
  readonly region: string;
  readonly now: number;
  readonly entropy: Entropy;
  /** Calls another service; gives its outcome, refusals included. */
  readonly ask: (call: string, input: unknown, asking?: Asking) => Outcome;
  /** Runs one deed inside this call and leaves a span for it. */
  readonly deed: <T extends Members>(call: string, input: Members, work: (deed: Call) => T) => T;
}

export interface TrailFacts {
  /** Members of the request as CloudTrail shows them, where deriving them from the shape would be wrong. */
  readonly request?: (input: Members, region?: string) => Members;
  /** Management operations show their answer; others show null. */
  readonly response?: (output: Members, targets: readonly Target[]) => Members | null;
  readonly additional?: (
    output: Members,
    targets: readonly Target[],
    input: Members,
  ) => Members | undefined;
  /** What additional event data says of the targets, whether the call succeeded or not. */
  readonly about?: (targets: readonly Target[]) => Members | undefined;
  /** What came into being: it was no target, because it was not there when the call began. */
  readonly made?: (output: Members) => Pick<Target, 'owner' | 'type' | 'resource'>;
}

/** A permission that a call needs, in words. */
export interface Permission {
  /** 'kms:Encrypt' */
  readonly action: string;
  /** 'the key that KeyId names' */
  readonly on: string;
  /** Only then is it asked for. */
  readonly when?: string;
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
  /** What it asks for, where that does not follow from its name and members; other services' included. */
  readonly permissions?: readonly Permission[];
  /** Management events are delivered by default, data events only to trails that ask, the rest never. */
  readonly event: 'management' | 'data' | 'none';
  /** Members of the answer or the request that are sealed forms of other members. */
  readonly seals?: (input: Members, output: Members) => readonly Sealing[];
  /** Bytes that this place no longer holds afterwards. */
  readonly forgets?: (input: Members, output: Members) => readonly Uint8Array[];
  /** On the diagram: a deed's own words, or what the answer says. The name and 'done' where absent. */
  readonly label?: string;
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

/** Where calls run, and a vertical line of the diagram. */
export interface Place {
  /** As `Operation.lane` names it. */
  readonly id: string;
  /** 'Amazon S3' */
  readonly label: string;
  readonly kind: 'store' | 'service' | 'kms' | 'hsm';
  /** What still is there once a call has been answered; everything where absent. */
  readonly keeps?: readonly ThingKind[];
}

/** The key that AWS makes for a service in an account and Region when it is first asked for: alias/aws/<name>. */
export interface ManagedKey {
  readonly name: string;
  /** 'S3 objects', as the key's description has it. */
  readonly protects: string;
}

export interface Service {
  /** 'kms' */
  readonly name: string;
  /** 'AWS KMS' */
  readonly title: string;
  /** 'kms.amazonaws.com' */
  readonly endpoint: string;
  /** Its class in the AWS SDK for JavaScript: 'KMSClient'. Absent where no SDK calls it. */
  readonly client?: string;
  /** Its name on the command line, where that is not its own: 's3api'. */
  readonly command?: string;
  readonly places?: readonly Place[];
  readonly managedKey?: ManagedKey;
  /** Of a global service: the one Region in which it answers and logs. */
  readonly home?: string;
  readonly operations: readonly Operation[];
  readonly rules: readonly Rule[];
  /** One line for each error that only this service raises. */
  readonly meanings?: Readonly<Record<string, string>>;
}

/** A rule that a misconception negates; reached only through `cloud.rule`, so that it can be replaced. */
export interface Rule<F = unknown> {
  readonly name: string;
  readonly holds: F;
}

export const defineRule = <F>(name: string, holds: F): Rule<F> => ({ name, holds });
