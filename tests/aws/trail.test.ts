// CloudTrail records as AWS delivers them, and why there is none where there is none. Source: facts sheet, section 8.

import { describe, expect, test } from 'vitest';
import { utf8 } from '../../src/crypto/bytes.ts';
import { ACCOUNT, aCloud, aKey, ALICE, call, outputOf, sealed } from '../support/cloud.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('a record of Decrypt, member by member', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const CiphertextBlob = sealed(cloud, KeyId, 'a', { Department: 'Engineering' });
  const EncryptionContext = { Department: 'Engineering' };
  const span = call(cloud, 'kms:Decrypt', { CiphertextBlob, EncryptionContext });
  const [record] = span.trail.records;
  expect(record).toEqual({
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      principalId: expect.stringMatching(/^AIDA/) as unknown,
      arn: `arn:aws:iam::${ACCOUNT}:user/admin`,
      accountId: ACCOUNT,
      accessKeyId: expect.stringMatching(/^AKIA/) as unknown,
      userName: 'admin',
    },
    eventTime: '2026-01-15T09:00:02Z',
    eventSource: 'kms.amazonaws.com',
    eventName: 'Decrypt',
    awsRegion: 'us-east-1',
    sourceIPAddress: '192.0.2.10',
    userAgent: 'glassbox-kms',
    // The algorithm is logged though it was not sent; the key is not, because nobody named it.
    requestParameters: {
      encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      encryptionContext: EncryptionContext,
    },
    responseElements: null,
    additionalEventData: { keyMaterialId: outputOf(span)['KeyMaterialId'] },
    requestID: span.requestId,
    eventID: expect.stringMatching(UUID) as unknown,
    readOnly: true,
    resources: [{ accountId: ACCOUNT, type: 'AWS::KMS::Key', ARN: KeyId }],
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: 'Management',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_256_GCM_SHA384',
      clientProvidedHostHeader: 'kms.us-east-1.amazonaws.com',
      keyExchange: 'X25519MLKEM768',
    },
  });
  expect(cloud.trail.at(-1)).toBe(record);
});

test('the members stand in the order in which AWS writes them', () => {
  const cloud = aCloud();
  const span = call(cloud, 'kms:DescribeKey', { KeyId: aKey(cloud) });
  expect(Object.keys(span.trail.records[0]!)).toEqual([
    'eventVersion',
    'userIdentity',
    'eventTime',
    'eventSource',
    'eventName',
    'awsRegion',
    'sourceIPAddress',
    'userAgent',
    'requestParameters',
    'responseElements',
    'requestID',
    'eventID',
    'readOnly',
    'resources',
    'eventType',
    'managementEvent',
    'recipientAccountId',
    'eventCategory',
    'tlsDetails',
  ]);
});

test('a refusal is logged with its code; access errors lose their suffix; nothing was answered', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const denied = call(cloud, 'kms:Encrypt', { KeyId, Plaintext: utf8('a') }, { as: ALICE });
  expect(denied.trail.records).toMatchObject([
    {
      errorCode: 'AccessDenied',
      errorMessage: expect.stringContaining('is not authorized to perform: kms:Encrypt') as unknown,
      responseElements: null,
    },
  ]);
  outputOf(call(cloud, 'kms:DisableKey', { KeyId }));
  const disabled = call(cloud, 'kms:Encrypt', { KeyId, Plaintext: utf8('a') });
  expect(disabled.trail.records).toMatchObject([
    { errorCode: 'DisabledException', errorMessage: `${KeyId} is disabled.` },
  ]);
});

test('where AWS sends no message, the record has none', () => {
  const cloud = aCloud();
  const { records } = call(cloud, 'kms:Decrypt', { CiphertextBlob: utf8('x') }).trail;
  expect(records).toMatchObject([{ errorCode: 'InvalidCiphertextException' }]);
  expect(records[0]).not.toHaveProperty('errorMessage');
});

describe('there is no record', () => {
  test.each<
    readonly [
      string,
      (cloud: ReturnType<typeof aCloud>, KeyId: string) => { trail: { withheld?: string } },
      RegExp,
    ]
  >([
    [
      'of a malformed request, at whatever stage that shows',
      (cloud, KeyId) => call(cloud, 'kms:Encrypt', { KeyId, Plaintext: new Uint8Array(4097) }),
      /malformed/,
    ],
    [
      'of a request that no shape can judge',
      (cloud, KeyId) => call(cloud, 'kms:GenerateDataKey', { KeyId }),
      /malformed/,
    ],
    [
      'of a request of the wrong types',
      (cloud) => cloud.call('kms:Encrypt', { KeyId: 7 }),
      /malformed/,
    ],
    [
      'of data events, unless a trail asks for them',
      (cloud) => call(cloud, 's3:GetObject', { Bucket: 'reports', Key: 'a' }),
      /data event/i,
    ],
    [
      'of what the program does by itself',
      (cloud) => call(cloud, 'app:Forget', { What: utf8('a') }),
      /AWS does not see/,
    ],
  ])('%s', (_, make, reason) => {
    const cloud = aCloud();
    const KeyId = aKey(cloud);
    const delivered = cloud.trail.length;
    const { trail } = make(cloud, KeyId);
    expect(trail).toMatchObject({
      records: [],
      withheld: expect.stringMatching(reason) as unknown,
    });
    expect(cloud.trail).toHaveLength(delivered);
  });
});

test.each([
  [`arn:aws:iam::${ACCOUNT}:root`, { type: 'Root', principalId: ACCOUNT, accountId: ACCOUNT }],
  [
    `arn:aws:iam::${ACCOUNT}:role/etl`,
    {
      type: 'AssumedRole',
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/etl/glassbox`,
      principalId: expect.stringMatching(/^AROA.*:glassbox$/) as unknown,
      sessionContext: { sessionIssuer: { type: 'Role', userName: 'etl' } },
    },
  ],
])('%s appears as AWS would write it', (as, identity) => {
  const cloud = aCloud();
  const span = call(cloud, 'kms:ListKeys', {}, { as });
  expect(span.trail.records).toMatchObject([{ userIdentity: identity }]);
});

test('a call that S3 makes for somebody shows that caller, invoked by S3, and no TLS of the caller’s', () => {
  const cloud = aCloud();
  outputOf(call(cloud, 's3:CreateBucket', { Bucket: 'reports' }));
  const put = {
    Bucket: 'reports',
    Key: 'a',
    Body: utf8('x'),
    ServerSideEncryption: 'aws:kms',
  } as const;
  const [asked] = call(cloud, 's3:PutObject', put).children;
  expect(asked!.trail.records).toMatchObject([
    {
      eventSource: 'kms.amazonaws.com',
      eventName: 'GenerateDataKey',
      userIdentity: { type: 'IAMUser', userName: 'admin', invokedBy: 'fas.s3.amazonaws.com' },
      sourceIPAddress: 'fas.s3.amazonaws.com',
      userAgent: 'fas.s3.amazonaws.com',
      requestParameters: {
        keyId: 'alias/aws/s3',
        keySpec: 'AES_256',
        encryptionContext: { 'aws:s3:arn': 'arn:aws:s3:::reports/a' },
      },
    },
  ]);
  expect(asked!.trail.records[0]).not.toHaveProperty('tlsDetails');
  const direct = call(cloud, 'kms:ListKeys', {});
  expect(direct.trail.records[0]!['userIdentity']).not.toHaveProperty('invokedBy');
});
