// What falls due, in order of time; of equals, the one that was noted first.

interface Due {
  readonly at: number;
  readonly run: () => void;
}

export class Agenda {
  readonly #due: Due[] = [];

  add(at: number, run: () => void): void {
    const index = this.#due.findIndex((other) => other.at > at);
    this.#due.splice(index < 0 ? this.#due.length : index, 0, { at, run });
  }

  /** Takes the first thing due at or before `end`. */
  next(end: number): Due | undefined {
    const [first] = this.#due;
    return first && first.at <= end ? this.#due.shift() : undefined;
  }
}
