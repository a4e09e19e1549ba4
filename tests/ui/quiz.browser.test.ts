import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { Item } from '../../src/quiz/item.ts';
import { ref, utf8 } from '../../src/scenario/define.ts';
import type { Lesson } from '../../src/quiz/lesson.ts';
import { progress } from '../../src/ui/progress.svelte.ts';
import Checkpoint from '../../src/ui/quiz/Checkpoint.svelte';
import { anItem, option } from '../quiz/fixture.ts';

const proof = {
  seed: 'quiz',
  before: [
    { id: 'key', call: 'kms:CreateKey', input: {} },
    {
      id: 'seal',
      call: 'kms:Encrypt',
      input: {
        KeyId: ref('key.KeyMetadata.KeyId'),
        Plaintext: utf8('glass'),
        EncryptionContext: { a: 'b' },
      },
    },
  ],
  steps: [{ call: 'kms:Decrypt', input: { CiphertextBlob: ref('seal.CiphertextBlob') } }],
} as const;

const items: readonly Item[] = [
  anItem({ id: 'one' }),
  anItem({
    id: 'two',
    type: 'multiple',
    stem: 'Choose TWO.',
    options: [option('a', true), option('b', true), option('c')],
  }),
  anItem({
    id: 'three',
    type: 'predict',
    stem: 'What does `Decrypt` answer?',
    proof,
    options: [
      { ...option('It opens'), expect: 'ok' },
      { ...option('InvalidCiphertextException', true), expect: 'InvalidCiphertextException' },
    ],
  }),
];

const lesson = (quiz: readonly Item[]): Lesson =>
  ({ meta: { slug: 'walls' }, blocks: [], drawings: {}, quiz }) as unknown as Lesson;

const show = (...quiz: readonly Item[]) => render(Checkpoint, { lesson: lesson(quiz) });
const said = (n = 0) => page.getByRole('status').nth(n).element().textContent;
const check = (n = 0) => page.getByRole('button', { name: 'Check answer' }).nth(n).click();

beforeEach(() => progress.erase());

test('a right answer begins with Correct, and every option gives its reason', async () => {
  await show(items[0]!);
  expect(document.body.textContent).not.toContain('Because of');
  await page.getByRole('radio', { name: 'In the CloudTrail record' }).click();
  await check();
  expect(said()).toMatch(/^Correct\. You chose “In the CloudTrail record”/);
  for (const { because } of items[0]!.options)
    await expect.element(page.getByText(because)).toBeVisible();
});

test('a wrong answer is not yet, and can be tried again from the start', async () => {
  await show(items[0]!);
  await page.getByRole('radio', { name: 'Nowhere' }).click();
  await check();
  expect(said()).toMatch(/^Not yet\. You chose “Nowhere”/);
  await page.getByRole('button', { name: 'Try again' }).click();
  expect(said()).toBe('');
  expect(document.body.textContent).not.toContain('Because of');
  expect(document.querySelectorAll(':checked')).toHaveLength(0);
  expect(document.activeElement).toBe(document.querySelector('input'));
});

test('no choice is no answer', async () => {
  await show(items[0]!);
  await check();
  expect(said()).toBe('Choose exactly one.');
  expect(progress.answered('walls', 'one')).toBeUndefined();
});

test('of several, the wrong number is asked for again and the right number is graded whole', async () => {
  await show(items[1]!);
  await page.getByRole('checkbox', { name: 'a' }).click();
  await check();
  expect(said()).toBe('Choose exactly two.');
  await page.getByRole('checkbox', { name: 'c' }).click();
  expect(said()).toBe('');
  await check();
  expect(said()).toMatch(/^Not yet\. You chose “.” and “.”\. That is 1 of 2\./);
});

test('checking twice counts once', async () => {
  await show(items[0]!);
  await page.getByRole('radio').first().click();
  await check();
  const once = progress.events.length;
  const button = page.getByRole('button', { name: 'Check answer' });
  (button.element() as HTMLElement).click();
  expect(progress.events.length).toBe(once);
});

test('keys alone will do', async () => {
  await show(items[0]!);
  (document.querySelector('input') as HTMLElement).focus();
  await userEvent.keyboard(' {ArrowDown}{Tab}{Enter}');
  expect(said()).toMatch(/^(Correct|Not yet)\./);
});

test('AWS’s codes are code', async () => {
  await show(items[2]!);
  expect(
    [...document.querySelectorAll('label code')].map(({ textContent }) => textContent),
  ).toEqual(['InvalidCiphertextException']);
});

test('the proof runs in place: what ran, what came, and which option held', async () => {
  await show(items[2]!);
  await page.getByRole('radio').first().click();
  await check();
  await page.getByRole('button', { name: 'Run it' }).click();
  await expect.element(page.getByRole('list', { name: 'Steps that ran' })).toBeVisible();
  const ran = page.getByRole('list', { name: 'Steps that ran' }).element().textContent;
  for (const call of ['kms:CreateKey', 'kms:Encrypt', 'kms:Decrypt']) expect(ran).toContain(call);
  expect(ran).toContain('Refused: InvalidCiphertextException');
  await expect.element(page.getByText('InvalidCiphertextException: so it came')).toBeVisible();
  await expect.element(page.getByText('It opens: not so')).toBeVisible();
  await expect.element(page.getByText(/agrees with this simulator/)).toBeVisible();
});

test('a source stands with the date on which it was checked', async () => {
  await show(items[0]!);
  await page.getByRole('radio').first().click();
  await check();
  await expect.element(page.getByText(/checked 15 Jan 2026/)).toBeVisible();
});

test('a checkpoint counts, and closes when all are answered', async () => {
  await show(items[0]!, items[2]!);
  await expect.element(page.getByText('0 of 2 answered')).toBeVisible();
  await page.getByRole('radio', { name: 'Nowhere' }).click();
  await check(0);
  await page.getByRole('radio', { name: 'InvalidCiphertextException' }).click();
  await check(1);
  await expect.element(page.getByText('2 of 2 answered')).toBeVisible();
  await expect.element(page.getByText('Every question is answered: 1 of 2 right.')).toBeVisible();
  expect(progress.lesson('walls')).toEqual({ answered: 2, right: 1, done: true });
});

test('an answer is still there on the next visit', async () => {
  const first = await show(items[0]!);
  await page.getByRole('radio', { name: 'Nowhere' }).click();
  await check();
  await first.unmount();
  await show(items[0]!);
  expect(said()).toMatch(/^Not yet\. You chose “Nowhere”/);
});

test('an answer to a question that has changed since is let go', async () => {
  progress.answer({
    lesson: 'walls',
    item: 'one',
    chosen: ['No longer offered'],
    right: true,
    of: 1,
  });
  await show(items[0]!);
  expect(said()).toBe('');
});
