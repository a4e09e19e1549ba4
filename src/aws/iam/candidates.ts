// Single changes to policies that might turn an answer round. Whether one does is not judged here: it is tried.

import { askedPolicies, type AskedPolicy } from './asked-policies.ts';
import { isClosedToIam, nameOf, policyName, type PolicyKind } from './decision.ts';
import type { Question } from './evaluate.ts';
import { callerIn, editsOf } from './edits.ts';
import { misfitOf } from './fit.ts';
import type { Policy, Statement } from './policy.ts';
import { rootOf } from './principals.ts';
import { isFence, reachOf } from './reach.ts';

export interface Change {
  /** 'Add kms:Decrypt to the actions of IAM policy bob-policy-1, statement 1.' */
  readonly say: string;
  readonly kind: PolicyKind;
  /** Name of the policy; a grant's id. */
  readonly name: string;
  /** The statement as it would be; absent where it goes. */
  readonly statement?: Statement;
}

export interface Candidate {
  readonly change: Change;
  readonly apply: (question: Question) => Question;
}

/** The narrowest first: within a statement, then a whole one, then a new one. */
export const candidatesFor = (question: Question, allowed: boolean): readonly Candidate[] =>
  allowed
    ? [...withdrawals(question, 'Allow'), ...denials(question)]
    : [...withdrawals(question, 'Deny'), ...mendings(question), ...additions(question)];

/** Statements that count are taken away, or lose the action. */
function withdrawals(question: Question, effect: Statement['effect']): readonly Candidate[] {
  return counting(question, effect).flatMap(({ asked, statement, index }) => {
    const { kind, policy } = asked;
    const where = mention(asked, index);
    const say = kind === 'grant' ? `Revoke the grant ${policy.name}.` : `Remove ${where}.`;
    const gone = edited(asked, index, say, () => undefined);
    const { actions = [] } = statement;
    const rest = actions.filter((action) => action !== question.action);
    if (kind === 'grant' || rest.length === 0 || rest.length === actions.length) return [gone];
    const narrower = `Take ${question.action} out of the actions of ${where}.`;
    return [edited(asked, index, narrower, (now) => ({ ...now, actions: rest })), gone];
  });
}

function counting(
  question: Question,
  effect: Statement['effect'],
): readonly { asked: AskedPolicy; statement: Statement; index: number }[] {
  return askedPolicies(question).flatMap((asked) =>
    asked.policy.statements.flatMap((statement, index) =>
      statement.effect === effect &&
      reachOf(question, asked.kind, statement) !== undefined &&
      misfitOf(statement, question) === undefined
        ? [{ asked, statement, index }]
        : [],
    ),
  );
}

/** Allows that nearly fit are made to fit. A grant cannot be changed once it is made. */
function mendings(question: Question): readonly Candidate[] {
  return askedPolicies(question)
    .filter(({ kind }) => kind !== 'grant')
    .flatMap((asked) =>
      asked.policy.statements.flatMap((statement, index) =>
        statement.effect === 'Deny'
          ? []
          : editsOf(question, asked.kind, statement).map(({ say, change }) =>
              edited(asked, index, say(mention(asked, index)), change),
            ),
      ),
    );
}

/** 'the key policy, statement 2', 'IAM policy bob-policy-1, statement 1' */
function mention({ kind, policy: { name, statements } }: AskedPolicy, index: number): string {
  const statement = statements[index] ?? NOTHING;
  return articled(kind, nameOf({ policy: kind, name, index, statement }));
}

function articled(kind: PolicyKind, title: string): string {
  if (kind === 'identity policy') return title;
  return `the ${kind === 'VPC endpoint policy' ? title : title.charAt(0).toLowerCase() + title.slice(1)}`;
}

/** New statements: where a policy stands in the way, and wherever a door could be opened. */
function additions(question: Question): readonly Candidate[] {
  const { action, resource, principal, owner, resourcePolicy } = question;
  const plain: Statement = {
    effect: 'Allow',
    actions: [action],
    resources: [resource],
    conditions: [],
  };
  const forCaller: Statement = { ...plain, principal: callerIn(question), resources: ['*'] };
  const fences = askedPolicies(question)
    .filter(({ kind }) => isFence(kind))
    .map((asked) => extended(asked, asked.kind === 'VPC endpoint policy' ? forCaller : plain));
  const isService = principal.kind === 'service';
  const account = isService ? owner : principal.account;
  const forAccount: Statement = { ...forCaller, principal: { AWS: [rootOf(account)] } };
  return [
    ...fences,
    ...(isService ? [] : [newIdentityPolicy(plain)]),
    ...(resourcePolicy
      ? [newResourceStatement(resourcePolicy.kind, 'this caller', forCaller)]
      : []),
    ...(resourcePolicy && isClosedToIam(resourcePolicy.kind) && !isService
      ? [
          newResourceStatement(
            resourcePolicy.kind,
            `account ${account}, whose IAM then decides`,
            forAccount,
          ),
        ]
      : []),
    ...(resourcePolicy?.kind === 'key policy' && isGrantable(action) ? [newGrant(forCaller)] : []),
  ];
}

/** Operations that a grant can permit (facts sheet, section 1). */
const isGrantable = (action: string): boolean =>
  /^kms:((Decrypt|Encrypt|ReEncrypt(From|To)|Sign|Verify|GetPublicKey|CreateGrant|RetireGrant|DescribeKey|GenerateMac|VerifyMac|DeriveSharedSecret|Encapsulate|Decapsulate)$|GenerateDataKey)/.test(
    action,
  );

/** An explicit deny works wherever it stands. */
function denials(question: Question): readonly Candidate[] {
  const { action, resource, principal, resourcePolicy } = question;
  const deny: Statement = {
    effect: 'Deny',
    actions: [action],
    resources: [resource],
    conditions: [],
  };
  return [
    ...(principal.kind === 'service' ? [] : [newIdentityPolicy(deny)]),
    ...(resourcePolicy
      ? [
          newResourceStatement(resourcePolicy.kind, 'this caller', {
            ...deny,
            principal: callerIn(question),
            resources: ['*'],
          }),
        ]
      : []),
  ];
}

/** Taken away, a statement leaves a place that says nothing, so that the others keep their numbers. */
const NOTHING: Statement = { effect: 'Allow', conditions: [] };

function edited(
  { kind, policy, read, replaced }: AskedPolicy,
  index: number,
  say: string,
  change: (statement: Statement) => Statement | undefined,
): Candidate {
  const before = policy.statements[index];
  const after = before && change(before);
  return {
    change: { say, kind, name: policy.name, ...(after && { statement: after }) },
    apply: (question) => {
      const now = read(question);
      const statement = now?.statements[index];
      if (!now || !statement) return question;
      const statements = now.statements.with(index, change(statement) ?? NOTHING);
      return replaced(question, { ...now, statements });
    },
  };
}

function extended(asked: AskedPolicy, statement: Statement): Candidate {
  const { kind, policy, read, replaced } = asked;
  const title = policyName(kind, policy.name);
  const say = `Let ${articled(kind, title)} admit ${statement.actions?.join() ?? ''}.`;
  return {
    change: { say, kind, name: policy.name, statement },
    apply: (question) => {
      const now = read(question);
      return now
        ? replaced(question, { ...now, statements: [...now.statements, statement] })
        : question;
    },
  };
}

function newIdentityPolicy(statement: Statement): Candidate {
  const policy: Policy = { name: 'new', statements: [statement] };
  const verb = statement.effect === 'Allow' ? 'allows' : 'denies';
  const say = `Give the caller an IAM policy that ${verb} ${statement.actions?.join() ?? ''}.`;
  return {
    change: { say, kind: 'identity policy', name: policy.name, statement },
    apply: (question) => ({
      ...question,
      identityPolicies: [...question.identityPolicies, policy],
    }),
  };
}

function newResourceStatement(
  kind: NonNullable<Question['resourcePolicy']>['kind'],
  whom: string,
  statement: Statement,
): Candidate {
  const verb = statement.effect === 'Allow' ? 'allows' : 'denies';
  const say = `Add a statement to the ${kind} that ${verb} ${statement.actions?.join() ?? ''} to ${whom}.`;
  return {
    change: { say, kind, name: 'default', statement },
    apply: (question) => {
      const { name = 'default', statements = [] } = question.resourcePolicy?.policy ?? {};
      const policy: Policy = { name, statements: [...statements, statement] };
      return { ...question, resourcePolicy: { kind, policy } };
    },
  };
}

function newGrant(statement: Statement): Candidate {
  const say = `Create a grant on the key that lets this caller do ${statement.actions?.join() ?? ''}.`;
  const grant: Policy = { name: 'new', statements: [statement] };
  return {
    change: { say, kind: 'grant', name: grant.name, statement },
    apply: (question) => ({ ...question, grants: [...(question.grants ?? []), grant] }),
  };
}
