// What the learner's own program does without AWS, in well-kept libraries of each language. The AWS CLI
// encrypts nothing by itself, and says nothing here.

import type { CodeSamples } from '../inspect-types.ts';

const CLI = '# The AWS CLI does not encrypt files itself: a program does, on your machine.';

const SAMPLES: Readonly<Record<string, CodeSamples>> = {
  Seal: {
    cli: CLI,
    boto3: [
      'import os',
      'from cryptography.hazmat.primitives.ciphers.aead import AESGCM',
      '',
      'nonce = os.urandom(12)',
      'message = nonce + AESGCM(data_key).encrypt(nonce, plaintext, None)',
    ].join('\n'),
    javascript: [
      "import { createCipheriv, randomBytes } from 'node:crypto';",
      '',
      'const nonce = randomBytes(12);',
      "const cipher = createCipheriv('aes-256-gcm', dataKey, nonce);",
      'const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);',
      'const message = Buffer.concat([nonce, sealed, cipher.getAuthTag()]);',
    ].join('\n'),
  },
  Open: {
    cli: CLI,
    boto3: [
      'from cryptography.hazmat.primitives.ciphers.aead import AESGCM',
      '',
      '# Raises InvalidTag where a single bit differs.',
      'plaintext = AESGCM(data_key).decrypt(message[:12], message[12:], None)',
    ].join('\n'),
    javascript: [
      "import { createDecipheriv } from 'node:crypto';",
      '',
      "const decipher = createDecipheriv('aes-256-gcm', dataKey, message.subarray(0, 12));",
      'decipher.setAuthTag(message.subarray(-16));',
      '// final() throws where a single bit differs.',
      'const plaintext = Buffer.concat([decipher.update(message.subarray(12, -16)), decipher.final()]);',
    ].join('\n'),
  },
};

export const local = (operation: string): CodeSamples | undefined => SAMPLES[operation];
