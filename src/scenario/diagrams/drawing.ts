// A play as a picture, laid out here: for what nobody could know when the site was built. It has the parts and the
// classes of the pictures that Mermaid makes in the build, so that player and stylesheet see no difference.

import type { Beat, Lane, Play } from '../play-types.ts';
import { lineMetrics, textWidth } from './glyphs.ts';
import { sequenceOf } from './sequence.ts';
import { escape, picture, tag } from './svg.ts';
import { wrap, type Font } from './wrap.ts';

interface Measures {
  readonly width: number;
  readonly size: number;
  /** Between the boxes of neighbours. */
  readonly gap: number;
  /** A label may be this wide even where its lanes stand closer. */
  readonly label: number;
}

const WIDE: Measures = { width: 720, size: 14, gap: 28, label: 124 };
const NARROW: Measures = { width: 344, size: 12, gap: 10, label: 110 };

export interface SequenceDrawing {
  readonly wide: string;
  readonly narrow: string;
  readonly text: readonly string[];
  readonly source: string;
}

type Played = Pick<Play, 'lanes' | 'beats'>;

export function drawingOf(play: Played): SequenceDrawing {
  return {
    wide: drawn(play, WIDE, 'wide'),
    narrow: drawn(play, NARROW, 'narrow'),
    ...sequenceOf(play),
  };
}

interface Placed extends Lane {
  readonly x: number;
  readonly names: readonly string[];
}

function drawn({ lanes, beats }: Played, measures: Measures, variant: string): string {
  const { width, size } = measures;
  const pitch = width / Math.max(lanes.length, 2);
  const headWidth = pitch - measures.gap;
  const bold: Font = { size, weight: 'bold' };
  const placed = ordered(lanes).map((lane, i): Placed => ({
    ...lane,
    x: (i + 0.5) * pitch + ((Math.max(lanes.length, 2) - lanes.length) * pitch) / 2,
    names: wrap(lane.label, bold, headWidth - 8).split('<br/>'),
  }));
  const lineHeight = size * 1.2;
  const headHeight = Math.max(...placed.map(({ names }) => names.length), 1) * lineHeight + 14;
  const hasKms = placed.some(({ kind }) => kind === 'kms');
  const top = hasKms ? 34 : 10;
  let y = top + headHeight + 16;
  const at = new Map(placed.map((lane) => [lane.id, lane.x]));
  const messages = beats.map((beat, i) => {
    const from = at.get(beat.from) ?? 0;
    const to = at.get(beat.to) ?? from;
    const room = Math.min(Math.max(Math.abs(to - from) - 14, measures.label), width - 12);
    const lines = wrap(beat.label, bold, room)
      .split('<br/>')
      .map((line) => line.trim());
    const wire = y + lines.length * lineHeight + 4;
    const written = messageTag({ beat, index: i, from, to, lines, y, wire, measures });
    y = wire + (from === to ? 30 : 14);
    return written;
  });
  const bottom = y + 4;
  return picture(
    `glass-${variant}`,
    { x: 0, y: 0, width, height: bottom + 18 },
    size,
    hasKms ? regionTag(placed, { headWidth, top, bottom, size }) : '',
    ...placed.map((lane) =>
      laneTag(lane, { headWidth, headHeight, top, bottom, size, lineHeight }),
    ),
    ...messages,
  );
}

/** What belongs to KMS stands together, at the end. */
const ordered = (lanes: readonly Lane[]): readonly Lane[] => {
  const inKms = lanes.filter(({ kind }) => kind === 'kms' || kind === 'hsm');
  return [...lanes.filter((lane) => !inKms.includes(lane)), ...inKms];
};

interface Frame {
  readonly headWidth: number;
  readonly top: number;
  readonly bottom: number;
  readonly size: number;
}

function regionTag(lanes: readonly Placed[], { headWidth, top, bottom, size }: Frame): string {
  const inside = lanes.filter(({ kind }) => kind === 'kms' || kind === 'hsm').map(({ x }) => x);
  const x = Math.max(2, Math.min(...inside) - headWidth / 2 - 12);
  const width = Math.max(...inside) + headWidth / 2 + 12 - x;
  return tag(
    'g',
    { class: 'region', 'data-box': 'AWS KMS' },
    tag('rect', { x, y: top - 30, width, height: bottom + 14 - (top - 30), rx: 14 }),
    text('title', ['AWS KMS'], { x: x + width / 2, y: top - 14, size }),
  );
}

interface Heads extends Frame {
  readonly headHeight: number;
  readonly lineHeight: number;
}

function laneTag({ id, kind, x, names }: Placed, heads: Heads): string {
  const { headWidth, headHeight, top, bottom, size, lineHeight } = heads;
  const head = { x: x - headWidth / 2, y: top, width: headWidth, height: headHeight };
  const isHsm = kind === 'hsm';
  const wall = (name: string, gap: number): string =>
    tag('rect', {
      class: `wall ${name}`,
      x: head.x - gap,
      y: head.y - gap,
      width: head.width + 2 * gap,
      height: bottom - head.y + 2 * gap,
      rx: 6 + gap,
    });
  const first = top + headHeight / 2 - ((names.length - 1) * lineHeight) / 2 + size * 0.35;
  return tag(
    'g',
    { class: 'lane', 'data-lane': id },
    isHsm ? wall('wall-outer', 7) + wall('wall-inner', 4) : '',
    tag('line', {
      class: 'lifeline',
      x1: x,
      y1: top + headHeight,
      x2: x,
      y2: bottom - (isHsm ? 4 : 0),
    }),
    tag('rect', { class: 'head', ...head, rx: kind === 'person' ? headHeight / 2 : 6 }),
    text('name', names, { x, y: first, size }),
  );
}

interface Message {
  readonly beat: Beat;
  readonly index: number;
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
  /** Top of the label, and the height of the wire. */
  readonly y: number;
  readonly wire: number;
  readonly measures: Measures;
}

const HEAD = 9;
const LOOP = 24;

function messageTag({ beat, index, from, to, lines, y, wire, measures }: Message): string {
  const { size, width } = measures;
  const isAnswer = beat.phase === 'response' || beat.phase === 'refusal';
  const own = from === to;
  const turned = own && from + LOOP + 4 > width ? -LOOP : LOOP;
  const way = own ? -Math.sign(turned) : Math.sign(to - from);
  const end = { x: to, y: own ? wire + 16 : wire };
  const path = own
    ? `M${from} ${wire}L${from + turned} ${wire}L${from + turned} ${end.y}L${to - way * 5} ${end.y}`
    : `M${from} ${wire}L${to - way * 7} ${wire}`;
  const middle = own ? from : (from + to) / 2;
  const half = Math.max(...lines.map((line) => textWidth(line, size, 'bold'))) / 2 + 4;
  const x = Math.min(Math.max(middle, half), width - half);
  return tag(
    'g',
    {
      class: isAnswer ? 'message dashed' : 'message',
      'data-message': index,
      'data-from': beat.from,
      'data-to': beat.to,
    },
    tag('path', { class: 'wire', d: path }),
    beat.phase === 'refusal' ? cross(end.x - way * 8, end.y) : arrow(end, way),
    text('label', lines, { x, y: y + lineMetrics(size).ascent, size }),
  );
}

const arrow = ({ x, y }: { x: number; y: number }, way: number): string =>
  tag('path', {
    class: 'arrow',
    d: `M${x - way * HEAD} ${y - 4.5}L${x} ${y}L${x - way * HEAD} ${y + 4.5}Z`,
  });

const cross = (x: number, y: number): string =>
  tag('path', { class: 'cross', d: `M${x - 5} ${y - 5}l10 10M${x - 5} ${y + 5}l10 -10` });

function text(
  name: string,
  lines: readonly string[],
  { x, y, size }: { x: number; y: number; size: number },
): string {
  const attributes = { class: name, 'text-anchor': 'middle' };
  return tag(
    'text',
    attributes,
    ...lines.map((line, i) => tag('tspan', { x, y: y + i * size * 1.2 }, escape(line))),
  );
}
