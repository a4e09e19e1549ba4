// What programs on an instance do with a disk, and what a thief finds on it. No API of AWS: reading and writing goes
// through the host.

import type { Call } from '../../aws/operation.ts';
import { outsideOperation } from '../../aws/outside.ts';
import { blob, integer, optional, structure, text } from '../../aws/shape.ts';
import { openSectors, sealSectors } from '../../crypto/xts.ts';
import { onDisk } from '../deeds.ts';
import { loadKey, NITRO, unloadKey } from '../encryption.ts';
import { errors } from '../errors.ts';
import { limits } from '../limits.ts';
import { instanceOf, volumeOf } from '../operation.ts';
import { asksForEachBlock } from '../rules.ts';
import { contents, padded } from '../sectors.ts';
import type { Instance, Volume } from '../state.ts';

interface Place {
  readonly InstanceId: string;
  readonly Device: string;
  readonly Sector?: number;
}

const place = {
  InstanceId: text(),
  Device: text({ min: 1, max: 32 }),
  /** The first where absent. */
  Sector: optional(integer({ min: 0 })),
};

function attached(call: Call<Place>): { readonly instance: Instance; readonly volume: Volume } {
  const { InstanceId, Device } = call.input;
  const instance = instanceOf(call, InstanceId);
  const volume = instance.devices.get(Device);
  if (!volume || instance.state !== 'running') throw errors.notAttached(Device);
  return { instance, volume };
}

/** The key lies in the host already, unless somebody believes that KMS is asked each time. */
function withKey<T>(
  call: Call<Place>,
  work: (volume: Volume, key: Uint8Array | undefined) => T,
): T {
  const { instance, volume } = attached(call);
  if (call.cloud.rule(asksForEachBlock)) {
    unloadKey(call, instance, volume);
    loadKey(call, instance, volume);
  }
  return work(volume, instance.loaded.get(volume.id)?.key);
}

const THROWS = ['CustomerKeyHasBeenRevoked', 'IncorrectState', 'InvalidInstanceID.NotFound'];

export const WriteBlocks = outsideOperation({
  service: 'ec2',
  lane: NITRO,
  name: 'WriteBlocks',
  label: 'written',
  summary: 'A program on the instance writes to a volume.',
  traffic: 'exchange',
  input: structure({
    ...place,
    Data: blob({ min: 1, max: limits.writtenAtOnceBytes, thing: 'plaintext' }),
  }),
  output: structure({}),
  throws: THROWS,

  handle: (call) =>
    withKey(call, (volume, key) => {
      const { Data, Sector = 0 } = call.input;
      const where = { VolumeId: volume.id, Sector };
      if (!key) {
        call.ask('ec2:KeepBlocks', { ...where, Plain: Data });
        return {};
      }
      const { Sealed } = call.deed('ec2:SealBlocks', { Key: key, Body: Data }, () => ({
        Sealed: sealSectors(key, Sector, padded(Data)),
      }));
      call.ask('ec2:KeepBlocks', { ...where, Sealed });
      return {};
    }),
});

export const ReadBlocks = outsideOperation({
  service: 'ec2',
  lane: NITRO,
  name: 'ReadBlocks',
  label: 'what lies on the disk',
  summary: 'A program on the instance reads from a volume.',
  traffic: 'exchange',
  input: structure({ ...place, Bytes: integer({ min: 1, max: limits.writtenAtOnceBytes }) }),
  output: structure({ Data: blob({ thing: 'plaintext' }) }),
  throws: THROWS,

  handle: (call) =>
    withKey(call, (volume, key) => {
      const { Bytes, Sector = 0 } = call.input;
      const fetched = call.ask('ec2:FetchBlocks', { VolumeId: volume.id, Sector, Bytes });
      if (!fetched.ok) throw new TypeError(fetched.error.why);
      const { Plain, Sealed } = fetched.output as { Plain?: Uint8Array; Sealed?: Uint8Array };
      if (!key || !Sealed) return { Data: Plain ?? new Uint8Array(Bytes) };
      const { Body } = call.deed('ec2:OpenBlocks', { Key: key }, () => ({
        Body: openSectors(key, Sector, Sealed).slice(0, Bytes),
      }));
      return { Data: Body };
    }),
});

export const ReadRawDisk = outsideOperation({
  ...onDisk,
  name: 'ReadRawDisk',
  label: 'what lies on the disk',
  summary: 'Somebody takes the disk out of the data centre and reads what lies on it.',
  traffic: 'exchange',
  input: structure({ VolumeId: text() }),
  output: structure({
    Sealed: optional(blob({ thing: 'ciphertext' })),
    Plain: optional(blob({ thing: 'plaintext' })),
  }),
  throws: ['InvalidVolume.NotFound'],

  handle(call) {
    const volume = volumeOf(call, call.input.VolumeId);
    const bytes = contents(volume.sectors);
    return volume.key ? { Sealed: bytes } : { Plain: bytes };
  },
});
