import { expect, ready, test } from './guarded.ts';

test('a newcomer is stepping through a real encryption after one click, breaks it, and answers', async ({
  page,
}) => {
  await page.goto('/');
  await ready(page);
  await page.getByRole('link', { name: /^Start/ }).click();

  const player = page.getByRole('group', { name: /Scenario/ }).first();
  const next = player.getByRole('button', { name: 'Next step' });
  await next.click();
  // A prediction may be asked first; it can always be skipped.
  const skip = player.getByRole('button', { name: 'Skip' });
  if (await skip.isVisible()) await skip.click();
  await expect(player.getByRole('status')).toContainText(/Step 1 of \d+\./);

  await player.getByRole('button', { name: 'Last step' }).click();
  await expect(player.getByRole('status')).toContainText(/Step (\d+) of \1\./);
});

test('what if one bit is flipped: the engine runs again and refuses', async ({ page }) => {
  await page.goto('/#/learn/envelope-encryption/open/1');
  await ready(page);
  const player = page.getByRole('group', { name: /Scenario.*reads the report/ });
  await player.getByRole('button', { name: /^What if…/ }).click();
  await player.getByRole('button', { name: /bit/ }).click();
  await player.getByRole('button', { name: 'Last step' }).click();
  await expect(player.getByRole('status')).toContainText('InvalidCiphertextException');
  await player.getByRole('button', { name: /Back to the original/ }).click();
  await player.getByRole('button', { name: 'Last step' }).click();
  await expect(player.getByRole('status')).not.toContainText('InvalidCiphertextException');
});

test('stepping back and forth shows the same bytes', async ({ page }) => {
  await page.goto('/#/learn/envelope-encryption/seal/5');
  await ready(page);
  const player = page.getByRole('group', { name: /Scenario/ }).first();
  await player.getByRole('switch', { name: 'Show everything' }).click();
  const grids = player.getByRole('grid');
  const shown = async (): Promise<string> => (await grids.allTextContents()).join('\n');
  await expect(grids.filter({ hasText: /01\s*02\s*03\s*00\s*78/ })).toBeVisible();
  const before = await shown();
  expect(before.length).toBeGreaterThan(100);
  await player.getByRole('button', { name: 'Previous step' }).click();
  await player.getByRole('button', { name: 'Next step' }).click();
  await expect.poll(shown).toBe(before);
});

test('a checkpoint is graded, gives a reason for every option, and is remembered', async ({
  page,
}) => {
  await page.goto('/#/learn/the-4-kb-wall');
  await ready(page);
  const question = page.getByRole('group', { name: /Question 1/ });
  await question.getByRole('radio').first().check();
  await question.getByRole('button', { name: 'Check answer' }).click();
  await expect(question.getByRole('status')).toContainText(/^(Correct|Not yet)\./);
  const verdict = await question.getByRole('status').innerText();

  await page.reload();
  await ready(page);
  await expect(question.getByRole('status')).toHaveText(verdict);
});
