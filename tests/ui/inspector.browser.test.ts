import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { LessonMeta } from '../../src/quiz/lesson.ts';
import DecisionPicture from '../../src/ui/inspector/DecisionPicture.svelte';
import Inspector from '../../src/ui/inspector/Inspector.svelte';
import { aPlay, lastOf } from './inspector-play.ts';

const play = aPlay();
const keyBeat = lastOf(play, 'data-key');

interface Shown {
  beat?: number;
  opens?: LessonMeta['opens'];
  all?: boolean;
}
const show = ({ beat = keyBeat, opens = [], all = false }: Shown) =>
  render(Inspector, { play, beat, opens, all });

const text = () => page.getByRole('group', { name: 'Inspector' }).element().textContent;
const pairs = /(?:[0-9a-f]{2} ){16}/;

beforeEach(() => localStorage.clear());

test('for a beginner everything waits under the hood, and is not even drawn', async () => {
  await show({});
  expect(text()).not.toMatch(pairs);
  expect(text()).not.toContain('eventName');
  await page.getByText('Under the hood').click();
  await page.getByText('Bytes', { exact: true }).click();
  expect(text()).toMatch(pairs);
});

test('what a lesson is about is open by itself', async () => {
  await show({ opens: ['policy'] });
  expect(text()).toContain('May the caller do this?');
  expect(text()).not.toContain('eventName');
});

test('everything is open when everything is asked for', async () => {
  await show({ all: true });
  for (const part of [
    pairs,
    /"KeySpec": "AES_256"/,
    /One of these doors/,
    /"eventName"/,
    /aws kms/,
  ]) {
    expect(text()).toMatch(part);
  }
});

test('before the first beat there is nothing to inspect, and that is said', async () => {
  await show({ beat: 0, all: true });
  expect(text()).toContain('Nothing has run yet.');
});

test('the same beat shows the same bytes again', async () => {
  const { rerender } = await show({ all: true });
  const before = text();
  await rerender({ play, beat: lastOf(play, 'seal'), opens: [], all: true });
  expect(text()).not.toBe(before);
  await rerender({ play, beat: keyBeat, opens: [], all: true });
  expect(text()).toBe(before);
});

test('a key leads from byte to byte, and each says what it means', async () => {
  await show({ opens: ['bytes'] });
  const grid = page.getByRole('grid', { name: /CiphertextBlob/ });
  const focused = () => document.activeElement as HTMLElement;
  grid.element().querySelector<HTMLElement>('[tabindex="0"]')!.focus();
  const walk: [string, string][] = [
    ['{ArrowRight}', '1'],
    ['{End}', '15'],
    ['{ArrowDown}', '31'],
    ['{Home}', '16'],
    ['{ArrowUp}', '0'],
    ['{ArrowLeft}', '0'],
    ['{PageDown}', '183'],
    ['{ArrowUp}', '167'],
    ['{ArrowRight}', '168'],
  ];
  for (const [key, byte] of walk) {
    await userEvent.keyboard(key);
    expect([key, focused().dataset['byte']]).toEqual([key, byte]);
  }
  const described = document.getElementById(focused().getAttribute('aria-describedby') ?? '');
  expect(described?.textContent).toMatch(/^Byte 168: [0-9a-f]{2} tag\. /);
  expect(grid.element().querySelectorAll('[tabindex="0"]')).toHaveLength(1);
});

test('the keys of the grid stay in the grid', async () => {
  await show({ opens: ['bytes'] });
  const heard: string[] = [];
  const hear = ({ key }: KeyboardEvent) => heard.push(key);
  document.body.addEventListener('keydown', hear);
  page.getByRole('grid').first().element().querySelector<HTMLElement>('[tabindex="0"]')!.focus();
  await userEvent.keyboard('{ArrowRight}{End}{Enter}a');
  document.body.removeEventListener('keydown', hear);
  expect(heard).toEqual(['a']);
});

test('one bit turned over, and the engine refuses; put back, all is as before', async () => {
  await show({ beat: keyBeat, opens: ['bytes'] });
  const grid = page.getByRole('grid', { name: /CiphertextBlob/ });
  const cell = grid.element().querySelector('[data-byte="183"]')!;
  const before = cell.textContent;
  await userEvent.click(cell);
  await page.getByRole('button', { name: 'Flip this byte' }).click();
  expect(parseInt(cell.textContent, 16) ^ parseInt(before, 16)).toBe(1);
  expect(text()).toContain('Refused');
  expect(text()).toContain('Why');
  await page.getByRole('button', { name: 'Put it back' }).click();
  expect(cell.textContent).toBe(before);
  expect(text()).not.toContain('Refused');
});

test('a change belongs to its bytes: another step does not show it', async () => {
  const { rerender } = await show({ opens: ['bytes'] });
  await page.getByRole('button', { name: 'Flip this byte' }).click();
  expect(text()).toContain('Refused');
  await rerender({ play, beat: lastOf(play, 'seal'), opens: ['bytes'], all: false });
  expect(text()).not.toContain('Refused');
});

test('of a large blob the beginning and the end are shown, and the rest is counted', async () => {
  await show({ beat: lastOf(play, 'seal'), opens: ['bytes'] });
  const grid = page.getByRole('grid', { name: /Plaintext/ }).element();
  expect(grid.querySelectorAll('[data-byte]')).toHaveLength(320);
  expect(grid.textContent).toContain('65,216 bytes of “plaintext” are left out here.');
});

test('the legend tiles the blob', async () => {
  await show({ opens: ['bytes'] });
  const sizes = [...document.querySelectorAll('ul[aria-label="Fields"] .size')];
  const sum = sizes.reduce((all, { textContent }) => all + parseInt(textContent, 10), 0);
  expect(sum).toBe(184);
});

test('a refusal names its stage, keeps the closed doors in sight, and gives our reason', async () => {
  await show({ beat: lastOf(play, 'open'), opens: ['policy', 'request'] });
  const asked = [...document.querySelectorAll('.question')].map(({ textContent }) => textContent);
  expect(asked.map((line) => /(Yes|No|Not asked)$/.exec(line)?.[0])).toEqual([
    'Yes',
    'Yes',
    'No',
    'Not asked',
    'Not asked',
  ]);
  expect(text()).toContain('The key policy names you: closed');
  expect(text()).toContain('A grant: closed');
  expect(text()).toContain('AccessDeniedException');
  expect(text()).toContain('is not authorized to perform');
});

test('each statement that was asked has its say, and what would turn the answer was tried', async () => {
  await show({ beat: lastOf(play, 'open'), opens: ['policy'] });
  expect(text()).not.toContain('The action kms:Decrypt is not');
  await page.getByText('Every statement that was asked').click();
  await expect.poll(text).toContain('The action kms:Decrypt is not in its Action.');
  await page.getByText('What would turn the answer?').click();
  await expect.poll(text).toContain('Add kms:Decrypt to the actions of');
});

test('an allowed call shows the statement that decided, as AWS writes it', async () => {
  await show({ opens: ['policy'] });
  expect(text()).toContain('"Action": "kms:GenerateDataKey"');
});

test('an explicit deny ends the question, and its statement stands there', async () => {
  await render(DecisionPicture, {
    decision: {
      principal: 'arn:aws:iam::111122223333:user/alice',
      action: 'kms:Decrypt',
      resource: 'arn:aws:kms:us-east-1:111122223333:key/1',
      allowed: false,
      because: 'A deny beats every allow.',
      doors: [],
      denial: 'explicit-resource',
      decidedBy: {
        policy: 'key policy',
        name: 'default',
        index: 0,
        statement: { sid: 'Never', effect: 'Deny', actions: ['kms:*'], conditions: [] },
      },
    },
  });
  const shown = document.body.textContent;
  expect(shown).toContain('A statement denies it. A deny beats every allow.');
  expect(shown).toContain('Decided by: Key policy, statement "Never"');
  expect(shown).toContain('"Effect": "Deny"');
  expect(shown).not.toContain('doors');
});

test('what AWS does not see is said to be so', async () => {
  await show({ beat: lastOf(play, 'seal'), opens: ['policy', 'cloudtrail'] });
  expect(text()).toContain('No policy is asked');
  expect(text()).toContain('No record.');
});

test('the members of a record that matter are marked', async () => {
  await show({ opens: ['cloudtrail'] });
  const labels = [...document.querySelectorAll<HTMLElement>('[data-label]')];
  expect(labels.map(({ dataset }) => dataset['label'])).toEqual([
    'who',
    'what',
    'which key',
    'encryption context',
    'which key',
  ]);
});

test('the language of the code is remembered', async () => {
  const first = await show({ opens: ['code'] });
  await page.getByText('boto3').click();
  expect(text()).toContain('generate_data_key');
  await first.unmount();
  await show({ opens: ['code'] });
  expect(text()).toContain('generate_data_key');
  await page.getByText('AWS CLI').click();
});

test('copying says what came of it', async () => {
  await show({ opens: ['code'] });
  const copy = Object.getOwnPropertyDescriptor(Navigator.prototype, 'clipboard');
  const taken: string[] = [];
  const clipboard = (writeText: (words: string) => Promise<void>) =>
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
  clipboard((words) => Promise.resolve(void taken.push(words)));
  await page.getByRole('button', { name: 'Copy code' }).click();
  await expect.element(page.getByText('Copied')).toBeVisible();
  expect(taken[0]).toContain('aws kms generate-data-key');
  clipboard(() => Promise.reject(new DOMException('no', 'NotAllowedError')));
  await page.getByRole('button', { name: 'Copy code' }).click();
  await expect.element(page.getByText(/Select the text and copy it by hand/)).toBeVisible();
  if (copy) Object.defineProperty(navigator, 'clipboard', copy);
});
