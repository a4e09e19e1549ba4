// A mistake in content: it stops the build, and says where it is and what to do about it.

export interface Place {
  readonly file: string;
  readonly line: number;
}

export class Mistake extends Error {
  override readonly name = 'Mistake';

  constructor({ file, line }: Place, wrong: string, cure: string) {
    super(`${file}:${line}: ${wrong} ${cure}`.trim());
    // Where in the build it was noticed is of no use to an author.
    this.stack = `${this.name}: ${this.message}`;
  }
}

/** The nearest of the words, for "did you mean". */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const ranked = words
    .map((candidate) => ({
      candidate,
      distance: editsBetween(word.toLowerCase(), candidate.toLowerCase()),
    }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best && best.distance <= Math.max(2, word.length / 3) ? best.candidate : undefined;
}

/** "a, b or c", after a suggestion where one is near. */
export function oneOf(word: string, words: readonly string[]): string {
  const near = nearest(word, words);
  const list =
    words.length > 1 ? `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}` : words.join('');
  return near === undefined ? `Use ${list}.` : `Did you mean ${near}? Possible: ${list}.`;
}

function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      next.push(
        Math.min(
          (next[j] ?? 0) + 1,
          (row[j + 1] ?? 0) + 1,
          (row[j] ?? 0) + (letter === other ? 0 : 1),
        ),
      );
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
