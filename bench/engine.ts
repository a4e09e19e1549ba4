// The engine beside the bare cipher, in one run: what a whole call costs against AES-GCM alone.

import { gcm } from '@noble/ciphers/aes.js';
import { Cloud } from '../src/aws/cloud.ts';
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

function jobs(): Readonly<Record<string, () => unknown>> {
  const cloud = aCloud();
  const { KeyMetadata } = answer(cloud, 'kms:CreateKey', {});
  const { Arn: KeyId } = KeyMetadata as { Arn: string };
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

function answer(cloud: Cloud, call: string, input: unknown): Members {
  const { outcome } = cloud.call(call, input);
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
