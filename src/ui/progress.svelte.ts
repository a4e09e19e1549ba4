// What the learner has done on this device: answers and the last place, folded from an event log.
// The one place of the screen that reads the clock.

import { offer } from './data/offer.ts';
import { fold, type AnswerEvent, type ProgressEvent } from './progress-events.ts';
import { IndexedDbLog } from './progress-indexed.ts';
import type { EventLog, Keeping, Merged, Placed } from './progress-log.ts';

export interface LessonProgress {
  readonly answered: number;
  /** Questions whose last answer was right. */
  readonly right: number;
  /** Every question has been answered. */
  readonly done: boolean;
}

export class Progress {
  readonly #log: EventLog;
  readonly #now: () => number;
  #events = $state.raw<readonly ProgressEvent[]>([]);
  #damage = $state<string>();
  #keeping = $state<Keeping>('kept');
  readonly #view = $derived(fold(this.#events));
  /** Resolves when what was stored earlier is here, or is known to be out of reach. */
  readonly known: Promise<void>;

  constructor(log: EventLog, now: () => number) {
    this.#log = log;
    this.#now = now;
    this.known = log.follow({
      events: (events) => (this.#events = events),
      keeping: (keeping) => (this.#keeping = keeping),
      damaged: (text) => (this.#damage = text),
    });
  }

  /** Everything that is known, in the order of the log. */
  get events(): readonly ProgressEvent[] {
    return this.#events;
  }

  lesson(slug: string): LessonProgress {
    const answers = [...(this.#view.answers.get(slug)?.values() ?? [])];
    return {
      answered: answers.length,
      right: answers.filter(({ right }) => right).length,
      done: this.#view.done.has(slug),
    };
  }

  answered(lesson: string, item: string): AnswerEvent | undefined {
    return this.#view.answers.get(lesson)?.get(item);
  }

  /** Shows at once, and is kept as soon as the browser has written it. */
  answer(given: Omit<AnswerEvent, 'v' | 'id' | 'at' | 'kind'>): void {
    this.#log.append({ ...this.#stamp(), kind: 'answer', ...given });
  }

  visit(lesson: string, scenario: string, beat: number): void {
    const last = this.#view.visit;
    const same = last?.lesson === lesson && last.scenario === scenario && last.beat === beat;
    if (!same) this.#log.append({ ...this.#stamp(), kind: 'visit', lesson, scenario, beat });
  }

  /** Where the learner was last. */
  get resume(): { slug: string; scenario: string; beat: number } | undefined {
    const { visit } = this.#view;
    return visit && { slug: visit.lesson, scenario: visit.scenario, beat: visit.beat };
  }

  get notice(): string | undefined {
    return notices[this.#keeping];
  }

  /** Stored progress that could not be read. It is kept until it is discarded. */
  get damaged(): { download(): void; discard(): Promise<boolean> } | undefined {
    const text = this.#damage;
    if (text === undefined) return undefined;
    return {
      download: () => offer('glassbox-progress.txt', text),
      discard: () => this.#log.discard(),
    };
  }

  merge(events: Placed): Promise<Merged> {
    return this.#log.merge(events);
  }

  /** Says whether all of it is gone from the device. */
  erase(): Promise<boolean> {
    return this.#log.erase();
  }

  #stamp(): { v: 1; id: string; at: number } {
    return { v: 1, id: newId(), at: this.#now() };
  }
}

const notices: Readonly<Record<Keeping, string | undefined>> = {
  kept: undefined,
  refused:
    'This browser cannot store your progress: it lasts until you close the page. Under Settings you can export it as a file.',
  newer:
    'A newer version of this page keeps your progress here. This version leaves it untouched and cannot save more: what you do now lasts until you close the page.',
};

/** Unique, not secret. Available without https, too. */
const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');

export const progress = new Progress(new IndexedDbLog(), () => Date.now());
