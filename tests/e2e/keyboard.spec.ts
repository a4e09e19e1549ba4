import { expect, ready, test } from './guarded.ts';

test('the whole way by keyboard alone: from the front page through a scenario to an answer', async ({
  page,
}) => {
  await page.goto('/');
  await ready(page);
  const focused = page.locator(':focus');
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press('Tab');
    if ((await focused.innerText().catch(() => '')).trim().startsWith('Start')) break;
  }
  await expect(focused).toHaveText(/Start/);
  await page.keyboard.press('Enter');
  await ready(page);

  const player = page.getByRole('group', { name: /Scenario/ }).first();
  const status = player.getByRole('status');
  await player.getByRole('button', { name: 'Next step' }).focus();
  await page.keyboard.press('ArrowRight');
  const skip = player.getByRole('button', { name: 'Skip' });
  if (await skip.isVisible()) {
    await skip.focus();
    await page.keyboard.press('Enter');
  }
  await expect(status).toContainText('Step 1 of');
  await page.keyboard.press('PageDown');
  await expect(status).toContainText('Step 2 of');
  await page.keyboard.press('PageUp');
  await expect(status).toContainText('Step 1 of');
  await page.keyboard.press('End');
  await expect(status).toContainText(/Step (\d+) of \1/);
  await page.keyboard.press('Home');
  await expect(status).toContainText(/Step [01] of/);

  const question = page.getByRole('group', { name: /Question 1/ });
  await question.locator('input').first().focus();
  await page.keyboard.press('Space');
  await question.getByRole('button', { name: 'Check answer' }).focus();
  await page.keyboard.press('Enter');
  await expect(question.getByRole('status')).toContainText(/\S/);
});

test('arrow keys move the player only while focus is in it', async ({ page }) => {
  await page.goto('/#/learn/envelope-encryption/seal/3');
  await ready(page);
  const player = page.getByRole('group', { name: /Scenario/ }).first();
  await expect(player.getByRole('status')).toContainText('Step 3 of');
  await page.getByRole('link', { name: 'Glassbox KMS' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(player.getByRole('status')).toContainText('Step 3 of');
});
