// Runs the same commands on the engine and on the model, call by call, and stops at the first difference.

import { inspect } from 'node:util';
import type { Cloud } from '../../../src/aws/cloud.ts';
import type { Members } from '../../../src/aws/trace.ts';
import { hex } from '../../../src/crypto/bytes.ts';
import { countGrants } from '../../../src/kms/grants/grants.ts';
import { kmsState } from '../../../src/kms/state.ts';
import { ACCOUNT, NOW, requireDeclared, verdict } from '../cloud.ts';
import { arnOf, castIn, OTHER_ACCOUNT } from './cast.ts';
import { expectSame, type Plan } from './command.ts';
import { quickCloud } from './quick.ts';
import { COMMANDS, WAIT, type Step } from './themes.ts';
import { Refused, Turn } from './turn.ts';
import { DAY, REGIONS, World, type Key } from './world.ts';

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
  const isExternal = family.origin === 'EXTERNAL';
  const generations = isExternal ? family.secrets.length : family.generations;
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
      held: found.materials.map(({ imported }) => imported?.isPresent !== false),
      pending: found.pendingMaterial?.imported?.isPresent,
    },
    {
      state: key.state,
      tags: [...key.tags],
      generations,
      next: family.rotation?.next,
      deletedAt: key.deletedAt,
      grants: key.grants.filter(({ isEnded }) => !isEnded).length,
      rotations: family.demands,
      held: isExternal
        ? family.secrets.map((secret) => key.held.has(secret))
        : Array<boolean>(generations).fill(true),
      pending: family.pending === undefined ? undefined : key.held.has(family.pending),
    },
  );
}
