// Figures of KMS that stand in no shape. Source: facts sheet, sections 1a and 4.

export const limits = {
  /** ScheduleKeyDeletion: documented bounds; the service model says 1 to 365. */
  pendingWindowDays: { min: 7, max: 30, standard: 30 },
  /** For the life of a key; not adjustable. Was 10 until 16 February 2026. */
  onDemandRotations: 25,
  /** So close to an automatic rotation, none can be asked for. */
  minutesBeforeRotation: 20,
  /** EnableKeyRotation where it names no period, and every AWS managed key. */
  rotationPeriodDays: { standard: 365 },
  aliasesPerKey: 50,
  tagsPerKey: 50,
  /** Bytes of the key policy. */
  policyBytes: 32_768,
  /** Customer managed keys in one account and Region; adjustable. Was 10,000 until 8 July 2022. */
  keysPerRegion: 100_000,
  listKeys: { standard: 100 },
  listAliases: { standard: 50, max: 100 },
  listKeyRotations: { standard: 100 },
  listResourceTags: { standard: 50, max: 50 },
  dataKeyBytes: { AES_128: 16, AES_256: 32 },
} as const;
