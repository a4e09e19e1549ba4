// The reference in the built site: found from the header, filtered, tried, carried on, and kind to everyone.

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, ready, test } from './guarded.ts';

const open = async (page: Page, route: string): Promise<void> => {
  await page.goto(route);
  await ready(page);
};

test('the header leads to the reference, and the filter to an operation', async ({ page }) => {
  await open(page, '/');
  await page.getByRole('link', { name: 'Reference' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Reference' })).toBeFocused();
  const list = page.getByRole('region', { name: 'AWS KMS' });
  await expect(list.getByRole('link', { name: 'Encrypt', exact: true })).toBeVisible();
  await expect(page.getByRole('region', { name: 'AWS IAM' })).toBeVisible();

  await page.getByLabel('Filter operations').fill('alias delete');
  await expect(page.getByRole('status').first()).toHaveText(/^1 of \d+ operations$/);
  await list.getByRole('link', { name: 'DeleteAlias' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'DeleteAlias' })).toBeFocused();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: 'Reference' })).toBeVisible();
});

test('a name that no operation has leads to a page that says so', async ({ page }) => {
  await open(page, '/#/reference/EncryptEverything');
  await expect(page.getByText('no operation called “EncryptEverything”')).toBeVisible();
  await page.getByRole('link', { name: 'All operations' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Reference' })).toBeFocused();
});

test('the matrix scrolls in its own box, and the names stay', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, '/#/reference');
  await page.getByRole('link', { name: 'Key-state matrix' }).click();
  const box = page.getByRole('region', { name: 'Operations by key state' });
  const name = box.getByRole('rowheader', { name: 'Decrypt', exact: true });
  const left = (await name.boundingBox())!.x;
  await box.evaluate((element) => (element.scrollLeft = 400));
  expect((await name.boundingBox())!.x).toBe(left);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);

  const row = box
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: 'Decrypt', exact: true }) });
  const cells = (await row.getByRole('cell').allInnerTexts()).map((text) => text.trim());
  const state = (answer: string): string => `KMSInvalid${answer}`;
  expect(cells).toEqual([
    state('StateException'),
    'Serves',
    'DisabledException',
    state('StateException'),
    state('StateException'),
    state('StateException'),
    state('StateException'),
    'Serves',
  ]);
});

test('Encrypt answers, and Decrypt goes on with the ciphertext', async ({ page }) => {
  await open(page, '/#/reference/Encrypt');
  await page.getByLabel('Plaintext', { exact: false }).first().fill('48656c6c6f21');
  await page.getByLabel('Plaintext is written as').selectOption('as hex');
  await page.getByRole('button', { name: 'Run Encrypt' }).click();
  await expect(page.getByText('Call 1: Encrypt answered.')).toBeVisible();

  const outcome = page.getByRole('group', { name: 'What came of it' });
  await expect(outcome.getByText('Is the request well formed?')).toBeVisible();
  await outcome.getByText('CloudTrail', { exact: true }).click();
  await expect(outcome.getByText('"eventName": "Encrypt"')).toBeVisible();
  await outcome.getByText('Code', { exact: true }).click();
  await expect(outcome.getByText('aws kms encrypt')).toBeVisible();

  await page.getByRole('link', { name: 'Use as CiphertextBlob in Decrypt' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Decrypt' })).toBeVisible();
  await expect(page.getByText('Filled in with the answer of the call before.')).toBeVisible();
  await page.getByRole('button', { name: 'Run Decrypt' }).click();
  await expect(page.getByText('"Plaintext": "SGVsbG8h"')).toBeVisible();
});

test('a user without permissions is refused in AWS’s words, with the reason', async ({ page }) => {
  await open(page, '/#/reference/Encrypt');
  await page.getByLabel('Caller').selectOption('A user without permissions');
  await page.getByRole('button', { name: 'Run Encrypt' }).click();
  await expect(page.getByText('was refused with AccessDeniedException.')).toBeVisible();
  await expect(
    page.getByText(/user\/guest is not authorized to perform: kms:Encrypt/).first(),
  ).toBeVisible();
});

test('a wrong value is the engine’s to refuse; what is no hexadecimal is not sent', async ({
  page,
}) => {
  await open(page, '/#/reference/GenerateRandom');
  await page.getByLabel('NumberOfBytes').fill('2000');
  await page.getByRole('button', { name: 'Run GenerateRandom' }).click();
  await expect(
    page.getByText(/failed to satisfy constraint: Member must have value less than/).first(),
  ).toBeVisible();

  await open(page, '/#/reference/Encrypt');
  await page.getByLabel('Plaintext is written as').selectOption('as hex');
  await page.getByRole('button', { name: 'Run Encrypt' }).click();
  await expect(page.getByText('Not sent. Plaintext: This is no hexadecimal')).toBeVisible();
});

test('key pairs come when they are needed: a signature is made and verified', async ({ page }) => {
  await open(page, '/#/reference/Sign');
  await page.getByRole('button', { name: 'Run Sign' }).click();
  await page.getByRole('link', { name: 'Use as Signature in Verify' }).click();
  await page.getByRole('button', { name: 'Run Verify' }).click();
  await expect(page.getByText('"SignatureValid": true')).toBeVisible();
});

test('a form is filled and sent by keyboard alone', async ({ page }) => {
  await open(page, '/#/reference/CreateKey');
  await page.getByRole('button', { name: 'Run CreateKey' }).waitFor();
  await page.getByRole('textbox', { name: 'Description' }).focus();
  await page.keyboard.type('by hand');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('KeyUsage')).toBeFocused();
  await page.getByRole('button', { name: 'Run CreateKey' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('"Description": "by hand"')).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    for (const [route, width] of [
      ['/#/reference', 1440],
      ['/#/reference/CreateGrant', 390],
      ['/#/reference/Encrypt', 1024],
    ] as const) {
      test(`axe finds nothing on ${route} at ${width} pixels`, async ({ page }) => {
        // The matrix alone has hundreds of cells to look at.
        test.slow();
        await page.setViewportSize({ width, height: 900 });
        await open(page, route);
        for (const run of await page.getByRole('button', { name: /^Run / }).all())
          await run.click();
        await page
          .locator('details')
          .evaluateAll((folds) => folds.forEach((fold) => fold.setAttribute('open', '')));
        await page.waitForLoadState('networkidle');
        const { violations } = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
          .analyze();
        expect(
          violations.map(
            ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
          ),
        ).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(
          0,
        );
      });
    }
  });
}
