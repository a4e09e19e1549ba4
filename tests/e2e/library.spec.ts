import { spawn, spawnSync } from 'node:child_process';
import { expect, test } from '@playwright/test';

test('the example runs on the built library', () => {
  const { stdout, status } = spawnSync('node', ['examples/rotate-and-read.mjs'], {
    encoding: 'utf8',
  });
  expect(status).toBe(0);
  expect(stdout).toContain('written in year one');
  expect(stdout).toContain('2027-01-15T09:00:02Z RotateKeyOnDemand');
});

test('npm run serve answers on the loopback address, and says what it is', async ({ request }) => {
  const server = spawn('node', ['scripts/serve.mjs', '--port', '0', '--seed', 'bridge']);
  try {
    const said = await new Promise<string>((resolve) => {
      let text = '';
      server.stdout.on('data', (part: Buffer) => {
        text += part.toString();
        if (text.includes('Ctrl+C')) resolve(text);
      });
    });
    expect(said).toContain('simulator');
    const [address = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
    const answer = await request.post(address, {
      headers: { 'x-amz-target': 'TrentService.CreateKey' },
      data: {},
    });
    expect(answer.status()).toBe(200);
    expect(await answer.json()).toMatchObject({ KeyMetadata: { KeyState: 'Enabled' } });
    const unknown = await request.post(address, {
      headers: { 'x-amz-target': 'TrentService.Nonsense' },
      data: {},
    });
    expect(unknown.status()).toBe(400);
    expect(await unknown.json()).toMatchObject({ __type: 'UnknownOperationException' });
  } finally {
    server.kill();
  }
});
