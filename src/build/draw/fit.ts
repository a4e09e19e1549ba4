// Makes a sequence diagram fit its column: wraps heads and labels, and chooses how far the lanes stand apart.
// Mermaid would widen the picture for long labels, and a wide picture is small text on a phone.

import type { MermaidConfig } from 'mermaid';
import { FITTED_WEIGHT } from './engine.ts';
import { isHsm, LANE, laneId, lanesOf, read, type Statement } from './statements.ts';
import { BREAK, labelWidth, wrap, type Font } from '../../scenario/diagrams/wrap.ts';

export type Variant = 'wide' | 'narrow';

export interface Measures {
  /** Width of every picture of this variant; only one that cannot fit is wider. */
  readonly width: number;
  /** The same from five lanes on: text becomes smaller, never below 11 pixels in a column of 350. */
  readonly crowdedWidth: number;
  readonly fontSize: number;
  readonly headPadding: number;
  readonly headWidth: number;
  readonly gap: number;
  /** A label may be this wide even where its lanes stand closer. */
  readonly label: number;
  readonly longestLine: number;
  readonly boxMargin: number;
}

export const MEASURES: Readonly<Record<Variant, Measures>> = {
  wide: {
    width: 720,
    crowdedWidth: 760,
    fontSize: 14,
    headPadding: 10,
    headWidth: 92,
    gap: 28,
    label: 124,
    longestLine: 260,
    boxMargin: 10,
  },
  narrow: {
    width: 344,
    crowdedWidth: 376,
    fontSize: 12,
    headPadding: 4,
    headWidth: 52,
    gap: 10,
    label: 110,
    longestLine: 170,
    boxMargin: 8,
  },
};

export interface Fitted {
  readonly source: string;
  readonly config: MermaidConfig;
  readonly measures: Measures;
}

export function fitSequence(source: string, variant: Variant): Fitted {
  const lines = source.split('\n').map(read);
  const lanes = lanesOf(lines);
  const base = MEASURES[variant];
  const measures = lanes.size > 4 ? { ...base, width: base.crowdedWidth } : base;
  const { fontSize, headPadding, label, width } = measures;
  const heads = headsFor(lanes, lines.filter((line) => line.kind === 'box').length, measures);
  const pitch = pitchFor(lines, lanes, heads, measures);
  const span = spanOf(lanes);
  const room = (from: string, to: string): number => {
    if (from === to && isHsm(laneId(from))) return heads.width + INSIDE_WALLS;
    return Math.min(
      Math.max((span(from, to) || OWN_LANE) * pitch - LABEL_MARGIN, label),
      width - 12,
    );
  };
  // A stick figure has no box around its name, which may reach for its neighbours' boxes.
  const alone = lines.filter((line) => isFigure(line.before)).length === 1;
  const nameRoom = alone ? 2 * pitch - heads.width - NAME_MARGIN : pitch - NAME_MARGIN;
  const noteRoom = (across: number): number =>
    across > 0 ? across + pitch - heads.width - 2 * NOTE_MARGIN : label;
  const bold: Font = { size: fontSize, weight: 'bold' };
  const written = lines.map((line) => {
    if (line.kind === 'lane') {
      const most = isFigure(line.before) ? nameRoom : heads.width - 2 * headPadding;
      return `${line.before} as ${wrap(line.label, { size: fontSize, weight: 'regular' }, most)}`;
    }
    if (line.kind === 'message')
      return line.before + wrap(line.label, bold, room(line.from, line.to));
    if (line.kind === 'note')
      return line.before + wrap(line.label, bold, noteRoom(span(line.from, line.to) * pitch));
    return line.before;
  });
  return {
    source: written.join('\n'),
    config: configFor(measures, heads.width, pitch, written),
    measures,
  };
}

/** Between a label and the lifelines on either side of it. */
const LABEL_MARGIN = 14;
/** What the HSM says to itself stays within its walls, which stand this much wider than its head. */
const INSIDE_WALLS = 6;
const NOTE_MARGIN = 6;
const NAME_MARGIN = 4;
/** A message to oneself has room to both sides: as if it spanned this many lanes. */
const OWN_LANE = 1.5;
/** Room that Mermaid's stick figure takes, a name of one line included. */
const FIGURE = 72;

const isFigure = (lane: string): boolean => /^\s*actor\s/.test(lane);

export function headHeight(lines: number, { fontSize, headPadding }: Measures): number {
  return lines * fontSize + 2 * headPadding + 6;
}

function configFor(
  m: Measures,
  width: number,
  pitch: number,
  lines: readonly string[],
): MermaidConfig {
  const linesOf = (figure: boolean): number[] =>
    lines.flatMap((line) => {
      const head = isFigure(line) === figure ? LANE.exec(line)?.[3] : undefined;
      return head === undefined ? [] : [head.split(BREAK).length];
    });
  const figures = Math.max(0, ...linesOf(true));
  const height = headHeight(Math.max(1, ...linesOf(false)), m);
  return {
    sequence: {
      mirrorActors: false,
      showSequenceNumbers: false,
      diagramMarginX: 0,
      diagramMarginY: 0,
      width,
      height: figures > 0 ? Math.max(height, FIGURE + (figures - 1) * m.fontSize) : height,
      actorMargin: pitch - width,
      boxMargin: m.boxMargin,
      boxTextMargin: 4,
      noteMargin: NOTE_MARGIN,
      wrapPadding: 8,
      messageFontWeight: FITTED_WEIGHT,
      noteFontWeight: 'normal',
      actorFontWeight: FITTED_WEIGHT,
    },
  };
}

interface Heads {
  readonly width: number;
  /** What boxes and the picture's edges take. */
  readonly spent: number;
}

type Lanes = ReadonlyMap<string, string>;

function headsFor(lanes: Lanes, boxes: number, m: Measures): Heads {
  const names = [...lanes.values()].map((label) =>
    labelWidth(label, { size: m.fontSize, weight: 'regular' }),
  );
  const natural = Math.ceil(Math.max(0, ...names)) + 2 * m.headPadding;
  const spent = 16 + boxes * (m.boxMargin + 4);
  const most = (m.width - spent - (lanes.size - 1) * m.gap) / Math.max(1, lanes.size);
  const wanted = Math.min(Math.max(natural, m.headWidth), most);
  return { width: Math.floor(Math.max(wanted, Math.min(natural, m.headWidth))), spent };
}

/** As far apart as the labels wish, as far as the column allows, the same for all lanes. */
function pitchFor(lines: readonly Statement[], lanes: Lanes, heads: Heads, m: Measures): number {
  const span = spanOf(lanes);
  const wishes = lines.flatMap((line) => {
    if (line.kind !== 'message') return [];
    const width = Math.min(
      labelWidth(line.label, { size: m.fontSize, weight: 'bold' }),
      m.longestLine,
    );
    return [(width + LABEL_MARGIN) / (span(line.from, line.to) || OWN_LANE)];
  });
  const most = (m.width - heads.spent - heads.width) / Math.max(1, lanes.size - 1);
  return Math.floor(Math.max(heads.width + m.gap, Math.min(most, Math.max(0, ...wishes))));
}

function spanOf(lanes: Lanes): (from: string, to: string) => number {
  const order = [...lanes.keys()];
  return (from, to) => Math.abs(order.indexOf(from) - order.indexOf(to));
}
