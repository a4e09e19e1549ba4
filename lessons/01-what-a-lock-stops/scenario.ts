// Two thieves: one carries a disk away, one has somebody's login. Encryption at rest stops one of them.

import { defineScenarios, ref, utf8 } from '../../src/scenario/define.ts';
import { allowing } from '../../src/scenario/phrases.ts';

const Device = '/dev/sdf';
const AvailabilityZone = 'us-east-1a';
const orders = utf8('the orders of January');
const report = utf8('customer,amount\nMiller,9.99\n');
const BUCKET = 'sales-reports';
const KEY = 'customers.csv';

const cast = {
  thief: { is: 'user/cleaner', label: 'A thief with a screwdriver', kind: 'person' },
  ana: {
    is: 'user/ana',
    label: 'Whoever has Ana’s password',
    kind: 'person',
    policies: [allowing('reads-reports', ['s3:GetObject'])],
  },
  intern: { is: 'user/intern', label: 'An intern', kind: 'person' },
} as const;

const world = {
  seed: 'what-a-lock-stops',
  names: [
    { of: orders, name: 'orders' },
    { of: report, name: KEY },
  ],
  cast,
} as const;

const InstanceId = ref('run.Instances.0.InstanceId');
const VolumeId = ref('volume.VolumeId');

const written = [
  { call: 'ec2:AttachVolume', input: { VolumeId, InstanceId, Device } },
  { call: 'ec2:WriteBlocks', input: { InstanceId, Device, Data: orders } },
] as const;

const server = {
  id: 'run',
  call: 'ec2:RunInstances',
  input: { MinCount: 1, MaxCount: 1 },
} as const;

const steal = {
  id: 'steal',
  as: 'thief',
  call: 'ec2:ReadRawDisk',
  input: { VolumeId },
} as const;

const stored = [
  { call: 's3:CreateBucket', input: { Bucket: BUCKET } },
  { call: 's3:PutObject', input: { Bucket: BUCKET, Key: KEY, Body: report } },
] as const;

export default defineScenarios({
  open: {
    ...world,
    title: 'A disk that is not encrypted',
    before: [
      server,
      { id: 'volume', call: 'ec2:CreateVolume', input: { AvailabilityZone, Size: 1 } },
      ...written,
    ],
    steps: [
      {
        ...steal,
        beats: {
          1: 'A server writes its orders to a disk. Somebody unscrews the disk and takes it home.',
        },
        say: 'The thief reads the orders. What is written to this disk lies on it as it is.',
      },
    ],
  },

  sealed: {
    ...world,
    title: 'A disk that is encrypted',
    before: [
      server,
      {
        id: 'volume',
        call: 'ec2:CreateVolume',
        input: { AvailabilityZone, Size: 1, Encrypted: true },
      },
      ...written,
    ],
    steps: [
      {
        ...steal,
        beats: {
          1: 'The same server, the same orders, but the disk is **encrypted**. It is carried away, too.',
        },
        say: 'Noise. The key is not on the disk, so the disk is worth what a new one costs.',
        predict: {
          ask: 'This disk is encrypted. What does the thief find on it?',
          options: [
            { text: 'The orders', expect: { output: { Plain: { bytes: 512 } } } },
            { text: 'Bytes that say nothing', expect: { output: { Sealed: { bytes: 512 } } } },
          ],
        },
      },
      {
        id: 'work',
        as: 'ana',
        call: 'ec2:ReadBlocks',
        input: { InstanceId, Device, Bytes: 21 },
        beats: {
          1: 'Meanwhile somebody with Ana’s password logs in to the server that uses the disk.',
        },
        say: 'The orders, in plaintext. The server decrypts for **everybody** who may use it. That is its work.',
      },
    ],
  },

  login: {
    ...world,
    title: 'A login that is stolen',
    before: stored,
    steps: [
      {
        id: 'get',
        as: 'ana',
        call: 's3:GetObject',
        input: { Bucket: BUCKET, Key: KEY },
        beats: {
          1: 'A report in Amazon S3, encrypted like every object there. Somebody asks for it with Ana’s password.',
        },
        say: 'The report comes back, decrypted. For S3 this **is** Ana, and Ana may read it.',
        predict: {
          ask: 'The report is encrypted at rest. Somebody has stolen Ana’s password. What do they get?',
          options: [
            { text: 'The report in plaintext', expect: 'ok' },
            { text: 'Nothing: it is encrypted', expect: 'AccessDenied' },
          ],
        },
      },
    ],
    whatIfs: [
      {
        id: 'intern',
        label: 'What if the intern’s password is stolen?',
        at: 'get',
        steps: [
          {
            id: 'intern',
            as: 'intern',
            call: 's3:GetObject',
            input: { Bucket: BUCKET, Key: KEY },
            beats: {
              1: 'The intern has no permission for reports. The thief tries the intern’s password.',
            },
            expect: 'AccessDenied',
            say: 'S3 refuses: `AccessDenied`. Not the encryption stopped this thief, but a **permission** that was not there.',
          },
        ],
      },
    ],
  },
});
