// What related keys leave in the logs of their Regions, and what they leave nowhere: their material. Sources:
// AWS's sample records of ReplicateKey, UpdatePrimaryRegion and SynchronizeMultiRegionKey; facts sheet, section 8.

import { expect, test } from 'vitest';
import { plainSpan } from '../../src/aws/span.ts';
import type { Cloud } from '../../src/aws/cloud.ts';
import type { TrailRecord } from '../../src/aws/trail.ts';
import { concat, hex, utf8 } from '../../src/crypto/bytes.ts';
import { sha256 } from '../../src/crypto/hash.ts';
import { vaultOf, kmsState } from '../../src/kms/state.ts';
import { createSimulator, type Simulator } from '../../src/lib/index.ts';
import { ACCOUNT, ALICE, aCloud, aKey, allow, call, outputOf, sealed } from '../support/cloud.ts';
import { aReplica, arnThere, aSet, EAST, SOUTH, WEST } from '../support/multi-region.ts';
import { haystackOf, tracesOf } from '../support/search.ts';

const DAY = 86_400_000;

/** The records since the trail had this length. */
const since = (cloud: Cloud, length: number): readonly TrailRecord[] => cloud.trail.slice(length);

const brief = ({ eventName, awsRegion, eventType }: TrailRecord): string =>
  `${String(awsRegion)} ${String(eventName)} ${String(eventType)}`;

test('ReplicateKey is logged in the primary’s Region, CreateKey in the replica’s, both as the caller’s', () => {
  const cloud = aCloud();
  cloud.directory.put(ALICE, { policies: [allow('kms:*')] });
  const KeyId = aKey(cloud, { MultiRegion: true }).split('/')[1]!;
  const before = cloud.trail.length;
  const input = {
    KeyId,
    ReplicaRegion: 'eu-west-1',
    Description: 'copy',
    Tags: [{ TagKey: 'team', TagValue: 'a' }],
  };
  const span = call(cloud, 'kms:ReplicateKey', input, { as: ALICE });
  const [replicated, created, ...rest] = since(cloud, before);
  const policy = outputOf(span)['ReplicaPolicy'];
  const resources = (arn: string) => [{ accountId: ACCOUNT, type: 'AWS::KMS::Key', ARN: arn }];
  const metadata = {
    aWSAccountId: ACCOUNT,
    keyId: KeyId,
    arn: arnThere(KeyId, WEST),
    creationDate: 'Jan 15, 2026, 9:00:01 AM',
    enabled: false,
    description: 'copy',
    keyState: 'Creating',
    multiRegion: true,
    multiRegionConfiguration: {
      multiRegionKeyType: 'REPLICA',
      primaryKey: { arn: arnThere(KeyId, EAST), region: 'us-east-1' },
      replicaKeys: [{ arn: arnThere(KeyId, WEST), region: 'eu-west-1' }],
    },
  };
  expect(replicated).toMatchObject({
    eventName: 'ReplicateKey',
    awsRegion: 'us-east-1',
    userIdentity: { type: 'IAMUser', arn: ALICE },
    requestParameters: {
      keyId: KeyId,
      replicaRegion: 'eu-west-1',
      bypassPolicyLockoutSafetyCheck: false,
      description: 'copy',
      tags: [{ tagKey: 'team', tagValue: 'a' }],
    },
    responseElements: {
      replicaKeyMetadata: metadata,
      replicaPolicy: policy,
      replicaTags: [{ tagKey: 'team', tagValue: 'a' }],
    },
    readOnly: false,
    resources: resources(arnThere(KeyId, EAST)),
  });
  expect(created).toMatchObject({
    eventName: 'CreateKey',
    awsRegion: 'eu-west-1',
    userIdentity: { type: 'IAMUser', arn: ALICE, invokedBy: 'kms.amazonaws.com' },
    requestParameters: {
      description: 'copy',
      keySpec: 'SYMMETRIC_DEFAULT',
      keyUsage: 'ENCRYPT_DECRYPT',
      origin: 'AWS_KMS',
      multiRegion: true,
      tags: [{ tagKey: 'team', tagValue: 'a' }],
    },
    responseElements: { keyMetadata: metadata },
    requestID: replicated?.['requestID'],
    resources: resources(arnThere(KeyId, WEST)),
    eventType: 'AwsApiCall',
  });
  expect(created?.['eventID']).not.toBe(replicated?.['eventID']);
  expect(rest.map(brief)).toEqual(['us-east-1 SynchronizeMultiRegionKey AwsApiCall']);
});

test('a call that is refused leaves one record, in the Region where it was made', () => {
  const cloud = aCloud();
  const { id } = aSet(cloud);
  const before = cloud.trail.length;
  cloud.call('kms:ReplicateKey', { KeyId: id, ReplicaRegion: 'eu-west-1' });
  cloud.call('kms:UpdatePrimaryRegion', { KeyId: id, PrimaryRegion: 'us-east-1' }, WEST);
  cloud.call('kms:EnableKeyRotation', { KeyId: id }, WEST);
  expect(
    since(cloud, before).map((record) => `${brief(record)} ${String(record['errorCode'])}`),
  ).toEqual([
    'us-east-1 ReplicateKey AwsApiCall AlreadyExistsException',
    'eu-west-1 UpdatePrimaryRegion AwsApiCall KMSInvalidStateException',
    'eu-west-1 EnableKeyRotation AwsApiCall UnsupportedOperationException',
  ]);
});

test('UpdatePrimaryRegion leaves a record in both Regions; the second does not say who was primary', () => {
  const cloud = aCloud();
  const { id, primary, replica } = aSet(cloud);
  const before = cloud.trail.length;
  outputOf(call(cloud, 'kms:UpdatePrimaryRegion', { KeyId: id, PrimaryRegion: 'eu-west-1' }));
  const [here, there, synchronised] = since(cloud, before);
  expect(here).toMatchObject({
    awsRegion: 'us-east-1',
    eventName: 'UpdatePrimaryRegion',
    requestParameters: { keyId: id, primaryRegion: 'eu-west-1' },
    responseElements: { keyId: primary },
    resources: [{ ARN: primary }],
  });
  expect(here?.['resources']).toHaveLength(1);
  expect(there).toMatchObject({
    awsRegion: 'eu-west-1',
    eventName: 'UpdatePrimaryRegion',
    userIdentity: { invokedBy: 'kms.amazonaws.com' },
    userAgent: 'AWS Internal',
    requestParameters: { keyId: replica, primaryRegion: 'eu-west-1' },
    responseElements: { keyId: replica },
    requestID: here?.['requestID'],
  });
  expect(there).not.toHaveProperty('resources');
  expect(JSON.stringify(there)).not.toContain('us-east-1');
  // From now on the new primary is the source of what is shared.
  expect(synchronised).toMatchObject({ awsRegion: 'eu-west-1', resources: [{ ARN: replica }] });
});

test('SynchronizeMultiRegionKey names the primary alone, as if KMS had been called', () => {
  const cloud = aCloud();
  const { id, primary } = aSet(cloud);
  outputOf(call(cloud, 'kms:EnableKeyRotation', { KeyId: id }));
  expect(cloud.trail.at(-1)).toMatchObject({
    eventVersion: '1.11',
    userIdentity: { accountId: ACCOUNT, invokedBy: 'AWS Internal' },
    eventName: 'SynchronizeMultiRegionKey',
    awsRegion: 'us-east-1',
    requestParameters: null,
    responseElements: { keyId: primary },
    readOnly: false,
    resources: [{ ARN: primary }],
    eventType: 'AwsApiCall',
    managementEvent: true,
  });
  expect(cloud.trail.at(-1)).not.toHaveProperty('serviceEventDetails');
  expect(JSON.stringify(cloud.trail.at(-1))).not.toContain('eu-west-1');
});

test('it follows each change of what is shared, and no other; a primary without replicas has none', () => {
  const cloud = aCloud();
  const lonely = aKey(cloud, { MultiRegion: true });
  outputOf(call(cloud, 'kms:EnableKeyRotation', { KeyId: lonely, RotationPeriodInDays: 90 }));
  outputOf(call(cloud, 'kms:RotateKeyOnDemand', { KeyId: lonely }));
  const single = aKey(cloud);
  outputOf(call(cloud, 'kms:EnableKeyRotation', { KeyId: single }));
  const count = (): number =>
    cloud.trail.filter(({ eventName }) => eventName === 'SynchronizeMultiRegionKey').length;
  expect(count()).toBe(0);

  const { id } = aSet(cloud);
  const steps = [
    ['EnableKeyRotation', { RotationPeriodInDays: 90 }, 1],
    ['RotateKeyOnDemand', {}, 1],
    ['DisableKeyRotation', {}, 1],
    ['DisableKey', {}, 0],
    ['EnableKey', {}, 0],
    ['UpdateKeyDescription', { Description: 'new' }, 0],
  ] as const;
  for (const [operation, input, more] of steps) {
    const before = count();
    outputOf(cloud.call(`kms:${operation}`, { KeyId: id, ...input }));
    expect([operation, count() - before]).toEqual([operation, more]);
  }
});

test('a rotation by date: RotateKey and SynchronizeMultiRegionKey, in the Region of whoever is primary', () => {
  const cloud = aCloud({ tick: 0 });
  const { id } = aSet(cloud);
  outputOf(call(cloud, 'kms:EnableKeyRotation', { KeyId: id, RotationPeriodInDays: 90 }));
  const rotated = (): readonly string[] => {
    const before = cloud.trail.length;
    cloud.advance(90 * DAY);
    return since(cloud, before).map(brief);
  };
  expect(rotated()).toEqual([
    'us-east-1 RotateKey AwsServiceEvent',
    'us-east-1 SynchronizeMultiRegionKey AwsApiCall',
  ]);
  outputOf(call(cloud, 'kms:UpdatePrimaryRegion', { KeyId: id, PrimaryRegion: 'eu-west-1' }));
  expect(rotated()).toEqual([
    'eu-west-1 RotateKey AwsServiceEvent',
    'eu-west-1 SynchronizeMultiRegionKey AwsApiCall',
  ]);
});

test('no two records have one id', () => {
  const cloud = aCloud({ tick: 0 });
  const { id } = aSet(cloud);
  aReplica(cloud, id, SOUTH);
  for (const PrimaryRegion of ['eu-west-1', 'us-east-1', 'sa-east-1'] as const) {
    const here = cloud.trail.at(-1)!['awsRegion'] as string;
    outputOf(cloud.call('kms:EnableKeyRotation', { KeyId: id }, { region: here }));
    outputOf(cloud.call('kms:RotateKeyOnDemand', { KeyId: id }, { region: here }));
    outputOf(cloud.call('kms:UpdatePrimaryRegion', { KeyId: id, PrimaryRegion }, { region: here }));
  }
  const ids = cloud.trail.map(({ eventID }) => eventID);
  expect(new Set(ids).size).toBe(ids.length);
});

test('a history of related keys replays to the same spans and trail', () => {
  const sim = createSimulator({ seed: 'mrk', now: '2026-01-15T09:00:00Z' });
  const { KeyMetadata } = sim.call('kms:CreateKey', { MultiRegion: true });
  const { KeyId } = KeyMetadata as { KeyId: string };
  sim.call('kms:ReplicateKey', { KeyId, ReplicaRegion: 'eu-west-1', Description: 'copy' });
  sim.call('kms:EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
  sim.clock.advance(100 * DAY);
  const { CiphertextBlob } = sim.call('kms:Encrypt', { KeyId, Plaintext: utf8('a') }, WEST);
  sim.call('kms:UpdatePrimaryRegion', { KeyId, PrimaryRegion: 'eu-west-1' });
  sim.call('kms:Decrypt', { CiphertextBlob: CiphertextBlob as Uint8Array });
  sim.clock.advance(10_000);
  sim.call('kms:ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 }, WEST);
  sim.call('kms:ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
  sim.clock.advance(20 * DAY);
  const again = createSimulator.replay(
    JSON.parse(JSON.stringify(sim.history())) as ReturnType<Simulator['history']>,
  );
  expect(again.spans()).toEqual(sim.spans());
  expect(again.trail()).toEqual(sim.trail());
  const names = sim.trail().map(({ eventName }) => eventName);
  expect(names.filter((name) => name === 'DeleteKey')).toHaveLength(2);
});

test('the deed that carries material shows names only, and no Region holds it outside its HSM', () => {
  const cloud = aCloud({ seed: 'carried' });
  const { id } = aSet(cloud);
  outputOf(call(cloud, 'kms:RotateKeyOnDemand', { KeyId: id }));
  outputOf(call(cloud, 'kms:EnableKeyRotation', { KeyId: id, RotationPeriodInDays: 90 }));
  cloud.advance(100 * DAY);
  sealed(cloud, id, 'a');
  const deeds = cloud.spans
    .flatMap(({ children }) => children)
    .filter((span) => span.call === 'hsm:ShareMaterial');
  expect(deeds.map(({ input, outcome }) => ({ input, outcome }))).toEqual([
    {
      input: { KeyId: id, Generations: [1], Region: 'eu-west-1' },
      outcome: { ok: true, output: {} },
    },
    {
      input: { KeyId: id, Generations: [2], Region: 'eu-west-1' },
      outcome: { ok: true, output: {} },
    },
  ]);

  // The streams that the three generations were drawn from.
  const first = cloud.entropy('0');
  first.bytes(16);
  expect(`mrk-${hex(first.bytes(16))}`).toBe(id);
  const second = cloud.entropy('2');
  second.bytes(16);
  const material = [first, second, cloud.entropy(`material|${id}|3`)].map((stream) =>
    stream.bytes(32),
  );
  const states = ['us-east-1', 'eu-west-1'].map((region) => kmsState(cloud, ACCOUNT, region));
  const names = states.map(({ keys }) => keys.get(id)!.materials.map((one) => one.id));
  const trueNames = material.map((bytes) => hex(sha256(concat(utf8(id), bytes))));
  expect(names).toEqual([trueNames, trueNames]);

  const copies = structuredClone(cloud.spans.map(plainSpan));
  const hsms = ['us-east-1', 'eu-west-1'].map((region) => vaultOf(cloud, region).hsm);
  const json = JSON.stringify([copies, cloud.trail, states, hsms]);
  const haystack = haystackOf({ cloud, states, hsms, copies, json });
  expect(haystack.text).toContain(trueNames[0]);
  for (const bytes of material) expect(tracesOf(bytes, haystack)).toEqual([]);
  for (const hsm of hsms) expect(Reflect.ownKeys(hsm)).toEqual([]);
});

test('what one Region destroys the other keeps, and what both have destroyed is gone', () => {
  const cloud = aCloud({ tick: 0 });
  const { id } = aSet(cloud);
  const [east, west] = ['us-east-1', 'eu-west-1'].map((region) => vaultOf(cloud, region).hsm);
  const key = kmsState(cloud, ACCOUNT, 'us-east-1').keys.get(id)!;
  const material = key.materials[0]!;
  const lend = {
    deed: (_: string, __: unknown, work: (call: unknown) => unknown) => work(lend),
    entropy: cloud.entropy('x'),
  };
  const seals = (hsm: typeof east): unknown =>
    hsm?.encrypt(lend as never, { key, material }, utf8('a'), {
      algorithm: 'SYMMETRIC_DEFAULT',
      context: {},
    });
  call(cloud, 'kms:ScheduleKeyDeletion', { KeyId: id, PendingWindowInDays: 7 }, WEST);
  call(cloud, 'kms:ScheduleKeyDeletion', { KeyId: id, PendingWindowInDays: 7 }, EAST);
  cloud.advance(7 * DAY);
  expect(() => seals(west)).toThrow('is not in this HSM');
  expect(seals(east)).toBeInstanceOf(Uint8Array);
  cloud.advance(7 * DAY);
  expect(() => seals(east)).toThrow('is not in this HSM');
});
