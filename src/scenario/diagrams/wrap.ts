// Breaks a label into lines by measured width: at spaces, else where a long name can be read apart, else anywhere.

import { textWidth, type Weight } from './glyphs.ts';

export interface Font {
  readonly size: number;
  readonly weight: Weight;
}

export const BREAK = /<br\s*\/?>/i;

export function labelWidth(label: string, font: Font): number {
  return Math.max(...label.split(BREAK).map((line) => textWidth(line, font.size, font.weight)));
}

/** Lines as even as the fewest lines allow, joined by `<br/>`. Breaks of the author's stay. */
export function wrap(label: string, font: Font, limit: number): string {
  return label
    .split(BREAK)
    .map((part) => balanced(part.trim(), font, limit).join('<br/>'))
    .join('<br/>');
}

function balanced(text: string, font: Font, limit: number): string[] {
  let best = fill(text, font, limit);
  for (let tighter = limit - 4; tighter > limit / 3; tighter -= 4) {
    const lines = fill(text, font, tighter);
    if (lines.length > best.length || splits(lines) > splits(best)) break;
    best = lines;
  }
  return best;
}

/** Breaks inside words: worse than an uneven line. */
function splits(lines: readonly string[]): number {
  return lines.filter((line) => !line.endsWith(' ')).length;
}

function fill(text: string, font: Font, limit: number): string[] {
  const fits = (line: string): boolean =>
    textWidth(line.trimEnd(), font.size, font.weight) <= limit;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/(?<= )/)) {
    for (const piece of fits(word) ? [word] : piecesOf(word, fits)) {
      if (line && !fits(line + piece)) {
        lines.push(line);
        line = '';
      }
      line += piece;
    }
  }
  return [...lines, line];
}

/** `GenerateDataKey` → `Generate`, `Data`, `Key`; an escaped character stays whole. */
function piecesOf(word: string, fits: (line: string) => boolean): string[] {
  const parts = word.split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[/:_.,(=-])(?!\d)/);
  return parts.flatMap((part) => (fits(part) ? [part] : (part.match(/#\w+;|./gsu) ?? [])));
}
