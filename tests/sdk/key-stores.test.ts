// Custom key stores.

import {
  ConnectCustomKeyStoreCommand,
  CreateCustomKeyStoreCommand,
  type CreateCustomKeyStoreCommandInput,
  CreateKeyCommand,
  type CreateKeyCommandInput,
  DecryptCommand,
  DeleteCustomKeyStoreCommand,
  DescribeCustomKeyStoresCommand,
  DescribeKeyCommand,
  DisconnectCustomKeyStoreCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyPairCommand,
  GenerateRandomCommand,
  RotateKeyOnDemandCommand,
  UpdateCustomKeyStoreCommand,
} from '@aws-sdk/client-kms';
import { describe, expect, test } from 'vitest';
import {
  CERTIFICATE,
  CLUSTER,
  CREDENTIAL,
  ENDPOINT,
  PASSWORD,
  PATH,
  XKS_KEY,
} from '../support/key-stores.ts';
import { aWorld, bytes, expectAnswer, invalid, refused, type Row } from './harness.ts';
import { anExternalKeyStore, connect, disconnect } from './key-store-world.ts';

const { sim, kms, aKey, holds } = aWorld('key stores');
const NO_STORE = 'cks-1234567890abcdef0';
sim.call('cloudhsm:PutCluster', {
  ClusterId: CLUSTER,
  TrustAnchorCertificate: CERTIFICATE,
  KmsUserPassword: PASSWORD,
});
const external = await anExternalKeyStore(sim, kms);
const outside = (more: Partial<CreateKeyCommandInput> = {}): CreateKeyCommand =>
  new CreateKeyCommand({
    Origin: 'EXTERNAL_KEY_STORE',
    CustomKeyStoreId: external,
    XksKeyId: XKS_KEY,
    ...more,
  });
const cluster = (
  more: Partial<CreateCustomKeyStoreCommandInput> = {},
): CreateCustomKeyStoreCommand =>
  new CreateCustomKeyStoreCommand({
    CustomKeyStoreName: 'cluster',
    CloudHsmClusterId: CLUSTER,
    TrustAnchorCertificate: CERTIFICATE,
    KeyStorePassword: PASSWORD,
    ...more,
  });
const proxy = (more: Partial<CreateCustomKeyStoreCommandInput> = {}): CreateCustomKeyStoreCommand =>
  new CreateCustomKeyStoreCommand({
    CustomKeyStoreName: 'second',
    CustomKeyStoreType: 'EXTERNAL_KEY_STORE',
    XksProxyConnectivity: 'PUBLIC_ENDPOINT',
    XksProxyUriEndpoint: ENDPOINT,
    XksProxyUriPath: PATH,
    XksProxyAuthenticationCredential: CREDENTIAL,
    ...more,
  });
const UNSUPPORTED = refused('UnsupportedOperationException');
const NOT_FOUND = refused('CustomKeyStoreNotFoundException');
const WRONG_STATE = refused('CustomKeyStoreInvalidStateException');

describe('in this order', () => {
  const rows: readonly Row[] = [
    [
      'no such store, described',
      new DescribeCustomKeyStoresCommand({ CustomKeyStoreId: NO_STORE }),
      NOT_FOUND,
    ],
    [
      'no such name, described',
      new DescribeCustomKeyStoresCommand({ CustomKeyStoreName: 'none' }),
      NOT_FOUND,
    ],
    [
      'no such store, connected',
      new ConnectCustomKeyStoreCommand({ CustomKeyStoreId: NO_STORE }),
      NOT_FOUND,
    ],
    [
      'no such store, disconnected',
      new DisconnectCustomKeyStoreCommand({ CustomKeyStoreId: NO_STORE }),
      NOT_FOUND,
    ],
    [
      'no such store, changed',
      new UpdateCustomKeyStoreCommand({ CustomKeyStoreId: NO_STORE, NewCustomKeyStoreName: 'x' }),
      NOT_FOUND,
    ],
    [
      'no such store, deleted',
      new DeleteCustomKeyStoreCommand({ CustomKeyStoreId: NO_STORE }),
      NOT_FOUND,
    ],
    [
      'an id of 65',
      new ConnectCustomKeyStoreCommand({ CustomKeyStoreId: 'c'.repeat(65) }),
      invalid(/at 'customKeyStoreId' .*less than or equal to 64/),
    ],
    [
      'no id',
      new ConnectCustomKeyStoreCommand({ CustomKeyStoreId: undefined }),
      invalid(/Value null at 'customKeyStoreId'/),
    ],
    [
      'the store, described',
      new DescribeCustomKeyStoresCommand({ CustomKeyStoreId: external }),
      {
        CustomKeyStores: [
          {
            CustomKeyStoreId: external,
            ConnectionState: 'CONNECTED',
            CustomKeyStoreType: 'EXTERNAL_KEY_STORE',
            XksProxyConfiguration: { UriEndpoint: ENDPOINT, UriPath: PATH },
          },
        ],
      },
    ],
    [
      'a name of 257',
      cluster({ CustomKeyStoreName: 'n'.repeat(257) }),
      invalid(/at 'customKeyStoreName'/),
    ],
    [
      'a password of 6',
      cluster({ KeyStorePassword: 'secret' }),
      invalid(
        "1 validation error detected: Value at 'keyStorePassword' failed to satisfy constraint: Member must have length greater than or equal to 7",
      ),
    ],
    [
      'a cluster id too short',
      cluster({ CloudHsmClusterId: 'cluster-1' }),
      invalid(/at 'cloudHsmClusterId'/),
    ],
    [
      'no such cluster',
      cluster({ CloudHsmClusterId: 'cluster-234567abcde' }),
      refused('CloudHsmClusterNotFoundException'),
    ],
    [
      'another trust anchor',
      cluster({ TrustAnchorCertificate: 'other' }),
      refused('IncorrectTrustAnchorException'),
    ],
    [
      'a name that is taken',
      proxy({ CustomKeyStoreName: 'external store', XksProxyUriPath: '/second/kms/xks/v1' }),
      refused('CustomKeyStoreNameInUseException'),
    ],
    ['an address that is taken', proxy(), refused('XksProxyUriInUseException')],
    [
      'an address without https',
      proxy({ XksProxyUriEndpoint: 'http://myproxy.example.com' }),
      invalid(/at 'xksProxyUriEndpoint'/),
    ],
    [
      'a path of another form',
      proxy({ XksProxyUriPath: '/kms/xks/first' }),
      invalid(/at 'xksProxyUriPath'/),
    ],
    ['a cluster', cluster(), { CustomKeyStoreId: expect.stringMatching(/^cks-/) as unknown }],
    [
      'the cluster once more',
      cluster({ CustomKeyStoreName: 'again' }),
      refused('CloudHsmClusterInUseException'),
    ],
    [
      'connecting what is connected',
      new ConnectCustomKeyStoreCommand({ CustomKeyStoreId: external }),
      {},
    ],
    [
      'deleting what is connected',
      new DeleteCustomKeyStoreCommand({ CustomKeyStoreId: external }),
      WRONG_STATE,
    ],
    [
      'a key',
      outside(),
      {
        KeyMetadata: {
          Origin: 'EXTERNAL_KEY_STORE',
          CustomKeyStoreId: external,
          XksKeyConfiguration: { Id: XKS_KEY },
          KeyState: 'Enabled',
        },
      },
    ],
    ['a second key of one external key', outside(), refused('XksKeyAlreadyInUseException')],
    [
      'a key of an external key that is none',
      outside({ XksKeyId: 'none' }),
      refused('XksKeyNotFoundException'),
    ],
    ['a key without external key', outside({ XksKeyId: undefined }), invalid()],
    ['a key without store', outside({ CustomKeyStoreId: undefined }), invalid()],
    ['a key in no such store', outside({ CustomKeyStoreId: NO_STORE }), NOT_FOUND],
    [
      'an RSA key outside',
      outside({ KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY', XksKeyId: 'other' }),
      UNSUPPORTED,
    ],
    ['a multi-Region key outside', outside({ MultiRegion: true, XksKeyId: 'other' }), UNSUPPORTED],
    [
      'random bytes from outside',
      new GenerateRandomCommand({ NumberOfBytes: 1, CustomKeyStoreId: external }),
      UNSUPPORTED,
    ],
    [
      'page by page',
      new DescribeCustomKeyStoresCommand({ Limit: 1 }),
      { CustomKeyStores: { length: 1 }, Truncated: true },
    ],
    [
      'a marker that is none',
      new DescribeCustomKeyStoresCommand({ Marker: 'x' }),
      refused('InvalidMarkerException'),
    ],
  ];
  test.each(rows)('%s', holds);
});

test('a key outside seals and opens while its store is connected', async () => {
  const { sim, kms, aKey } = aWorld('outside');
  const CustomKeyStoreId = await anExternalKeyStore(sim, kms);
  const KeyId = await aKey({ Origin: 'EXTERNAL_KEY_STORE', CustomKeyStoreId, XksKeyId: XKS_KEY });
  const EncryptionContext = { a: 'b' };
  const { CiphertextBlob } = await kms.send(
    new EncryptCommand({ KeyId, Plaintext: bytes(4), EncryptionContext }),
  );
  const open = new DecryptCommand({ CiphertextBlob, EncryptionContext });
  await expectAnswer(kms, open, { Plaintext: bytes(4), KeyId });
  await disconnect(sim, kms, CustomKeyStoreId);
  await expectAnswer(kms, open, refused('KMSInvalidStateException'));
  await expectAnswer(kms, new DescribeKeyCommand({ KeyId }), {
    KeyMetadata: { KeyState: 'Unavailable', Enabled: false },
  });
  await expectAnswer(
    kms,
    new DeleteCustomKeyStoreCommand({ CustomKeyStoreId }),
    refused('CustomKeyStoreHasCMKsException'),
  );
  await connect(sim, kms, CustomKeyStoreId);
  await expectAnswer(kms, open, { Plaintext: bytes(4) });
});

test('a key in a cluster seals and opens, and does not rotate', async () => {
  const { CustomKeyStores: [store] = [] } = await kms.send(
    new DescribeCustomKeyStoresCommand({ CustomKeyStoreName: 'cluster' }),
  );
  const CustomKeyStoreId = store!.CustomKeyStoreId!;
  await expectAnswer(
    kms,
    new CreateKeyCommand({ Origin: 'AWS_CLOUDHSM', CustomKeyStoreId }),
    WRONG_STATE,
  );
  await connect(sim, kms, CustomKeyStoreId);
  const KeyId = await aKey({ Origin: 'AWS_CLOUDHSM', CustomKeyStoreId });
  const { CiphertextBlob, Plaintext } = await kms.send(
    new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }),
  );
  await expectAnswer(kms, new DecryptCommand({ CiphertextBlob }), { Plaintext, KeyId });
  for (const command of [
    new EnableKeyRotationCommand({ KeyId }),
    new RotateKeyOnDemandCommand({ KeyId }),
    new GenerateDataKeyPairCommand({ KeyId, KeyPairSpec: 'ECC_NIST_P256' }),
  ]) {
    await expectAnswer(kms, command, UNSUPPORTED);
  }
});
