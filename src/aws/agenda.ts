// What falls due, in order of time; of equals, the one that was noted first. A binary heap, because every
// key that rotates has a date here.

interface Due {
  readonly at: number;
  readonly noted: number;
  readonly run: () => void;
}

export class Agenda {
  /** What is at place i comes before what is at 2i + 1 and 2i + 2. */
  readonly #heap: Due[] = [];
  #noted = 0;

  add(at: number, run: () => void): void {
    let place = this.#heap.push({ at, noted: this.#noted++, run }) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (this.#first(above, place) === above) return;
      this.#swap(above, place);
      place = above;
    }
  }

  /** Takes the first thing due at or before `end`. */
  next(end: number): Due | undefined {
    const [first] = this.#heap;
    if (!first || first.at > end) return undefined;
    this.#swap(0, this.#heap.length - 1);
    this.#heap.pop();
    this.#sink();
    return first;
  }

  #sink(): void {
    let place = 0;
    for (;;) {
      const next = this.#first(this.#first(place, 2 * place + 1), 2 * place + 2);
      if (next === place) return;
      this.#swap(place, next);
      place = next;
    }
  }

  /** Which of two places holds what comes first; a place beyond the end holds nothing. */
  #first(one: number, other: number): number {
    const a = this.#heap[one];
    const b = this.#heap[other];
    if (!a || !b) return one;
    return a.at < b.at || (a.at === b.at && a.noted < b.noted) ? one : other;
  }

  #swap(one: number, other: number): void {
    const a = this.#heap[one];
    const b = this.#heap[other];
    if (!a || !b) return;
    this.#heap[one] = b;
    this.#heap[other] = a;
  }
}
