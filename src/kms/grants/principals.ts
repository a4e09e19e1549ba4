// Whom a grant can name.

import { parseArn } from '../../aws/arn.ts';

export const isService = (principal: string): boolean =>
  /^[a-z0-9.-]+\.amazonaws\.com$/.test(principal);

/** Accounts, users, roles, sessions of roles, federated users. Groups are no principals. */
export const isPrincipal = (arn: string): boolean =>
  /^arn:aws:(iam::\d{12}:(root|(user|role)\/.+)|sts::\d{12}:(assumed-role\/[^/]+\/[^/]+|federated-user\/.+))$/.test(
    arn,
  );

/** The path of a role is no part of the ARNs of its sessions. */
export const isSessionByPath = (arn: string): boolean =>
  /^arn:aws:sts::\d{12}:assumed-role\/.+\/.+\/.+$/.test(arn);

export const accountOf = (arn: string): string | undefined => parseArn(arn)?.account;
