// Numbers that AWS sets for STS and that stand in no shape. Source: STS API reference, AssumeRole.

export const limits = {
  /** The longest session for a caller that is itself a session of a role. */
  chainedSessionSeconds: 3600,
} as const;
