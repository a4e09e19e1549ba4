import { structure, text } from '../../aws/shape.ts';
import { loadKey, unloadKey } from '../encryption.ts';
import { errors } from '../errors.ts';
import { aboutInstance, aboutVolume, ec2Operation, instanceOf, volumeOf } from '../operation.ts';
import { onLoading, onUnloading } from '../permissions.ts';
import { stateOfVolume } from '../state.ts';

const attachment = structure({
  VolumeId: text(),
  InstanceId: text(),
  Device: text(),
  State: text(),
});

export const AttachVolume = ec2Operation({
  name: 'AttachVolume',
  summary: 'Attaches a volume to an instance. Of an encrypted one the host fetches the data key.',
  readOnly: false,
  label: 'attached',
  input: structure({ VolumeId: text(), InstanceId: text(), Device: text({ min: 1, max: 32 }) }),
  output: attachment,
  throws: [
    'CustomerKeyHasBeenRevoked',
    'IncorrectState',
    'InvalidInstanceID.NotFound',
    'InvalidParameterValue',
    'InvalidVolume.NotFound',
    'InvalidVolume.ZoneMismatch',
    'VolumeInUse',
  ],
  permissions: [
    { action: 'ec2:AttachVolume', on: 'the volume that VolumeId names' },
    { action: 'ec2:AttachVolume', on: 'the instance that InstanceId names' },
    ...onLoading,
  ],
  about: (call) => [
    aboutVolume(call, call.input.VolumeId),
    aboutInstance(call, call.input.InstanceId),
  ],
  guard(call) {
    const volume = volumeOf(call, call.input.VolumeId);
    const instance = instanceOf(call, call.input.InstanceId);
    const state = stateOfVolume(volume, call.now);
    if (volume.attachment) throw errors.volumeInUse(volume.id);
    if (state !== 'available') throw errors.state(volume.id, state, 'available');
    if (instance.state === 'terminated') {
      throw errors.state(instance.id, instance.state, 'running or stopped');
    }
    if (volume.zone !== instance.zone) throw errors.otherZone(volume.id, instance.id);
    if (instance.devices.has(call.input.Device)) throw errors.deviceTaken(call.input.Device);
  },

  handle(call) {
    const { VolumeId, InstanceId, Device } = call.input;
    const volume = volumeOf(call, VolumeId);
    const instance = instanceOf(call, InstanceId);
    if (instance.state === 'running') loadKey(call, instance, volume);
    instance.devices.set(Device, volume);
    volume.attachment = { instanceId: InstanceId, device: Device };
    return { ...call.input, State: 'attached' };
  },
});

export const DetachVolume = ec2Operation({
  name: 'DetachVolume',
  summary: 'Detaches a volume. Of an encrypted one the host wipes the data key.',
  readOnly: false,
  label: 'detached',
  input: structure({ VolumeId: text() }),
  output: attachment,
  throws: ['IncorrectState', 'InvalidVolume.NotFound'],
  permissions: [
    { action: 'ec2:DetachVolume', on: 'the volume that VolumeId names' },
    ...onUnloading,
  ],
  about: (call) => aboutVolume(call, call.input.VolumeId),
  guard(call) {
    const volume = volumeOf(call, call.input.VolumeId);
    if (volume.attachment) return;
    throw errors.state(volume.id, stateOfVolume(volume, call.now), 'attached');
  },

  handle(call) {
    const volume = volumeOf(call, call.input.VolumeId);
    const { instanceId = '', device = '' } = volume.attachment ?? {};
    const instance = instanceOf(call, instanceId);
    unloadKey(call, instance, volume);
    instance.devices.delete(device);
    delete volume.attachment;
    return { VolumeId: volume.id, InstanceId: instanceId, Device: device, State: 'detached' };
  },
});
