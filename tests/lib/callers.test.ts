// What an account, a principal and a way in carry: put through the library, kept in its history.

import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { expect, test } from 'vitest';
import { utf8 } from '../../src/crypto/bytes.ts';
import { createSimulator, type History, type Simulator } from '../../src/lib/index.ts';

const ACCOUNT = '111122223333';
const ALICE = `arn:aws:iam::${ACCOUNT}:user/alice`;

const allow = (action: string, facts: object = {}) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: action, Resource: '*', ...facts }],
});

const aKey = (sim: Simulator): string =>
  (sim.call('kms:CreateKey', {})['KeyMetadata'] as { Arn: string }).Arn;

const attempt = (sim: Simulator, KeyId: string, way: object = {}): string => {
  const { outcome } = sim.take(
    'kms:Encrypt',
    { KeyId, Plaintext: utf8('a') },
    { as: ALICE, ...way },
  );
  return outcome.ok ? 'ok' : outcome.error.message.replace(/^.* because /, '');
};

test('boundary and tags of a principal, policies of an account and of an endpoint: all count, all are replayed', () => {
  const sim = createSimulator({ seed: 'x' });
  const KeyId = aKey(sim);
  const asBlue = allow('kms:*', {
    Condition: { StringEquals: { 'aws:PrincipalTag/team': 'blue' } },
  });
  const seen = [];
  sim.putPrincipal(ALICE, { policies: [asBlue], tags: { team: 'red' } });
  seen.push(attempt(sim, KeyId));
  sim.putPrincipal(ALICE, { policies: [asBlue], tags: { team: 'blue' } });
  seen.push(attempt(sim, KeyId));
  sim.putPrincipal(ALICE, { policies: [allow('kms:*')], boundary: allow('s3:*') });
  seen.push(attempt(sim, KeyId));
  sim.putPrincipal(ALICE, { policies: [allow('kms:*')] });
  sim.putAccount(ACCOUNT, { serviceControlPolicies: [allow('s3:*')] });
  seen.push(attempt(sim, KeyId));
  sim.putAccount(ACCOUNT);
  sim.putVpcEndpoint('vpce-1', { policy: allow('s3:*', { Principal: '*' }) });
  seen.push(attempt(sim, KeyId, { vpce: 'vpce-1' }), attempt(sim, KeyId));
  const no = (policy: string): string => `no ${policy} allows the kms:Encrypt action`;
  expect(seen).toEqual([
    no('identity-based policy'),
    'ok',
    no('permissions boundary'),
    no('service control policy'),
    no('VPC endpoint policy'),
    'ok',
  ]);
  const again = createSimulator.replay(JSON.parse(JSON.stringify(sim.history())) as History);
  expect(again.spans()).toEqual(sim.spans());
  expect(again.history()).toEqual(sim.history());
});

test('a request handler says where its calls come from', async () => {
  const sim = createSimulator({ seed: 'x' });
  const KeyId = aKey(sim);
  const fromOffice = { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
  const throughEndpoint = { StringEquals: { 'aws:SourceVpce': 'vpce-1' } };
  sim.putPrincipal(ALICE, {
    policies: [
      allow('kms:Encrypt', { Condition: fromOffice }),
      allow('kms:Decrypt', { Condition: throughEndpoint }),
    ],
  });
  const client = (way: { sourceIp?: string; vpce?: string }): KMSClient =>
    new KMSClient({
      region: 'us-east-1',
      maxAttempts: 1,
      credentials: sim.credentials(ALICE),
      requestHandler: sim.requestHandler(way),
    });
  const Plaintext = utf8('a');
  const { CiphertextBlob } = await client({ sourceIp: '203.0.113.9' }).send(
    new EncryptCommand({ KeyId, Plaintext }),
  );
  for (const way of [
    {},
    { sourceIp: '198.51.100.1' },
    { sourceIp: '203.0.113.9', vpce: 'vpce-1' },
  ]) {
    await expect(client(way).send(new EncryptCommand({ KeyId, Plaintext }))).rejects.toThrow(
      'not authorized',
    );
  }
  const opened = await client({ vpce: 'vpce-1' }).send(new DecryptCommand({ CiphertextBlob }));
  expect(opened.Plaintext).toEqual(Plaintext);
  await expect(client({}).send(new DecryptCommand({ CiphertextBlob }))).rejects.toThrow(
    'not authorized',
  );
  const again = createSimulator.replay(sim.history());
  expect(again.trail()).toEqual(sim.trail());
});

test('the record names the address and the endpoint that the policies were asked about', () => {
  const sim = createSimulator({ seed: 'callers' });
  sim.call('kms:ListKeys', {}, { sourceIp: '203.0.113.9', vpce: 'vpce-1' });
  sim.call('kms:ListKeys', {});
  expect(sim.trail()).toMatchObject([
    { sourceIPAddress: '203.0.113.9', vpcEndpointId: 'vpce-1' },
    { sourceIPAddress: '192.0.2.10' },
  ]);
});
