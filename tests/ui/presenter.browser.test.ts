// The presenter view as a teacher meets it: by keys alone, with answers held back. The frame in which these tests
// run may not fill the screen, so the page is filled instead.

import { expect, test, vi, beforeEach } from 'vitest';
import { page, userEvent, type Locator } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Player from '../../src/ui/player/Player.svelte';
import type { Engine } from '../../src/ui/player/storyboard.ts';
import { settings } from '../../src/ui/settings.svelte.ts';
import '../../src/ui/tokens.css';
import '../../src/ui/app.css';
import { drawings, run } from './fixtures/report.ts';

const moved = vi.fn<(place: { playId: string; beat: number }) => void>();
const never = (): Promise<Engine> => new Promise(() => undefined);
const dialog = (): Locator => page.getByRole('dialog', { name: /Presenter view/ });
const said = (): Locator => dialog().getByRole('status').first();

async function show(at: number): Promise<void> {
  await render(Player, { boards: run, engine: never, drawings, opens: [], start: { at }, moved });
}

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await userEvent.keyboard(key.length === 1 ? key : `{${key}}`);
}

async function present(at: number): Promise<void> {
  await show(at);
  await press('p');
  await expect.element(dialog()).toBeVisible();
}

beforeEach(() => {
  settings.shortcuts = true;
  moved.mockClear();
});

test('P fills the page with the sentence, the counter, the diagram and what is new', async () => {
  await present(5);
  await expect.element(said()).toHaveTextContent('Step 5 of 8.');
  await expect.element(dialog()).toHaveTextContent('Plaintext keys in memory: 1');
  await expect.element(dialog().getByRole('group', { name: 'What is new' })).toBeVisible();
  const box = dialog().element().getBoundingClientRect();
  expect([box.width, box.height]).toEqual([innerWidth, innerHeight]);
  for (const text of dialog().element().querySelectorAll('p, li, button, strong')) {
    expect(Number.parseFloat(getComputedStyle(text).fontSize)).toBeGreaterThanOrEqual(22);
  }
});

test('the keys of clickers move, and so do all arrows, wherever the focus is', async () => {
  await present(1);
  (document.activeElement as HTMLElement).blur();
  await press('PageDown', 'ArrowRight', 'ArrowDown');
  await expect.element(said()).toHaveTextContent('Step 4 of 8.');
  await press('PageUp', 'ArrowLeft', 'ArrowUp');
  await expect.element(said()).toHaveTextContent('Step 1 of 8.');
  await press('End');
  await expect.element(said()).toHaveTextContent('Step 8 of 8.');
});

test('a question holds its answer back until it is asked for', async () => {
  await present(5);
  await press('PageDown');
  await expect.element(said()).toHaveTextContent('Who encrypts the 50 MB?');
  await expect.element(said()).not.toHaveTextContent('This is what happens.');
  await expect.element(dialog().getByRole('button', { name: 'Reveal' })).toBeVisible();
  expect(dialog().getByRole('radio').elements()).toHaveLength(0);
  await press('PageDown');
  await expect
    .element(dialog().getByRole('listitem').filter({ hasText: 'This is what happens.' }))
    .toHaveTextContent('Your app does, with the data key.');
  await press('PageDown');
  await expect.element(said()).toHaveTextContent('Step 6 of 8.');
});

test('a question can be left backwards, and comes back with its answer held', async () => {
  await present(5);
  await press('PageDown', 'PageDown', 'PageUp');
  await expect.element(said()).toHaveTextContent('Step 5 of 8.');
  await press('PageDown');
  await expect.element(said()).not.toHaveTextContent('This is what happens.');
});

test('whoever has rehearsed is asked again before the class', async () => {
  await show(0);
  await press('End', 'Home', 'p');
  await expect.element(dialog()).toBeVisible();
  for (let step = 1; step < 5; step++) await press('PageDown');
  await expect.element(said()).toHaveTextContent('Step 5 of 8.');
  await press('PageDown');
  await expect.element(said()).toHaveTextContent('Who encrypts the 50 MB?');
});

test('Escape leads back to the same step, and the focus to where it was', async () => {
  await show(2);
  const back = page.getByRole('button', { name: 'Previous step' });
  (back.element() as HTMLElement).focus();
  await press('p');
  await expect.element(dialog()).toBeVisible();
  await press('PageDown', 'PageDown', 'Escape');
  await expect.element(dialog()).not.toBeInTheDocument();
  await expect.element(page.getByRole('status')).toHaveTextContent('Step 4 of 8.');
  await expect.element(back).toHaveFocus();
  expect(moved).toHaveBeenLastCalledWith({ playId: 'seal', beat: 4 });
});

test('the button Present leads in, and Leave leads back to it', async () => {
  await show(3);
  await page.getByRole('button', { name: 'Present', exact: true }).click();
  await dialog().getByRole('button', { name: 'Leave' }).click();
  await expect.element(page.getByRole('button', { name: 'Present', exact: true })).toHaveFocus();
});

test('a what-if is presented as what it is', async () => {
  await render(Player, {
    boards: run,
    engine: never,
    drawings,
    opens: [],
    start: { whatIf: 'tampered', at: 6 },
    moved,
  });
  await press('p');
  await expect.element(dialog()).toHaveTextContent('What if: one byte');
  await expect.element(said()).toHaveTextContent('Step 6 of 7.');
  await press('PageDown', 'Escape');
  expect(moved).toHaveBeenLastCalledWith({ playId: 'seal~tampered', beat: 7 });
});

test('a full stop blanks the screen, and the next key shows it again without moving', async () => {
  await present(3);
  await press('.');
  await expect.element(page.getByRole('button', { name: /The screen is blank/ })).toBeVisible();
  await press('PageDown');
  await expect.element(said()).toHaveTextContent('Step 3 of 8.');
  expect(page.getByRole('button', { name: /The screen is blank/ }).elements()).toHaveLength(0);
});

test('with single-key shortcuts off, letters and signs do nothing, and named keys go on working', async () => {
  settings.shortcuts = false;
  await show(3);
  await press('p');
  expect(dialog().elements()).toHaveLength(0);
  await page.getByRole('button', { name: 'Present', exact: true }).click();
  await expect.element(dialog()).toBeVisible();
  await press('.', 'p', 'PageDown');
  await expect.element(said()).toHaveTextContent('Step 4 of 8.');
  await press('Escape');
  await expect.element(dialog()).not.toBeInTheDocument();
});

test('the present message is in view, however tall the drawing', async () => {
  await present(8);
  const stage = document.querySelector('.presenter .diagram')!.getBoundingClientRect();
  const now = [...document.querySelectorAll('.presenter .now .label')]
    .map((label) => label.getBoundingClientRect())
    .find(({ width }) => width > 0)!;
  expect(now.bottom).toBeLessThanOrEqual(stage.bottom);
  expect(now.top).toBeGreaterThanOrEqual(stage.top);
});
