// What the learner has done on this device: answers and the last place, folded from an event log.
// The one place of the screen that reads the clock.

import { fold, type AnswerEvent, type ProgressEvent } from './progress-events.ts';
import { LocalLog, type EventLog } from './progress-log.ts';

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
  #refused = $state(false);
  readonly #view = $derived(fold(this.#events));

  constructor(log: EventLog, now: () => number) {
    this.#log = log;
    this.#now = now;
    log.follow({
      events: (events) => (this.#events = events),
      refused: () => (this.#refused = true),
      damaged: (text) => (this.#damage = text),
    });
  }

  lesson(slug: string): LessonProgress {
    const answers = [...(this.#view.answers.get(slug)?.values() ?? [])];
    const of = answers.reduce((last, answer) => (answer.at >= last.at ? answer : last), none).of;
    return {
      answered: answers.length,
      right: answers.filter(({ right }) => right).length,
      done: of > 0 && answers.length >= of,
    };
  }

  answered(lesson: string, item: string): AnswerEvent | undefined {
    return this.#view.answers.get(lesson)?.get(item);
  }

  answer(given: Omit<AnswerEvent, 'v' | 'at' | 'kind'>): void {
    this.#log.append({ v: 1, at: this.#now(), kind: 'answer', ...given });
  }

  visit(lesson: string, scenario: string, beat: number): void {
    const last = this.#view.visit;
    const same = last?.lesson === lesson && last.scenario === scenario && last.beat === beat;
    if (!same) this.#log.append({ v: 1, at: this.#now(), kind: 'visit', lesson, scenario, beat });
  }

  /** Where the learner was last. */
  get resume(): { slug: string; scenario: string; beat: number } | undefined {
    const { visit } = this.#view;
    return visit && { slug: visit.lesson, scenario: visit.scenario, beat: visit.beat };
  }

  get notice(): string | undefined {
    return this.#refused
      ? 'This browser does not let the page store anything, so your progress lasts until you close the page.'
      : undefined;
  }

  /** Stored progress that could not be read. It is kept until it is discarded. */
  get damaged(): { download(): void; discard(): void } | undefined {
    const text = this.#damage;
    if (text === undefined) return undefined;
    return {
      download: () => offer('glassbox-progress.txt', text),
      discard: () => this.#log.discard(),
    };
  }

  erase(): void {
    this.#log.erase();
  }
}

const none = { at: -1, of: 0 };

/** Hands a text to the browser's own way of saving files. */
function offer(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  link.download = name;
  link.click();
  // The browser has taken hold of it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export const progress = new Progress(new LocalLog(() => localStorage), () => Date.now());
