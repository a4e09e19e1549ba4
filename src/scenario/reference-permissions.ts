// The permissions that a call asks for. Where an operation names keys, they follow from that; what an operation
// asks for besides is computed by it, and stands here in words. A test compares both with what real calls ask.

import type { Operation, Permission } from '../aws/operation.ts';
import type { DeclaredRole } from '../kms/operation.ts';
import { rolesOf } from './reference.ts';

export function permissionsOf(operation: Operation): readonly Permission[] {
  if (operation.permissions) return operation.permissions;
  const call = `${operation.service}:${operation.name}`;
  const keys = Object.values(rolesOf(operation)).map((role) => ({
    action: role.action ?? call,
    on: keyWords(operation, role),
  }));
  const others = BESIDES[call] ?? (keys.length > 0 ? [] : [{ action: call, on: onOf(operation) }]);
  return [...keys, ...others];
}

function keyWords({ input }: Operation, { from, confirmedBy, by }: DeclaredRole): string {
  if (by === 'alias') return `the key that ${from} points at now`;
  if (input.members[from]?.kind !== 'blob') return `the key that ${from} names`;
  const named = confirmedBy === undefined ? '' : `, which ${confirmedBy} may name as well`;
  return `the key that sealed ${from}${named}`;
}

/** Of an operation that names no key: '*', or the thing that a member names. */
function onOf({ service, input: { members } }: Operation): string {
  const named = NAMES.filter((row) => row.service === service).find(
    ({ member }) => members[member],
  );
  return named ? `the ${named.what} that ${named.member} names` : '*';
}

const NAMES = [
  { service: 'iam', member: 'RoleName', what: 'role' },
  { service: 'iam', member: 'UserName', what: 'user' },
  { service: 'iam', member: 'PolicyArn', what: 'policy' },
  { service: 'iam', member: 'PolicyName', what: 'policy' },
  { service: 'sts', member: 'RoleArn', what: 'role' },
] as const;

const tagging = (where: string): Permission => ({
  action: 'kms:TagResource',
  on: `all keys${where}`,
  when: 'Tags are given',
});

const aliased = (action: string): readonly Permission[] => [
  { action, on: 'the alias that AliasName names' },
];

const BESIDES: Readonly<Record<string, readonly Permission[]>> = {
  'kms:CreateAlias': aliased('kms:CreateAlias'),
  'kms:DeleteAlias': aliased('kms:DeleteAlias'),
  'kms:UpdateAlias': aliased('kms:UpdateAlias'),
  'kms:CreateKey': [{ action: 'kms:CreateKey', on: '*' }, tagging('')],
  'kms:ReplicateKey': [
    { action: 'kms:CreateKey', on: '*, in the Region of the replica' },
    tagging(' in the Region of the replica'),
  ],
  'kms:UpdatePrimaryRegion': [
    { action: 'kms:UpdatePrimaryRegion', on: 'the replica in PrimaryRegion' },
  ],
  'kms:ListRetirableGrants': [
    { action: 'kms:ListRetirableGrants', on: 'the principal that is asked about' },
  ],
  'kms:RetireGrant': [
    {
      action: 'kms:RetireGrant',
      on: 'the key of the grant. A grant that names the caller for this is enough; the key policy is not',
    },
  ],
  'sts:GetCallerIdentity': [],
};
