// The AWS SDK on the simulator, beside the same SDK on a handler that has its answer ready: what the simulator adds
// to a call that a program makes.

import {
  CreateKeyCommand,
  DecryptCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import { createSimulator, type RequestHandler } from '../src/lib/index.ts';

const PLAINTEXT_BYTES = 1024;
const ROUNDS = 8;
const CALLS = 500;

interface SdkFigure {
  readonly name: string;
  readonly callsPerSecond: number;
  /** Time of a call, by its time where the answer is ready; best of the rounds, for either. */
  readonly ratio: number;
}

type Handle = RequestHandler['handle'];
type Send = () => Promise<unknown>;
type Jobs = Readonly<Record<string, Send>>;

export async function measureSdk(now: () => number): Promise<SdkFigure[]> {
  const best = new Map<string, { served: number; ready: number }>();
  for (let round = 0; round <= ROUNDS; round++) {
    // A world of its own for each round, as long as a long session.
    const { served, ready } = await jobs();
    for (const [name, send] of Object.entries(served)) {
      await send();
      const rates = {
        served: await perSecond(send, now),
        ready: await perSecond(ready[name] ?? send, now),
      };
      const before = round === 0 ? undefined : best.get(name);
      best.set(name, {
        served: Math.max(before?.served ?? 0, rates.served),
        ready: Math.max(before?.ready ?? 0, rates.ready),
      });
    }
  }
  return [...best].map(([name, rates]) => ({
    name,
    callsPerSecond: Math.round(rates.served),
    ratio: rates.ready / rates.served,
  }));
}

async function jobs(): Promise<{ readonly served: Jobs; readonly ready: Jobs }> {
  const handler = createSimulator({ seed: 'bench' }).requestHandler();
  const kms = clientOf((request, options) => handler.handle(request, options));
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  const KeyId = KeyMetadata?.Arn;
  const Plaintext = new Uint8Array(PLAINTEXT_BYTES).fill(7);
  const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId, Plaintext }));
  const last: { answer?: ReturnType<Handle> } = {};
  const serving: Handle = (request, options) => (last.answer = handler.handle(request, options));
  const replaying: Handle = (request) => last.answer ?? handler.handle(request);
  return { served: jobsOf(serving), ready: jobsOf(replaying) };

  function jobsOf(way: Handle): Jobs {
    const client = clientOf(way);
    return {
      'Encrypt, 1 KB': () => client.send(new EncryptCommand({ KeyId, Plaintext })),
      'Decrypt, 1 KB': () => client.send(new DecryptCommand({ CiphertextBlob })),
      GenerateDataKey: () => client.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' })),
      CreateKey: () => client.send(new CreateKeyCommand({})),
    };
  }
}

const clientOf = (handle: Handle): KMSClient =>
  new KMSClient({
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'example' },
    requestHandler: {
      handle,
      updateHttpClientConfig: () => undefined,
      httpHandlerConfigs: () => ({}),
    },
  });

async function perSecond(send: Send, now: () => number): Promise<number> {
  const start = now();
  for (let i = 0; i < CALLS; i++) await send();
  return (CALLS * 1000) / (now() - start);
}
