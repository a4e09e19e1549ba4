import { expect, test } from 'vitest';
import { utf8 } from '../../src/crypto/bytes.ts';
import { createSimulator, type Simulator } from '../../src/lib/index.ts';

function aSession(): Simulator {
  const sim = createSimulator({ seed: 'class-7', now: '2026-01-15T09:00:00Z' });
  const { KeyMetadata } = sim.call('kms:CreateKey', { Description: 'of class 7' });
  const KeyId = (KeyMetadata as { Arn: string }).Arn;
  // A context whose pairs look like the form in which a history writes bytes.
  const EncryptionContext = { b64: 'aGVsbG8=' };
  const sealed = sim.call('kms:Encrypt', { KeyId, Plaintext: utf8('secret'), EncryptionContext });
  sim.putPrincipal('arn:aws:iam::111122223333:user/alice');
  sim.clock.advance(86_400_000);
  sim.call('kms:Decrypt', {
    CiphertextBlob: sealed['CiphertextBlob'] as Uint8Array,
    EncryptionContext,
  });
  expect(() =>
    sim.call('kms:DescribeKey', { KeyId }, { as: 'arn:aws:iam::111122223333:user/alice' }),
  ).toThrow(/not authorized/);
  return sim;
}

test('a history goes through JSON and replays to the same ids, bytes, spans and trail', () => {
  const sim = aSession();
  const again = createSimulator.replay(
    JSON.parse(JSON.stringify(sim.history())) as ReturnType<Simulator['history']>,
  );
  expect(again.spans()).toEqual(sim.spans());
  expect(again.trail()).toEqual(sim.trail());
  expect(again.history()).toEqual(sim.history());
  expect(again.clock.now()).toEqual(sim.clock.now());
});

test('without a seed no two simulators are alike', () => {
  const ids = [createSimulator(), createSimulator()].map(
    (sim) => (sim.call('kms:CreateKey', {})['KeyMetadata'] as { KeyId: string }).KeyId,
  );
  expect(new Set(ids).size).toBe(2);
});

test('a history of another version is refused in plain words', () => {
  const history = { ...aSession().history(), v: 2 } as never;
  expect(() => createSimulator.replay(history)).toThrow('This history has version 2');
});

test('what a refusal tells: AWS’s name and words, the status, and why', () => {
  const sim = createSimulator({ seed: 'x' });
  try {
    sim.call('kms:DescribeKey', { KeyId: 'fake-key-id' });
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({
      name: 'NotFoundException',
      message: "Invalid keyId 'fake-key-id'",
      status: 400,
      why: expect.any(String) as unknown,
    });
  }
});

test('spans hold stages, crossings and children as plain data', () => {
  const [, encrypt] = aSession().spans();
  expect(encrypt).toMatchObject({
    call: 'kms:Encrypt',
    stages: [
      { name: 'validate', ok: true },
      { name: 'find', ok: true },
      {
        name: 'authorise',
        ok: true,
        decidedBy: expect.stringContaining('AdministratorAccess') as unknown,
      },
      { name: 'guard', ok: true },
      { name: 'execute', ok: true },
    ],
    children: [{ call: 'hsm:Encrypt' }],
  });
  expect(JSON.parse(JSON.stringify(encrypt?.crossings))).toHaveLength(2);
});
