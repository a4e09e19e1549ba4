// Permissions boundaries: the most that identity policies can give.

import { errors, type Kind } from '../errors.ts';
import { change } from '../identities.ts';
import { boundaryOf } from '../options.ts';
import { pairedOperation } from '../paired.ts';
import { policyArn } from '../shapes.ts';

const put = <K extends Kind>(kind: K) =>
  pairedOperation(kind, {
    name: `Put${kind}PermissionsBoundary`,
    summary: 'Sets the boundary. It gives nobody a right; it limits what policies give.',
    readOnly: false,
    members: { PermissionsBoundary: policyArn() },
    output: {},
    handle(call, identity) {
      change(call, identity, { boundary: boundaryOf(call, call.input.PermissionsBoundary) });
      return {};
    },
  });

const remove = <K extends Kind>(kind: K) =>
  pairedOperation(kind, {
    name: `Delete${kind}PermissionsBoundary`,
    summary: 'Takes the boundary away, so that policies count in full again.',
    readOnly: false,
    members: {},
    output: {},
    handle({ cloud }, { kind: who, name, arn, options }) {
      const { boundary, ...rest } = options;
      if (!boundary) throw errors.noBoundary(who, name);
      cloud.directory.put(arn, rest);
      return {};
    },
  });

export const PutUserPermissionsBoundary = put('User');
export const PutRolePermissionsBoundary = put('Role');
export const DeleteUserPermissionsBoundary = remove('User');
export const DeleteRolePermissionsBoundary = remove('Role');
