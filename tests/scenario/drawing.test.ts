// The drawing that the page makes: every message of the play is in it, named as the player and the stylesheet expect.

import { expect, test } from 'vitest';
import { JSDOM } from 'jsdom';
import { drawingOf } from '../../src/scenario/diagrams/drawing.ts';
import { plays } from '../lessons/plays.ts';

const parsed = (svg: string): Element =>
  new JSDOM(svg, { contentType: 'image/svg+xml' }).window.document.documentElement;

test.each(plays)('$name', ({ play }) => {
  const { wide, narrow, text } = drawingOf(play);
  expect(text).toHaveLength(play.beats.length);
  for (const svg of [wide, narrow]) {
    const picture = parsed(svg);
    const [, , width = 0] = (picture.getAttribute('viewBox') ?? '').split(' ').map(Number);
    const messages = [...picture.querySelectorAll('[data-message]')];
    expect(messages.map((one) => one.getAttribute('data-message'))).toEqual(
      play.beats.map((_, i) => String(i)),
    );
    for (const [i, message] of messages.entries()) {
      expect(message.querySelectorAll('.wire')).toHaveLength(1);
      const said = [...message.querySelectorAll('.label tspan')].map((part) => part.textContent);
      expect(said.join('').replace(/\s/g, '')).toBe(play.beats[i]!.label.replace(/\s/g, ''));
    }
    expect(picture.querySelectorAll('[data-lane]')).toHaveLength(play.lanes.length);
    for (const part of picture.querySelectorAll('tspan')) {
      const x = Number(part.getAttribute('x'));
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(width);
    }
  }
});
