// The world: seed, simulated clock, what is due, the state that services keep, who exists, and the trace.
// It reaches for nothing: what it knows of time and chance was handed to its constructor.

import { entropyFor, type Entropy } from '../crypto/drbg.ts';
import type { Suites } from '../crypto/suites.ts';
import type { AccessKey } from './access-key.ts';
import { Agenda } from './agenda.ts';
import { Directory } from './directory.ts';
import { invoke } from './invoke.ts';
import type { Operation, Rule, Service } from './operation.ts';
import { principalOf, withKey, type Principal } from './principal.ts';
import type { Span } from './trace.ts';
import type { TrailRecord } from './trail.ts';

export interface CloudOptions {
  readonly services: readonly Service[];
  readonly seed: string;
  /** Start of the simulated clock, milliseconds since the epoch. */
  readonly now: number;
  /** Simulated time that each top-level call takes, in milliseconds. */
  readonly tick: number;
  readonly account: string;
  readonly region: string;
  /** Asymmetric and post-quantum cryptography: large, so a world that never needs them does without. */
  readonly suites?: Suites;
  /** Grants take a while to be seen everywhere. Without this they count at once. */
  readonly eventualConsistency?: boolean;
  /** Refuses what exceeds AWS's request quotas, by the simulated clock. Off where absent. */
  readonly throttle?: boolean;
  /** A misconception: rules of the model that are replaced by what someone believes instead. */
  readonly mutants?: readonly Rule[];
}

export interface CallOptions {
  /** ARN of the caller; the account's administrator where absent. */
  readonly as?: string;
  readonly region?: string;
  /** The access key that signed the call, where IAM or STS gave it out. */
  readonly accessKeyId?: string;
  /** Address that the caller comes from. */
  readonly sourceIp?: string;
  /** Id of the VPC endpoint that it comes through. */
  readonly vpce?: string;
  /** The resource on whose behalf a service calls, and its account. */
  readonly sourceArn?: string;
  readonly sourceAccount?: string;
}

export class Cloud {
  readonly account: string;
  readonly region: string;
  readonly tick: number;
  readonly seed: string;
  readonly eventualConsistency: boolean;
  readonly throttle: boolean;
  readonly directory: Directory;
  readonly agenda = new Agenda();
  readonly spans: Span[] = [];
  /** When this world began, milliseconds since the epoch. */
  readonly start: number;
  /** Those that IAM and STS have given out, by id. */
  readonly accessKeys = new Map<string, AccessKey>();
  readonly #trail: TrailRecord[] = [];
  readonly #dataEvents: TrailRecord[] = [];
  readonly #services: ReadonlyMap<string, Service>;
  readonly #operations: ReadonlyMap<string, Operation>;
  readonly #replaced: ReadonlyMap<string, unknown>;
  readonly #states = new Map<string, object>();
  readonly #principals = new Map<string, Principal>();
  readonly #suites: Suites | undefined;
  #now: number;

  constructor(options: CloudOptions) {
    this.account = options.account;
    this.region = options.region;
    this.tick = options.tick;
    this.seed = options.seed;
    this.start = options.now;
    this.#now = options.now;
    this.eventualConsistency = options.eventualConsistency ?? false;
    this.throttle = options.throttle ?? false;
    this.#suites = options.suites;
    this.directory = new Directory(options.account);
    this.#services = new Map(options.services.map((service) => [service.name, service]));
    this.#operations = new Map(
      options.services.flatMap((service) =>
        service.operations.map((operation) => [
          `${operation.service}:${operation.name}`,
          operation,
        ]),
      ),
    );
    this.#replaced = new Map(options.mutants?.map(({ name, holds }) => [name, holds]));
    const known = new Set(options.services.flatMap(({ rules }) => rules.map(({ name }) => name)));
    for (const name of this.#replaced.keys()) {
      if (!known.has(name)) throw new TypeError(`no such rule: ${name}`);
    }
  }

  get now(): number {
    return this.#now;
  }

  /** Everything that AWS would have delivered, oldest first. */
  get trail(): readonly TrailRecord[] {
    return this.#trail;
  }

  /** What AWS delivers besides, to trails that ask for data events; oldest first. */
  get dataEvents(): readonly TrailRecord[] {
    return this.#dataEvents;
  }

  /** One top-level call. It takes one tick, and what falls due within the tick happens after it. */
  call(call: string, input: unknown, options: CallOptions = {}): Span {
    const span = this.work(call, input, options);
    this.advance(this.tick);
    return span;
  }

  /** What a service does by itself when its time has come: a call like any other, which takes no tick. */
  work(call: string, input: unknown, options: CallOptions): Span {
    const span = invoke(this, {
      call,
      input,
      as: this.principal(this.callerOf(options), options.accessKeyId),
      region: this.#homeOf(call) ?? options.region ?? this.region,
      ...(options.sourceIp !== undefined && { sourceIp: options.sourceIp }),
      ...(options.vpce !== undefined && { vpce: options.vpce }),
      ...(options.sourceArn !== undefined && { sourceArn: options.sourceArn }),
      ...(options.sourceAccount !== undefined && { sourceAccount: options.sourceAccount }),
    });
    this.spans.push(span);
    return span;
  }

  /** The one who is named, or else the holder of the access key, or else the administrator. */
  callerOf({ as, accessKeyId = '' }: CallOptions): string {
    return as ?? this.accessKeys.get(accessKeyId)?.holder ?? this.directory.administrator;
  }

  /** Read once: the same few principals call again and again. */
  principal(arn: string, accessKeyId = ''): Principal {
    const name = accessKeyId === '' ? arn : `${arn}|${accessKeyId}`;
    let principal = this.#principals.get(name);
    if (!principal) {
      const key = this.accessKeys.get(accessKeyId);
      principal = key?.holder === arn ? withKey(principalOf(arn), key) : principalOf(arn);
      this.#principals.set(name, principal);
    }
    return principal;
  }

  /** A global service answers in one Region, wherever it is asked. */
  #homeOf(call: string): string | undefined {
    return this.#services.get(this.operation(call).service)?.home;
  }

  advance(milliseconds: number): void {
    if (!(milliseconds >= 0)) throw new RangeError('time moves forward only');
    const end = this.#now + milliseconds;
    for (let due = this.agenda.next(end); due; due = this.agenda.next(end)) {
      this.#now = Math.max(this.#now, due.at);
      due.run();
    }
    this.#now = end;
  }

  get suites(): Suites {
    if (!this.#suites) throw new TypeError('this world was made without the asymmetric suites');
    return this.#suites;
  }

  deliver(records: readonly TrailRecord[], data: readonly TrailRecord[] = []): void {
    this.#trail.push(...records);
    this.#dataEvents.push(...data);
  }

  /** What is declared of a call that may be anything: 'kms:Encrypt'. */
  find(call: string): Operation | undefined {
    return this.#operations.get(call);
  }

  operation(call: string): Operation {
    const operation = this.find(call);
    if (!operation) throw new TypeError(`no such operation: ${call}`);
    return operation;
  }

  get services(): Iterable<Service> {
    return this.#services.values();
  }

  service(name: string): Service {
    const service = this.#services.get(name);
    if (!service) throw new TypeError(`no such service: ${name}`);
    return service;
  }

  /** What a service keeps in one account and Region; '*' is the scope that all share. */
  state<S extends object>(slot: StateSlot<S>, account: string, region: string): S {
    const key = `${slot.name}|${account}|${region}`;
    let state = this.#states.get(key);
    if (!state) {
      state = slot.initial();
      this.#states.set(key, state);
    }
    return state as S;
  }

  rule<F>(rule: Rule<F>): F {
    return this.#replaced.has(rule.name) ? (this.#replaced.get(rule.name) as F) : rule.holds;
  }

  entropy(path: string): Entropy {
    return entropyFor(this.seed, path);
  }
}

export interface StateSlot<S extends object> {
  readonly name: string;
  readonly initial: () => S;
}
