// Numbers that AWS sets for IAM and that stand in no shape. Source: IAM and STS quotas.

export const limits = {
  accessKeysPerUser: 2,
  attachedPoliciesPerPrincipal: 10,
  /** A page of a list, where nothing else is asked for. */
  pageSize: 100,
} as const;
