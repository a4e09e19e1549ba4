// A scenario before a class. It has a playback of its own, so that every question still ahead is asked again, even
// of a teacher who has rehearsed; the answer is held back until someone asks for it.

import type { Prediction } from '../../scenario/play-types.ts';
import { Playback } from '../player/playback.svelte.ts';
import type { Boards } from '../player/storyboard.ts';

export interface Place {
  readonly whatIf?: string;
  readonly at: number;
}

export class Presentation {
  readonly playback: Playback;
  #revealed = $state(false);
  #blank = $state(false);

  /** `moved` hears of every move, so that leaving leads back to the same beat. */
  constructor(boards: Boards, from: Place, moved: (at: number) => void) {
    this.playback = new Playback(boards, from, ({ at }) => moved(at));
  }

  get question(): Prediction | undefined {
    return this.playback.gate?.predict;
  }

  get revealed(): boolean {
    return this.#revealed;
  }

  get blank(): boolean {
    return this.#blank;
  }

  toggleBlank(): void {
    this.#blank = !this.#blank;
  }

  /** On a blank screen any move only brings the picture back, as with slides. */
  next(): void {
    if (this.#blank) this.#blank = false;
    else if (this.question && !this.#revealed) this.#revealed = true;
    else this.#move(() => (this.question ? this.playback.skip() : this.playback.next()));
  }

  back(): void {
    if (this.#blank) this.#blank = false;
    else if (this.question) this.#move(() => this.playback.seek(this.playback.at));
    else this.#move(() => this.playback.back());
  }

  first(): void {
    this.#move(() => this.playback.first());
  }

  last(): void {
    this.#move(() => this.playback.last());
  }

  #move(how: () => void): void {
    this.#blank = false;
    this.#revealed = false;
    how();
  }
}
