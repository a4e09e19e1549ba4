// The real AWS SDK on a simulated KMS: seal, let a year pass, rotate, and open what the old material sealed.
// Run it after `npm run build:lib`:  node examples/rotate-and-read.mjs

import {
  CreateKeyCommand,
  DecryptCommand,
  EncryptCommand,
  KMSClient,
  RotateKeyOnDemandCommand,
} from '@aws-sdk/client-kms';
import { createSimulator } from '../dist/lib/index.js';

const sim = createSimulator({ seed: 'class-7', now: '2026-01-15T09:00:00Z' });
const kms = new KMSClient({
  region: 'us-east-1',
  maxAttempts: 1,
  credentials: sim.credentials('arn:aws:iam::111122223333:user/admin'),
  requestHandler: sim.requestHandler(),
});

const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description: 'of class 7' }));
const KeyId = KeyMetadata.Arn;
const sealed = await kms.send(
  new EncryptCommand({ KeyId, Plaintext: new TextEncoder().encode('written in year one') }),
);

sim.clock.advance(365 * 86_400_000);
await kms.send(new RotateKeyOnDemandCommand({ KeyId }));

const opened = await kms.send(new DecryptCommand({ CiphertextBlob: sealed.CiphertextBlob }));
console.log(new TextDecoder().decode(opened.Plaintext));
console.log(
  sim
    .trail()
    .map(({ eventTime, eventName }) => `${eventTime} ${eventName}`)
    .join('\n'),
);
