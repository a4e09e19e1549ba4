// External key store proxies, each at its address, each before one key manager. They stand outside AWS, so that
// every account and Region sees the same ones.

import type { Cloud, StateSlot } from '../aws/cloud.ts';
import type { ProxyFault } from './errors.ts';
import { ExternalKeyManager } from './key-manager.ts';

interface Proxy {
  readonly path: string;
  /** What requests must be signed with. */
  readonly accessKeyId: string;
  readonly secret: string;
  /** The VPC endpoint service that leads here, too. */
  readonly vpcService?: string;
  readonly fault?: ProxyFault;
}

interface Outside {
  readonly proxies: Map<string, Proxy>;
  readonly managers: Map<string, ExternalKeyManager>;
}

const OUTSIDE: StateSlot<Outside> = {
  name: 'xks',
  initial: () => ({ proxies: new Map(), managers: new Map() }),
};

export const outside = (cloud: Cloud): Outside => cloud.state(OUTSIDE, '*', '*');

/** It may have keys before a proxy stands before it. */
export function managerAt(cloud: Cloud, endpoint: string): ExternalKeyManager {
  const { managers } = outside(cloud);
  let manager = managers.get(endpoint);
  if (!manager) {
    manager = new ExternalKeyManager();
    managers.set(endpoint, manager);
  }
  return manager;
}
