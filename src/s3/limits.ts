// Figures of S3. Source: S3 user guide and API reference; where AWS gives none, ours.

export const limits = {
  /** AWS says "for a limited time" and no more; the figure is ours. */
  bucketKeySeconds: 300,
  /** AWS: most objects within 15 minutes, many within seconds. The figure is ours. */
  replicationSeconds: 60,
  /** AWS: typically seconds, sometimes a minute or longer. The figure is ours. */
  notificationSeconds: 5,
  bucketPolicyBytes: 20_480,
  /** "Up to 99 %": what AWS says of the requests to KMS that a Bucket Key saves. */
  bucketKeySavingsPercent: 99,
  listedAtOnce: { standard: 1000, max: 1000 },
} as const;
