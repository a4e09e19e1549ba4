// The world: seed, simulated clock, what is due, the state that services keep, who exists, and the trace.
// It reaches for nothing: what it knows of time and chance was handed to its constructor.

import { entropyFor, type Entropy } from '../crypto/drbg.ts';
import { Agenda } from './agenda.ts';
import { Directory } from './directory.ts';
import { invoke } from './invoke.ts';
import type { Operation, Rule, Service } from './operation.ts';
import { principalOf, type Principal } from './principal.ts';
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
  /** A misconception: rules of the model that are replaced by what someone believes instead. */
  readonly mutants?: readonly Rule[];
}

export interface CallOptions {
  /** ARN of the caller; the account's administrator where absent. */
  readonly as?: string;
  readonly region?: string;
}

export class Cloud {
  readonly account: string;
  readonly region: string;
  readonly tick: number;
  readonly seed: string;
  readonly directory: Directory;
  readonly agenda = new Agenda();
  readonly spans: Span[] = [];
  readonly #trail: TrailRecord[] = [];
  readonly #services: ReadonlyMap<string, Service>;
  readonly #operations: ReadonlyMap<string, Operation>;
  readonly #replaced: ReadonlyMap<string, unknown>;
  readonly #states = new Map<string, object>();
  readonly #principals = new Map<string, Principal>();
  #now: number;

  constructor(options: CloudOptions) {
    this.account = options.account;
    this.region = options.region;
    this.tick = options.tick;
    this.seed = options.seed;
    this.#now = options.now;
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

  /** One top-level call. It takes one tick, and what falls due within the tick happens after it. */
  call(call: string, input: unknown, options: CallOptions = {}): Span {
    const span = invoke(this, {
      call,
      input,
      as: this.#principal(options.as ?? this.directory.administrator),
      region: options.region ?? this.region,
    });
    this.spans.push(span);
    this.advance(this.tick);
    return span;
  }

  /** Read once: the same few principals call again and again. */
  #principal(arn: string): Principal {
    let principal = this.#principals.get(arn);
    if (!principal) {
      principal = principalOf(arn);
      this.#principals.set(arn, principal);
    }
    return principal;
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

  deliver(records: readonly TrailRecord[]): void {
    this.#trail.push(...records);
  }

  operation(call: string): Operation {
    const operation = this.#operations.get(call);
    if (!operation) throw new TypeError(`no such operation: ${call}`);
    return operation;
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
