// An external key store that is connected, and what stands behind it: the knobs of the simulator, then the SDK.

import {
  ConnectCustomKeyStoreCommand,
  CreateCustomKeyStoreCommand,
  DisconnectCustomKeyStoreCommand,
  type KMSClient,
} from '@aws-sdk/client-kms';
import type { Simulator } from '../../src/lib/index.ts';
import { CREDENTIAL, ENDPOINT, externalStore, PATH, XKS_KEY } from '../support/key-stores.ts';

const MINUTE = 60_000;

export async function anExternalKeyStore(sim: Simulator, kms: KMSClient): Promise<string> {
  sim.call('xks:PutProxy', { UriEndpoint: ENDPOINT, UriPath: PATH, ...CREDENTIAL });
  sim.call('xks:PutKey', { UriEndpoint: ENDPOINT, XksKeyId: XKS_KEY });
  const { CustomKeyStoreId = '' } = await kms.send(
    new CreateCustomKeyStoreCommand(externalStore() as never),
  );
  await connect(sim, kms, CustomKeyStoreId);
  return CustomKeyStoreId;
}

export async function connect(sim: Simulator, kms: KMSClient, id: string): Promise<void> {
  await kms.send(new ConnectCustomKeyStoreCommand({ CustomKeyStoreId: id }));
  sim.clock.advance(20 * MINUTE);
}

export async function disconnect(sim: Simulator, kms: KMSClient, id: string): Promise<void> {
  await kms.send(new DisconnectCustomKeyStoreCommand({ CustomKeyStoreId: id }));
  sim.clock.advance(MINUTE);
}
