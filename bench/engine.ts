// The engine beside the bare cipher, in one run: what a whole call costs against AES-GCM alone. And the engine with
// much in it beside itself with little: a call must not cost more for what it has nothing to do with.

import { gcm } from '@noble/ciphers/aes.js';
import { Cloud, type CallOptions } from '../src/aws/cloud.ts';
import type { Members } from '../src/aws/trace.ts';
import { services } from '../src/scenario/services.ts';
import { world } from '../src/scenario/run.ts';

const PLAINTEXT_BYTES = 1024;
const ROUNDS = 15;
const CALLS = 500;

export interface EngineFigure {
  readonly name: string;
  /** Medians over the rounds. */
  readonly callsPerSecond: number;
  readonly ratio: number;
}

export function measureEngine(now: () => number): EngineFigure[] {
  // Each round has a world of its own, as long as a long session: what piles up in it is part of the cost, and no
  // more of it than a learner would pile up.
  const rounds = Array.from({ length: ROUNDS + 1 }, () =>
    Object.entries(jobs()).map(([name, job]) => ({ name, rate: perSecond(job, now) })),
  ).slice(1);
  const names = rounds[0]?.map(({ name }) => name) ?? [];
  return names.map((name, i) => ({
    name,
    callsPerSecond: Math.round(median(rounds.map((round) => round[i]?.rate ?? 0))),
    ratio: median(rounds.map((round) => (round[i]?.rate ?? 0) / (round[0]?.rate ?? 1))),
  }));
}

export interface GrowthFigure {
  readonly name: string;
  readonly callsPerSecond: number;
  /** Time of a call with many, by its time with few; best of the rounds, for either. */
  readonly growth: number;
}

export function measureGrowth(now: () => number): GrowthFigure[] {
  return Object.entries(growing).map(([name, { few, many, prepare }]) => {
    const [little, much] = [prepare(aCloud(), few), prepare(aCloud(), many)];
    const rates = Array.from({ length: ROUNDS }, () => [
      perSecond(little, now),
      perSecond(much, now),
    ]);
    const best = (i: number): number => Math.max(...rates.map((pair) => pair[i] ?? 0));
    return { name, callsPerSecond: Math.round(best(1)), growth: best(0) / best(1) };
  });
}

interface Growing {
  readonly few: number;
  readonly many: number;
  readonly prepare: (cloud: Cloud, count: number) => () => unknown;
}

const GRANTEE = `arn:aws:iam::${world.account}:user/grantee`;

const growing: Readonly<Record<string, Growing>> = {
  'kms:ListKeys, 10 of 10,000 keys': {
    few: 10,
    many: 10_000,
    prepare(cloud, count) {
      for (let i = 0; i < count; i++) aKey(cloud);
      return () => answer(cloud, 'kms:ListKeys', { Limit: 10 });
    },
  },
  'kms:DescribeKey by 1 of 10,000 aliases': {
    few: 1,
    many: 10_000,
    prepare(cloud, count) {
      let TargetKeyId = aKey(cloud);
      for (let i = 0; i < count; i++) {
        if (i % ALIASES === ALIASES - 1) TargetKeyId = aKey(cloud);
        answer(cloud, 'kms:CreateAlias', { AliasName: `alias/${i}`, TargetKeyId });
      }
      return () => answer(cloud, 'kms:DescribeKey', { KeyId: `alias/${count >> 1}` });
    },
  },
  'kms:Encrypt allowed by 1 of 100 grants': {
    few: 1,
    many: 100,
    prepare(cloud, count) {
      const KeyId = aKey(cloud);
      for (let i = 0; i < count; i++) {
        const EncryptionContextEquals = { tenant: String(i) };
        const Constraints = { EncryptionContextEquals };
        const terms = { KeyId, GranteePrincipal: GRANTEE, Operations: ['Encrypt'], Constraints };
        answer(cloud, 'kms:CreateGrant', terms);
      }
      const input = { KeyId, Plaintext: new Uint8Array(16), EncryptionContext: { tenant: '0' } };
      return () => answer(cloud, 'kms:Encrypt', input, { as: GRANTEE });
    },
  },
};

/** A key may have 50. */
const ALIASES = 50;

function aKey(cloud: Cloud): string {
  const { KeyMetadata } = answer(cloud, 'kms:CreateKey', {});
  return (KeyMetadata as { Arn: string }).Arn;
}

function jobs(): Readonly<Record<string, () => unknown>> {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const plaintext = new Uint8Array(PLAINTEXT_BYTES).fill(7);
  const { CiphertextBlob } = answer(cloud, 'kms:Encrypt', { KeyId, Plaintext: plaintext });
  const key = new Uint8Array(32).fill(1);
  const nonce = new Uint8Array(12);
  return {
    'noble AES-256-GCM, 1 KB': () => gcm(key, nonce).encrypt(plaintext),
    // The record is part of a call: reading it makes sure that it was written.
    'kms:Encrypt, 1 KB': () => cloud.call('kms:Encrypt', { KeyId, Plaintext: plaintext }).trail,
    'kms:Decrypt, 1 KB': () => cloud.call('kms:Decrypt', { CiphertextBlob }).trail,
  };
}

function answer(cloud: Cloud, call: string, input: unknown, options?: CallOptions): Members {
  const { outcome } = cloud.call(call, input, options);
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.output;
}

function perSecond(job: () => unknown, now: () => number): number {
  const start = now();
  for (let i = 0; i < CALLS; i++) job();
  return (CALLS * 1000) / (now() - start);
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const aCloud = (): Cloud =>
  new Cloud({
    services,
    seed: 'bench',
    now: world.start,
    tick: world.tickMilliseconds,
    account: world.account,
    region: world.region,
  });
