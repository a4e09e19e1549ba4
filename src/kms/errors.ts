// KMS's refusals, one line each: AWS's words, and the why that AWS leaves out (facts sheet, section 2).

import { refuse, type ServiceError } from '../aws/errors.ts';

export const errors = {
  keyNotFound: (arn: string) =>
    refuse(
      'NotFoundException',
      `Key '${arn}' does not exist`,
      'No key with this id is in this account and Region. Keys are regional: a key of another Region is not here.',
    ),
  invalidKeyId: (id: string) =>
    refuse(
      'NotFoundException',
      `Invalid keyId '${id}'`,
      'This is not the form of a key id or key ARN that this operation takes.',
    ),
  wrongRegion: (region: string) =>
    refuse(
      'NotFoundException',
      `Invalid arn ${region}`,
      'The ARN names another Region. Keys never leave their Region: ask there, or use a key of this one.',
    ),
  aliasNotFound: (arn: string) =>
    refuse(
      'NotFoundException',
      `Alias ${arn} is not found.`,
      'No alias of this name is in this account and Region.',
    ),
  aliasRefused: () =>
    refuse(
      'InvalidArnException',
      'Key Aliases are not supported for this operation.',
      'An alias may point at another key tomorrow. What manages a key takes its id or its ARN.',
    ),
  aliasOfAlias: () =>
    refuse(
      'ValidationException',
      'Aliases must refer to keys. Not aliases',
      'An alias points at a key, never at another alias.',
    ),
  /** RSA ciphertext says nothing of its key. */
  noKeyNamed: (member: string) =>
    refuse(
      'ValidationException',
      `${member} must not be null`,
      'What a public key has sealed does not say which key that was. Name it.',
    ),
  pairUnderAsymmetric: () =>
    refuse(
      'InvalidKeyUsageException',
      'You cannot generate a data key pair with an asymmetric CMK',
      'The private key is sealed under the KMS key, and an RSA block is too short for it.',
    ),
  /** AWS sends no message at all, so that a forger learns nothing. */
  invalidCiphertext: () =>
    refuse(
      'InvalidCiphertextException',
      '',
      'The tag did not fit. The blob was altered, or the encryption context differs in a key, a value or a capital letter. KMS does not say which.',
    ),
  /** AWS sends no message. */
  invalidSignature: () =>
    refuse(
      'KMSInvalidSignatureException',
      '',
      'The signature does not belong to this message, this key and this algorithm.',
    ),
  /** AWS sends no message. */
  invalidMac: () =>
    refuse(
      'KMSInvalidMacException',
      '',
      'The code does not belong to this message, this key and this algorithm.',
    ),
  /** AWS sends no message. */
  invalidPeer: () =>
    refuse(
      'ValidationException',
      '',
      'The public key is no point of the curve that this KMS key is on.',
    ),
  algorithm: (algorithm: string, spec: string) =>
    refuse(
      'InvalidKeyUsageException',
      `Algorithm ${algorithm} is incompatible with key spec ${spec}.`,
      'Each key spec has algorithms of its own; DescribeKey lists them.',
    ),
  plaintextTooLong: (algorithm: string, spec: string, bytes: number) =>
    refuse(
      'ValidationException',
      `Algorithm ${algorithm} and key spec ${spec} cannot encrypt data larger than ${bytes} bytes.`,
      'RSA encrypts one block: the length of the modulus, less twice the hash and two bytes. Longer data take a data key.',
    ),
  /** AWS sends words that nobody has published; these are ours. */
  chinaOnly: (spec: string) =>
    refuse(
      'UnsupportedOperationException',
      `KeySpec ${spec} is supported only in China Regions.`,
      'SM2 is a Chinese standard, and AWS offers it in its China Regions alone.',
    ),
  notImportable: (spec: string) =>
    refuse(
      'ValidationException',
      `KeySpec ${spec} is not supported for Origin EXTERNAL`,
      'Post-quantum key pairs cannot be imported: KMS makes them itself.',
    ),
  /** AWS sends no message. */
  noPublicKey: () =>
    refuse(
      'UnsupportedOperationException',
      '',
      'Symmetric and HMAC keys have no public half: whoever has the key has all of it.',
    ),
  contextWithPublicKey: () =>
    refuse(
      'ValidationException',
      'EncryptionContext is not supported when encrypting/decrypting with asymmetric CMKs.',
      'An encryption context is authenticated by AES-GCM. RSA has no place for it.',
    ),
  digestLength: (algorithm: string) =>
    refuse(
      'ValidationException',
      `Digest is invalid length for algorithm ${algorithm}.`,
      'MessageType DIGEST says that the message is a hash already: then it has the length of that hash.',
    ),
  muLength: (algorithm: string) =>
    refuse(
      'ValidationException',
      `External Mu is invalid length for algorithm ${algorithm}.`,
      'MessageType EXTERNAL_MU says that the message is hashed already, as FIPS 204 has it: 64 bytes.',
    ),
  messageType: (type: string, misfit: string) =>
    refuse(
      'ValidationException',
      `Message type ${type} is incompatible with ${misfit}.`,
      'Whether a message comes as it is or hashed already is for the signing algorithm to say.',
    ),
  incorrectKey: () =>
    refuse(
      'IncorrectKeyException',
      'The key ID in the request does not identify a CMK that can perform this operation.',
      'The blob names the key that sealed it, and that is not the key in the request.',
    ),
  keyUsage: (arn: string, usage: string, operation: string) =>
    refuse(
      'InvalidKeyUsageException',
      `${arn} key usage is ${usage} which is not valid for ${operation}.`,
      'What a key is for is fixed when it is made.',
    ),
  grantToken: () =>
    refuse(
      'InvalidGrantTokenException',
      '',
      'No grant of this Region has given out such a token, or the grant has ended.',
    ),
  /** AWS's words are not on record; these are ours. */
  grantTerms: (message: string) =>
    refuse(
      'ValidationException',
      message,
      'A grant names one grantee, what it may do, and what a request must have for that. Not every combination is one.',
    ),
  /** Recorded for HMAC keys. */
  notGrantable: (refused: readonly string[], kind: string, valid: readonly string[]) =>
    refuse(
      'ValidationException',
      `Operations [${refused.join(', ')}] are not supported when creating a grant for ${kind}. Valid operations are [${valid.join(', ')}]`,
      'A grant permits only what its key can do: this key is of another spec or usage.',
    ),
  onlyCreateGrant: () =>
    refuse(
      'ValidationException',
      'Grants must not contain only the CreateGrant operation.',
      'A grantee hands on only what it has: with nothing but CreateGrant there is nothing to hand on.',
    ),
  contextConstraint: () =>
    refuse(
      'ValidationException',
      'EncryptionContext is supported only when creating a grant for a symmetric encryption KMS key.',
      'Only symmetric encryption keys know an encryption context, so only there can a grant ask for one.',
    ),
  malformedPrincipal: (arn: string) =>
    refuse(
      'InvalidArnException',
      `ARN is not valid: ${arn}`,
      'The ARN of a session has the name of its role, without the path, and the name of the session.',
    ),
  noPrincipal: (arn: string) =>
    refuse(
      'InvalidArnException',
      `ARN does not refer to a valid principal: ${arn}`,
      'A principal is an account, a user, a role, or a session of one. A group is none.',
    ),
  /** AWS's words are not on record; these are ours. */
  noServicePrincipal: (name: string) =>
    refuse(
      'ValidationException',
      `${name} is not a valid service principal.`,
      'A service principal is named like logs.amazonaws.com.',
    ),
  /** AWS's words are not on record; these are ours. */
  sourceArn: (arn: string) =>
    refuse(
      'InvalidArnException',
      `SourceArn is not a valid ARN: ${arn}`,
      'The constraint names the resource on whose behalf a service may use the key.',
    ),
  /** AWS's words are not on record; these are ours. */
  invalidGrantId: () =>
    refuse(
      'InvalidGrantIdException',
      'The grant ID is not valid.',
      'A grant id has 64 hexadecimal digits. CreateGrant and ListGrants tell it.',
    ),
  /** AWS's words are not on record; these are ours. */
  grantNotFound: (id: string) =>
    refuse(
      'NotFoundException',
      `Grant '${id}' does not exist`,
      'This key has no such grant: it never had, or the grant was retired or revoked.',
    ),
  /** AWS's words are not on record; these are ours. */
  servicesOnly: (member: string) =>
    refuse(
      'ValidationException',
      `${member} can be used by that service principal only.`,
      'Services of AWS look up their own grants by it. Nobody else can.',
    ),
  /** AWS's words are not on record; these are ours. */
  foreignPrincipal: (arn: string) =>
    refuse(
      'ValidationException',
      `RetiringPrincipal must be a principal of your account: ${arn}`,
      'The grants may be on keys of any account, but the one who may retire them is of yours.',
    ),
  dryRun: () =>
    refuse(
      'DryRunOperationException',
      'The request would have succeeded, but the DryRun option is set.',
      'Permission, key state and request were checked. Nothing was done.',
    ),
  aliasPrefix: () =>
    refuse(
      'ValidationException',
      'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
      'The prefix is part of the name: alias/app, not app.',
    ),
  aliasReserved: () =>
    refuse(
      'NotAuthorizedException',
      '',
      'Names that begin with alias/aws/ belong to AWS managed keys.',
    ),
  aliasExists: (arn: string) =>
    refuse(
      'AlreadyExistsException',
      `An alias with the name ${arn} already exists`,
      'An alias names one key. UpdateAlias points it at another.',
    ),
  /** AWS sends no message. */
  invalidMarker: () =>
    refuse('InvalidMarkerException', '', 'Send back NextMarker of the page before, as it came.'),
  aliasOtherKind: (alias: string, key: string) =>
    refuse(
      'ValidationException',
      `The alias ${alias} cannot be associated with ${key}: the current and the new KMS key must be of the same type and have the same key usage.`,
      'Programs that use the alias would break. To change the kind, delete the alias and create it anew.',
    ),
  tags: (message: string) =>
    refuse(
      'TagException',
      message,
      'A key carries at most 50 tags, each name once, and none that begins with aws:.',
    ),
  /** AWS sends no message. */
  notRotatable: () =>
    refuse(
      'UnsupportedOperationException',
      '',
      'KMS rotates symmetric encryption keys only. For other keys, make a new one and point the alias at it.',
    ),
  notPrimary: (arn: string) =>
    refuse(
      'UnsupportedOperationException',
      `${arn} is not a multi-region primary key.`,
      'What related multi-Region keys share is set on their primary key, and only a primary key can be replicated.',
    ),
  isReplica: (arn: string, operation: string) =>
    refuse(
      'UnsupportedOperationException',
      `${arn} is a multi-region replica key which is not valid for ${operation}.`,
      'Related multi-Region keys rotate together, and that is set on their primary key.',
    ),
  primaryElsewhere: (arn: string) =>
    refuse(
      'KMSInvalidStateException',
      `${arn} is not a multi-Region primary key.`,
      'The primary key gives its place away: ask in its Region.',
    ),
  noReplicaThere: (id: string) =>
    refuse(
      'ValidationException',
      `${id} does not have a replica key in the specified Region.`,
      'Only a replica can become the primary key. ReplicateKey makes one.',
    ),
  replicaExists: () =>
    refuse(
      'AlreadyExistsException',
      'You can create only one replica of each primary key in each AWS Region.',
      'A Region has one key of a set, also while that key waits for its deletion: CancelKeyDeletion brings it back.',
    ),
  limit: (message: string, why: string) => refuse('LimitExceededException', message, why),
  rotationSoon: () =>
    refuse(
      'ConflictException',
      'An automatic rotation of this key is currently in progress or scheduled to begin within the next 20 minutes.',
      'The key is about to rotate by itself.',
    ),
  rotationLimit: (arn: string) =>
    refuse(
      'LimitExceededException',
      `The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: ${arn}`,
      'The limit is for the life of the key and cannot be raised.',
    ),
  malformedPolicy: (problem: string) =>
    refuse(
      'MalformedPolicyDocumentException',
      problem,
      'The key policy was not accepted, so nothing was done.',
    ),
  noSuchPolicy: () =>
    refuse(
      'NotFoundException',
      'No such policy exists',
      'A key has one policy, and its name is default.',
    ),
  policyLockout: () =>
    refuse(
      'MalformedPolicyDocumentException',
      'The new key policy will not allow you to update the key policy in the future.',
      'With this policy the caller could never mend the policy again. BypassPolicyLockoutSafetyCheck allows it all the same.',
    ),
} satisfies Record<string, (...args: never[]) => ServiceError>;
