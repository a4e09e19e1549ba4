// What the CLI says when a command line can't be understood. Nothing has been called then: exit code 252.

export class UsageError extends Error {
  /** 252: not understood; 255: something else went wrong before AWS was asked. */
  readonly exitCode: number;

  constructor(message: string, exitCode = 252) {
    super(message);
    this.exitCode = exitCode;
  }
}

const USAGE = `
usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]
To see help text, you can run:

  aws help
  aws <command> help
  aws <command> <subcommand> help

aws: error: `;

/** The line itself is wrong: the CLI shows how one is formed. */
export const misused = (problem: string): UsageError => new UsageError(`${USAGE}${problem}`);

/** One option has a value that it can't have. */
export const badValue = (option: string, problem: string): UsageError =>
  new UsageError(`\nError parsing parameter '--${option}': ${problem}`);

/** The SDK within the CLI checks least lengths and figures before it asks AWS. */
export const invalid = (problems: readonly string[]): UsageError =>
  new UsageError(`\nParameter validation failed:\n${problems.join('\n')}`);

/** Names that begin alike, or are near: 'did you mean'. */
export function nearest(name: string, names: readonly string[]): readonly string[] {
  const scored = names
    .map((one) => ({ one, score: distance(name, one) }))
    .filter(({ one, score }) => score <= Math.max(2, one.length / 4) || one.startsWith(name))
    .sort((a, b) => a.score - b.score);
  return scored.slice(0, 4).map(({ one }) => one);
}

/** How many letters have to be changed, added or taken away. */
function distance(from: string, to: string): number {
  if (Math.abs(from.length - to.length) > 8) return Infinity;
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const changed = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? Infinity;
}
