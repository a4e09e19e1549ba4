import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { preview } from 'vite';
import { expect, ready, test } from './guarded.ts';

test('after one visit a lesson that was never opened works without a network', async ({
  page,
  context,
}) => {
  await page.goto('/');
  await ready(page);
  await expect(page.getByText('Ready offline')).toBeVisible({ timeout: 20_000 });
  await context.setOffline(true);
  await page.goto('/#/learn/the-4-kb-wall');
  await page.reload();
  await ready(page);
  const player = page.getByRole('group', { name: /Scenario/ }).first();
  await player.getByRole('button', { name: 'Last step' }).click();
  await expect(player.getByRole('status').first()).toContainText(/Step (\d+) of \1/);
  await expect(page.getByRole('group', { name: /Question 1\b/ })).toBeVisible();
});

test('a new version waits, is announced, and keeps what was answered', async ({ browser }) => {
  const site = mkdtempSync(path.join(tmpdir(), 'glassbox-site-'));
  cpSync('dist/app', site, { recursive: true });
  const server = await preview({
    configFile: false,
    logLevel: 'silent',
    build: { outDir: site },
    preview: { port: 4301, host: '127.0.0.1' },
  });
  const page = await browser.newPage();
  try {
    await page.goto('http://127.0.0.1:4301/#/learn/the-4-kb-wall');
    await expect(page.getByText('Ready offline')).toBeAttached({ timeout: 20_000 });
    const question = page.getByRole('group', { name: /Question 1\b/ });
    await question.locator('input').first().check();
    await question.getByRole('button', { name: 'Check answer' }).click();
    const verdict = await question.getByRole('status').first().innerText();

    const next = '<meta name="build" content="next">';
    const index = path.join(site, 'index.html');
    writeFileSync(index, readFileSync(index, 'utf8').replace('</head>', `${next}</head>`));
    const worker = path.join(site, 'sw.js');
    writeFileSync(
      worker,
      readFileSync(worker, 'utf8').replace(/VERSION = "\w+"/, 'VERSION = "next"'),
    );
    await page.evaluate(async () => {
      await (await navigator.serviceWorker.getRegistration())?.update();
    });
    await expect(page.getByText('A new version of this page is ready.')).toBeVisible();
    // Nothing has been reloaded by itself.
    await expect(question.getByRole('status').first()).toHaveText(verdict);

    await page.getByRole('button', { name: 'Use it now' }).click();
    await expect(page.locator('meta[name="build"]')).toBeAttached();
    await expect(question.getByRole('status').first()).toHaveText(verdict);
  } finally {
    await page.close();
    await server.close();
    rmSync(site, { recursive: true });
  }
});
