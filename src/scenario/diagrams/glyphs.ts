// How wide text is in Arial. Liberation Sans, Arimo, Arial and Helvetica share these widths, so what is
// measured here in the build fits on every screen. Thousandths of the font size, measured once in Chromium.

export type Weight = 'regular' | 'bold';

export function textWidth(text: string, size: number, weight: Weight = 'regular'): number {
  let thousandths = 0;
  for (const glyph of readable(text)) thousandths += WIDTHS[weight].get(glyph) ?? UNKNOWN;
  return (thousandths * size) / 1000;
}

/** Whole pixels, as browsers report them for these fonts. */
export function lineMetrics(size: number): { ascent: number; descent: number; xHeight: number } {
  return {
    ascent: Math.round(0.905 * size),
    descent: Math.round(0.212 * size),
    xHeight: 0.528 * size,
  };
}

/** Mermaid's `#35;` and `#quot;`, also in the disguise they wear while it works, as the reader sees them. */
export function readable(text: string): string {
  return text
    .replace(/ﬂ°°(\d+)¶ß|#(\d+);/g, (_, a?: string, b?: string) =>
      String.fromCodePoint(Number(a ?? b)),
    )
    .replace(/ﬂ°(\w+)¶ß|[#&](\w+);/g, (_, a?: string, b?: string) => NAMED[a ?? b ?? ''] ?? '·');
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  gt: '>',
  lt: '<',
  nbsp: ' ',
  quot: '"',
};

/** A wide guess: too much room is harmless, too little is not. */
const UNKNOWN = 1000;

const WIDTHS: Readonly<Record<Weight, ReadonlyMap<string, number>>> = {
  regular: table({
    0: '\u200b',
    191: "'",
    222: 'ijl‘’',
    260: '|',
    278: ' !,./:;I[\\]ft·\u00a0',
    333: '()-`r“”',
    334: '{}',
    350: '•',
    355: '"',
    389: '*',
    469: '^',
    500: 'Jcksvxyz',
    549: '≤≥',
    556: '#$0123456789?L_abdeghnopqué–',
    584: '+<=>~×−',
    611: 'FTZ',
    667: '&ABEKPSVXY',
    722: 'CDHNRUw',
    778: 'GOQ',
    833: 'Mm',
    838: '✓✕',
    889: '%',
    944: 'W',
    1000: '—…←→↔',
    1015: '@',
  }),
  bold: table({
    0: '\u200b',
    238: "'",
    278: ' ,./I\\ijl·‘’\u00a0',
    280: '|',
    333: '!()-:;[]`ft',
    350: '•',
    389: '*r{}',
    474: '"',
    500: 'z“”',
    549: '≤≥',
    556: '#$0123456789J_aceksvxyé–',
    584: '+<=>^~×−',
    611: '?FLTZbdghnopqu',
    667: 'EPSVXY',
    722: '&ABCDHKNRU',
    778: 'GOQw',
    833: 'M',
    838: '✓✕',
    889: '%m',
    944: 'W',
    975: '@',
    1000: '—…←→↔',
  }),
};

function table(rows: Readonly<Record<number, string>>): ReadonlyMap<string, number> {
  return new Map(
    Object.entries(rows).flatMap(([width, glyphs]) =>
      [...glyphs].map((glyph) => [glyph, Number(width)] as const),
    ),
  );
}
