// The shell in the library: a line in, text out, and a history that says it all again.

import { expect, test } from 'vitest';
import { createSimulator } from '../../src/lib/index.ts';

test('a line is executed as whoever is named, and files last', async () => {
  const sim = createSimulator({ seed: 'shell' });
  sim.putPrincipal('arn:aws:iam::111122223333:user/alice');
  expect(await sim.execute('echo hello > f')).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  expect((await sim.execute('cat f')).stdout).toBe('hello\n');
  const denied = await sim.execute('aws kms create-key', {
    principal: 'arn:aws:iam::111122223333:user/alice',
  });
  expect(denied.exitCode).toBe(254);
  expect(denied.stderr).toMatch(
    /An error occurred \(AccessDeniedException\) when calling the CreateKey/,
  );
});

test('lines are part of the history, and replayed they do the same', async () => {
  const sim = createSimulator({ seed: 'shell' });
  await sim.execute('KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)');
  await sim.execute('aws kms encrypt --key-id $KEY --plaintext aGk= > blob.json', {
    region: 'us-east-1',
  });
  const history = sim.history();
  expect(history.steps.at(-1)).toMatchObject({ calls: ['kms:Encrypt'], exitCode: 0 });
  const again = createSimulator.replay(JSON.parse(JSON.stringify(history)) as typeof history);
  expect(again.trail()).toEqual(sim.trail());
  expect((await again.execute('cat blob.json')).stdout).toBe(
    (await sim.execute('cat blob.json')).stdout,
  );
});

test('a history whose line does something else now is refused', async () => {
  const sim = createSimulator({ seed: 'shell' });
  await sim.execute('aws kms create-key');
  const history = sim.history();
  const [step] = history.steps;
  const other = { ...history, steps: [{ ...step, line: 'aws kms list-keys' }] } as typeof history;
  expect(() => createSimulator.replay(other)).toThrow(/does something else/);
});
