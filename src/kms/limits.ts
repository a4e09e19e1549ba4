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
  /** Adjustable. */
  grantsPerKey: 50_000,
  /** Of an encryption context in a grant's constraints. */
  grantConstraint: { pairs: 8, characters: 384 },
  /** AWS: usually less than five. Here just five, where KMS is eventually consistent at all. */
  grantSpreadMinutes: 5,
  tagsPerKey: 50,
  /** Bytes of the key policy. */
  policyBytes: 32_768,
  /** AWS says "a few seconds", for both; the figures are ours. */
  replicaCreationSeconds: 5,
  primaryUpdateSeconds: 5,
  /** Customer managed keys in one account and Region; adjustable. Was 10,000 until 8 July 2022. */
  keysPerRegion: 100_000,
  /** Custom key stores in one account and Region. */
  keyStores: 10,
  /** "Up to 20 minutes", and "about five minutes". */
  connectingMinutes: { AWS_CLOUDHSM: 20, EXTERNAL_KEY_STORE: 5 },
  /** AWS gives no figure; this one is ours. */
  disconnectingMinutes: 1,
  /** AWS names no standard; this one is that of its other lists. */
  describeCustomKeyStores: { standard: 100 },
  listKeys: { standard: 100 },
  listAliases: { standard: 50, max: 100 },
  listGrants: { standard: 50, max: 100 },
  listKeyRotations: { standard: 100 },
  listResourceTags: { standard: 50, max: 50 },
  dataKeyBytes: { AES_128: 16, AES_256: 32 },
  /** An import token and the public key that came with it. */
  importParametersHours: 24,
  /** How far ahead imported material may expire. */
  importedMaterialDays: 365,
  /** 1024 bits; longer keys are hashed first. The shortest are as long as the code. */
  importedMacKeyBytes: { max: 128 },
} as const;
