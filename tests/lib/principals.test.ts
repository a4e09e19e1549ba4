// Principals made by IAM and sessions opened by STS, through the SDK's clients, and what KMS says to them.

import {
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  NoSuchEntityException,
  paginateListUsers,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
} from '@aws-sdk/client-kms';
import { LookupEventsCommand, paginateLookupEvents } from '@aws-sdk/client-cloudtrail';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  STSServiceException,
} from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { createSimulator, type Credentials, type Simulator } from '../../src/lib/index.ts';
import { clientsOf, credentialsOf, refusedBy } from '../support/clients.ts';

const ACCOUNT = '111122223333';
const ROOT_TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
    Action: 'sts:AssumeRole',
  },
});
const ADMINISTRATOR_ACCESS = 'arn:aws:iam::aws:policy/AdministratorAccess';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A user with an access key of IAM's own making. */
async function aUserOfIam(sim: Simulator, UserName = 'alice'): Promise<Credentials> {
  const { iam } = clientsOf(sim);
  await iam.send(new CreateUserCommand({ UserName }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return credentialsOf(AccessKey!);
}

async function aKeyIn(sim: Simulator): Promise<string> {
  const { KeyMetadata } = await clientsOf(sim).kms.send(new CreateKeyCommand({}));
  return KeyMetadata?.Arn ?? '';
}

async function aSession(sim: Simulator, DurationSeconds?: number): Promise<Credentials> {
  const { iam, sts } = clientsOf(sim);
  const RoleName = 'reader';
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: ROOT_TRUST }));
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: ADMINISTRATOR_ACCESS }));
  const RoleArn = `arn:aws:iam::${ACCOUNT}:role/${RoleName}`;
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'nightly', DurationSeconds }),
  );
  return credentialsOf(Credentials!);
}

test('a user made by IAM is denied by KMS until a policy allows the call', async () => {
  const sim = createSimulator({ seed: 'principals' });
  const KeyId = await aKeyIn(sim);
  const alice = await aUserOfIam(sim);
  const describe = new DescribeKeyCommand({ KeyId });
  await expect(clientsOf(sim, alice).kms.send(describe)).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: `User: arn:aws:iam::${ACCOUNT}:user/alice is not authorized to perform: kms:DescribeKey on resource: ${KeyId} because no identity-based policy allows the kms:DescribeKey action`,
  });
  const Statement = [{ Effect: 'Allow', Action: 'kms:DescribeKey', Resource: KeyId }];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await clientsOf(sim).iam.send(
    new PutUserPolicyCommand({ UserName: 'alice', PolicyName: 'look', PolicyDocument }),
  );
  const { KeyMetadata } = await clientsOf(sim, alice).kms.send(describe);
  expect(KeyMetadata?.Arn).toBe(KeyId);
  expect(sim.trail().at(-1)).toMatchObject({
    userIdentity: { userName: 'alice', accessKeyId: alice.accessKeyId },
  });
  expect(sim.spans().at(-1)?.stages[2]?.decidedBy).toContain('look');
});

test('a session of a role decrypts, and the log names role, session and access key', async () => {
  const sim = createSimulator({ seed: 'principals' });
  const KeyId = await aKeyIn(sim);
  const { CiphertextBlob } = await clientsOf(sim).kms.send(
    new EncryptCommand({ KeyId, Plaintext: new Uint8Array([1, 2, 3]) }),
  );
  const session = await aSession(sim);
  expect(session.accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
  const { kms, sts } = clientsOf(sim, session, 'us-east-1');
  const { Plaintext } = await kms.send(new DecryptCommand({ CiphertextBlob }));
  expect(Plaintext).toEqual(new Uint8Array([1, 2, 3]));
  const Arn = `arn:aws:sts::${ACCOUNT}:assumed-role/reader/nightly`;
  expect(sim.trail().at(-1)).toMatchObject({
    userIdentity: {
      type: 'AssumedRole',
      arn: Arn,
      accessKeyId: session.accessKeyId,
      sessionContext: {
        sessionIssuer: { arn: `arn:aws:iam::${ACCOUNT}:role/reader`, userName: 'reader' },
        attributes: { mfaAuthenticated: 'false', creationDate: expect.any(String) as unknown },
      },
    },
  });
  expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: ACCOUNT,
    Arn,
    UserId: expect.stringMatching(/^AROA\w{16}:nightly$/) as unknown,
  });
});

test('credentials of a session end when the simulated clock says so', async () => {
  const sim = createSimulator({ seed: 'principals', tick: 0 });
  const KeyId = await aKeyIn(sim);
  const session = await aSession(sim, 900);
  const { kms, sts } = clientsOf(sim, session);
  sim.clock.advance(899_999);
  await kms.send(new DescribeKeyCommand({ KeyId }));
  sim.clock.advance(1);
  const calls = sim.spans().length;
  expect(await refusedBy(kms.send(new DescribeKeyCommand({ KeyId })))).toMatchObject({
    name: 'ExpiredTokenException',
    message: 'The security token included in the request is expired',
    $metadata: { httpStatusCode: 400, requestId: expect.stringMatching(UUID) as unknown },
  });
  expect(await refusedBy(sts.send(new GetCallerIdentityCommand({})))).toMatchObject({
    name: 'ExpiredToken',
    $metadata: { httpStatusCode: 403 },
  });
  expect(sim.spans()).toHaveLength(calls);
});

test('a deleted access key opens nothing, least of all what the administrator may', async () => {
  const sim = createSimulator({ seed: 'principals' });
  const alice = await aUserOfIam(sim);
  const { accessKeyId: AccessKeyId } = alice;
  await clientsOf(sim).iam.send(new DeleteAccessKeyCommand({ UserName: 'alice', AccessKeyId }));
  const { kms, sts } = clientsOf(sim, alice);
  const message = 'The security token included in the request is invalid.';
  expect(await refusedBy(kms.send(new CreateKeyCommand({})))).toMatchObject({
    name: 'UnrecognizedClientException',
    message,
  });
  expect(await refusedBy(sts.send(new GetCallerIdentityCommand({})))).toMatchObject({
    name: 'InvalidClientTokenId',
    message,
    $metadata: { httpStatusCode: 403 },
  });
});

test('errors of the Query protocol become the SDK’s classes, with status and request id', async () => {
  const sim = createSimulator({ seed: 'principals' });
  const { iam, sts } = clientsOf(sim);
  const unknown = await refusedBy(iam.send(new CreateAccessKeyCommand({ UserName: 'nobody' })));
  expect(unknown).toBeInstanceOf(NoSuchEntityException);
  expect(unknown).toMatchObject({
    message: 'The user with name nobody cannot be found.',
    $fault: 'client',
    $metadata: { httpStatusCode: 404, requestId: expect.stringMatching(UUID) as unknown },
  });
  const RoleArn = 'arn:aws:iam::111122223333:role/none';
  const denied = await refusedBy(
    sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'x' })),
  );
  expect(denied).toBeInstanceOf(STSServiceException);
  expect(denied).toMatchObject({
    name: 'ValidationError',
    message:
      "1 validation error detected: Value 'x' at 'roleSessionName' failed to satisfy constraint: Member must have length greater than or equal to 2",
    $metadata: { httpStatusCode: 400 },
  });
});

test('paging gives every user once, though users come and go meanwhile', async () => {
  const sim = createSimulator({ seed: 'principals' });
  const { iam } = clientsOf(sim);
  for (let i = 10; i < 30; i++) sim.call('iam:CreateUser', { UserName: `user-${i}` });
  const names: (string | undefined)[] = [];
  for await (const { Users = [] } of paginateListUsers({ client: iam, pageSize: 6 }, {})) {
    names.push(...Users.map(({ UserName }) => UserName));
    if (names.length === 6) {
      sim.call('iam:DeleteUser', { UserName: 'user-12' });
      sim.call('iam:CreateUser', { UserName: 'aaron' });
    }
  }
  expect(new Set(names).size).toBe(21);
  expect(names).toEqual([...names].sort());
});

test('the event history gives every event once, newest first, though events come meanwhile', async () => {
  const sim = createSimulator({ seed: 'principals' });
  const { cloudtrail } = clientsOf(sim);
  for (let i = 0; i < 25; i++) sim.call('kms:CreateKey', {});
  const pages = paginateLookupEvents({ client: cloudtrail, pageSize: 10 }, {});
  const found: (string | undefined)[] = [];
  for await (const { Events = [] } of pages) {
    found.push(...Events.map(({ EventId }) => EventId));
    sim.call('kms:CreateKey', {});
  }
  const recorded = sim.trail().map((record) => record['eventID']);
  expect(found).toEqual(recorded.slice(0, 25).reverse());
});

test('an event of the history is the record, and what is looked for in it', async () => {
  const sim = createSimulator({ seed: 'principals', now: '2026-01-15T09:00:00Z' });
  const KeyId = await aKeyIn(sim);
  const { cloudtrail } = clientsOf(sim);
  const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue: 'CreateKey' }];
  const { Events = [] } = await cloudtrail.send(new LookupEventsCommand({ LookupAttributes }));
  const [record] = sim.trail();
  expect(Events).toEqual([
    {
      EventId: record?.['eventID'],
      EventName: 'CreateKey',
      ReadOnly: 'false',
      AccessKeyId: expect.stringMatching(/^AKIA/) as unknown,
      EventTime: new Date('2026-01-15T09:00:00Z'),
      EventSource: 'kms.amazonaws.com',
      Username: 'admin',
      Resources: [{ ResourceType: 'AWS::KMS::Key', ResourceName: KeyId }],
      CloudTrailEvent: JSON.stringify(record),
    },
  ]);
  expect(sim.trail().at(-1)).toMatchObject({
    eventSource: 'cloudtrail.amazonaws.com',
    eventName: 'LookupEvents',
    readOnly: true,
    requestParameters: {
      lookupAttributes: [{ attributeKey: 'EventName', attributeValue: 'CreateKey' }],
    },
    responseElements: null,
  });
});

test('a session with IAM and STS replays to the same ids, credentials and trail', async () => {
  const sim = createSimulator({ seed: 'principals' });
  const KeyId = await aKeyIn(sim);
  const alice = await aUserOfIam(sim);
  const session = await aSession(sim);
  await refusedBy(clientsOf(sim, alice).kms.send(new DescribeKeyCommand({ KeyId })));
  await clientsOf(sim, session).kms.send(new DescribeKeyCommand({ KeyId }));
  const history = JSON.parse(JSON.stringify(sim.history())) as ReturnType<Simulator['history']>;
  const again = createSimulator.replay(history);
  expect(again.spans()).toEqual(sim.spans());
  expect(again.trail()).toEqual(sim.trail());
  expect(again.history()).toEqual(sim.history());
  const identity = await clientsOf(again, session).sts.send(new GetCallerIdentityCommand({}));
  expect(identity.Arn).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/reader/nightly`);
});

test('fifty calls sent at once are taken in the order in which they were sent', async () => {
  const sim = createSimulator({ seed: 'principals' });
  const { kms } = clientsOf(sim);
  const sent = Array.from({ length: 50 }, (_, i) => `key ${i}`);
  await Promise.all(sent.map((Description) => kms.send(new CreateKeyCommand({ Description }))));
  expect(sim.spans().map(({ input }) => input['Description'])).toEqual(sent);
});
