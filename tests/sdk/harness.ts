// One simulator for a file of facts, and the real SDK to ask it. A fact is a row: its name, one command, and the
// answer or the refusal that AWS gives.

import * as sdk from '@aws-sdk/client-kms';
import { expect } from 'vitest';
import { administratorAccess, createSimulator, type Simulator } from '../../src/lib/index.ts';
import { ADMIN, refusedBy } from '../support/clients.ts';

export const ACCOUNT = '111122223333';
export const REGION = 'us-east-1';
export const ELSEWHERE = 'eu-west-1';
/** An administrator of another account. */
export const BOB = 'arn:aws:iam::444455556666:user/bob';
/** A user of the account whom no policy allows anything. */
export const MALLORY = `arn:aws:iam::${ACCOUNT}:user/mallory`;

export const NO_KEY = '12345678-1234-1234-1234-123456789012';
export const arnOfKey = (id: string, region = REGION, account = ACCOUNT): string =>
  `arn:aws:kms:${region}:${account}:key/${id}`;

/** Any command of the SDK, whatever it answers. */
export interface Command {
  readonly input: sdk.ServiceInputTypes;
}

class Refusal {
  readonly name: string;
  /** Left out where AWS's words are not on record: then the class counts. */
  readonly message: string | RegExp | undefined;

  constructor(name: string, message?: string | RegExp) {
    this.name = name;
    this.message = message;
  }
}

type Expected = Refusal | object;

export const refused = (name: string, message?: string | RegExp): Refusal =>
  new Refusal(name, message);
/** AWS sends no message; the SDK fills in its own. */
export const refusedWordless = (name: string): Refusal => new Refusal(name, 'UnknownError');
export const notFound = (message: string): Refusal => refused('NotFoundException', message);
/** Where an alias stands for a key that an operation manages. */
export const NO_ALIAS = refused(
  'InvalidArnException',
  'Key Aliases are not supported for this operation.',
);
export const invalid = (message?: string | RegExp): Refusal =>
  refused('ValidationException', message);
/** Of one member, in AWS's words for every shape. */
export const violated = (constraint: string): Refusal =>
  invalid(`1 validation error detected: Value ${constraint}`);

export type Row = readonly [name: string, command: Command, expected: Expected];

export async function expectAnswer(
  client: sdk.KMSClient,
  command: Command,
  expected: Expected,
): Promise<void> {
  const answer = client.send(command as Parameters<sdk.KMSClient['send']>[0]);
  if (!(expected instanceof Refusal)) {
    expect(await answer).toMatchObject(expected);
    return;
  }
  const { name, message } = expected;
  const error = await refusedBy(answer);
  const [, OwnClass] = Object.entries(sdk).find(([exported]) => exported === name) ?? [];
  expect(error).toBeInstanceOf(OwnClass ?? sdk.KMSServiceException);
  expect(error).toMatchObject({
    name,
    ...(message !== undefined && {
      message: message instanceof RegExp ? (expect.stringMatching(message) as unknown) : message,
    }),
    $metadata: { httpStatusCode: 400, requestId: expect.any(String) as unknown },
  });
}

export interface World {
  readonly sim: Simulator;
  readonly kms: sdk.KMSClient;
  readonly as: (arn: string, region?: string) => sdk.KMSClient;
  readonly aKey: (input?: sdk.CreateKeyCommandInput, client?: sdk.KMSClient) => Promise<string>;
  /** Checks a row. */
  readonly holds: (name: string, command: Command, expected: Expected) => Promise<void>;
}

export function aWorld(seed: string): World {
  const sim = createSimulator({ seed, now: '2026-01-15T09:00:00Z' });
  sim.putPrincipal(BOB, { policies: [administratorAccess] });
  sim.putPrincipal(MALLORY);
  const as = (arn: string, region = REGION): sdk.KMSClient =>
    new sdk.KMSClient({
      region,
      maxAttempts: 1,
      credentials: sim.credentials(arn),
      requestHandler: sim.requestHandler(),
    });
  const kms = as(ADMIN);
  return {
    sim,
    kms,
    as,
    async aKey(input = {}, client = kms) {
      const { KeyMetadata } = await client.send(new sdk.CreateKeyCommand(input));
      return KeyMetadata?.Arn ?? '';
    },
    holds: (_name, command, expected) => expectAnswer(kms, command, expected),
  };
}

export const idOf = (arn: string): string => arn.split('/')[1] ?? '';
export const bytes = (length: number): Uint8Array => new Uint8Array(length).fill(7);
export const text = (value: string): Uint8Array => new TextEncoder().encode(value);
export const days = (count: number): number => count * 86_400_000;
