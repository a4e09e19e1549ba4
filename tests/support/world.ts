// A small furnished world, a request for every operation that it serves, and a digest of all that it keeps.

import type { Cloud } from '../../src/aws/cloud.ts';
import type { Members } from '../../src/aws/trace.ts';
import { storeOf } from '../../src/app/state.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { ec2Of } from '../../src/ec2/state.ts';
import { kmsState, vaultOf } from '../../src/kms/state.ts';
import { bucketsOf } from '../../src/s3/state.ts';
import { ACCOUNT, aCloud, aKey, call, outputOf, sealed } from './cloud.ts';
import { ec2Requests } from './ec2.ts';
import { keyStoreRequests } from './key-stores.ts';
import { otherKindRequests, quickSuites } from './other-kinds.ts';
import { principalRequests, principalsKept } from './principals.ts';
import { s3Requests } from './s3.ts';
import { sqsRequests } from './sqs.ts';

const REGION = 'us-east-1';
/** Of the AWS Encryption SDK; it needs no elliptic curve. */
const UNSIGNED = 'ALG_AES_256_GCM_HKDF_SHA512_COMMIT_KEY';

export interface Furnished {
  readonly cloud: Cloud;
  /** A request that is served, by operation: 'kms:Encrypt'. */
  readonly requests: Readonly<Record<string, Members>>;
}

export function furnished(): Furnished {
  const cloud = aCloud({ tick: 0, suites: quickSuites });
  const [KeyId, other, going] = [aKey(cloud), aKey(cloud), aKey(cloud)] as const;
  outputOf(call(cloud, 'kms:CreateAlias', { AliasName: 'alias/app', TargetKeyId: KeyId }));
  outputOf(call(cloud, 'kms:ScheduleKeyDeletion', { KeyId: going }));
  outputOf(call(cloud, 's3:CreateBucket', { Bucket: 'reports' }));
  const Body = utf8('hello');
  outputOf(call(cloud, 's3:PutObject', { Bucket: 'reports', Key: 'a', Body }));
  const Key = new Uint8Array(32);
  const { Message } = outputOf(call(cloud, 'app:Seal', { Key, Plaintext: Body }));
  const CiphertextBlob = sealed(cloud, KeyId, 'hello');
  const stored = { Name: 'report', Data: Message as Uint8Array, EncryptedKey: CiphertextBlob };
  outputOf(call(cloud, 'app:Store', stored));
  const { Message: whole } = outputOf(
    call(cloud, 'app:EncryptMessage', {
      KeyIds: [KeyId],
      Plaintext: Body,
      AlgorithmSuite: UNSIGNED,
    }),
  );
  const { Policy } = outputOf(call(cloud, 'kms:GetKeyPolicy', { KeyId }));
  const EncryptionContext = {};
  const grant = {
    KeyId,
    GranteePrincipal: `arn:aws:iam::${ACCOUNT}:user/alice`,
    Operations: ['Encrypt'],
    Constraints: { EncryptionContextSubset: { a: 'b' } },
  } as const;
  const { GrantId } = outputOf(call(cloud, 'kms:CreateGrant', grant));
  const requests: Readonly<Record<string, Members>> = {
    'kms:CancelKeyDeletion': { KeyId: going },
    ...keyStoreRequests(cloud),
    'kms:CreateAlias': { AliasName: 'alias/new', TargetKeyId: KeyId },
    'kms:CreateGrant': { ...grant, Name: 'x', RetiringPrincipal: grant.GranteePrincipal },
    'kms:CreateKey': { Description: 'x', Policy, Tags: [{ TagKey: 'a', TagValue: 'b' }] },
    'kms:Decrypt': { CiphertextBlob, EncryptionContext, KeyId },
    'kms:DeleteAlias': { AliasName: 'alias/app' },
    'kms:DescribeKey': { KeyId },
    'kms:DisableKey': { KeyId },
    'kms:DisableKeyRotation': { KeyId },
    'kms:EnableKey': { KeyId },
    'kms:EnableKeyRotation': { KeyId, RotationPeriodInDays: 90 },
    'kms:Encrypt': { KeyId, Plaintext: Body, EncryptionContext },
    'kms:GenerateDataKey': { KeyId, KeySpec: 'AES_256', EncryptionContext },
    'kms:GenerateDataKeyWithoutPlaintext': { KeyId, NumberOfBytes: 8 },
    'kms:GenerateRandom': { NumberOfBytes: 8 },
    'kms:GetKeyLastUsage': { KeyId },
    'kms:GetKeyPolicy': { KeyId, PolicyName: 'default' },
    'kms:GetKeyRotationStatus': { KeyId },
    'kms:ListAliases': { Limit: 10 },
    'kms:ListGrants': { KeyId, GrantId, GranteePrincipal: grant.GranteePrincipal, Limit: 10 },
    'kms:ListKeyPolicies': { KeyId },
    'kms:ListKeyRotations': { KeyId },
    'kms:ListKeys': { Limit: 10 },
    'kms:ListResourceTags': { KeyId },
    'kms:ListRetirableGrants': { RetiringPrincipal: grant.GranteePrincipal },
    'kms:PutKeyPolicy': { KeyId, Policy },
    'kms:ReEncrypt': { CiphertextBlob, DestinationKeyId: other },
    'kms:RetireGrant': { KeyId, GrantId },
    'kms:RevokeGrant': { KeyId, GrantId },
    'kms:RotateKeyOnDemand': { KeyId },
    'kms:ScheduleKeyDeletion': { KeyId: other, PendingWindowInDays: 7 },
    'kms:TagResource': { KeyId, Tags: [{ TagKey: 'a', TagValue: 'b' }] },
    'kms:UntagResource': { KeyId, TagKeys: ['a'] },
    'kms:UpdateAlias': { AliasName: 'alias/app', TargetKeyId: other },
    'kms:UpdateKeyDescription': { KeyId, Description: 'y' },
    ...otherKindRequests(cloud),
    ...principalRequests(cloud),
    ...ec2Requests(cloud, KeyId),
    ...s3Requests(cloud, KeyId),
    ...sqsRequests(cloud, KeyId),
    'app:DecryptMessage': { Message: whole, KeyIds: [KeyId] },
    'app:Discard': { Name: 'report' },
    'app:EncryptMessage': { KeyIds: [KeyId], Plaintext: Body, AlgorithmSuite: UNSIGNED },
    'app:Fetch': { Name: 'report' },
    'app:Forget': { What: Body },
    'app:Open': { Key, Message },
    'app:Seal': { Key, Plaintext: Body, DeclaredSize: 100, Label: { a: 'b' } },
    'app:Store': stored,
    'app:Wait': { Milliseconds: 1 },
  };
  return { cloud, requests };
}

/** All that the services keep, as text. */
export const digest = (cloud: Cloud): string =>
  JSON.stringify(
    [
      kmsState(cloud, ACCOUNT, REGION),
      [...vaultOf(cloud, REGION).owners.keys()],
      bucketsOf(cloud),
      ec2Of({ cloud, region: REGION }),
      storeOf(cloud, ACCOUNT),
      principalsKept(cloud),
    ],
    (name, value: unknown) => {
      // A set of related keys holds its keys, which hold the set.
      if (name === 'multiRegion') return undefined;
      return value instanceof Map || value instanceof Set
        ? [...(value as Iterable<unknown>)]
        : value;
    },
  );
