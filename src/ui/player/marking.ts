// Steps through a drawing by classes on its messages: past, now or ahead. Nothing is drawn again, so a step costs
// well under a millisecond.

import type { Tone } from '../../scenario/play-types.ts';

export interface Moment {
  /** Beat that the player is at; 0 is before the first. */
  readonly at: number;
  readonly tone: Tone;
  /** First beat whose words are kept back until a prediction is made. */
  readonly hiddenFrom: number;
}

export function mark(picture: Element, moment: Moment): void {
  for (const message of picture.querySelectorAll('[data-message]')) {
    const beat = Number(message.getAttribute('data-message')) + 1;
    const isNow = beat === moment.at;
    message.classList.toggle('past', beat < moment.at);
    message.classList.toggle('now', isNow);
    message.classList.toggle('ahead', beat > moment.at);
    message.classList.toggle('kept-back', beat >= moment.hiddenFrom);
    for (const tone of tones)
      message.classList.toggle(`tone-${tone}`, isNow && tone === moment.tone);
  }
}

/** Keeps the present message in view where the drawing is taller than its place. Only a step moves it. */
export function follow(scroller: Element): void {
  if (scroller.scrollHeight <= scroller.clientHeight) return;
  const frame = scroller.getBoundingClientRect();
  const now = [...scroller.querySelectorAll('.now')].map((part) => part.getBoundingClientRect());
  const shown = now.find(({ width, height }) => width > 0 || height > 0);
  if (!shown) scroller.scrollTop = 0;
  else if (shown.top < frame.top + ROOM_PX) scroller.scrollTop += shown.top - frame.top - ROOM_PX;
  else if (shown.bottom > frame.bottom - ROOM_PX) {
    scroller.scrollTop += shown.bottom - frame.bottom + ROOM_PX;
  }
}

/** So that a little of what comes before and after is seen, too. */
const ROOM_PX = 72;

const tones: readonly Tone[] = ['neutral', 'exposed', 'sealed', 'hot', 'hsm', 'refused', 'allowed'];
