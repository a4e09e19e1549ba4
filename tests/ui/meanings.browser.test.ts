// Words of the glossary in the prose of a lesson: their meaning comes by pointer, by Tab and by tap, and goes again.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { meanings } from '../../src/ui/lesson/meanings.ts';

const prose = document.createElement('div');
let end: ReturnType<typeof meanings>;

const term = (name: string): HTMLElement => prose.querySelector<HTMLElement>(`#${name}`)!;
const shown = (): string | undefined =>
  prose.querySelector('[role="tooltip"]:not([hidden])')?.textContent;

beforeEach(() => {
  prose.style.cssText = 'position: relative; width: 300px';
  prose.innerHTML = `
    <p>A <span class="term" role="button" tabindex="0" id="one" data-meaning="The first.">one</span>
    and a <span class="term" role="button" tabindex="0" id="two" data-meaning="The second.">two</span>.</p>`;
  document.body.append(prose);
  end = meanings(prose);
});

afterEach(() => {
  if (typeof end === 'function') end();
  prose.remove();
});

test('Tab brings one meaning after the other, and the word says which note describes it', async () => {
  await userEvent.tab();
  expect(shown()).toBe('The first.');
  expect(document.getElementById(term('one').getAttribute('aria-describedby')!)?.textContent).toBe(
    'The first.',
  );
  await userEvent.tab();
  expect(shown()).toBe('The second.');
  expect(term('one').hasAttribute('aria-describedby')).toBe(false);
  await userEvent.tab();
  expect(shown()).toBeUndefined();
});

test('a tap brings it, a tap elsewhere and Escape put it away', async () => {
  await userEvent.click(term('two'));
  expect(shown()).toBe('The second.');
  document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
  expect(shown()).toBeUndefined();
  await userEvent.click(term('two'));
  await userEvent.keyboard('{Escape}');
  expect(shown()).toBeUndefined();
});

test('the note stays while the pointer is on it, inside the text', async () => {
  await userEvent.hover(term('one'));
  const note = prose.querySelector<HTMLElement>('[role="tooltip"]')!;
  await userEvent.hover(note);
  expect(shown()).toBe('The first.');
  const edge = prose.getBoundingClientRect();
  expect(note.getBoundingClientRect().left).toBeGreaterThanOrEqual(edge.left);
  await userEvent.hover(document.body, { position: { x: 0, y: 400 } });
  expect(shown()).toBeUndefined();
});
