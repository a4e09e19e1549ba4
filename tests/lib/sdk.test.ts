import {
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  DisabledException,
  DisableKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  InvalidCiphertextException,
  KMSClient,
  KMSServiceException,
  NotFoundException,
  paginateListKeys,
  RotateKeyOnDemandCommand,
} from '@aws-sdk/client-kms';
import { expect, test } from 'vitest';
import { administratorAccess, createSimulator, type Simulator } from '../../src/lib/index.ts';

const ADMIN = 'arn:aws:iam::111122223333:user/admin';
const ALICE = 'arn:aws:iam::111122223333:user/alice';

const client = (sim: Simulator, arn = ADMIN, region = 'us-east-1'): KMSClient =>
  new KMSClient({
    region,
    maxAttempts: 1,
    credentials: sim.credentials(arn),
    requestHandler: sim.requestHandler(),
  });

async function keyIn(kms: KMSClient): Promise<string> {
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  return KeyMetadata?.Arn ?? '';
}

test('the AWS SDK encrypts and decrypts, unmodified', async () => {
  const kms = client(createSimulator({ seed: 'sdk' }));
  const KeyId = await keyIn(kms);
  const EncryptionContext = { dept: 'HR' };
  const Plaintext = new TextEncoder().encode('hello');
  const sealed = await kms.send(new EncryptCommand({ KeyId, Plaintext, EncryptionContext }));
  expect(sealed.CiphertextBlob).toHaveLength(157);
  const opened = await kms.send(
    new DecryptCommand({ CiphertextBlob: sealed.CiphertextBlob, EncryptionContext }),
  );
  expect(opened.Plaintext).toEqual(Plaintext);
  expect(opened.KeyId).toBe(KeyId);
  const wrong = new DecryptCommand({
    CiphertextBlob: sealed.CiphertextBlob,
    EncryptionContext: { dept: 'hr' },
  });
  await expect(kms.send(wrong)).rejects.toBeInstanceOf(InvalidCiphertextException);
});

test('a data key comes as Uint8Arrays of 32 and 184 bytes, with the id of its key material', async () => {
  const kms = client(createSimulator({ seed: 'sdk' }));
  const KeyId = await keyIn(kms);
  const answer = await kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
  expect(answer.Plaintext).toHaveLength(32);
  expect(answer.CiphertextBlob).toHaveLength(184);
  expect(answer.KeyMaterialId).toMatch(/^[0-9a-f]{64}$/);
});

test('refusals become the SDK’s own classes, with status and request id', async () => {
  const kms = client(createSimulator({ seed: 'sdk' }));
  const KeyId = await keyIn(kms);
  await kms.send(new DisableKeyCommand({ KeyId }));
  const refused = await kms
    .send(new EncryptCommand({ KeyId, Plaintext: new Uint8Array(1) }))
    .catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(DisabledException);
  expect(refused).toMatchObject({
    message: `${KeyId} is disabled.`,
    $metadata: {
      httpStatusCode: 400,
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
    },
  });
});

test('too much plaintext is a ValidationException in AWS’s words', async () => {
  const kms = client(createSimulator({ seed: 'sdk' }));
  const KeyId = await keyIn(kms);
  const refused = await kms
    .send(new EncryptCommand({ KeyId, Plaintext: new Uint8Array(4097) }))
    .catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(KMSServiceException);
  expect(refused).toMatchObject({
    name: 'ValidationException',
    message:
      "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4096",
  });
});

test('caller and Region are read from the signature', async () => {
  const sim = createSimulator({ seed: 'sdk' });
  const KeyId = await keyIn(client(sim));
  const describe = new DescribeKeyCommand({ KeyId });
  await expect(client(sim, ALICE).send(describe)).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: `User: ${ALICE} is not authorized to perform: kms:DescribeKey on resource: ${KeyId} because no identity-based policy allows the kms:DescribeKey action`,
  });
  sim.putPrincipal(ALICE, { policies: [administratorAccess] });
  expect((await client(sim, ALICE).send(describe)).KeyMetadata?.Arn).toBe(KeyId);
  await expect(client(sim, ADMIN, 'eu-west-1').send(describe)).rejects.toBeInstanceOf(
    NotFoundException,
  );
});

test('paging gives every key once', async () => {
  const sim = createSimulator({ seed: 'sdk' });
  for (let i = 0; i < 25; i++) sim.call('kms:CreateKey', {});
  const pages = paginateListKeys({ client: client(sim), pageSize: 10 }, {});
  const ids: (string | undefined)[] = [];
  for await (const { Keys = [] } of pages) ids.push(...Keys.map(({ KeyId }) => KeyId));
  expect(new Set(ids).size).toBe(25);
});

test('a rotated key still opens what its first material sealed', async () => {
  const sim = createSimulator({ seed: 'sdk' });
  const kms = client(sim);
  const KeyId = await keyIn(kms);
  const old = await kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
  sim.clock.advance(400 * 86_400_000);
  await kms.send(new RotateKeyOnDemandCommand({ KeyId }));
  const fresh = await kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
  expect(fresh.KeyMaterialId).not.toBe(old.KeyMaterialId);
  const opened = await kms.send(new DecryptCommand({ CiphertextBlob: old.CiphertextBlob }));
  expect(opened.Plaintext).toEqual(old.Plaintext);
  expect(opened.KeyMaterialId).toBe(old.KeyMaterialId);
});
