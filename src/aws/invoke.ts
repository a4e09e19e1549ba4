// The one path: validate → find → authorise → guard → execute. Whatever happens inside leaves exactly one
// span. A refusal is a result; anything else that is thrown is a bug and goes on up.

import type { Cloud } from './cloud.ts';
import { crossingsOf, forgetsOf } from './crossings.ts';
import { accessDenied, ServiceError } from './errors.ts';
import { evaluate, nameOf, type Decision } from './iam/evaluate.ts';
import { CALLER, type Call, type Operation, type Request, type Target } from './operation.ts';
import { validate } from './validate.ts';
import type { Members, Outcome, Span, Stage, StageName } from './trace.ts';
import { verdictOf } from './trail.ts';

/** A span while it is being written. */
interface Draft {
  readonly id: string;
  readonly parent?: Draft;
  readonly lane: string;
  readonly children: Span[];
  readonly stages: Stage[];
}

export function invoke(cloud: Cloud, request: Request, parent?: Draft): Span {
  const operation = cloud.operation(request.call);
  return recorded(
    { cloud, request, operation, ...(parent && { parent }) },
    (call, stage, found) => {
      const input = stage('validate', () => validate(operation.input, request.input));
      const ready: Call<Members> = { ...call, input };
      const targets = found(stage('find', () => operation.find(ready)));
      stage('authorise', (note) => {
        authorise(ready, targets, note);
      });
      stage('guard', () => {
        for (const target of targets) target.guard?.();
      });
      return stage('execute', () => operation.handle(ready, targets));
    },
  );
}

interface Recording {
  readonly cloud: Cloud;
  readonly request: Request;
  readonly operation: Operation;
  readonly parent?: Draft;
}

type Note = (note: Pick<Stage, 'why' | 'decidedBy' | 'decisions'>) => void;
type RunStage = <T>(name: StageName, work: (note: Note) => T) => T;
type Found = (targets: readonly Target[]) => readonly Target[];
type Work = (call: Call, stage: RunStage, found: Found) => Members;

function recorded(recording: Recording, work: Work): Span {
  const { cloud, operation, parent } = recording;
  const draft: Draft = {
    id: parent ? `${parent.id}.${parent.children.length}` : String(cloud.spans.length),
    lane: operation.lane === CALLER ? laneOfCaller(recording) : operation.lane,
    children: [],
    stages: [],
    ...(parent && { parent }),
  };
  const call = callOf(recording, draft);
  const requestId = operation.event === 'none' ? '' : call.entropy.uuid();
  const stage: RunStage = (name, run) => {
    let noted: Parameters<Note>[0] = {};
    try {
      const result = run((note) => (noted = note));
      draft.stages.push({ name, ok: true, ...noted });
      return result;
    } catch (error) {
      if (error instanceof ServiceError) {
        draft.stages.push({ name, ok: false, why: error.refusal.why, ...noted });
      }
      throw error;
    }
  };

  let outcome: Outcome;
  let targets: readonly Target[] = [];
  try {
    const output = work(call, stage, (list) => (targets = list));
    outcome = { ok: true, output };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    outcome = { ok: false, error: error.refusal };
  }
  const span = finished(recording, draft, { requestId, outcome, targets, call });
  parent?.children.push(span);
  return span;
}

/** A call comes from the place of the call that caused it, or from the principal's own program. */
const laneOfCaller = ({ parent, request }: Pick<Recording, 'parent' | 'request'>): string =>
  parent ? parent.lane : request.as.arn;

interface Result {
  readonly requestId: string;
  readonly outcome: Outcome;
  readonly targets: readonly Target[];
  readonly call: Call;
}

function finished({ cloud, request, operation }: Recording, draft: Draft, result: Result): Span {
  const { requestId, outcome, targets, call } = result;
  const facts = {
    id: draft.id,
    ...(draft.parent && { parent: draft.parent.id }),
    call: request.call,
    as: request.as.arn,
    ...(request.via !== undefined && { via: request.via }),
    account: request.as.account,
    region: request.region,
    at: cloud.now,
    requestId,
    input: isMembers(request.input) ? request.input : {},
    stages: draft.stages,
    outcome,
    children: draft.children,
  };
  const moved = { operation, caller: laneOfCaller({ request, ...draft }), lane: draft.lane };
  const eventId = operation.event === 'none' ? '' : call.entropy.uuid();
  const trail = verdictOf({
    operation,
    endpoint: cloud.service(operation.service).endpoint,
    targets,
    eventId,
    span: facts,
    principal: request.as,
  });
  cloud.deliver(trail.records);
  if (outcome.ok) operation.served?.(targets, { at: facts.at, requestId, eventId });
  let crossings: Span['crossings'] | undefined;
  return {
    ...facts,
    trail,
    // Fingerprints cost a hash for each thing; most calls are never drawn.
    get crossings() {
      return (crossings ??= crossingsOf(moved, facts));
    },
    get forgets() {
      return forgetsOf(moved, facts);
    },
  };
}

function callOf(recording: Recording, draft: Draft): Call {
  const { cloud, request } = recording;
  const call: Call = {
    cloud,
    input: {},
    as: request.as,
    ...(request.via !== undefined && { via: request.via }),
    account: request.as.account,
    region: request.region,
    now: cloud.now,
    entropy: cloud.entropy(draft.id),
    ask: (name, input) => {
      const via = cloud.service(recording.operation.service).endpoint;
      return invoke(
        cloud,
        { call: name, input, as: request.as, via, region: request.region },
        draft,
      ).outcome;
    },
    deed: (name, input, run) => {
      const operation = cloud.operation(name);
      const child: Recording = {
        cloud,
        operation,
        parent: draft,
        request: { ...request, call: name, input },
      };
      // A deed is part of its call and draws from its call's stream.
      const span = recorded(child, (inner, stage) =>
        stage('execute', () => run({ ...inner, input, entropy: call.entropy })),
      );
      if (!span.outcome.ok) throw new ServiceError(span.outcome.error);
      return span.outcome.output as ReturnType<typeof run>;
    },
  };
  return call;
}

function authorise(call: Call, targets: readonly Target[], note: Note): void {
  const decisions: Decision[] = [];
  for (const target of targets) {
    const decision = decisionOn(call, target);
    decisions.push(decision);
    note({
      decisions,
      why: decision.because,
      ...(decision.decidedBy && { decidedBy: nameOf(decision.decidedBy) }),
    });
    // In one's own account an absent thing is simply not there; in another's, nothing is given away.
    if (target.absent && target.owner === call.as.account) throw target.absent();
    if (!decision.allowed) throw denial(decision, target);
    if (target.absent) throw target.absent();
  }
}

const NO_CONTEXT = new Map<string, readonly string[]>();

function decisionOn(call: Call, target: Target): Decision {
  const { action, resource, owner, resourcePolicy } = target;
  return evaluate({
    principal: call.as,
    action,
    resource,
    owner,
    ...(resourcePolicy && { resourcePolicy }),
    identityPolicies: call.cloud.directory.policiesOf(call.as),
    context: target.context ?? (() => NO_CONTEXT),
  });
}

/** Wording: facts sheet, section 2. */
function denial(decision: Decision, target: Target): ServiceError {
  const { action, resource, principal } = decision;
  const usual = `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} ${reasonOf(decision)}`;
  return accessDenied(target.deniedMessage?.(usual) ?? usual, decision.because);
}

function reasonOf({ denial: kind, action }: Decision): string {
  switch (kind) {
    case 'explicit-resource':
      return 'with an explicit deny in a resource-based policy';
    case 'explicit-identity':
      return 'with an explicit deny in an identity-based policy';
    case 'no-identity':
      return `because no identity-based policy allows the ${action} action`;
    default:
      return `because no resource-based policy allows the ${action} action`;
  }
}

const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null;
