// Which commands there are, and how a sequence of them is chosen.

import fc from 'fast-check';
import type { Members } from '../../../src/aws/trace.ts';
import type { Caller } from './cast.ts';
import type { Command } from './command.ts';
import { onGrants } from './commands-grants.ts';
import { onImporting } from './commands-importing.ts';
import { onKeys } from './commands-keys.ts';
import { onNames } from './commands-names.ts';
import { onOpening } from './commands-opening.ts';
import { onProofs } from './commands-proofs.ts';
import { onRelated } from './commands-related.ts';
import { onRotation } from './commands-rotation.ts';
import { onSealing } from './commands-sealing.ts';
import { DAY, MINUTE } from './world.ts';

export const COMMANDS: Readonly<Record<string, Command>> = {
  ...onKeys,
  ...onNames,
  ...onSealing,
  ...onOpening,
  ...onProofs,
  ...onRotation,
  ...onImporting,
  ...onRelated,
  ...onGrants,
};

export interface Step {
  readonly command: string;
  readonly who: Caller;
  readonly isAstray: boolean;
  readonly chosen: Members;
}

/** Time is let pass by a command of its own. */
export const WAIT = 'Wait';

const waiting = fc.record({
  milliseconds: fc.constantFrom(
    ...Array<number>(6).fill(MINUTE),
    DAY,
    7 * DAY,
    7 * DAY,
    31 * DAY,
    90 * DAY,
    366 * DAY,
  ),
});

/** What a sequence is mostly about: by chance alone, little would come of so many operations. */
interface Theme {
  readonly kinds: readonly fc.Arbitrary<Step>[];
  readonly commands: readonly string[];
  /** Of ten calls, how many are the administrator's. */
  readonly trusted: number;
  /** What has happened to the keys before. */
  readonly before?: readonly Step[];
}

const byAdmin = (command: string, chosen: Members): Step => ({
  command,
  who: 'admin',
  isAstray: false,
  chosen,
});

const newKey = (kind: string, chosen: Members = {}): fc.Arbitrary<Step> =>
  fc.constant(
    byAdmin('CreateKey', {
      ...{ kind, policy: 'root', isMultiRegion: false, region: 'us-east-1' },
      ...chosen,
    }),
  );

/** The same material in both Regions: by chance it would seldom come to that. */
function importedTwice(): readonly Step[] {
  const [primary, replica] = [0, 1].map((nth) => ({ nth, by: 'arn' }));
  const taken = { secret: 0, aim: 'any', life: 'for ever', isDamaged: false };
  return [
    byAdmin('GetParametersForImport', { key: primary }),
    byAdmin('ImportKeyMaterial', { key: primary, ...taken }),
    byAdmin('ReplicateKey', { key: primary, policy: 'root', bypasses: false }),
    byAdmin(WAIT, { milliseconds: MINUTE }),
    byAdmin('GetParametersForImport', { key: replica }),
    byAdmin('ImportKeyMaterial', { key: replica, ...taken }),
  ];
}

const related = { isMultiRegion: true };
const KINDS = {
  symmetric: newKey('symmetric'),
  relatedSymmetric: newKey('symmetric', related),
  shared: newKey('symmetric', { policy: 'and abroad' }),
  imported: newKey('imported'),
  relatedImported: newKey('imported', related),
  ecdsa: newKey('ecdsa', related),
  eddsa: newKey('eddsa', { policy: 'and bob' }),
  mac: newKey('mac', { region: 'eu-west-1' }),
  macHere: newKey('mac'),
};

const OF_IMPORTED = ['ImportKeyMaterial', 'RotateKeyOnDemand', 'DeleteImportedKeyMaterial'];

const THEMES: readonly Theme[] = [
  { kinds: Object.values(KINDS), commands: [], trusted: 4 },
  {
    kinds: [KINDS.symmetric, KINDS.relatedSymmetric],
    commands: ['Encrypt', 'Decrypt', 'ReEncrypt', 'RotateKeyOnDemand', 'EnableKey', 'DisableKey'],
    trusted: 7,
  },
  {
    kinds: [KINDS.symmetric, KINDS.relatedSymmetric],
    commands: [
      WAIT,
      'ScheduleKeyDeletion',
      'CancelKeyDeletion',
      'EnableKey',
      'EnableKeyRotation',
      'GetKeyRotationStatus',
      'ReplicateKey',
    ],
    trusted: 8,
  },
  {
    kinds: [KINDS.relatedSymmetric, KINDS.ecdsa],
    commands: [WAIT, 'ReplicateKey', 'UpdatePrimaryRegion', 'Encrypt', 'Decrypt', 'Sign', 'Verify'],
    trusted: 8,
  },
  {
    kinds: [KINDS.relatedSymmetric],
    commands: [WAIT, 'ReplicateKey', 'ScheduleKeyDeletion', 'CancelKeyDeletion'],
    trusted: 9,
  },
  {
    kinds: [KINDS.imported],
    commands: [WAIT, ...OF_IMPORTED, 'Encrypt', 'Decrypt'],
    trusted: 9,
  },
  {
    kinds: [KINDS.relatedImported],
    commands: [...OF_IMPORTED, 'Encrypt', 'Decrypt', 'UpdatePrimaryRegion', 'ReplicateKey'],
    trusted: 9,
    before: importedTwice(),
  },
  {
    kinds: [KINDS.ecdsa, KINDS.eddsa, KINDS.mac],
    commands: ['Sign', 'Verify', 'GenerateMac', 'VerifyMac', 'GetPublicKey', 'CreateGrant'],
    trusted: 7,
  },
  {
    kinds: [KINDS.symmetric, KINDS.shared],
    commands: ['CreateGrant', 'RetireGrant', 'RevokeGrant', 'Encrypt', 'Decrypt', 'DescribeKey'],
    trusted: 2,
  },
  {
    kinds: [KINDS.symmetric],
    commands: [WAIT, 'CreateGrant', 'RetireGrant', 'CreateAlias', 'ScheduleKeyDeletion'],
    trusted: 7,
  },
  {
    kinds: [KINDS.symmetric, KINDS.shared, KINDS.macHere],
    commands: [
      'CreateAlias',
      'UpdateAlias',
      'DeleteAlias',
      'Encrypt',
      'PutKeyPolicy',
      'DescribeKey',
    ],
    trusted: 6,
  },
];

/** How much likelier a command is where it belongs to the theme. */
const EMPHASIS = 12;

function sequencesOn({ kinds, commands, trusted, before }: Theme): fc.Arbitrary<readonly Step[]> {
  const who = fc.oneof(
    { weight: trusted, arbitrary: fc.constant<Caller>('admin') },
    {
      weight: 10 - trusted,
      arbitrary: fc.constantFrom<Caller>('alice', 'alice', 'bob', 'carol', 'stranger'),
    },
  );
  const isAstray = fc.constantFrom(...Array<boolean>(19).fill(false), true);
  const all = [
    { command: WAIT, weight: 4, chosen: waiting },
    ...Object.entries(COMMANDS).map(([command, { weight, fields }]) => ({
      ...{ command, weight },
      chosen: fc.record(fields),
    })),
  ];
  const weighed = all.map(({ command, weight, chosen }) => ({
    weight: commands.includes(command) ? EMPHASIS * weight : weight,
    arbitrary: fc.record({ command: fc.constant(command), who, isAstray, chosen }),
  }));
  const steps = fc.array(fc.oneof(...weighed), { minLength: 1, maxLength: 60, size: 'max' });
  // Few keys, so that much befalls each.
  // Where something has happened to a key, it has no other beside it.
  const keys = fc.array(fc.oneof(...kinds), { minLength: 1, maxLength: before ? 1 : 3 });
  return fc.tuple(keys, fc.constant(before ?? []), steps).map((parts) => parts.flat());
}

export const sequences: fc.Arbitrary<readonly Step[]> = fc.oneof(...THEMES.map(sequencesOn));
