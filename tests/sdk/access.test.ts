// Who may not: the sentences in which KMS denies, to its own account and to others.

import {
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
} from '@aws-sdk/client-kms';
import { test } from 'vitest';
import { ADMIN } from '../support/clients.ts';
import {
  arnOfKey,
  aWorld,
  BOB,
  bytes,
  ELSEWHERE,
  expectAnswer,
  idOf,
  MALLORY,
  NO_KEY,
  notFound,
  refused,
  type Row,
} from './harness.ts';

const { kms, aKey, as } = aWorld('access');
const KeyId = await aKey();
const encrypt = (KeyId: string): EncryptCommand =>
  new EncryptCommand({ KeyId, Plaintext: bytes(1) });
const { CiphertextBlob } = await kms.send(encrypt(KeyId));

const denied = (who: string, action: string, resource: string, kind: string) =>
  refused(
    'AccessDeniedException',
    `User: ${who} is not authorized to perform: kms:${action} on resource: ${resource} because no ${kind} policy allows the kms:${action} action`,
  );
const ofBlob = (who: string, reason: string) =>
  refused(
    'AccessDeniedException',
    `User: ${who} is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because ${reason}`,
  );
const OUT_OF_REACH =
  'the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access';

test.each<[string, string, Row[1], Row[2]]>([
  [
    'describe',
    MALLORY,
    new DescribeKeyCommand({ KeyId }),
    denied(MALLORY, 'DescribeKey', KeyId, 'identity-based'),
  ],
  [
    'make a key',
    MALLORY,
    new CreateKeyCommand({}),
    denied(MALLORY, 'CreateKey', '*', 'identity-based'),
  ],
  [
    'open a blob by itself',
    MALLORY,
    new DecryptCommand({ CiphertextBlob }),
    ofBlob(MALLORY, 'no identity-based policy allows the kms:Decrypt action'),
  ],
  [
    'open a blob and name the key',
    MALLORY,
    new DecryptCommand({ CiphertextBlob, KeyId }),
    denied(MALLORY, 'Decrypt', KeyId, 'identity-based'),
  ],
  [
    'describe from another account',
    BOB,
    new DescribeKeyCommand({ KeyId }),
    denied(BOB, 'DescribeKey', KeyId, 'resource-based'),
  ],
  [
    'open a blob from another account',
    BOB,
    new DecryptCommand({ CiphertextBlob }),
    ofBlob(BOB, OUT_OF_REACH),
  ],
  [
    'a key of another account that is not there',
    BOB,
    encrypt(arnOfKey(NO_KEY)),
    denied(BOB, 'Encrypt', arnOfKey(NO_KEY), 'resource-based'),
  ],
  [
    'an id means a key of one’s own account',
    BOB,
    encrypt(idOf(KeyId)),
    notFound(`Key '${arnOfKey(idOf(KeyId), 'us-east-1', '444455556666')}' does not exist`),
  ],
])('who may not: %s', async (_name, who, command, expected) => {
  await expectAnswer(as(who), command, expected);
});

test('a blob of another Region is AccessDenied, not NotFound', async () => {
  await expectAnswer(
    as(ADMIN, ELSEWHERE),
    new DecryptCommand({ CiphertextBlob }),
    ofBlob(ADMIN, OUT_OF_REACH),
  );
});
