import { statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';

const file = path.resolve('dist/glassbox-kms.html');

test.use({ offline: true });

test('the single file works from a stick: one request, no complaint, formulas, diagrams, progress', async ({
  page,
}) => {
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));

  await page.goto(`${pathToFileURL(file).href}#/learn/envelope-encryption/seal/5`);
  await expect(page.locator('html[data-ready="true"]')).toBeAttached();
  const player = page.getByRole('group', { name: /Scenario/ }).first();
  await expect(player.getByRole('status').first()).toContainText('Step 5 of');
  await expect(page.locator('.katex').first()).toBeVisible();
  await expect(player.locator('svg.glass-sequence').first()).toBeVisible();

  const question = page.getByRole('group', { name: /Question 1\b/ });
  await question.locator('input').first().check();
  await question.getByRole('button', { name: 'Check answer' }).click();
  const verdict = await question.getByRole('status').first().innerText();
  await page.reload();
  await expect(question.getByRole('status').first()).toHaveText(verdict);

  expect(requests.filter((url) => !url.startsWith('data:'))).toHaveLength(2);
  expect(complaints).toEqual([]);
});

test('the single file has at most 3 MB', () => {
  expect(statSync(file).size).toBeLessThanOrEqual(3_000_000);
});
