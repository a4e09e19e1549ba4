// Runs the same commands on the engine and on the model, call by call, and stops at the first difference.

import fc from 'fast-check';
import { inspect } from 'node:util';
import type { Cloud } from '../../../src/aws/cloud.ts';
import type { Members } from '../../../src/aws/trace.ts';
import { hex } from '../../../src/crypto/bytes.ts';
import { countGrants } from '../../../src/kms/grants.ts';
import { kmsState } from '../../../src/kms/state.ts';
import { ACCOUNT, NOW, requireDeclared, verdict } from '../cloud.ts';
import { arnOf, castIn, OTHER_ACCOUNT, type Caller } from './cast.ts';
import { expectSame, type Command, type Plan } from './command.ts';
import { onGrants } from './commands-grants.ts';
import { onKeys } from './commands-keys.ts';
import { onMaterial } from './commands-material.ts';
import { onBytes } from './commands-sealing.ts';
import { quickCloud } from './quick.ts';
import { Refused, Turn } from './turn.ts';
import { DAY, MINUTE, REGIONS, World, type Key } from './world.ts';

const COMMANDS: Readonly<Record<string, Command>> = {
  ...onKeys,
  ...onBytes,
  ...onMaterial,
  ...onGrants,
};

export interface Step {
  readonly command: string;
  readonly who: Caller;
  readonly isAstray: boolean;
  readonly chosen: Members;
}

/** Time is let pass by a command of its own. */
const WAIT = 'Wait';

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
}

const newKey = (kind: string, chosen: Members = {}): fc.Arbitrary<Step> =>
  fc.constant<Step>({
    command: 'CreateKey',
    who: 'admin',
    isAstray: false,
    chosen: { kind, policy: 'root', isMultiRegion: false, region: 'us-east-1', ...chosen },
  });

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
};

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
    kinds: [KINDS.relatedSymmetric, KINDS.ecdsa, KINDS.relatedImported],
    commands: [WAIT, 'ReplicateKey', 'UpdatePrimaryRegion', 'Encrypt', 'Decrypt', 'Sign', 'Verify'],
    trusted: 8,
  },
  {
    kinds: [KINDS.imported, KINDS.relatedImported],
    commands: [
      WAIT,
      ...['GetParametersForImport', 'ImportKeyMaterial', 'ImportKeyMaterial'],
      ...['DeleteImportedKeyMaterial', 'RotateKeyOnDemand', 'ReplicateKey', 'Encrypt', 'Decrypt'],
    ],
    trusted: 9,
  },
  {
    kinds: [KINDS.ecdsa, KINDS.eddsa, KINDS.mac],
    commands: ['Sign', 'Verify', 'GenerateMac', 'VerifyMac', 'GetPublicKey', 'CreateGrant'],
    trusted: 7,
  },
  {
    kinds: [KINDS.symmetric, KINDS.shared],
    commands: ['CreateGrant', 'RetireGrant', 'RevokeGrant', 'ListGrants', 'Encrypt', 'Decrypt'],
    trusted: 2,
  },
  {
    kinds: [KINDS.symmetric, KINDS.shared, KINDS.mac],
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

function sequencesOn({ kinds, commands, trusted }: Theme): fc.Arbitrary<readonly Step[]> {
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
  const keys = fc.array(fc.oneof(...kinds), { minLength: 1, maxLength: 3 });
  return fc.tuple(keys, steps).map((parts) => parts.flat());
}

export const sequences: fc.Arbitrary<readonly Step[]> = fc.oneof(...THEMES.map(sequencesOn));

/** Throws with all that was done, and where the two worlds part. */
export function compare(sequence: readonly Step[], count?: (what: string) => void): void {
  const cloud = quickCloud('model');
  castIn(cloud);
  const world = new World(NOW);
  const log: string[] = [];
  for (const one of sequence) {
    try {
      take(cloud, world, one, log, count);
      compareWorlds(cloud, world);
    } catch (error) {
      log.push(`        ${error instanceof Error ? error.message : String(error)}`);
      throw new Error(`engine and model differ\n${log.join('\n')}`, { cause: error });
    }
  }
}

function take(
  cloud: Cloud,
  world: World,
  { command, who: caller, isAstray, chosen }: Step,
  log: string[],
  count?: (what: string) => void,
): void {
  if (command === WAIT) {
    const span = Number(chosen['milliseconds']);
    log.push(`wait ${span / DAY} days`);
    cloud.advance(span);
    world.wait(span);
    return;
  }
  const turn = new Turn(world, caller, isAstray);
  const { call, input, judge } = COMMANDS[command]!.plan(turn, chosen as never);
  const { region } = turn;
  const expected = judged(judge);
  log.push(`${caller} in ${region}: ${call} ${shown(input)}`);
  // What has no value is not sent.
  const sent = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const span = cloud.call(call, sent, { as: arnOf(caller), region });
  log.push(`        ${verdict(span)}`);
  requireDeclared(cloud, span);
  expectSame('the verdict', verdict(span), typeof expected === 'string' ? expected : 'ok');
  count?.(`${command} ${verdict(span)}`);
  if (typeof expected !== 'string' && span.outcome.ok) expected(span.outcome.output);
  world.wait(0);
}

function judged(judge: Plan['judge']) {
  try {
    return judge();
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
}

const shown = (input: Members): string =>
  inspect(
    Object.fromEntries(
      Object.entries(input)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => [
          name,
          value instanceof Uint8Array ? `${hex(value.slice(-8))} (${value.length} bytes)` : value,
        ]),
    ),
    { breakLength: Infinity, depth: 3 },
  );

/** What nobody has asked for shows here at once. */
function compareWorlds(cloud: Cloud, world: World): void {
  for (const key of world.keys) compareKey(cloud, key);
  for (const account of [ACCOUNT, OTHER_ACCOUNT]) {
    for (const region of REGIONS) {
      const { keys, aliases } = kmsState(cloud, account, region);
      const standing = world.keys.filter(
        (key) => !key.isGone && key.family.owner === account && key.region === region,
      );
      expectSame('keys', keys.size, standing.length);
      const named = [...world.aliases]
        .filter(([place]) => place.startsWith(`${account} ${region} `))
        .map(([place, { family }]) => [place.split(' ')[2], family.id]);
      const known = [...aliases.values()].map(({ name, keyId }) => [name, keyId]);
      expectSame('aliases', known.sort(), named.sort());
    }
  }
}

function compareKey(cloud: Cloud, key: Key): void {
  const { family, region, isGone } = key;
  if (isGone) return;
  const found = kmsState(cloud, family.owner, region).keys.get(family.id);
  const generations = family.origin === 'EXTERNAL' ? family.secrets.length : family.generations;
  expectSame(
    `${family.id} in ${region}`,
    found && {
      state: found.state,
      tags: [...found.tags],
      generations: found.materials.length,
      next: found.schedule?.next,
      deletedAt: found.deletionDate,
      grants: countGrants(cloud, found),
      rotations: found.onDemandRotations,
    },
    {
      state: key.state,
      tags: [...key.tags],
      generations,
      next: family.rotation?.next,
      deletedAt: key.deletedAt,
      grants: key.grants.filter(({ isEnded }) => !isEnded).length,
      rotations: family.demands,
    },
  );
}
