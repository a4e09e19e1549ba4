// What brings up the crash screen and what does not, and what is in the file that it offers.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { createSimulator } from '../../src/lib/index.ts';
import { runSteps } from '../../src/scenario/run.ts';
import { play, setupOfPlay } from '../../src/scenario/play.ts';
import CrashScreen from '../../src/ui/crash/CrashScreen.svelte';
import { failureIn, failureOf } from '../../src/ui/crash/failure.ts';
import { reportOf, type Report } from '../../src/ui/crash/report.ts';
import scenarios from '../../lessons/04-envelope-encryption/scenario.ts';
import '../../src/ui/tokens.css';
import '../../src/ui/app.css';

const failure = { name: 'TypeError', message: 'planted', stack: 'TypeError: planted' };
const at = new Date('2026-11-24T10:00:00Z');
const reportAt = (hash: string): Promise<Report> =>
  reportOf(failure, { href: `https://example.org/kms/${hash}`, hash } as Location, at);

const saved: string[] = [];

beforeEach(() => {
  saved.length = 0;
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    saved.push(this.download);
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});

test('errors of extensions, of other sites and of late resizing are none of ours', () => {
  const error = new Error('x');
  for (const filename of ['chrome-extension://abc/content.js', 'https://elsewhere.example/a.js']) {
    expect(failureIn({ message: 'x', filename, error })).toBeUndefined();
  }
  expect(failureIn({ message: 'Script error.', filename: '', error: null })).toBeUndefined();
  const late = 'ResizeObserver loop completed with undelivered notifications.';
  expect(failureIn({ message: late, filename: location.href, error: null })).toBeUndefined();
  error.stack = 'Error: x\n    at f (moz-extension://abc/content.js:1:2)';
  expect(failureOf(error)).toBeUndefined();
});

test('errors of ours are, however they are thrown', () => {
  const error = new TypeError('see https://elsewhere.example');
  expect(failureIn({ message: '', filename: location.href, error })).toMatchObject({
    name: 'TypeError',
    message: 'see https://elsewhere.example',
  });
  expect(failureOf(error)).toBeDefined();
  expect(failureOf('words')).toEqual({ name: 'Error', message: 'words', stack: '' });
  expect(failureOf(undefined)).toMatchObject({ message: 'undefined' });
});

test.each(['seal', 'open~tampered'])('the history of %s replays to the same bytes', async (id) => {
  const [name = '', whatIf] = id.split('~');
  const scenario = scenarios[name as keyof typeof scenarios];
  const played = play(scenario, name, whatIf);
  const last = played.beats.length;
  const { history } = await reportAt(`#/learn/envelope-encryption/${id}/${last}`);
  const through = JSON.parse(JSON.stringify(history)) as NonNullable<typeof history>;
  const again = createSimulator.replay(through).spans();
  const { before, steps } = runSteps(setupOfPlay(played));
  const plain = (spans: readonly unknown[]): unknown => JSON.parse(JSON.stringify(spans));
  expect(
    plain(again.map(({ id, call, requestId, outcome }) => ({ id, call, requestId, outcome }))),
  ).toEqual(
    plain(
      [...before, ...steps].map(({ span: { id, call, requestId, outcome } }) => ({
        id,
        call,
        requestId,
        outcome,
      })),
    ),
  );
});

test('the history ends where the reader was', async () => {
  const [whole, part, none] = await Promise.all(
    [8, 5, 0].map((beat) => reportAt(`#/learn/envelope-encryption/seal/${beat}`)),
  );
  const calls = (report: Report | undefined): number => report!.history!.steps.length;
  expect(calls(part)).toBeLessThan(calls(whole));
  expect(calls(none)).toBeLessThan(calls(part));
});

test('where no scenario was open, the file holds the error alone', async () => {
  for (const hash of ['', '#/settings', '#/learn/envelope-encryption', '#/learn/nowhere/x/1']) {
    const report = await reportAt(hash);
    expect(report).toMatchObject({ v: 1, address: hash || '#/', error: { message: 'planted' } });
    expect(report.history).toBeUndefined();
  }
});

test('the file does not tell where on a disk the page lies', async () => {
  const href = 'file:///home/alice/kms/glassbox-kms.html';
  const stack = `Error: planted\n    at f (${href}:1:2)`;
  const report = await reportOf({ ...failure, stack }, { href, hash: '' } as Location, at);
  expect(JSON.stringify(report)).not.toContain('alice');
});

test('the screen says what happened, leads on by keyboard, and saves the file', async () => {
  await render(CrashScreen, { failure });
  const dialog = page.getByRole('dialog', { name: 'This page has stopped' });
  await expect.element(dialog).toHaveTextContent('“planted”');
  await expect.element(page.getByRole('button', { name: 'Reload the page' })).toHaveFocus();
  await page.getByRole('button', { name: 'Save the history as a file' }).click();
  await expect.element(dialog.getByRole('status')).toHaveTextContent('Saved.');
  expect(saved).toEqual([expect.stringMatching(/^glassbox-error-.*\.json$/)]);
});
