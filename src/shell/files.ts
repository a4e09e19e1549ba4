// The small file system of the shell: names and bytes, in memory. Folders are there as soon as a file is in them.

export const HOME = '/home/learner';

export class Files {
  readonly #files = new Map<string, Uint8Array>();
  readonly #folders = new Set<string>([HOME, '/tmp']);

  read(path: string): Uint8Array | undefined {
    return this.#files.get(absolute(path));
  }

  write(path: string, bytes: Uint8Array): void {
    this.#files.set(absolute(path), bytes);
  }

  /** Whether there was one. */
  remove(path: string): boolean {
    return this.#files.delete(absolute(path));
  }

  makeFolder(path: string): void {
    this.#folders.add(absolute(path));
  }

  isFolder(path: string): boolean {
    const folder = absolute(path);
    return this.#folders.has(folder) || this.under(folder).length > 0;
  }

  /** Names of all files in a folder and below, as seen from there, in order. */
  under(path: string): readonly string[] {
    const prefix = `${absolute(path)}/`.replace('//', '/');
    return [...this.#files.keys()]
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length))
      .sort();
  }

  /** All, by their whole names. */
  entries(): readonly (readonly [string, Uint8Array])[] {
    return [...this.#files].sort(([one], [other]) => (one < other ? -1 : 1));
  }
}

/** '~/a/../b' → '/home/learner/b' */
export function absolute(path: string): string {
  const whole = path.startsWith('/') ? path : `${HOME}/${path.replace(/^~(?=\/|$)/, '.')}`;
  const steps: string[] = [];
  for (const step of whole.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return `/${steps.join('/')}`;
}
