// A world that began without the asymmetric suites takes them up later, and stays the same to the byte.

import { expect, test } from 'vitest';
import { suites } from '../../src/crypto/asymmetric/index.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { callers, furnitureFor, ReferenceWorld } from '../../src/scenario/reference-world.ts';
import { operationNamed } from '../../src/scenario/reference.ts';
import { needsSuites, provideSuites } from '../../src/scenario/suites.ts';

const Encrypt = operationNamed('Encrypt')!;
const Sign = operationNamed('Sign')!;
const admin = callers[0].arn;

test('suites that come late leave keys and ciphertexts as they were', () => {
  expect(needsSuites(furnitureFor(Encrypt))).toBe(false);
  expect(needsSuites(furnitureFor(Sign))).toBe(true);

  const world = new ReferenceWorld();
  world.furnish(Encrypt);
  const before = world.keys();
  const input = { KeyId: 'alias/app', Plaintext: utf8('kept') };
  const { outcome } = world.take('kms:Encrypt', input, admin);
  if (!outcome.ok) throw new Error('Encrypt was refused');

  provideSuites(suites);
  world.takeUpSuites();
  expect(world.keys()).toEqual(before);
  const { CiphertextBlob } = outcome.output;
  expect(world.take('kms:Decrypt', { CiphertextBlob }, admin).outcome).toMatchObject({
    ok: true,
    output: { Plaintext: utf8('kept') },
  });
  world.furnish(Sign);
  expect(world.keys().at(-1)).toMatchObject({ alias: 'alias/signing', usage: 'SIGN_VERIFY' });
});
