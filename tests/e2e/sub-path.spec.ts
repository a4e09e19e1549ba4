import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { preview } from 'vite';
import { expect, ready, test } from './guarded.ts';

test.use({ baseURL: 'http://127.0.0.1:4302' });

test('the site works at any sub-path of any static host', async ({ page }) => {
  const host = mkdtempSync(path.join(tmpdir(), 'glassbox-host-'));
  cpSync('dist/app', path.join(host, 'courses/kms'), { recursive: true });
  const server = await preview({
    configFile: false,
    logLevel: 'silent',
    appType: 'mpa',
    build: { outDir: host },
    preview: { port: 4302, host: '127.0.0.1' },
  });
  try {
    await page.goto('/courses/kms/#/learn/the-4-kb-wall');
    await ready(page);
    const player = page.getByRole('group', { name: /Scenario/ }).first();
    await player.getByRole('button', { name: 'Last step' }).click();
    await expect(player.getByRole('status').first()).toContainText(/Step (\d+) of \1/);
    await expect(page.getByText('Ready offline')).toBeAttached({ timeout: 20_000 });
  } finally {
    await server.close();
    rmSync(host, { recursive: true });
  }
});
