// The one path: validate → find → authorise → guard → execute. Whatever happens inside leaves exactly one
// span. A refusal is a result; anything else that is thrown is a bug and goes on up.

import type { Entropy } from '../crypto/drbg.ts';
import { parseArn } from './arn.ts';
import { authorise, type Note } from './authorise.ts';
import type { Cloud } from './cloud.ts';
import { ServiceError } from './errors.ts';
import {
  CALLER,
  type Asking,
  type Call,
  type Operation,
  type Request,
  type Target,
} from './operation.ts';
import { RecordedSpan } from './span.ts';
import { validate } from './validate.ts';
import { veiled } from './veil.ts';
import type { Members, Outcome, Span, Stage, StageName } from './trace.ts';
import { verdictOf } from './trail.ts';

/** A span while it is being written. */
interface Draft {
  readonly id: string;
  readonly parent: Draft | undefined;
  readonly lane: string;
  readonly children: Span[];
  readonly stages: Stage[];
  /** Set once the request has passed validation. */
  input?: Members;
  targets: readonly Target[];
}

export function invoke(cloud: Cloud, request: Request, parent?: Draft): Span {
  const operation = cloud.operation(request.call);
  return recorded({ cloud, request, operation, parent }, (call, stage, draft) => {
    const input = stage('validate', () => validate(operation.input, request.input));
    draft.input = input;
    const ready: Call<Members> = { ...call, input };
    const targets = stage('find', () => operation.find(ready));
    draft.targets = targets;
    stage('authorise', (note) => {
      authorise(ready, targets, note);
    });
    stage('guard', () => {
      for (const target of targets) target.guard?.();
    });
    return stage('execute', () => operation.handle(ready, targets));
  });
}

interface Recording {
  readonly cloud: Cloud;
  readonly request: Request;
  readonly operation: Operation;
  readonly parent: Draft | undefined;
  /** A deed is part of its call and draws from its call's stream. */
  readonly entropy?: Entropy;
}

type RunStage = <T>(name: StageName, work: (note: Note) => T) => T;
type Work = (call: Call, stage: RunStage, draft: Draft) => Members;

function recorded(recording: Recording, work: Work): Span {
  const { cloud, request, operation, parent } = recording;
  const draft: Draft = {
    id: parent ? `${parent.id}.${parent.children.length}` : String(cloud.spans.length),
    lane: operation.lane === CALLER ? laneOfCaller(parent, request) : operation.lane,
    parent,
    children: [],
    stages: [],
    targets: [],
  };
  const call = callOf(recording, draft);
  const requestId = operation.event === 'none' ? '' : call.entropy.uuid();
  const stage: RunStage = (name, run) => {
    let noted: Parameters<Note>[0] | undefined;
    try {
      const result = run((note) => (noted = note));
      draft.stages.push(noted ? { name, ok: true, ...noted } : PASSED[name]);
      return result;
    } catch (error) {
      if (error instanceof ServiceError) {
        draft.stages.push({ name, ok: false, why: error.refusal.why, ...noted });
      }
      throw error;
    }
  };

  let outcome: Outcome;
  try {
    outcome = { ok: true, output: work(call, stage, draft) };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    outcome = { ok: false, error: error.refusal };
  }
  const span = finished(recording, draft, { requestId, outcome, call });
  parent?.children.push(span);
  return span;
}

/** Most stages pass and have nothing to say. */
const PASSED: Readonly<Record<StageName, Stage>> = {
  validate: { name: 'validate', ok: true },
  find: { name: 'find', ok: true },
  authorise: { name: 'authorise', ok: true },
  guard: { name: 'guard', ok: true },
  execute: { name: 'execute', ok: true },
};

/** A call comes from the place of the call that caused it, or from the principal's own program. */
const laneOfCaller = (parent: Draft | undefined, request: Request): string =>
  parent ? parent.lane : request.as.arn;

interface Result {
  readonly requestId: string;
  readonly outcome: Outcome;
  readonly call: Call;
}

function finished({ cloud, request, operation }: Recording, draft: Draft, result: Result): Span {
  const { requestId, outcome, call } = result;
  const { targets, lane } = draft;
  const span = new RecordedSpan(
    {
      id: draft.id,
      parent: draft.parent?.id,
      call: request.call,
      as: request.as.arn,
      via: request.via,
      account: call.account,
      region: request.region,
      at: cloud.now,
      requestId,
      input: veiled(operation.input, draft.input ?? asSent(request.input)),
      stages: draft.stages,
      outcome,
      children: draft.children,
    },
    { operation, caller: laneOfCaller(draft.parent, request), lane },
  );
  const eventId = operation.event === 'none' ? '' : call.entropy.uuid();
  const { endpoint, home } = cloud.service(operation.service);
  span.trail = verdictOf({
    operation,
    endpoint,
    home,
    targets,
    eventId,
    newId: () => call.entropy.uuid(),
    span,
    request,
  });
  cloud.deliver(span.trail.records, span.trail.data);
  if (outcome.ok) operation.served?.(targets, { at: span.at, requestId, eventId });
  return span;
}

/** What was sent, as far as it can be read: a request that was turned away may hold anything. */
function asSent(input: unknown): Members {
  if (typeof input !== 'object' || input === null) return {};
  try {
    return Array.isArray(input) ? {} : (structuredClone(input) as Members);
  } catch {
    return {};
  }
}

interface Behind {
  readonly recording: Recording;
  readonly asking: Asking | undefined;
}

function requestOf(call: string, input: unknown, { recording, asking = {} }: Behind): Request {
  const { cloud, request, operation } = recording;
  const { as, direct, region = request.region, ...rest } = asking;
  // The caller's own program comes from where the caller is.
  if (direct) return { ...request, call, input, region, ...rest };
  if (as !== undefined) return { call, input, as: cloud.principal(as), region, ...rest };
  const via = cloud.service(operation.service).endpoint;
  return { call, input, as: request.as, via, region, ...resourceOf(request), ...rest };
}

/** For whose sake a service calls stays known, whomever it asks. */
const resourceOf = ({ as, sourceArn, sourceAccount }: Request): Partial<Request> =>
  as.kind !== 'service'
    ? {}
    : {
        ...(sourceArn !== undefined && { sourceArn }),
        ...(sourceAccount !== undefined && { sourceAccount }),
      };

/** A service has no account of its own. */
const accountOf = ({ as, sourceAccount, sourceArn }: Request): string =>
  as.kind === 'service' ? (sourceAccount ?? parseArn(sourceArn ?? '')?.account ?? '') : as.account;

function callOf(recording: Recording, draft: Draft): Call {
  const { cloud, request } = recording;
  const entropy = recording.entropy ?? cloud.entropy(draft.id);
  return {
    cloud,
    input: request.input,
    as: request.as,
    ...(request.via !== undefined && { via: request.via }),
    ...(request.sourceIp !== undefined && { sourceIp: request.sourceIp }),
    ...(request.vpce !== undefined && { vpce: request.vpce }),
    ...(request.sourceArn !== undefined && { sourceArn: request.sourceArn }),
    ...(request.sourceAccount !== undefined && { sourceAccount: request.sourceAccount }),
    account: accountOf(request),
    region: request.region,
    now: cloud.now,
    entropy,
    ask: (name, input, asking) =>
      invoke(cloud, requestOf(name, input, { asking, recording }), draft).outcome,
    deed: (name, input, run) => {
      const child: Recording = {
        cloud,
        operation: cloud.operation(name),
        parent: draft,
        entropy,
        request: { ...request, call: name, input },
      };
      const span = recorded(child, (inner, stage, own) => {
        own.input = input;
        return stage('execute', () => run(inner));
      });
      if (!span.outcome.ok) throw new ServiceError(span.outcome.error);
      return span.outcome.output as ReturnType<typeof run>;
    },
  };
}
