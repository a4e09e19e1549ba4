// An external key store proxy and the key manager behind it: two knobs that the user of the simulator turns, and
// the four requests of the proxy's API. Source: AWS KMS External Key Store Proxy API Specification.

import { outsideOperation } from '../aws/outside.ts';
import { blob, choice, integer, list, optional, structure, text } from '../aws/shape.ts';
import { ON_THE_WAY, PROXY_FAULTS, refused, type ProxyFault } from './errors.ts';
import {
  EXTERNAL_KEY_SPECS,
  EXTERNAL_KEY_STATUSES,
  EXTERNAL_KEY_USAGES,
  type ExternalKeyManager,
} from './key-manager.ts';
import { managerAt, outside } from './state.ts';

const place = { service: 'xks', lane: 'xks' } as const;
const endpoint = () => text({ min: 10, max: 128, pattern: /^https:\/\/[a-zA-Z0-9.-]+$/ });
const path = () => text({ min: 10, max: 128 });
const accessKeyId = () => text({ min: 20, max: 30, sensitive: true });
const secret = () => text({ min: 43, max: 64, sensitive: true });
const keyId = () => text({ min: 1, max: 128 });
const faults = Object.keys(PROXY_FAULTS) as ProxyFault[];

const PutProxy = outsideOperation({
  ...place,
  name: 'PutProxy',
  summary:
    'A knob of the simulator: puts an external key store proxy at an address, in place of the one that was there.',
  traffic: 'within',
  input: structure({
    UriEndpoint: endpoint(),
    UriPath: path(),
    AccessKeyId: accessKeyId(),
    RawSecretAccessKey: secret(),
    VpcEndpointServiceName: optional(text({ min: 20, max: 64 })),
    Fault: optional(choice(...faults)),
  }),
  output: structure({}),

  handle({ cloud, input }) {
    outside(cloud).proxies.set(input.UriEndpoint, {
      path: input.UriPath,
      accessKeyId: input.AccessKeyId,
      secret: input.RawSecretAccessKey,
      ...(input.VpcEndpointServiceName !== undefined && {
        vpcService: input.VpcEndpointServiceName,
      }),
      ...(input.Fault !== undefined && { fault: input.Fault }),
    });
    return {};
  },
});

const PutKey = outsideOperation({
  ...place,
  name: 'PutKey',
  summary:
    'A knob of the simulator: makes a key in the key manager behind an address, or changes one. What is left out stays as it was; a new key is an enabled AES-256 key that encrypts and decrypts.',
  traffic: 'within',
  input: structure({
    UriEndpoint: endpoint(),
    XksKeyId: keyId(),
    Status: optional(choice(...EXTERNAL_KEY_STATUSES)),
    KeySpec: optional(choice(...EXTERNAL_KEY_SPECS)),
    KeyUsage: optional(list(choice(...EXTERNAL_KEY_USAGES))),
  }),
  output: structure({ ExternalKey: { ...text(), thing: 'keyMaterial' } }),

  handle({ cloud, entropy, input: { UriEndpoint, XksKeyId, Status, KeySpec, KeyUsage } }) {
    const change = {
      ...(Status && { status: Status }),
      ...(KeySpec && { spec: KeySpec }),
      ...(KeyUsage && { usages: KeyUsage }),
    };
    managerAt(cloud, UriEndpoint).put(XksKeyId, change, entropy);
    return { ExternalKey: nameOf(UriEndpoint, XksKeyId) };
  },
});

/** Where a request goes, and what signs it. In life the secret signs, and is not sent. */
const way = {
  UriEndpoint: endpoint(),
  UriPath: path(),
  AccessKeyId: accessKeyId(),
  RawSecretAccessKey: secret(),
  VpcEndpointServiceName: optional(text()),
};

const GetHealthStatus = outsideOperation({
  ...place,
  name: 'GetHealthStatus',
  summary: 'KMS asks whether the proxy and its key manager can serve.',
  traffic: 'exchange',
  input: structure(way),
  output: structure({}),
  throws: ON_THE_WAY,

  handle({ cloud, input }) {
    admitted(cloud, input);
    return {};
  },
});

const GetKeyMetadata = outsideOperation({
  ...place,
  name: 'GetKeyMetadata',
  summary: 'KMS asks what an external key is like.',
  traffic: 'exchange',
  input: structure({ ...way, XksKeyId: keyId() }),
  output: structure({
    KeySpec: choice(...EXTERNAL_KEY_SPECS),
    KeyStatus: choice(...EXTERNAL_KEY_STATUSES),
    KeyUsage: list(choice(...EXTERNAL_KEY_USAGES)),
  }),
  throws: [...ON_THE_WAY, 'KeyNotFoundException'],

  handle({ cloud, input }) {
    const { spec, status, usages } = admitted(cloud, input).metadata(input.XksKeyId);
    return { KeySpec: spec, KeyStatus: status, KeyUsage: usages };
  },
});

const useFaults = [
  ...ON_THE_WAY,
  'KeyNotFoundException',
  'InvalidStateException',
  'InvalidKeyUsageException',
];

const Encrypt = outsideOperation({
  ...place,
  name: 'Encrypt',
  summary: 'Seals what KMS has sealed already once more, under the external key.',
  traffic: 'exchange',
  input: structure({
    ...way,
    XksKeyId: keyId(),
    Plaintext: blob({ thing: 'ciphertext' }),
    /** Of the finished ciphertext. The answer begins with it, so that it is of one piece: ours. */
    Header: blob(),
    AdditionalAuthenticatedData: blob(),
  }),
  output: structure({ Ciphertext: blob({ thing: 'ciphertext' }) }),
  throws: useFaults,
  seals: (input, output) => {
    const id = nameOf(String(input['UriEndpoint']), String(input['XksKeyId']));
    const by = {
      id,
      kind: 'keyMaterial',
      label: `external key ${String(input['XksKeyId'])}`,
    } as const;
    return [
      { into: output['Ciphertext'] as Uint8Array, what: input['Plaintext'] as Uint8Array, by },
    ];
  },

  handle({ cloud, entropy, input }) {
    const { XksKeyId, Plaintext, Header: header, AdditionalAuthenticatedData: additional } = input;
    const manager = admitted(cloud, input);
    return { Ciphertext: manager.encrypt(XksKeyId, Plaintext, { header, additional }, entropy) };
  },
});

const Decrypt = outsideOperation({
  ...place,
  name: 'Decrypt',
  summary: 'Takes off the outer layer. What is left is still sealed by KMS.',
  traffic: 'exchange',
  input: structure({
    ...way,
    XksKeyId: keyId(),
    Ciphertext: blob({ thing: 'ciphertext' }),
    HeaderBytes: integer({ min: 0 }),
    AdditionalAuthenticatedData: blob(),
  }),
  output: structure({ Plaintext: blob({ thing: 'ciphertext' }) }),
  throws: [...useFaults, 'InvalidCiphertextException'],

  handle({ cloud, input }) {
    const { XksKeyId, Ciphertext, HeaderBytes, AdditionalAuthenticatedData: additional } = input;
    const header = Ciphertext.slice(0, HeaderBytes);
    const sealed = Ciphertext.slice(HeaderBytes);
    const manager = admitted(cloud, input);
    return { Plaintext: manager.decrypt(XksKeyId, sealed, { header, additional }) };
  },
});

interface Way {
  readonly UriEndpoint: string;
  readonly UriPath: string;
  readonly AccessKeyId: string;
  readonly RawSecretAccessKey: string;
  readonly VpcEndpointServiceName?: string;
}

/** The key manager, for a request that finds its way to it. */
function admitted(cloud: Parameters<typeof outside>[0], asked: Way): ExternalKeyManager {
  const { UriEndpoint, VpcEndpointServiceName: service } = asked;
  const proxy = outside(cloud).proxies.get(UriEndpoint);
  if (service !== undefined && service !== proxy?.vpcService)
    throw refused('VPC_SERVICE_NOT_FOUND');
  if (!proxy) throw refused('UNREACHABLE');
  if (proxy.fault) throw refused(proxy.fault);
  if (proxy.path !== asked.UriPath) throw refused('InvalidUriPathException');
  if (proxy.accessKeyId !== asked.AccessKeyId || proxy.secret !== asked.RawSecretAccessKey) {
    throw refused('AuthenticationFailedException');
  }
  return managerAt(cloud, UriEndpoint);
}

const nameOf = (endpointUri: string, id: string): string => `${endpointUri}#${id}`;

export const xksOperations = {
  Decrypt,
  Encrypt,
  GetHealthStatus,
  GetKeyMetadata,
  PutKey,
  PutProxy,
};
