import { describe, expect, test } from 'vitest';
import {
  ACCOUNT,
  aCloud,
  aKey,
  aUser,
  allow,
  call,
  NOW,
  outputOf,
  refusalOf,
  verdict,
} from '../support/cloud.ts';

test('CreateKey tells everything about the key but its material', () => {
  const span = call(aCloud(), 'kms:CreateKey', { Description: 'for reports' });
  const { KeyMetadata } = outputOf(span) as { KeyMetadata: Record<string, unknown> };
  const id = String(KeyMetadata['KeyId']);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(KeyMetadata).toEqual({
    AWSAccountId: ACCOUNT,
    KeyId: id,
    Arn: `arn:aws:kms:us-east-1:${ACCOUNT}:key/${id}`,
    CreationDate: NOW,
    Enabled: true,
    Description: 'for reports',
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: 'Enabled',
    Origin: 'AWS_KMS',
    KeyManager: 'CUSTOMER',
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    KeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: false,
    CurrentKeyMaterialId: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
  });
});

test('the record of CreateKey shows what AWS fills in, and the metadata as CloudTrail writes it', () => {
  const span = call(aCloud(), 'kms:CreateKey', {});
  expect(span.trail.records).toMatchObject([
    {
      eventName: 'CreateKey',
      readOnly: false,
      eventTime: '2026-01-15T09:00:00Z',
      requestParameters: {
        description: '',
        origin: 'AWS_KMS',
        bypassPolicyLockoutSafetyCheck: false,
        customerMasterKeySpec: 'SYMMETRIC_DEFAULT',
        keySpec: 'SYMMETRIC_DEFAULT',
        keyUsage: 'ENCRYPT_DECRYPT',
        multiRegion: false,
      },
      responseElements: {
        keyMetadata: {
          aWSAccountId: ACCOUNT,
          creationDate: 'Jan 15, 2026, 9:00:00 AM',
          enabled: true,
        },
      },
    },
  ]);
});

test('DescribeKey tells the same again, by id, ARN and alias', () => {
  const cloud = aCloud();
  const created = call(cloud, 'kms:CreateKey', {});
  const { Arn, KeyId: id } = outputOf(created)['KeyMetadata'] as { Arn: string; KeyId: string };
  outputOf(call(cloud, 'kms:CreateAlias', { AliasName: 'alias/app', TargetKeyId: id }));
  for (const KeyId of [id, Arn, 'alias/app', `arn:aws:kms:us-east-1:${ACCOUNT}:alias/app`]) {
    expect(outputOf(call(cloud, 'kms:DescribeKey', { KeyId }))).toEqual(outputOf(created));
  }
});

test('DescribeKey ignores grant tokens, as its list of errors says; operations that use a key do not', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const GrantTokens = ['made-up'];
  expect(verdict(call(cloud, 'kms:DescribeKey', { KeyId, GrantTokens }))).toBe('ok');
  const size = { KeySpec: 'AES_256' } as const;
  expect(verdict(call(cloud, 'kms:GenerateDataKey', { KeyId, GrantTokens, ...size }))).toBe(
    'InvalidGrantTokenException',
  );
});

describe('names that are not the name of a key here', () => {
  const cloud = aCloud();
  const arn = aKey(cloud);
  const id = arn.split('/')[1]!;
  test.each([
    ['fake-key-id', "Invalid keyId 'fake-key-id'"],
    [id.replaceAll('-', ''), `Invalid keyId '${id.replaceAll('-', '')}'`],
    [`${id} `, `Invalid keyId '${id} '`],
    [`${id}\n`, `Invalid keyId '${id}\n'`],
    [id.toUpperCase(), `Invalid keyId '${id.toUpperCase()}'`],
    ['mrk-1234', "Invalid keyId 'mrk-1234'"],
    ['__proto__', "Invalid keyId '__proto__'"],
    ['constructor', "Invalid keyId 'constructor'"],
    [
      `arn:aws:kms:us-east-1:${ACCOUNT}:${id}`,
      `Invalid keyId 'arn:aws:kms:us-east-1:${ACCOUNT}:${id}'`,
    ],
    [arn.replace(':aws:', ':aws-cn:'), `Invalid keyId '${arn.replace(':aws:', ':aws-cn:')}'`],
    [arn.replace(':kms:', ':s3:'), `Invalid keyId '${arn.replace(':kms:', ':s3:')}'`],
    [arn.replace(ACCOUNT, '1111'), `Invalid keyId '${arn.replace(ACCOUNT, '1111')}'`],
    [arn.replace('us-east-1', 'eu-west-1'), 'Invalid arn eu-west-1'],
    ['arn:', "Invalid keyId 'arn:'"],
    ['alias/none', `Alias arn:aws:kms:us-east-1:${ACCOUNT}:alias/none is not found.`],
    ['alias/__proto__', `Alias arn:aws:kms:us-east-1:${ACCOUNT}:alias/__proto__ is not found.`],
  ])('%j', (KeyId, message) => {
    const refused = call(cloud, 'kms:DescribeKey', { KeyId });
    expect(refusalOf(refused)).toMatchObject({ code: 'NotFoundException', message, status: 400 });
  });
});

test('management operations take an id or a key ARN, and no alias', () => {
  const cloud = aCloud();
  outputOf(call(cloud, 'kms:CreateAlias', { AliasName: 'alias/app', TargetKeyId: aKey(cloud) }));
  expect(refusalOf(call(cloud, 'kms:DisableKey', { KeyId: 'alias/app' }))).toMatchObject({
    code: 'InvalidArnException',
    message: 'Key Aliases are not supported for this operation.',
  });
});

test('a usage that does not fit the spec is refused in the words of AWS', () => {
  const refused = call(aCloud(), 'kms:CreateKey', { KeyUsage: 'KEY_AGREEMENT' });
  expect(refusalOf(refused)).toMatchObject({
    code: 'ValidationException',
    message: 'KeyUsage KEY_AGREEMENT is not compatible with KeySpec SYMMETRIC_DEFAULT',
  });
});

test('without permission no key is made', () => {
  const cloud = aCloud();
  const as = aUser(cloud, 'bob', allow('kms:ListKeys'));
  expect(refusalOf(call(cloud, 'kms:CreateKey', {}, { as })).message).toBe(
    `User: ${as} is not authorized to perform: kms:CreateKey on resource: * because no identity-based policy allows the kms:CreateKey action`,
  );
  expect(outputOf(call(cloud, 'kms:ListKeys', {}))['Keys']).toEqual([]);
});

test('EnableKey and DisableKey say nothing, may be repeated, and log the ARN of the key', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const stateOf = (): unknown =>
    (outputOf(call(cloud, 'kms:DescribeKey', { KeyId }))['KeyMetadata'] as { KeyState: string })
      .KeyState;
  for (const [operation, state] of [
    ['kms:DisableKey', 'Disabled'],
    ['kms:DisableKey', 'Disabled'],
    ['kms:EnableKey', 'Enabled'],
    ['kms:EnableKey', 'Enabled'],
  ] as const) {
    const span = call(cloud, operation, { KeyId: KeyId.split('/')[1]! });
    expect(outputOf(span)).toEqual({});
    expect(stateOf()).toBe(state);
    expect(span.trail.records).toMatchObject([
      { readOnly: false, responseElements: { keyId: KeyId } },
    ]);
  }
});
