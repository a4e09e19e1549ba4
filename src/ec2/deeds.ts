// What the host's hardware and EBS do by themselves, as the trace names it.

import type { Operation } from '../aws/operation.ts';
import { outsideOperation } from '../aws/outside.ts';
import { blob, integer, map, optional, structure, text } from '../aws/shape.ts';
import { NITRO } from './encryption.ts';
import { errors } from './errors.ts';
import { ec2Of } from './state.ts';
import { joined, split } from './sectors.ts';

const onHost = { service: 'ec2', lane: NITRO } as const;
const inEc2 = { service: 'ec2', lane: 'ec2' } as const;
/** The medium itself. */
export const onDisk = { service: 'ec2', lane: 'ebs' } as const;

const notToBeCalled = (): never => {
  throw new TypeError('a deed of EC2 cannot be called');
};

const FetchKey = outsideOperation({
  ...onHost,
  name: 'FetchKey',
  label: 'data key loaded',
  summary: 'The host of the instance asks KMS for the volume’s data key, by the grant.',
  traffic: 'exchange',
  input: structure({
    InstanceId: text(),
    VolumeId: text(),
    CiphertextBlob: blob({ thing: 'encryptedDataKey' }),
    EncryptionContext: map({ thing: 'context' }),
    GrantId: text(),
    GrantToken: text(),
  }),
  // The key stays in the host: it is no answer.
  output: structure({}),
  throws: ['CustomerKeyHasBeenRevoked'],
  handle(call) {
    const { InstanceId, VolumeId, GrantId, GrantToken, ...encrypted } = call.input;
    const outcome = call.ask(
      'kms:Decrypt',
      { ...encrypted, GrantTokens: [GrantToken] },
      { as: call.as.callerArn, sourceIp: 'AWS Internal' },
    );
    if (!outcome.ok) throw errors.keyNotAccessible(outcome.error);
    const key = outcome.output['Plaintext'] as Uint8Array;
    ec2Of(call).instances.get(InstanceId)?.loaded.set(VolumeId, { key, grantId: GrantId });
    return {};
  },
});

const WipeVolumeKey = outsideOperation({
  ...onHost,
  name: 'WipeVolumeKey',
  label: 'wipe the data key',
  summary: 'The host wipes the volume’s data key from its hardware.',
  traffic: 'within',
  input: structure({ Key: blob({ thing: 'dataKey' }) }),
  output: structure({}),
  forgets: ({ Key }) => [Key as Uint8Array],
  handle: () => ({}),
});

const SealBlocks = outsideOperation({
  ...onHost,
  name: 'SealBlocks',
  label: 'encrypt the blocks',
  summary: 'The host encrypts what is written, with AES-256-XTS under the volume’s data key.',
  traffic: 'within',
  input: structure({ Key: blob({ thing: 'dataKey' }), Body: blob({ thing: 'plaintext' }) }),
  output: structure({ Sealed: blob({ thing: 'ciphertext' }) }),
  seals: ({ Key, Body }, { Sealed }) => [
    { into: Sealed as Uint8Array, what: Body as Uint8Array, by: Key as Uint8Array },
  ],
  forgets: ({ Body }) => [Body as Uint8Array],
  handle: notToBeCalled,
});

const OpenBlocks = outsideOperation({
  ...onHost,
  name: 'OpenBlocks',
  label: 'decrypt the blocks',
  summary: 'The host decrypts what is read.',
  traffic: 'within',
  input: structure({ Key: blob({ thing: 'dataKey' }) }),
  output: structure({ Body: blob({ thing: 'plaintext' }) }),
  handle: notToBeCalled,
});

const KeepBlocks = outsideOperation({
  ...onDisk,
  name: 'KeepBlocks',
  label: 'keep the blocks',
  summary: 'The disk keeps what the host sends it.',
  traffic: 'to',
  input: structure({
    VolumeId: text(),
    Sector: integer({ min: 0 }),
    Sealed: optional(blob({ thing: 'ciphertext' })),
    Plain: optional(blob({ thing: 'plaintext' })),
  }),
  output: structure({}),
  handle(call) {
    const { VolumeId, Sector, Sealed, Plain } = call.input;
    const volume = ec2Of(call).volumes.get(VolumeId);
    if (!volume) throw errors.noVolume(VolumeId);
    for (const [sector, bytes] of split(Sector, Sealed ?? Plain ?? new Uint8Array())) {
      volume.sectors.set(sector, bytes);
    }
    return {};
  },
});

const FetchBlocks = outsideOperation({
  ...onDisk,
  name: 'FetchBlocks',
  label: 'fetch the blocks',
  summary: 'The disk gives the host what lies on it.',
  traffic: 'from',
  input: structure({
    VolumeId: text(),
    Sector: integer({ min: 0 }),
    Bytes: integer({ min: 1 }),
  }),
  output: structure({
    Sealed: optional(blob({ thing: 'ciphertext' })),
    Plain: optional(blob({ thing: 'plaintext' })),
  }),
  handle(call) {
    const { VolumeId, Sector, Bytes } = call.input;
    const volume = ec2Of(call).volumes.get(VolumeId);
    if (!volume) throw errors.noVolume(VolumeId);
    const bytes = joined(volume.sectors, Sector, Bytes);
    return volume.key ? { Sealed: bytes } : { Plain: bytes.slice(0, Bytes) };
  },
});

const EncryptDisk = outsideOperation({
  ...inEc2,
  name: 'EncryptDisk',
  label: 'encrypt the whole disk',
  summary: 'EBS encrypts what was not encrypted, sector by sector.',
  traffic: 'within',
  input: structure({ Key: blob({ thing: 'dataKey' }), Plain: blob({ thing: 'plaintext' }) }),
  output: structure({ Sealed: blob({ thing: 'ciphertext' }) }),
  seals: ({ Key, Plain }, { Sealed }) => [
    { into: Sealed as Uint8Array, what: Plain as Uint8Array, by: Key as Uint8Array },
  ],
  forgets: ({ Key, Plain }) => [Key as Uint8Array, Plain as Uint8Array],
  handle: notToBeCalled,
});

const ReencryptDisk = outsideOperation({
  ...inEc2,
  name: 'ReencryptDisk',
  label: 'encrypt the whole disk anew',
  summary: 'EBS decrypts under the old data key and encrypts under the new one, sector by sector.',
  traffic: 'within',
  input: structure({ From: blob({ thing: 'dataKey' }), To: blob({ thing: 'dataKey' }) }),
  output: structure({ Sealed: blob({ thing: 'ciphertext' }) }),
  forgets: ({ From, To }) => [From as Uint8Array, To as Uint8Array],
  handle: notToBeCalled,
});

export const deeds: readonly Operation[] = [
  EncryptDisk,
  FetchBlocks,
  FetchKey,
  KeepBlocks,
  OpenBlocks,
  ReencryptDisk,
  SealBlocks,
  WipeVolumeKey,
];
