// Finished drawings, kept in node_modules/.cache so that a second build draws nothing. The key holds the source,
// the variant and this code itself, so nothing stale is ever hung.

import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Drawing } from '../quiz/lesson.ts';
import type { Variant } from './draw/fit.ts';
import type { Drawn } from '../scenario/diagrams/svg.ts';

export interface Gallery {
  /** `text` replaces the words that the source itself gives. */
  readonly hang: (source: string, text?: readonly string[]) => Promise<Drawing>;
}

export function gallery(root: string): Gallery {
  const folder = path.join(root, 'node_modules/.cache/glassbox');
  mkdirSync(folder, { recursive: true });
  const code = fingerprint(root);
  const drawn = async (source: string, variant: Variant): Promise<Drawn> => {
    const key = createHash('sha256')
      .update([code, variant, source].join('\0'))
      .digest('hex')
      .slice(0, 32);
    const file = path.join(folder, `${key}.json`);
    const kept = readKept(file);
    if (kept) return kept;
    const { draw } = await import('./draw.ts');
    const fresh = await draw(source, variant);
    // Renamed into place: two builds at once must not read half a file.
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(fresh));
    renameSync(draft, file);
    return fresh;
  };
  return {
    async hang(source, text) {
      const wide = await drawn(source, 'wide');
      const narrow = await drawn(source, 'narrow');
      return { wide: wide.svg, narrow: narrow.svg, text: text ?? wide.text, source };
    },
  };
}

function readKept(file: string): Drawn | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Drawn;
  } catch {
    return undefined;
  }
}

function fingerprint(root: string): string {
  const hash = createHash('sha256');
  const folder = path.join(root, 'src/build/draw');
  const files = [
    path.join(root, 'src/build/draw.ts'),
    ...readdirSync(folder)
      .sort()
      .map((name) => path.join(folder, name)),
  ];
  for (const file of files) hash.update(readFileSync(file));
  hash.update(readFileSync(path.join(root, 'node_modules/mermaid/package.json')));
  return hash.digest('hex');
}
