// A grant as policies, so that one evaluator decides and explains: what its grantee may do, and who may retire it.
// Source: facts sheet, section 7d; the SDK's description of CreateGrant.

import type { ConditionRow } from '../../aws/iam/condition-rows.ts';
import type { PrincipalElement, Statement } from '../../aws/iam/policy.ts';
import { rootOf } from '../../aws/iam/principals.ts';
import { isService } from './principals.ts';
import {
  ANY,
  FREE,
  pairKey,
  pairMark,
  pairText,
  type Compiled,
  type GrantConstraints,
  type GrantOperation,
  type GrantTerms,
} from './terms.ts';
import type { KmsKey } from '../key.ts';

interface Given {
  readonly id: string;
  readonly key: KmsKey;
  readonly issuer: string;
  readonly terms: GrantTerms;
}

export function compiled({ id, key, issuer, terms }: Given): Compiled {
  const { Operations: operations } = terms;
  const grantee = terms.GranteePrincipal ?? terms.GranteeServicePrincipal ?? '';
  const retiring = terms.RetiringPrincipal ?? terms.RetiringServicePrincipal;
  const rows = new Map(
    operations
      .filter((operation) => operation !== 'RetireGrant')
      .map((operation) => [operation, conditionsOf(operation, terms)] as const),
  );
  const accounts = { AWS: [...new Set([issuer, key.account])].map(rootOf) };
  const retirers = [
    ...(retiring === undefined ? [] : [named(retiring)]),
    ...(operations.includes('RetireGrant') ? [named(grantee)] : []),
    // The account that it was created in, and the key's own, may hand the right on by IAM.
    accounts,
  ];
  return {
    grantee,
    retiring,
    inputs: terms.Name === undefined ? undefined : inputsOf(terms, issuer),
    policy: { name: id, statements: statementsOf(named(grantee), rows) },
    retirement: { name: id, statements: retirers.map((who) => allow(who, ['RetireGrant'], [])) },
    marks: new Map(
      [...rows].map(([operation, conditions]) => [
        operation,
        markOf(operation, terms.Constraints, conditions),
      ]),
    ),
  };
}

const named = (principal: string): PrincipalElement =>
  isService(principal) ? { Service: [principal] } : { AWS: [principal] };

/** Operations of which the same is asked share a statement. */
function statementsOf(
  principal: PrincipalElement,
  rows: ReadonlyMap<GrantOperation, readonly ConditionRow[]>,
): readonly Statement[] {
  const alike = new Map<string, [GrantOperation[], readonly ConditionRow[]]>();
  for (const [operation, conditions] of rows) {
    const text = JSON.stringify(conditions);
    const there = alike.get(text);
    if (there) there[0].push(operation);
    else alike.set(text, [[operation], conditions]);
  }
  return [...alike.values()].map(([operations, conditions]) =>
    allow(principal, operations, conditions),
  );
}

const allow = (
  principal: PrincipalElement,
  operations: readonly GrantOperation[],
  conditions: readonly ConditionRow[],
): Statement => ({
  effect: 'Allow',
  principal,
  actions: operations.map((operation) => `kms:${operation}`),
  resources: ['*'],
  conditions,
});

function conditionsOf(
  operation: GrantOperation,
  { Operations, Constraints = {} }: GrantTerms,
): readonly ConditionRow[] {
  const { SourceArn: source } = Constraints;
  return [
    ...(source === undefined ? [] : [row('StringEquals', 'aws:SourceArn', source)]),
    ...(operation === 'DescribeKey' ? [] : contextConditions(Constraints)),
    ...(operation === 'CreateGrant' ? delegationConditions(Operations, Constraints) : []),
  ];
}

/** Equal: these pairs, and no others. */
function contextConditions({
  EncryptionContextEquals: equal,
  EncryptionContextSubset: subset = {},
}: GrantConstraints): readonly ConditionRow[] {
  const pairs = [...Object.entries(equal ?? {}), ...Object.entries(subset)];
  return [
    ...pairs.map(([name, value]) =>
      row('ForAnyValue:StringEquals', pairKey(name), pairText(name, value)),
    ),
    ...(equal
      ? [row('ForAllValues:StringEquals', 'kms:EncryptionContextKeys', ...Object.keys(equal))]
      : []),
  ];
}

/** A grantee hands on no more than it has: a part of the operations, and constraints as strict or stricter. */
const delegationConditions = (
  operations: readonly GrantOperation[],
  { EncryptionContextEquals: equal, SourceArn: source }: GrantConstraints,
): readonly ConditionRow[] => [
  row('ForAllValues:StringEquals', 'kms:GrantOperations', ...operations),
  ...(equal
    ? [row('ForAnyValue:StringEquals', 'kms:GrantConstraintType', 'EncryptionContextEquals')]
    : []),
  ...(source === undefined ? [] : [row('StringEquals', 'kms:GrantConstraintSourceArn', source)]),
];

const row = (operator: string, key: string, ...values: readonly string[]): ConditionRow => ({
  operator,
  key,
  values,
});

function markOf(
  operation: GrantOperation,
  {
    EncryptionContextEquals: equal = {},
    EncryptionContextSubset: subset = {},
  }: GrantConstraints = {},
  conditions: readonly ConditionRow[],
): string {
  const pairs = [...Object.entries(equal), ...Object.entries(subset)];
  const pair = operation === 'DescribeKey' ? undefined : pairs[0];
  if (pair) return pairMark(...pair);
  return conditions.length > 0 ? ANY : FREE;
}

/** In one spelling, whatever the order of operations and pairs. */
export function inputsOf(
  { Operations, Constraints = {}, ...rest }: GrantTerms,
  issuer: string,
): string {
  const {
    EncryptionContextEquals: equal,
    EncryptionContextSubset: subset,
    SourceArn,
  } = Constraints;
  const sorted = (pairs: object | undefined): unknown =>
    pairs && Object.entries(pairs).sort(byName);
  return JSON.stringify([
    issuer,
    Object.entries(rest).sort(byName),
    [...Operations].sort(),
    [sorted(equal), sorted(subset), SourceArn],
  ]);
}

const byName = ([one]: [string, unknown], [other]: [string, unknown]): number =>
  one < other ? -1 : 1;
