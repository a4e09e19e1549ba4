import type { Call } from '../../aws/operation.ts';
import { integer, list, optional, structure, text } from '../../aws/shape.ts';
import { loadKey, unloadKey } from '../encryption.ts';
import { errors } from '../errors.ts';
import {
  aboutAccount,
  aboutInstance,
  aboutNewInstance,
  ec2Operation,
  findInstance,
  instanceOf,
} from '../operation.ts';
import { onLoading, onUnloading } from '../permissions.ts';
import { ec2Of, newId, type Instance } from '../state.ts';

const instanceShape = structure({
  InstanceId: text(),
  State: structure({ Name: text() }),
  StateReason: optional(structure({ Code: text(), Message: text() })),
  Placement: structure({ AvailabilityZone: text() }),
  BlockDeviceMappings: list(
    structure({ DeviceName: text(), Ebs: structure({ VolumeId: text() }) }),
  ),
});

const described = ({ id, state, failure, zone, devices }: Instance) => ({
  InstanceId: id,
  State: { Name: state },
  ...(failure !== undefined && { StateReason: { Code: 'Client.InternalError', Message: failure } }),
  Placement: { AvailabilityZone: zone },
  BlockDeviceMappings: [...devices].map(([DeviceName, volume]) => ({
    DeviceName,
    Ebs: { VolumeId: volume.id },
  })),
});

export const RunInstances = ec2Operation({
  name: 'RunInstances',
  summary: 'Starts new instances. Their root disks are left out here; attach volumes to them.',
  readOnly: false,
  label: 'instance runs',
  input: structure({
    ImageId: optional(text()),
    InstanceType: optional(text()),
    MinCount: integer({ min: 1, max: 10 }),
    MaxCount: integer({ min: 1, max: 10 }),
    Placement: optional(structure({ AvailabilityZone: optional(text()) })),
  }),
  output: structure({ Instances: list(instanceShape) }),
  about: aboutNewInstance,

  handle(call) {
    const { account, region, input } = call;
    const zone = input.Placement?.AvailabilityZone ?? `${region}a`;
    const Instances = Array.from({ length: input.MaxCount }, () => {
      const instance: Instance = {
        id: newId(call, 'i'),
        account,
        region,
        zone,
        state: 'running',
        devices: new Map(),
        loaded: new Map(),
      };
      ec2Of(call).instances.set(instance.id, instance);
      return described(instance);
    });
    return { Instances };
  },
});

export const DescribeInstances = ec2Operation({
  name: 'DescribeInstances',
  summary: 'Lists instances, their state, and what is attached to them.',
  readOnly: true,
  label: 'instances',
  input: structure({ InstanceIds: optional(list(text())) }),
  output: structure({ Reservations: list(structure({ Instances: list(instanceShape) })) }),
  throws: ['InvalidInstanceID.NotFound'],
  about: aboutAccount,

  handle(call) {
    const { InstanceIds: ids = [] } = call.input;
    const all = [...ec2Of(call).instances.keys()];
    const found =
      ids.length > 0
        ? ids.map((id) => instanceOf(call, id))
        : all.flatMap((id) => findInstance(call, id) ?? []);
    return { Reservations: found.map((instance) => ({ Instances: [described(instance)] })) };
  },
});

const some = structure({ InstanceIds: list(text(), { min: 1, max: 10 }) });

const aboutThese = (call: Call<{ readonly InstanceIds: readonly string[] }>) =>
  call.input.InstanceIds.map((id) => aboutInstance(call, id));

export const StartInstances = ec2Operation({
  name: 'StartInstances',
  summary: 'Starts stopped instances. Their hosts fetch the data keys of encrypted volumes anew.',
  readOnly: false,
  label: 'starting',
  input: some,
  output: structure({ StartingInstances: list(instanceShape) }),
  throws: ['IncorrectState', 'InvalidInstanceID.NotFound'],
  permissions: [
    { action: 'ec2:StartInstances', on: 'the instances that InstanceIds names' },
    ...onLoading,
  ],
  about: aboutThese,

  handle(call) {
    const found = call.input.InstanceIds.map((id) => instanceOf(call, id));
    for (const { id, state } of found) {
      if (state === 'terminated') throw errors.state(id, state, 'stopped');
    }
    for (const instance of found) {
      if (instance.state === 'stopped') start(call, instance);
    }
    return { StartingInstances: found.map(described) };
  },
});

/** An instance whose volume cannot be opened falls back: AWS answers first, and tells the reason afterwards. */
function start(call: Call, instance: Instance): void {
  delete instance.failure;
  for (const volume of instance.devices.values()) {
    try {
      loadKey(call, instance, volume);
    } catch {
      unloadAll(call, instance);
      instance.failure = 'Client.InternalError: Client error on launch';
      return;
    }
  }
  instance.state = 'running';
}

function unloadAll(call: Call, instance: Instance): void {
  for (const volume of instance.devices.values()) unloadKey(call, instance, volume);
}

export const StopInstances = ec2Operation({
  name: 'StopInstances',
  summary: 'Stops instances. Their hosts wipe the data keys of encrypted volumes.',
  readOnly: false,
  label: 'stopped',
  input: some,
  output: structure({ StoppingInstances: list(instanceShape) }),
  throws: ['IncorrectState', 'InvalidInstanceID.NotFound'],
  permissions: [
    { action: 'ec2:StopInstances', on: 'the instances that InstanceIds names' },
    ...onUnloading,
  ],
  about: aboutThese,

  handle(call) {
    const found = call.input.InstanceIds.map((id) => instanceOf(call, id));
    for (const { id, state } of found) {
      if (state === 'terminated') throw errors.state(id, state, 'running');
    }
    for (const instance of found) {
      unloadAll(call, instance);
      instance.state = 'stopped';
    }
    return { StoppingInstances: found.map(described) };
  },
});

export const TerminateInstances = ec2Operation({
  name: 'TerminateInstances',
  summary: 'Ends instances for good. Their volumes are detached, and stay.',
  readOnly: false,
  label: 'ended',
  input: some,
  output: structure({ TerminatingInstances: list(instanceShape) }),
  throws: ['InvalidInstanceID.NotFound'],
  permissions: [
    { action: 'ec2:TerminateInstances', on: 'the instances that InstanceIds names' },
    ...onUnloading,
  ],
  about: aboutThese,

  handle(call) {
    const found = call.input.InstanceIds.map((id) => instanceOf(call, id));
    for (const instance of found) {
      unloadAll(call, instance);
      for (const volume of instance.devices.values()) delete volume.attachment;
      instance.devices.clear();
      instance.state = 'terminated';
    }
    return { TerminatingInstances: found.map(described) };
  },
});
