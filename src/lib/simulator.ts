// The library face: an AWS KMS in a variable. See DESIGN for the promise, docs for examples.

import { Cloud } from '../aws/cloud.ts';
import { isAccountId } from '../aws/arn.ts';
import type { AccountOptions, PrincipalOptions } from '../aws/directory.ts';
import type { ServiceError } from '../aws/errors.ts';
import type { PolicyDocument } from '../aws/iam/policy.ts';
import { plainSpan } from '../aws/span.ts';
import type { Members, Span } from '../aws/trace.ts';
import type { TrailRecord } from '../aws/trail.ts';
import { suites } from '../crypto/asymmetric/index.ts';
import { hex } from '../crypto/bytes.ts';
import { billOf, type MonthlyBill } from '../kms/bill/bill.ts';
import { services, type Calls } from '../scenario/services.ts';
import { world } from '../scenario/run.ts';
import { Shell, type Answer, type Who } from '../shell/shell.ts';
import { CredentialBook, type Credentials } from './credentials.ts';
import { fromHistory, toHistory, type History, type HistoryStep } from './history.ts';
import { RequestHandler, type HandlerOptions, type Holder } from './request-handler.ts';
import { engineVersion } from './version.ts';

export interface SimulatorOptions {
  /** Random when left out. */
  readonly seed?: string;
  /** Start of the simulated clock; ISO 8601 or Date. */
  readonly now?: string | Date;
  /** Default account, twelve digits. */
  readonly account?: string;
  /** Default Region. */
  readonly region?: string;
  /** Simulated milliseconds that each call takes; 1,000 when left out. */
  readonly tick?: number;
  /** Grants take five simulated minutes to be seen everywhere; without this they count at once. */
  readonly eventualConsistency?: boolean;
  /** Refuse what exceeds AWS's request quotas, by the simulated clock; most telling with a tick of 0. */
  readonly throttle?: boolean;
}

export interface CallOptions {
  /** ARN of the caller; the default account's administrator when left out. */
  readonly as?: string;
  readonly region?: string;
  /** The access key that signed the call: one that IAM or STS gave out in this world. */
  readonly accessKeyId?: string;
  /** Address that the caller comes from. */
  readonly sourceIp?: string;
  /** Id of the VPC endpoint that it comes through. */
  readonly vpce?: string;
  /** ARN of the resource on whose behalf a service calls. */
  readonly sourceArn?: string;
}

/** What a line of the shell gives back. */
export type Executed = Pick<Answer, 'exitCode' | 'stdout' | 'stderr'>;

/** A refusal, thrown by `call`. `name` is AWS's error code; `why` is what AWS does not say. */
export class Refused extends Error {
  readonly status: number;
  readonly why: string;

  constructor(error: ServiceError['refusal']) {
    super(error.message);
    this.name = error.code;
    this.status = error.status;
    this.why = error.why;
  }
}

export class Simulator {
  readonly #cloud: Cloud;
  readonly #start: string;
  readonly #steps: HistoryStep[] = [];
  readonly #credentials = new CredentialBook();
  readonly #shell: Shell;
  /** Requests so far that never became calls: their ids come from the seed, too. */
  #unread = 0;

  constructor(options: SimulatorOptions) {
    const { seed = randomSeed(), account = world.account, region = world.region } = options;
    const start = new Date(options.now ?? world.start);
    if (Number.isNaN(start.getTime()))
      throw new TypeError(`now: not a date: ${String(options.now)}`);
    if (!isAccountId(account)) throw new TypeError(`account: twelve digits, not "${account}"`);
    this.#start = start.toISOString();
    this.#cloud = new Cloud({
      services,
      suites,
      seed,
      account,
      region,
      now: start.getTime(),
      tick: options.tick ?? world.tickMilliseconds,
      eventualConsistency: options.eventualConsistency ?? false,
      throttle: options.throttle ?? false,
    });
    this.#shell = new Shell({ cloud: this.#cloud });
  }

  readonly clock = {
    now: (): Date => new Date(this.#cloud.now),
    /** Runs all that falls due on the way. */
    advance: (milliseconds: number): void => {
      this.#cloud.advance(milliseconds);
      this.#steps.push({ wait: milliseconds });
    },
  };

  /** One call, on the same path as over the wire. Throws Refused where AWS would answer with an error. */
  call<C extends keyof Calls>(name: C, input: Calls[C], options?: CallOptions): Members;
  call(name: string, input: unknown, options?: CallOptions): Members;
  call(name: string, input: unknown, options: CallOptions = {}): Members {
    const { outcome } = this.take(name, input, options);
    if (!outcome.ok) throw new Refused(outcome.error);
    return outcome.output;
  }

  /** One call and its span, refusals included. */
  take(name: string, input: unknown, options: CallOptions = {}): Span {
    const as = this.#cloud.callerOf(options);
    const { accessKeyId, sourceIp, vpce, sourceArn } = options;
    const span = this.#cloud.call(name, input, { ...options, as });
    this.#steps.push({
      call: name,
      input: toHistory(input),
      as,
      region: span.region,
      ...(accessKeyId !== undefined && { accessKeyId }),
      ...(sourceIp !== undefined && { sourceIp }),
      ...(vpce !== undefined && { vpce }),
      ...(sourceArn !== undefined && { sourceArn }),
    });
    return span;
  }

  /** A line of the lab's shell, or several. Files and variables last from one to the next. */
  execute(line: string, { principal, region = this.#cloud.region }: Who = {}): Promise<Executed> {
    return Promise.resolve(this.#execute(line, principal ?? this.#cloud.callerOf({}), region));
  }

  #execute(line: string, as: string, region: string): Executed {
    const { exitCode, stdout, stderr, spans } = this.#shell.run(line, { principal: as, region });
    const calls = spans.map(({ call }) => call);
    this.#steps.push({ line, as, region, calls, exitCode });
    return { exitCode, stdout, stderr };
  }

  /** A line of a history once more. Throws TypeError where it does something else now than it did then. */
  reexecute({ line, as, region, calls, exitCode }: Extract<HistoryStep, { line: string }>): void {
    this.#execute(line, as, region);
    const again = this.#steps.at(-1);
    if (JSON.stringify(again) !== JSON.stringify({ line, as, region, calls, exitCode })) {
      throw new TypeError(`This line does something else in this version of the engine: ${line}`);
    }
  }

  /** A step of a history once more. */
  retake({ call, input, ...caller }: Extract<HistoryStep, { call: string }>): Span {
    return this.take(call, fromHistory(this.#cloud.operation(call).input, input), caller);
  }

  /** A user or role with identity policies. Without this a principal has none, the administrator excepted. */
  putPrincipal(arn: string, options: PrincipalOptions = {}): void {
    this.#cloud.directory.put(arn, options);
    this.#steps.push({ principal: arn, ...structuredClone(options) });
  }

  /** An account with service control policies: all of them must allow what is done there. */
  putAccount(id: string, options: AccountOptions = {}): void {
    this.#cloud.directory.putAccount(id, options);
    this.#steps.push({ account: id, ...structuredClone(options) });
  }

  /** The policy of a VPC endpoint; without this an endpoint lets everything through. */
  putVpcEndpoint(id: string, { policy }: { readonly policy: PolicyDocument }): void {
    this.#cloud.directory.putVpcEndpoint(id, policy);
    this.#steps.push({ vpcEndpoint: id, policy: structuredClone(policy) });
  }

  credentials(principalArn: string): Credentials {
    return this.#credentials.issue(principalArn);
  }

  /** For clients of the AWS SDK for JavaScript v3, unmodified. */
  requestHandler(options: HandlerOptions = {}): RequestHandler {
    return new RequestHandler(
      {
        find: (call) => this.#cloud.find(call),
        take: (call, input, caller) => this.take(call, input, caller),
        holderOf: (accessKeyId) => this.#holderOf(accessKeyId),
        requestId: () => this.#cloud.entropy(`unread|${this.#unread++}`).uuid(),
      },
      options,
    );
  }

  #holderOf(accessKeyId: string): Holder {
    const as = this.#credentials.principalOf(accessKeyId);
    if (as !== undefined) return { as };
    const key = this.#cloud.accessKeys.get(accessKeyId);
    if (!key) return {};
    if (key.status !== 'Active') return { refused: 'invalid' };
    if (key.session && key.session.expiresAt <= this.#cloud.now) return { refused: 'expired' };
    return { as: key.holder, accessKeyId };
  }

  /** CloudTrail events so far, oldest first, as AWS delivers them. */
  trail({ account, region }: { account?: string; region?: string } = {}): TrailRecord[] {
    const asked = this.#cloud.trail.filter(
      (record) =>
        (account === undefined || record['recipientAccountId'] === account) &&
        (region === undefined || record['awsRegion'] === region),
    );
    return structuredClone(asked);
  }

  /** What KMS costs an account, month by month, up to now; US dollars. */
  bill({ account = this.#cloud.account }: { account?: string } = {}): readonly MonthlyBill[] {
    return billOf(this.#cloud.trail, { account, until: this.#cloud.now });
  }

  /** The trace: one span for each call, with the calls that it caused inside. */
  spans(): Span[] {
    return structuredClone(this.#cloud.spans.map(plainSpan));
  }

  history(): History {
    const { seed, account, region, tick, eventualConsistency, throttle } = this.#cloud;
    return {
      v: 1,
      engine: engineVersion,
      seed,
      now: this.#start,
      account,
      region,
      tick,
      ...(eventualConsistency && { eventualConsistency }),
      ...(throttle && { throttle }),
      steps: structuredClone(this.#steps),
    };
  }
}

export function createSimulator(options: SimulatorOptions = {}): Simulator {
  return new Simulator(options);
}

/** An equal simulator: same ids, same bytes, same trail. */
createSimulator.replay = (history: History): Simulator => {
  if ((history as { v: unknown }).v !== 1) {
    throw new TypeError(
      `This history has version ${String(history.v)}; this engine reads version 1.`,
    );
  }
  const { seed, now, account, region, tick } = history;
  const { eventualConsistency = false, throttle = false } = history;
  const options = { seed, now, account, region, tick, eventualConsistency, throttle };
  const simulator = new Simulator(options);
  for (const step of history.steps) {
    if ('wait' in step) simulator.clock.advance(step.wait);
    else if ('principal' in step) {
      const { principal, ...options } = step;
      simulator.putPrincipal(principal, options);
    } else if ('account' in step) {
      const { account: id, ...options } = step;
      simulator.putAccount(id, options);
    } else if ('vpcEndpoint' in step) {
      simulator.putVpcEndpoint(step.vpcEndpoint, { policy: step.policy });
    } else if ('line' in step) simulator.reexecute(step);
    else simulator.retake(step);
  }
  return simulator;
};

const randomSeed = (): string => hex(globalThis.crypto.getRandomValues(new Uint8Array(16)));
