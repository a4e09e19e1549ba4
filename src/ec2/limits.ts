// Numbers of EBS. Source: EBS user guide, "Amazon EBS volume types"; how long things take is ours.

export const limits = {
  volumeGiB: { min: 1, max: 65_536 },
  /** A volume, a snapshot, a copy is ready so much later. AWS names no time: seconds to hours, by size. */
  readySeconds: 1,
  writtenAtOnceBytes: 16_384,
} as const;
