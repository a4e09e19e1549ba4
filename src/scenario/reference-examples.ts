// What a form holds at first, so that the first press of Run shows something: a fitting key, and a value for each
// member without which there is no call. All of it can be changed.

import type { Operation } from '../aws/operation.ts';
import type { Members } from '../aws/trace.ts';
import { utf8 } from '../crypto/bytes.ts';
import type { DeclaredRole } from '../kms/operation.ts';
import { rolesOf } from './reference.ts';
import { callers, type OfferedKey } from './reference-world.ts';

export function exampleOf(operation: Operation, keys: readonly OfferedKey[]): Members {
  const example = EXAMPLES[`${operation.service}:${operation.name}`] ?? {};
  return { ...example, ...keysFor(operation, keys) };
}

export interface Offer {
  readonly value: string;
  readonly label: string;
}

/** Keys for a member that names one, in the form that it takes; undefined where it names none. */
export function offersFor(
  operation: Operation,
  member: string,
  keys: readonly OfferedKey[],
): readonly Offer[] | undefined {
  const role = Object.values(rolesOf(operation)).find(
    ({ from, confirmedBy }) => from === member || confirmedBy === member,
  );
  const named = role ?? (NAMING_A_KEY.includes(member) ? { accepts: BY_ALIAS } : undefined);
  if (!named || operation.input.members[member]?.kind !== 'text') return undefined;
  return keys.flatMap((key) => {
    const value = nameFor(key, named);
    return value === undefined ? [] : [{ value, label: key.label }];
  });
}

const BY_ALIAS = 'aliases and other accounts';

/** Members that name a key without being about it. */
const NAMING_A_KEY: readonly string[] = ['KeyId', 'SSEKMSKeyId'];

type Naming = Pick<DeclaredRole, 'accepts' | 'by'>;

const nameFor = ({ id, alias }: OfferedKey, { accepts, by }: Naming): string | undefined =>
  by === 'alias' ? alias : accepts === BY_ALIAS ? (alias ?? id) : id;

/** For each role another key, where there are as many. */
function keysFor(operation: Operation, keys: readonly OfferedKey[]): Members {
  const left = [...keys];
  const chosen = Object.values(rolesOf(operation)).flatMap((role) => {
    if (operation.input.members[role.from]?.kind !== 'text') return [];
    const i = left.findIndex((key) => serves(operation, role, key));
    const [key] = i < 0 ? [] : left.splice(i, 1);
    const name = key && nameFor(key, role);
    return name === undefined ? [] : [[role.from, name] as const];
  });
  return Object.fromEntries(chosen);
}

const serves = (
  { name }: Operation,
  { usage, primary, origins }: DeclaredRole,
  key: OfferedKey,
): boolean =>
  key.usage === (usage ?? (name === 'GetPublicKey' ? 'KEY_AGREEMENT' : key.usage)) &&
  key.origin === (origins?.[0] ?? 'AWS_KMS') &&
  (primary !== 'of a set' || key.isMultiRegion);

const GUEST = callers[1].arn;
const message = { Message: utf8('Pay 100 euros to Ada.') };
const policy = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'kms:DescribeKey', Resource: '*' }],
  },
  null,
  2,
);
const trust = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Action: 'sts:AssumeRole',
      },
    ],
  },
  null,
  2,
);
const keyPolicy = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Action: 'kms:*',
        Resource: '*',
      },
      {
        Sid: 'Let the guest encrypt',
        Effect: 'Allow',
        Principal: { AWS: GUEST },
        Action: 'kms:Encrypt',
        Resource: '*',
      },
    ],
  },
  null,
  2,
);

const inReports = { Bucket: 'reports' };
const report = { ...inReports, Key: 'q1.csv' };
const bucketPolicy = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Only under a KMS key',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:PutObject',
        Resource: 'arn:aws:s3:::reports/*',
        Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
      },
    ],
  },
  null,
  2,
);

const EXAMPLES: Readonly<Record<string, Members>> = {
  'kms:CreateAlias': { AliasName: 'alias/new' },
  'kms:CreateGrant': { GranteePrincipal: GUEST, Operations: ['Encrypt', 'Decrypt'] },
  'kms:Decapsulate': { EncapsulationAlgorithm: 'ML_KEM' },
  'kms:DeriveSharedSecret': { KeyAgreementAlgorithm: 'ECDH' },
  'kms:Encapsulate': { EncapsulationAlgorithm: 'ML_KEM' },
  'kms:Encrypt': { Plaintext: utf8('Hello'), EncryptionContext: { department: 'sales' } },
  'kms:GenerateDataKey': { KeySpec: 'AES_256' },
  'kms:GenerateDataKeyPair': { KeyPairSpec: 'ECC_NIST_P256' },
  'kms:GenerateDataKeyPairWithoutPlaintext': { KeyPairSpec: 'ECC_NIST_P256' },
  'kms:GenerateDataKeyWithoutPlaintext': { KeySpec: 'AES_256' },
  'kms:GenerateMac': { ...message, MacAlgorithm: 'HMAC_SHA_256' },
  'kms:GenerateRandom': { NumberOfBytes: 32 },
  'kms:GetParametersForImport': {
    WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
    WrappingKeySpec: 'RSA_2048',
  },
  'kms:ListRetirableGrants': { RetiringPrincipal: GUEST },
  'kms:PutKeyPolicy': { Policy: keyPolicy },
  'kms:ReplicateKey': { ReplicaRegion: 'eu-west-1' },
  'kms:Sign': { ...message, SigningAlgorithm: 'ECDSA_SHA_256' },
  'kms:TagResource': { Tags: [{ TagKey: 'team', TagValue: 'sales' }] },
  'kms:UntagResource': { TagKeys: ['team'] },
  'kms:UpdateKeyDescription': { Description: 'For reports' },
  'kms:UpdatePrimaryRegion': { PrimaryRegion: 'eu-west-1' },
  'kms:Verify': { ...message, SigningAlgorithm: 'ECDSA_SHA_256' },
  'kms:VerifyMac': { ...message, MacAlgorithm: 'HMAC_SHA_256' },
  's3:CopyObject': {
    Bucket: 'reports',
    Key: 'copy.csv',
    CopySource: 'reports/q1.csv',
    ServerSideEncryption: 'aws:kms',
    SSEKMSKeyId: 'alias/archive',
  },
  's3:CreateBucket': inReports,
  's3:DeleteBucketEncryption': inReports,
  's3:DeleteBucketPolicy': inReports,
  's3:DeleteBucketReplication': inReports,
  's3:DeleteObject': report,
  's3:GetBucketEncryption': inReports,
  's3:GetBucketNotificationConfiguration': inReports,
  's3:GetBucketPolicy': inReports,
  's3:GetBucketReplication': inReports,
  's3:GetBucketVersioning': inReports,
  's3:GetObject': report,
  's3:HeadBucket': inReports,
  's3:HeadObject': report,
  's3:ListObjectsV2': inReports,
  's3:PutBucketEncryption': {
    ...inReports,
    ServerSideEncryptionConfiguration: {
      Rules: [
        {
          ApplyServerSideEncryptionByDefault: {
            SSEAlgorithm: 'aws:kms',
            KMSMasterKeyID: 'alias/app',
          },
          BucketKeyEnabled: true,
        },
      ],
    },
  },
  's3:PutBucketNotificationConfiguration': { ...inReports, NotificationConfiguration: {} },
  's3:PutBucketPolicy': { ...inReports, Policy: bucketPolicy },
  's3:PutBucketReplication': {
    ...inReports,
    ReplicationConfiguration: {
      Role: 'arn:aws:iam::111122223333:role/replicator',
      Rules: [{ Status: 'Enabled', Destination: { Bucket: 'arn:aws:s3:::reports-copy' } }],
    },
  },
  's3:PutBucketVersioning': { ...inReports, VersioningConfiguration: { Status: 'Enabled' } },
  's3:PutObject': {
    Bucket: 'reports',
    Key: 'q1.csv',
    Body: utf8('order,amount\n1,100\n'),
    ServerSideEncryption: 'aws:kms',
    SSEKMSKeyId: 'alias/app',
  },
  's3:UpdateObjectEncryption': {
    ...report,
    ObjectEncryption: {
      SSEKMS: { KMSKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/paste-the-id-of-a-key' },
    },
  },
  'iam:CreatePolicy': { PolicyName: 'see-keys', PolicyDocument: policy },
  'iam:CreateRole': { RoleName: 'reader', AssumeRolePolicyDocument: trust },
  'iam:CreateUser': { UserName: 'ada' },
  'iam:GetUser': { UserName: 'guest' },
  'iam:PutUserPolicy': { UserName: 'guest', PolicyName: 'see-keys', PolicyDocument: policy },
  'sts:AssumeRole': {
    RoleArn: 'arn:aws:iam::111122223333:role/reader',
    RoleSessionName: 'reading',
  },
};
