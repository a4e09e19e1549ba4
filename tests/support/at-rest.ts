// What must hold of every service and mode that encrypts: the bytes at rest are sealed, the right caller opens them,
// and each way in which a key can fail is refused as AWS documents. One table for all, so that none leaves out a case.

import { describe, expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import type { Outcome } from '../../src/aws/trace.ts';
import { hex } from '../../src/crypto/bytes.ts';
import { aCloud, aKey, ALICE, allow, call } from './cloud.ts';

const STRANGER = 'arn:aws:iam::444455556666:user/stranger';

/** What a caller gets where something is wrong with the key; a status where the service fails later than the call. */
type Refusals = Readonly<Record<Trouble, string>>;

type Trouble =
  'no KMS permission' | 'disabled' | 'pending deletion' | 'another Region' | 'another account';

interface AtRest {
  /** 'SQS with a customer managed key' */
  readonly name: string;
  /** All permissions that the caller needs, but those for KMS. */
  readonly permissions: readonly string[];
  /** Makes what will hold the data, encrypted under `keyId` (an ARN). Some services look at the key already here. */
  readonly prepare: (cloud: Cloud, keyId: string) => Outcome;
  /** The call that is refused where the key fails: it writes what `plaintext` says. */
  readonly write: (cloud: Cloud, as: string) => Outcome;
  /** Gives the plaintext back. */
  readonly read: (cloud: Cloud, as: string) => Outcome;
  readonly plaintext: Uint8Array;
  /** Everything that the service keeps of it. */
  readonly kept: (cloud: Cloud) => readonly Uint8Array[];
  /** By error code: of `prepare` where that looks at the key, else of `write`. Nothing is in memory yet. */
  readonly refusals: Refusals;
}

export function holdsAtRest(service: AtRest): void {
  const { name, prepare, write, read, plaintext, kept, permissions, refusals } = service;

  describe(name, () => {
    test('what is kept is sealed, and opens for who may', () => {
      const cloud = aCloud();
      expectOk(prepare(cloud, aKey(cloud)));
      expectOk(write(cloud, cloud.directory.administrator));
      const atRest = kept(cloud);
      expect(atRest.length).toBeGreaterThan(0);
      for (const bytes of atRest) expect(hex(bytes)).not.toContain(hex(plaintext));
      const opened = read(cloud, cloud.directory.administrator);
      expectOk(opened);
      expect(JSON.stringify(opened, asHex)).toContain(hex(plaintext));
    });

    test.each(Object.entries(refusals))('%s: %s', (trouble, code) => {
      const cloud = aCloud();
      const outcome = troubled(cloud, service, { trouble: trouble as Trouble, permissions });
      expect(outcome.ok ? 'ok' : outcome.error.code).toBe(code);
    });
  });
}

interface Case {
  readonly trouble: Trouble;
  readonly permissions: readonly string[];
}

function troubled(cloud: Cloud, service: AtRest, { trouble, permissions }: Case): Outcome {
  const { prepare, write } = service;
  const admin = cloud.directory.administrator;
  if (trouble === 'another Region' || trouble === 'another account') {
    // A key of somebody else, whose policy lets in nobody from here.
    cloud.directory.put(STRANGER, { policies: [allow('*')] });
    const options = trouble === 'another Region' ? { region: 'eu-west-1' } : { as: STRANGER };
    const prepared = prepare(cloud, aKey(cloud, {}, options));
    return prepared.ok ? write(cloud, admin) : prepared;
  }
  const KeyId = aKey(cloud);
  expectOk(prepare(cloud, KeyId));
  cloud.directory.put(ALICE, { policies: [allow(...permissions)] });
  if (trouble === 'disabled') call(cloud, 'kms:DisableKey', { KeyId });
  if (trouble === 'pending deletion') call(cloud, 'kms:ScheduleKeyDeletion', { KeyId });
  return write(cloud, trouble === 'no KMS permission' ? ALICE : admin);
}

function expectOk(outcome: Outcome): void {
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
}

/** Text and bytes alike, so that either finds the other. */
const asHex = (_: string, value: unknown): unknown => {
  if (value instanceof Uint8Array) return hex(value);
  return typeof value === 'string' ? hex(new TextEncoder().encode(value)) : value;
};
