// One message: its wire, its arrowhead and its label, in one group that the player lights or ghosts. The head is
// a shape of its own rather than a marker, so that it takes the wire's colour in every browser.

import { union, type Box } from './bbox.ts';
import { pointsOf, type Point } from './path.ts';
import { laneId } from './statements.ts';
import { round, tag } from '../../scenario/diagrams/svg.ts';
import { linesBox, linesOf, nudge, writeLines, type Line } from './text.ts';

export interface Message {
  readonly from: string;
  readonly to: string;
  readonly lines: readonly Line[];
  readonly wire: readonly Point[];
  readonly dashed: boolean;
  readonly arrows: { readonly start: Arrow; readonly end: Arrow };
  readonly box: Box;
}

type Arrow = 'none' | 'full' | 'cross' | 'open';

export function messageOf(line: Element, size: number): Message {
  const texts: Element[] = [];
  for (
    let at = line.previousElementSibling;
    at?.classList.contains('messageText');
    at = at.previousElementSibling
  )
    texts.unshift(at);
  const lines = linesOf(texts, size).filter((it) => it.text.replace('\u200b', ''));
  const wire = wireOf(line);
  const ys = wire.map((point) => point.y);
  const xs = wire.map((point) => point.x);
  const bend = {
    x: Math.min(...xs),
    y: Math.min(...ys) - 5,
    width: Math.max(...xs) - Math.min(...xs),
    height: Math.max(...ys) - Math.min(...ys) + 10,
  };
  return {
    from: laneId(line.getAttribute('data-from') ?? ''),
    to: laneId(line.getAttribute('data-to') ?? ''),
    lines,
    wire,
    dashed: line.classList.contains('messageLine1'),
    arrows: {
      start: arrowOf(line.getAttribute('marker-start')),
      end: arrowOf(line.getAttribute('marker-end')),
    },
    box: lines.length > 0 ? union([bend, linesBox(lines)]) : bend,
  };
}

function wireOf(line: Element): Point[] {
  const n = (name: string): number => Number(line.getAttribute(name));
  if (line.localName === 'path') return loop(pointsOf(line.getAttribute('d') ?? ''));
  return [
    { x: n('x1'), y: n('y1') },
    { x: n('x2'), y: n('y2') },
  ];
}

/** A message to oneself: Mermaid's curve, squared. */
function loop(curve: readonly Point[]): Point[] {
  const [start = { x: 0, y: 0 }] = curve;
  const end = curve.at(-1) ?? start;
  const out = start.x + LOOP;
  return [start, { x: out, y: start.y }, { x: out, y: end.y }, end];
}

const LOOP = 24;

function arrowOf(marker: string | null): Arrow {
  if (!marker) return 'none';
  if (marker.includes('crosshead')) return 'cross';
  return marker.includes('filled-head') ? 'open' : 'full';
}

export function messageTag(message: Message, index: number, frame: Box): string {
  const { wire, arrows, lines } = message;
  const shift = lines.length > 0 ? nudge(linesBox(lines), frame) : 0;
  const trimmed = trim(trim(wire, arrows.end).reverse(), arrows.start).reverse();
  return tag(
    'g',
    {
      class: message.dashed ? 'message dashed' : 'message',
      'data-message': index,
      'data-from': message.from,
      'data-to': message.to,
    },
    tag('path', {
      class: 'wire',
      d: trimmed
        .map((p, i) => `${i === 0 ? 'M' : 'L'}${String(round(p.x))} ${String(round(p.y))}`)
        .join(''),
    }),
    arrowTag(wire, arrows.end),
    arrowTag([...wire].reverse(), arrows.start),
    writeLines('label', lines, shift),
  );
}

const LENGTH = 9;
/** Mermaid stops the wire short of the lifeline, for its own marker. */
const SHORT = 3;

function trim(wire: readonly Point[], arrow: Arrow): Point[] {
  const last = wire.at(-1);
  if (arrow !== 'full' || !last) return [...wire];
  return [...wire.slice(0, -1), { x: last.x - direction(wire) * (LENGTH - SHORT - 1), y: last.y }];
}

/** 1 to the right, −1 to the left: wires end level. */
function direction(wire: readonly Point[]): number {
  return (wire.at(-1)?.x ?? 0) < (wire.at(-2)?.x ?? 0) ? -1 : 1;
}

function arrowTag(wire: readonly Point[], arrow: Arrow): string {
  const last = wire.at(-1);
  if (arrow === 'none' || !last) return '';
  const way = direction(wire);
  const level = wire.length === 2 ? SHORT - 1 : 0;
  const tip = { x: last.x + way * level, y: last.y };
  const back = tip.x - way * LENGTH;
  const at = (x: number, y: number): string => `${String(round(x))} ${String(round(y))}`;
  if (arrow === 'cross') {
    const middle = last.x - way * 8;
    return tag('path', {
      class: 'cross',
      d: `M${at(middle - 5, tip.y - 5)}l10 10M${at(middle + 5, tip.y - 5)}l-10 10`,
    });
  }
  const outline = `M${at(back, tip.y - 4.5)}L${at(tip.x, tip.y)}L${at(back, tip.y + 4.5)}`;
  return arrow === 'open'
    ? tag('path', { class: 'arrow open', d: outline })
    : tag('path', { class: 'arrow', d: `${outline}Z` });
}
