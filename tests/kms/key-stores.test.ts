// Custom key stores: their life, what their keys can and cannot, and what the log says. Source: KMS developer
// guide, "Key stores"; facts sheet, sections 1, 3 and 8.

import { describe, expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { plainSpan } from '../../src/aws/span.ts';
import type { Members, Span } from '../../src/aws/trace.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { createSimulator } from '../../src/lib/simulator.ts';
import type { Calls } from '../../src/scenario/services.ts';
import {
  aCloud,
  aKey,
  allow,
  aUser,
  bytesOf,
  call,
  opened,
  outputOf,
  refusalOf,
  sealed,
  verdict,
} from '../support/cloud.ts';
import {
  aCluster,
  aClusterStore,
  anExternalStore,
  aProxy,
  CERTIFICATE,
  CLUSTER,
  clusterStore,
  connected,
  CREDENTIAL,
  described,
  disconnected,
  ENDPOINT,
  externalStore,
  inCluster,
  madeStore,
  outside,
  PASSWORD,
  PATH,
  XKS_KEY,
} from '../support/key-stores.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const KINDS = {
  AWS_CLOUDHSM: { store: aClusterStore, key: inCluster },
  EXTERNAL_KEY_STORE: { store: anExternalStore, key: outside },
} as const;
const kinds = Object.entries(KINDS);

const stateOf = (cloud: Cloud, KeyId: string): unknown =>
  (outputOf(call(cloud, 'kms:DescribeKey', { KeyId }))['KeyMetadata'] as Members)['KeyState'];

const callsOf = (span: Span): string[] =>
  span.children.flatMap((one) => [one.call, ...callsOf(one)]);

test('a store is disconnected when it is made, and tells what it is without its secrets', () => {
  const cloud = aCloud({ tick: 0 });
  aCluster(cloud);
  aProxy(cloud);
  const cluster = madeStore(cloud, clusterStore());
  expect(cluster).toMatch(/^cks-[0-9a-f]{17}$/);
  expect(described(cloud, cluster)).toEqual({
    CustomKeyStoreId: cluster,
    CustomKeyStoreName: 'cluster store',
    CustomKeyStoreType: 'AWS_CLOUDHSM',
    CloudHsmClusterId: CLUSTER,
    TrustAnchorCertificate: CERTIFICATE,
    ConnectionState: 'DISCONNECTED',
    CreationDate: cloud.start,
  });
  const external = madeStore(cloud, externalStore());
  expect(described(cloud, external)).toEqual({
    CustomKeyStoreId: external,
    CustomKeyStoreName: 'external store',
    CustomKeyStoreType: 'EXTERNAL_KEY_STORE',
    XksProxyConfiguration: {
      Connectivity: 'PUBLIC_ENDPOINT',
      AccessKeyId: CREDENTIAL.AccessKeyId,
      UriEndpoint: ENDPOINT,
      UriPath: PATH,
    },
    ConnectionState: 'DISCONNECTED',
    CreationDate: cloud.start,
  });
});

test.each([
  ['AWS_CLOUDHSM', 20],
  ['EXTERNAL_KEY_STORE', 5],
] as const)('connecting a store of the type %s takes %i minutes', (type, span) => {
  const cloud = aCloud({ tick: 0 });
  const id = KINDS[type].store(cloud);
  const state = (): unknown => described(cloud, id)['ConnectionState'];
  outputOf(call(cloud, 'kms:DisconnectCustomKeyStore', { CustomKeyStoreId: id }));
  expect(state()).toBe('DISCONNECTING');
  cloud.advance(MINUTE);
  expect(state()).toBe('DISCONNECTED');
  outputOf(call(cloud, 'kms:ConnectCustomKeyStore', { CustomKeyStoreId: id }));
  cloud.advance(span * MINUTE - 1);
  expect(state()).toBe('CONNECTING');
  cloud.advance(1);
  expect(state()).toBe('CONNECTED');
  expect(verdict(call(cloud, 'kms:ConnectCustomKeyStore', { CustomKeyStoreId: id }))).toBe('ok');
  expect(state()).toBe('CONNECTED');
});

test('whoever disconnects while it connects has a disconnected store, also when the time is up', () => {
  const cloud = aCloud({ tick: 0 });
  aCluster(cloud);
  const id = madeStore(cloud, clusterStore());
  outputOf(call(cloud, 'kms:ConnectCustomKeyStore', { CustomKeyStoreId: id }));
  disconnected(cloud, id);
  cloud.advance(60 * MINUTE);
  expect(described(cloud, id)['ConnectionState']).toBe('DISCONNECTED');
});

describe.each(kinds)('keys of the origin %s', (origin, { store, key }) => {
  test('say where they are, and seal and open like others', () => {
    const cloud = aCloud();
    const id = store(cloud);
    const KeyId = aKey(cloud, key(id));
    const { KeyMetadata } = outputOf(call(cloud, 'kms:DescribeKey', { KeyId }));
    expect(KeyMetadata).toMatchObject({
      Origin: origin,
      KeyState: 'Enabled',
      KeySpec: 'SYMMETRIC_DEFAULT',
      CustomKeyStoreId: id,
      ...(origin === 'AWS_CLOUDHSM'
        ? { CloudHsmClusterId: CLUSTER }
        : { XksKeyConfiguration: { Id: XKS_KEY } }),
    });
    expect(KeyMetadata).not.toHaveProperty('CurrentKeyMaterialId');

    const blob = sealed(cloud, KeyId, 'hello', { a: '1' });
    expect(opened(cloud, blob, { a: '1' })).toBe('hello');
    expect(opened(cloud, blob, { a: '2' })).not.toBe('hello');
    for (const name of ['GenerateDataKey', 'GenerateDataKeyWithoutPlaintext'] as const) {
      const made = call(cloud, `kms:${name}`, { KeyId, KeySpec: 'AES_256' });
      const CiphertextBlob = bytesOf(made, 'CiphertextBlob');
      const Plaintext = bytesOf(call(cloud, 'kms:Decrypt', { CiphertextBlob }), 'Plaintext');
      expect(Plaintext).toHaveLength(32);
      if (name === 'GenerateDataKey') expect(Plaintext).toEqual(bytesOf(made, 'Plaintext'));
    }
    const largest = { KeyId, Plaintext: new Uint8Array(4096) };
    const large = bytesOf(call(cloud, 'kms:Encrypt', largest), 'CiphertextBlob');
    expect(verdict(call(cloud, 'kms:Decrypt', { CiphertextBlob: large }))).toBe('ok');
  });

  test('can be re-encrypted to and from every other place', () => {
    const cloud = aCloud();
    const KeyId = aKey(cloud, key(store(cloud)));
    const others = [
      aKey(cloud),
      KeyId,
      origin === 'AWS_CLOUDHSM'
        ? aKey(cloud, outside(anExternalStore(cloud)))
        : aKey(cloud, inCluster(aClusterStore(cloud))),
    ];
    for (const other of others) {
      let blob = sealed(cloud, KeyId, 'moved', { a: '1' });
      for (const [from, to] of [
        [KeyId, other],
        [other, KeyId],
      ] as const) {
        const span = call(cloud, 'kms:ReEncrypt', {
          CiphertextBlob: blob,
          SourceEncryptionContext: { a: '1' },
          DestinationEncryptionContext: { a: '1' },
          DestinationKeyId: to,
        });
        expect(outputOf(span)).toMatchObject({ SourceKeyId: from, KeyId: to });
        blob = bytesOf(span, 'CiphertextBlob');
      }
      expect(opened(cloud, blob, { a: '1' })).toBe('moved');
    }
  });

  test('are unavailable while the store is not connected, and come back as they were', () => {
    const cloud = aCloud();
    const id = store(cloud);
    const KeyId = aKey(cloud, key(id));
    const CiphertextBlob = sealed(cloud, KeyId, 'a');
    disconnected(cloud, id);
    expect(stateOf(cloud, KeyId)).toBe('Unavailable');
    const refusal = refusalOf(call(cloud, 'kms:Decrypt', { CiphertextBlob }));
    expect(refusal).toMatchObject({ code: 'KMSInvalidStateException' });
    expect(refusal.message).toBe(`${KeyId} is unavailable.`);
    expect(verdict(cloud.call('kms:CreateKey', key(id)))).toBe(
      'CustomKeyStoreInvalidStateException',
    );

    // Switching it off takes effect when it is available again.
    outputOf(call(cloud, 'kms:DisableKey', { KeyId }));
    expect(stateOf(cloud, KeyId)).toBe('Unavailable');
    connected(cloud, id);
    expect(stateOf(cloud, KeyId)).toBe('Disabled');
    disconnected(cloud, id);
    outputOf(call(cloud, 'kms:EnableKey', { KeyId }));
    connected(cloud, id);
    expect(stateOf(cloud, KeyId)).toBe('Enabled');
    expect(opened(cloud, CiphertextBlob)).toBe('a');
  });

  test('stay pending deletion through it all, and can be taken back in a disconnected store', () => {
    const cloud = aCloud();
    const id = store(cloud);
    const KeyId = aKey(cloud, key(id));
    outputOf(call(cloud, 'kms:ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 }));
    disconnected(cloud, id);
    expect(stateOf(cloud, KeyId)).toBe('PendingDeletion');
    outputOf(call(cloud, 'kms:CancelKeyDeletion', { KeyId }));
    expect(stateOf(cloud, KeyId)).toBe('Unavailable');
    connected(cloud, id);
    expect(stateOf(cloud, KeyId)).toBe('Disabled');
  });

  test('neither rotate, nor take in material, nor make key pairs', () => {
    const cloud = aCloud();
    const KeyId = aKey(cloud, key(store(cloud)));
    const refused = [
      call(cloud, 'kms:EnableKeyRotation', { KeyId }),
      call(cloud, 'kms:DisableKeyRotation', { KeyId }),
      call(cloud, 'kms:RotateKeyOnDemand', { KeyId }),
      call(cloud, 'kms:GetKeyRotationStatus', { KeyId }),
      call(cloud, 'kms:ListKeyRotations', { KeyId }),
      call(cloud, 'kms:GetParametersForImport', {
        KeyId,
        WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
        WrappingKeySpec: 'RSA_2048',
      }),
      call(cloud, 'kms:GenerateDataKeyPair', { KeyId, KeyPairSpec: 'ECC_NIST_P256' }),
      call(cloud, 'kms:GenerateDataKeyPairWithoutPlaintext', {
        KeyId,
        KeyPairSpec: 'ECC_NIST_P256',
      }),
    ];
    for (const span of refused) {
      expect([span.call, refusalOf(span).message]).toEqual([
        span.call,
        `${KeyId} origin is ${origin} which is not valid for this operation.`,
      ]);
    }
  });

  test('leave the id of the store in the log of each use, also where it failed', () => {
    const cloud = aCloud();
    const id = store(cloud);
    const KeyId = aKey(cloud, key(id));
    const additionalEventData = {
      customKeyStoreId: id,
      ...(origin === 'EXTERNAL_KEY_STORE' && { xksKeyId: XKS_KEY }),
    };
    const encrypt = () => call(cloud, 'kms:Encrypt', { KeyId, Plaintext: utf8('a') });
    expect(encrypt().trail.records[0]).toMatchObject({ additionalEventData });
    outputOf(call(cloud, 'kms:DisableKey', { KeyId }));
    const [failed] = encrypt().trail.records;
    expect(failed).toMatchObject({ additionalEventData, errorCode: 'DisabledException' });
    expect(failed!['additionalEventData']).toEqual(additionalEventData);
    const described = call(cloud, 'kms:DescribeKey', { KeyId });
    expect(described.trail.records[0]).not.toHaveProperty('additionalEventData');
  });
});

test('a key of a cluster works in the cluster, and KMS’s own HSM does nothing', () => {
  const cloud = aCloud();
  const id = aClusterStore(cloud);
  const made = call(cloud, 'kms:CreateKey', inCluster(id));
  const { KeyId } = outputOf(made)['KeyMetadata'] as { KeyId: string };
  expect(callsOf(made)).toEqual([
    'cloudhsm:DescribeCluster',
    'cloudhsm:Reach',
    'cluster:GenerateMaterial',
    'cluster:DrawMaterial',
  ]);
  const span = call(cloud, 'kms:GenerateDataKey', { KeyId, KeySpec: 'AES_256' });
  expect(callsOf(span)).toEqual([
    'cloudhsm:Reach',
    'cluster:GenerateDataKey',
    'cluster:DrawDataKey',
    'cluster:Seal',
  ]);
  const [, answer] = span.children[1]!.crossings;
  expect(answer).toMatchObject({ from: 'cloudhsm', to: 'kms' });
});

test('a key of an external store is sealed twice: by KMS’s HSM, then by the key manager', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud, outside(anExternalStore(cloud)));
  const span = call(cloud, 'kms:Encrypt', { KeyId, Plaintext: utf8('twice') });
  expect(callsOf(span)).toEqual(['hsm:Encrypt', 'hsm:Seal', 'xks:Encrypt']);
  const [inner, outer] = span.children;
  const [sent, answered] = outer!.crossings;
  // What leaves AWS is KMS's ciphertext, and what comes back holds it.
  expect(sent).toMatchObject({ from: 'kms', to: 'xks', items: [{ kind: 'ciphertext' }] });
  expect(sent!.items[0]!.id).toBe(inner!.crossings[1]!.items[0]!.id);
  expect(answered!.items[0]).toMatchObject({
    contains: sent!.items[0]!.id,
    sealedBy: { kind: 'keyMaterial', label: `external key ${XKS_KEY}` },
  });
  expect(bytesOf(span, 'CiphertextBlob')).toBe(bytesOf(outer!, 'Ciphertext'));

  const CiphertextBlob = bytesOf(span, 'CiphertextBlob');
  const back = call(cloud, 'kms:Decrypt', { CiphertextBlob });
  expect(callsOf(back)).toEqual(['xks:Decrypt', 'hsm:Decrypt', 'hsm:Open']);
});

test('two external keys, or one key twice made, do not open each other’s blobs', () => {
  const cloud = aCloud();
  const id = anExternalStore(cloud);
  const KeyId = aKey(cloud, outside(id));
  const blob = sealed(cloud, KeyId, 'a');
  call(cloud, 'xks:PutKey', { UriEndpoint: ENDPOINT, XksKeyId: XKS_KEY, Status: 'DESTROYED' });
  expect(opened(cloud, blob)).toBe('KMSInvalidStateException');
  call(cloud, 'xks:PutKey', { UriEndpoint: ENDPOINT, XksKeyId: XKS_KEY });
  expect(opened(cloud, blob)).toBe('KMSInvalidStateException');
  expect(opened(cloud, sealed(cloud, KeyId, 'b'))).toBe('b');
});

test('no flipped bit of a blob that was sealed twice goes unnoticed', () => {
  const cloud = aCloud({ tick: 0 });
  const KeyId = aKey(cloud, outside(anExternalStore(cloud)));
  const blob = sealed(cloud, KeyId, 'a');
  for (let at = 0; at < blob.length; at += 1) {
    const altered = blob.slice();
    altered[at]! ^= 1;
    expect([at, opened(cloud, altered)]).toEqual([
      at,
      at < 34 ? 'InvalidCiphertextException' : 'KMSInvalidStateException',
    ]);
  }
});

test('GenerateRandom draws in a connected cluster, and in no external store', () => {
  const cloud = aCloud();
  const id = aClusterStore(cloud);
  const random = (CustomKeyStoreId: string): Span =>
    call(cloud, 'kms:GenerateRandom', { NumberOfBytes: 16, CustomKeyStoreId });
  expect(callsOf(random(id))).toEqual(['cloudhsm:Reach', 'cluster:GenerateRandom']);
  expect(bytesOf(random(id), 'Plaintext')).toHaveLength(16);
  expect(verdict(random(anExternalStore(cloud)))).toBe('UnsupportedOperationException');
  expect(verdict(random('cks-0'))).toBe('CustomKeyStoreNotFoundException');
  disconnected(cloud, id);
  expect(verdict(random(id))).toBe('CustomKeyStoreInvalidStateException');
});

test('connecting logs in and changes the password, so that KMS alone knows it', () => {
  const cloud = aCloud();
  const id = aClusterStore(cloud);
  disconnected(cloud, id);
  connected(cloud, id);
  expect(described(cloud, id)['ConnectionState']).toBe('CONNECTED');
  // Somebody changes it in the cluster: KMS must be told.
  disconnected(cloud, id);
  aCluster(cloud, { KmsUserPassword: 'another-1' });
  connected(cloud, id);
  expect(described(cloud, id)).toMatchObject({
    ConnectionState: 'FAILED',
    ConnectionErrorCode: 'INVALID_CREDENTIALS',
  });
  disconnected(cloud, id);
  expect(described(cloud, id)).not.toHaveProperty('ConnectionErrorCode');
  const update = { CustomKeyStoreId: id, KeyStorePassword: 'another-1' };
  outputOf(call(cloud, 'kms:UpdateCustomKeyStore', update));
  connected(cloud, id);
  expect(described(cloud, id)['ConnectionState']).toBe('CONNECTED');
});

test('a store can go over to a cluster of the same family, and its keys go on', () => {
  const cloud = aCloud();
  const id = aClusterStore(cloud);
  const KeyId = aKey(cloud, inCluster(id));
  const blob = sealed(cloud, KeyId, 'a');
  const CloudHsmClusterId = 'cluster-relatedabcde';
  aCluster(cloud, { ClusterId: CloudHsmClusterId, BackupOf: CLUSTER });
  disconnected(cloud, id);
  const update = { CustomKeyStoreId: id, CloudHsmClusterId, KeyStorePassword: PASSWORD };
  outputOf(call(cloud, 'kms:UpdateCustomKeyStore', update));
  connected(cloud, id);
  expect(opened(cloud, blob)).toBe('a');
  const { KeyMetadata } = outputOf(call(cloud, 'kms:DescribeKey', { KeyId }));
  expect(KeyMetadata).toMatchObject({ CloudHsmClusterId });
});

test('when a key of a cluster is deleted, its material goes with it if the cluster can be reached', () => {
  for (const reached of [true, false]) {
    const cloud = aCloud({ tick: 0 });
    const id = aClusterStore(cloud);
    const KeyId = aKey(cloud, inCluster(id));
    const scheduled = call(cloud, 'kms:ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    const logged = scheduled.trail.records[0]!['additionalEventData'] as Members;
    expect(logged).toMatchObject({ customKeyStoreId: id, clusterId: CLUSTER });
    const [{ backingKeyId }] = JSON.parse(String(logged['backingKeys'])) as [
      { backingKeyId: string },
    ];
    expect(backingKeyId).toMatch(/^[0-9a-f]{64}$/);
    if (!reached) disconnected(cloud, id);
    cloud.advance(7 * DAY);
    const event = cloud.trail.find(({ eventName }) => eventName === 'DeleteKey');
    const deletionStatus = reached ? 'SUCCESS' : 'FAILURE';
    expect(event!['additionalEventData']).toEqual({
      ...logged,
      backingKeysDeletionStatus: JSON.stringify([{ backingKeyId, deletionStatus }]),
    });
  }
});

test('a store with keys cannot be deleted until they are gone, nor one that is connected', () => {
  const cloud = aCloud({ tick: 0 });
  const id = aClusterStore(cloud);
  const KeyId = aKey(cloud, inCluster(id));
  const gone = (): string =>
    verdict(call(cloud, 'kms:DeleteCustomKeyStore', { CustomKeyStoreId: id }));
  outputOf(call(cloud, 'kms:ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 }));
  expect(gone()).toBe('CustomKeyStoreHasCMKsException');
  cloud.advance(7 * DAY);
  expect(gone()).toBe('CustomKeyStoreInvalidStateException');
  disconnected(cloud, id);
  expect(gone()).toBe('ok');
  expect(gone()).toBe('CustomKeyStoreNotFoundException');
  // The cluster is free for another store.
  aCluster(cloud);
  madeStore(cloud, clusterStore());
});

test('stores are told page by page, by id and by name', () => {
  const cloud = aCloud({ tick: 0 });
  const ids = Array.from({ length: 5 }, (_, i) => {
    const ClusterId = `cluster-abcdefghijk${'abcde'[i]!}`;
    aCluster(cloud, { ClusterId });
    return madeStore(
      cloud,
      clusterStore({ CustomKeyStoreName: `store ${i}`, CloudHsmClusterId: ClusterId }),
    );
  });
  outputOf(call(cloud, 'kms:DeleteCustomKeyStore', { CustomKeyStoreId: ids[1]! }));
  const list = (input: Calls['kms:DescribeCustomKeyStores']) => {
    const output = outputOf(call(cloud, 'kms:DescribeCustomKeyStores', input));
    const found = output['CustomKeyStores'] as readonly Members[];
    return { ...output, ids: found.map(({ CustomKeyStoreId }) => CustomKeyStoreId) };
  };
  const first = list({ Limit: 2 }) as { ids: string[]; NextMarker?: string; Truncated?: boolean };
  expect(first).toMatchObject({ ids: [ids[0], ids[2]], Truncated: true });
  const rest = list({ Limit: 2, Marker: first.NextMarker! });
  expect(rest).toMatchObject({ ids: [ids[3], ids[4]], Truncated: false });
  expect(list({ CustomKeyStoreName: 'store 3' }).ids).toEqual([ids[3]]);
  expect(list({}).ids).toHaveLength(4);
  const describeOne = (input: Calls['kms:DescribeCustomKeyStores']): string =>
    verdict(call(cloud, 'kms:DescribeCustomKeyStores', input));
  expect(describeOne({ CustomKeyStoreName: 'store 1' })).toBe('CustomKeyStoreNotFoundException');
  expect(describeOne({ CustomKeyStoreId: ids[1]! })).toBe('CustomKeyStoreNotFoundException');
  expect(describeOne({ CustomKeyStoreId: ids[0]!, CustomKeyStoreName: 'store 0' })).toBe(
    'ValidationException',
  );
  expect(describeOne({ Marker: 'rubbish' })).toBe('InvalidMarkerException');
});

test('the log names the cluster as AWS does, and holds no password', () => {
  const cloud = aCloud();
  const id = aClusterStore(cloud);
  const recordOf = (name: string): Members =>
    cloud.trail.find(({ eventName }) => eventName === name) as Members;
  expect(recordOf('CreateCustomKeyStore')).toMatchObject({
    requestParameters: { customKeyStoreName: 'cluster store', clusterId: CLUSTER },
    responseElements: { customKeyStoreId: id },
    readOnly: false,
  });
  expect(recordOf('CreateCustomKeyStore')['requestParameters']).not.toHaveProperty(
    'trustAnchorCertificate',
  );
  expect(recordOf('ConnectCustomKeyStore')).toMatchObject({
    requestParameters: { customKeyStoreId: id },
    responseElements: null,
    additionalEventData: { customKeyStoreName: 'cluster store', clusterId: CLUSTER },
  });
});

test('neither passwords nor credentials are in log, trace or refusals', () => {
  const cloud = aCloud();
  aClusterStore(cloud);
  anExternalStore(cloud);
  const secret = { KeyStorePassword: 'short' };
  const refused = [
    cloud.call('kms:CreateCustomKeyStore', { ...clusterStore(), ...secret }),
    cloud.call('kms:CreateCustomKeyStore', {
      ...externalStore(),
      XksProxyAuthenticationCredential: { ...CREDENTIAL, AccessKeyId: 'lower-case-access-key' },
    }),
  ];
  expect(refused.map(verdict)).toEqual(['ValidationException', 'ValidationException']);
  const all = JSON.stringify([cloud.trail, cloud.spans.map(plainSpan)]);
  for (const word of [PASSWORD, CREDENTIAL.RawSecretAccessKey, 'short"', 'lower-case-access-key']) {
    expect([word, all.includes(word)]).toEqual([word, false]);
  }
  expect(all).toContain('"KeyStorePassword":"(not shown)"');
});

test('a replay makes the same stores, keys and blobs', () => {
  const simulator = createSimulator({ seed: 'stores' });
  const way = { UriEndpoint: ENDPOINT, UriPath: PATH, ...CREDENTIAL };
  simulator.call('xks:PutProxy', way);
  simulator.call('xks:PutKey', { UriEndpoint: ENDPOINT, XksKeyId: XKS_KEY });
  const store = simulator.call('kms:CreateCustomKeyStore', externalStore());
  const CustomKeyStoreId = String(store['CustomKeyStoreId']);
  simulator.call('kms:ConnectCustomKeyStore', { CustomKeyStoreId });
  simulator.clock.advance(5 * MINUTE);
  const { KeyMetadata } = simulator.call('kms:CreateKey', outside(CustomKeyStoreId));
  const { KeyId } = KeyMetadata as { KeyId: string };
  simulator.call('kms:GenerateDataKey', { KeyId, KeySpec: 'AES_256' });
  const again = createSimulator.replay(simulator.history());
  expect(again.spans()).toEqual(simulator.spans());
  expect(again.trail()).toEqual(simulator.trail());
});

test('IAM alone says who may have to do with stores', () => {
  const cloud = aCloud();
  aCluster(cloud);
  const creator = aUser(cloud, 'creator', allow('kms:CreateCustomKeyStore'));
  const span = call(cloud, 'kms:CreateCustomKeyStore', clusterStore(), { as: creator });
  const CustomKeyStoreId = String(outputOf(span)['CustomKeyStoreId']);
  const others = [
    call(cloud, 'kms:ConnectCustomKeyStore', { CustomKeyStoreId }, { as: creator }),
    call(cloud, 'kms:DisconnectCustomKeyStore', { CustomKeyStoreId }, { as: creator }),
    call(cloud, 'kms:DescribeCustomKeyStores', {}, { as: creator }),
    call(cloud, 'kms:UpdateCustomKeyStore', { CustomKeyStoreId }, { as: creator }),
    call(cloud, 'kms:DeleteCustomKeyStore', { CustomKeyStoreId }, { as: creator }),
  ];
  for (const one of others) {
    expect(refusalOf(one).message).toContain(
      `is not authorized to perform: ${one.call} on resource: * because no identity-based policy allows`,
    );
  }
});
