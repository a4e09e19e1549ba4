// Where progress is kept. One small interface, so that another store can take its place; here the
// browser's localStorage. The stored text is read again before each addition, so that two tabs never
// lose each other's events. What cannot be read is set aside, never overwritten.

import { lineOf, read, sameVisit, type ProgressEvent } from './progress-events.ts';

export interface Listener {
  /** All events, at the start, after each addition, and when another tab has added some. */
  events(events: readonly ProgressEvent[]): void;
  /** The store does not take what it is given. Said once. */
  refused(): void;
  /** What could not be read, as it stood; undefined once it is gone. */
  damaged(text: string | undefined): void;
}

export interface EventLog {
  follow(listener: Listener): void;
  append(event: ProgressEvent): void;
  /** Drops what was set aside. */
  discard(): void;
  erase(): void;
}

const KEY = 'glassbox.progress';
const SET_ASIDE = 'glassbox.progress-set-aside';

export class LocalLog implements EventLog {
  /** A function: even asking for the store can be refused. */
  readonly #store: () => Storage;
  #listener: Listener | undefined;
  #refused = false;
  /** What is stored, and its reading. */
  #text = '';
  #saved: readonly ProgressEvent[] = [];
  /** Events that the store would not take. Each addition offers them again. */
  #unsaved: readonly ProgressEvent[] = [];

  constructor(store: () => Storage) {
    this.#store = store;
  }

  follow(listener: Listener): void {
    this.#listener = listener;
    this.#try((store) => {
      this.#refresh(store);
      listener.damaged(store.getItem(SET_ASIDE) ?? undefined);
    });
    this.#tell();
    globalThis.addEventListener('storage', ({ key }) => {
      if (key !== KEY && key !== null) return;
      this.#try((store) => this.#refresh(store));
      this.#tell();
    });
  }

  append(event: ProgressEvent): void {
    this.#unsaved = replaceVisit(this.#unsaved, event);
    this.#try((store) => {
      this.#refresh(store);
      let text = this.#text;
      let saved = this.#saved;
      for (const unsaved of this.#unsaved) {
        if (sameVisit(saved.at(-1), unsaved)) text = withoutLastLine(text);
        text += lineOf(unsaved);
        saved = replaceVisit(saved, unsaved);
      }
      store.setItem(KEY, text);
      this.#text = text;
      this.#saved = saved;
      this.#unsaved = [];
    });
    this.#tell();
  }

  discard(): void {
    this.#try((store) => store.removeItem(SET_ASIDE));
    this.#listener?.damaged(undefined);
  }

  erase(): void {
    this.#text = '';
    this.#saved = [];
    this.#unsaved = [];
    this.#try((store) => store.removeItem(KEY));
    this.discard();
    this.#tell();
  }

  #refresh(store: Storage): void {
    const text = store.getItem(KEY) ?? '';
    if (text === this.#text) return;
    const { events, sound, kept } = read(text);
    this.#saved = events;
    if (!sound) {
      // If this throws, nothing has been overwritten, and nothing will be.
      const aside = (store.getItem(SET_ASIDE) ?? '') + text;
      this.#listener?.damaged(aside);
      store.setItem(SET_ASIDE, aside);
      store.setItem(KEY, kept);
    }
    this.#text = sound ? text : kept;
  }

  #try(deed: (store: Storage) => void): void {
    try {
      deed(this.#store());
    } catch {
      if (!this.#refused) this.#listener?.refused();
      this.#refused = true;
    }
  }

  #tell(): void {
    this.#listener?.events([...this.#saved, ...this.#unsaved]);
  }
}

function replaceVisit(
  events: readonly ProgressEvent[],
  event: ProgressEvent,
): readonly ProgressEvent[] {
  return [...(sameVisit(events.at(-1), event) ? events.slice(0, -1) : events), event];
}

const withoutLastLine = (text: string): string =>
  text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1);
