// A small living world in which an operation can be tried: two callers, and a few keys, which are made when they
// are first needed. Suites that come later than the world make it anew, by the same calls, to the same bytes.

import { Cloud } from '../aws/cloud.ts';
import { arnOf } from '../aws/arn.ts';
import type { Operation } from '../aws/operation.ts';
import type { Members, Span } from '../aws/trace.ts';
import type { KmsKey } from '../kms/key.ts';
import type { KeyUsage } from '../kms/specs.ts';
import { kmsState } from '../kms/state.ts';
import { rolesOf } from './reference.ts';
import { world } from './run.ts';
import { services } from './services.ts';
import { suitesAtHand } from './suites.ts';

export interface Caller {
  readonly arn: string;
  readonly label: string;
}

export const callers = [
  { arn: arnOf('iam', '', world.account, 'user/admin'), label: 'The administrator' },
  { arn: arnOf('iam', '', world.account, 'user/guest'), label: 'A user without permissions' },
] as const satisfies readonly Caller[];

/** A key as a form offers it. */
export interface OfferedKey {
  readonly id: string;
  readonly alias?: string;
  readonly label: string;
  readonly usage: KeyUsage;
  readonly origin: KmsKey['origin'];
  readonly isMultiRegion: boolean;
}

interface Asked {
  readonly call: string;
  readonly input: Members;
  readonly as: string;
}

export class ReferenceWorld {
  #cloud = newCloud();
  #hasSuites = 'suites' in suitesAtHand();
  readonly #taken: Asked[] = [];
  /** Aliases of the keys that were made so far. */
  readonly #furnished = new Set<string>();

  /** Once they are at hand, the world has them: it is made anew by the same calls. */
  takeUpSuites(): void {
    if (this.#hasSuites || !('suites' in suitesAtHand())) return;
    this.#cloud = newCloud();
    this.#hasSuites = true;
    for (const { call, input, as } of this.#taken) this.#cloud.call(call, input, { as });
  }

  /** Makes the keys that this operation wants and that are not there yet. */
  furnish(operation: Operation): void {
    for (const { alias, ...input } of furnitureFor(operation)) {
      if (this.#furnished.has(alias)) continue;
      this.#furnished.add(alias);
      const made = this.take('kms:CreateKey', input, callers[0].arn);
      if (!made.outcome.ok) throw new TypeError(`no key for ${alias}: ${made.outcome.error.code}`);
      const { KeyId: TargetKeyId } = made.outcome.output['KeyMetadata'] as { KeyId: string };
      this.take('kms:CreateAlias', { AliasName: alias, TargetKeyId }, callers[0].arn);
    }
  }

  take(call: string, input: Members, as: string): Span {
    const span = this.#cloud.call(call, input, { as });
    this.#taken.push({ call, input, as });
    return span;
  }

  /** In the order of creation. */
  keys(): readonly OfferedKey[] {
    const { keys, aliasesOf } = kmsState(this.#cloud, world.account, world.region);
    return [...keys.values()].map((key) => {
      const [alias] = aliasesOf.get(key.id) ?? [];
      return {
        id: key.id,
        ...(alias !== undefined && { alias }),
        label: labelOf(key, alias),
        usage: key.usage,
        origin: key.origin,
        isMultiRegion: key.multiRegion !== undefined,
      };
    });
  }
}

function newCloud(): Cloud {
  const cloud = new Cloud({
    services,
    seed: 'reference',
    now: world.start,
    tick: world.tickMilliseconds,
    account: world.account,
    region: world.region,
    ...suitesAtHand(),
  });
  cloud.directory.put(callers[1].arn, { policies: [] });
  return cloud;
}

function labelOf({ id, spec, state }: KmsKey, alias: string | undefined): string {
  const name = alias ?? `${id.slice(0, 12)}…`;
  return `${name} (${spec}${state === 'Enabled' ? '' : `, ${state}`})`;
}

interface Furniture extends Members {
  readonly alias: string;
}

const ALWAYS: readonly Furniture[] = [
  { alias: 'alias/app' },
  { alias: 'alias/archive' },
  { alias: 'alias/codes', KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
  { alias: 'alias/imported', Origin: 'EXTERNAL' },
  { alias: 'alias/everywhere', MultiRegion: true },
];

/** Key pairs are made only for operations that are about one. */
const PAIRS: Readonly<Partial<Record<KeyUsage, readonly Furniture[]>>> = {
  SIGN_VERIFY: [{ alias: 'alias/signing', KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }],
  KEY_AGREEMENT: [
    { alias: 'alias/agreement', KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' },
  ],
  ENCAPSULATE_DECAPSULATE: [
    { alias: 'alias/capsules', KeySpec: 'ML_KEM_768', KeyUsage: 'ENCAPSULATE_DECAPSULATE' },
  ],
};

/** The keys that an operation is tried on. */
export function furnitureFor(operation: Operation): readonly Furniture[] {
  const usages = Object.values(rolesOf(operation)).flatMap(({ usage }) => usage ?? []);
  // Whoever asks for a public key wants one to agree with, or one to check signatures.
  const published = operation.name === 'GetPublicKey' ? Object.values(PAIRS) : [];
  return [...ALWAYS, ...published.flat(), ...usages.flatMap((usage) => PAIRS[usage] ?? [])];
}
