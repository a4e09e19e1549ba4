// The lab in the built site: typed, stepped through, kept, shared, and reopened, by keyboard alone.

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, ready, test } from './guarded.ts';

async function open(page: Page, route = '/#/lab'): Promise<void> {
  await page.goto(route);
  await ready(page);
  await expect(page.getByRole('textbox', { name: 'Command line' })).toBeVisible();
}

async function run(page: Page, line: string): Promise<void> {
  const box = page.getByRole('textbox', { name: 'Command line' });
  await box.fill(line);
  await box.press('Enter');
}

test('a line is typed, answered, and stepped through', async ({ page }) => {
  await page.goto('/');
  await ready(page);
  await page.getByRole('link', { name: 'Lab', exact: true }).click();
  await run(page, 'KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text); echo $KEY');
  const log = page.getByRole('log', { name: 'Terminal' });
  await expect(log).toContainText(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  await run(page, 'aws kms generate-data-key --key-id $KEY --key-spec AES_256 --query KeyId');
  const player = page.getByRole('group', { name: /^Scenario/ });
  await expect(player.getByRole('status').first()).toContainText('Step 0 of 5');
  for (let i = 0; i < 5; i++) await player.getByRole('button', { name: 'Next step' }).click();
  await expect(player).toContainText('Plaintext keys in memory: 1');
});

test('by keyboard: completed, recalled, run as somebody else, and refused with the reason', async ({
  page,
}) => {
  await open(page);
  const box = page.getByRole('textbox', { name: 'Command line' });
  await box.focus();
  await page.keyboard.type('aws kms create-k');
  await page.keyboard.press('Tab');
  await expect(box).toHaveValue('aws kms create-key ');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log')).toContainText('"KeyState": "Enabled"');
  await page.keyboard.press('ArrowUp');
  await expect(box).toHaveValue('aws kms create-key ');
  await page.getByLabel('Act as').selectOption('Analyst');
  await box.focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log')).toContainText(
    'An error occurred (AccessDeniedException) when calling the CreateKey operation',
  );
  await box.fill('');
  await page.keyboard.press('Tab');
  await expect(box).not.toBeFocused();
});

test('the lab survives a reload, and time that passes fires what is due', async ({ page }) => {
  await open(page);
  await run(page, 'KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)');
  await run(page, 'aws kms enable-key-rotation --key-id $KEY');
  await page.getByLabel('Advance by days').fill('400');
  await page.getByRole('button', { name: 'Advance' }).click();
  await expect(page.getByRole('log')).toContainText('400 days pass: it is 2027-02-19');
  await page.reload();
  await ready(page);
  await expect(page.getByRole('log')).toContainText('400 days pass');
  await run(page, 'aws kms list-key-rotations --key-id $KEY --query "Rotations[].RotationType"');
  await expect(page.getByRole('log')).toContainText('"AUTOMATIC"');
});

test('a link carries the lab to somebody else, and asks before it replaces theirs', async ({
  page,
  context,
  browserName,
}) => {
  test.skip(browserName !== 'chromium', 'reads the clipboard');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page);
  await run(page, 'echo shared > note.txt; cat note.txt');
  await page.getByText('Save, share, begin anew').click();
  await page.getByRole('button', { name: 'Copy a link' }).click();
  await expect(page.getByText('The link is on the clipboard')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole('button', { name: 'New lab' }).click();
  await page.getByRole('button', { name: 'Replace it' }).click();
  await run(page, 'echo mine');
  await page.goto(link);
  const asked = page.getByRole('group', { name: 'A shared lab' });
  await expect(asked).toContainText('To open it replaces your own, of 1 step.');
  await expect(page.getByRole('log')).toContainText('mine');
  await asked.getByRole('button', { name: 'Open the shared lab' }).click();
  await expect(page.getByRole('log')).toContainText('shared');
  await expect(page.getByRole('log')).not.toContainText('mine');
});

test('a link that is damaged says so, and nothing is lost', async ({ page }) => {
  await open(page);
  await run(page, 'echo mine');
  await open(page, '/#/lab/1.abcd');
  await expect(page.getByRole('alert')).toContainText('cannot be read');
  await expect(page.getByRole('log')).toContainText('mine');
});

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  test(`nothing runs over the edge, and nobody is shut out, at ${width}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await open(page);
    await run(page, 'aws kms create-key');
    await run(page, 'aws kms encrypt');
    await expect(page.getByRole('group', { name: /^Scenario/ })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  });
}
