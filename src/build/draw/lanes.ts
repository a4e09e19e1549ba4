// Lanes and the regions around them: AWS KMS in a box, and in it the HSM behind a double wall.

import { boxOf, type Box } from './bbox.ts';
import { headHeight, type Measures } from './fit.ts';
import { copyShapes } from './copy.ts';
import { isHsm, laneId } from './statements.ts';
import { tag } from '../../scenario/diagrams/svg.ts';
import { linesOf, writeLines, type Line } from './text.ts';

export interface Lane {
  readonly id: string;
  readonly x: number;
  readonly head: Box;
  /** Where the lifeline starts. */
  readonly top: number;
  readonly lines: readonly Line[];
  /** A stick figure instead of a box. */
  readonly figure: string;
}

export function lanesOf(drawn: Element, measures: Measures): Lane[] {
  const lanes = [...drawn.querySelectorAll('[data-et="participant"]')]
    .map((part) => laneOf(part, drawn, measures.fontSize))
    .sort((a, b) => a.x - b.x);
  const boxed = lanes.filter((lane) => !lane.figure);
  const height = headHeight(Math.max(...boxed.map((lane) => lane.lines.length)), measures);
  return lanes.map((lane) =>
    lane.figure ? named(lane, measures.fontSize) : lowered(lane, lane.head.height - height),
  );
}

function laneOf(part: Element, drawn: Element, size: number): Lane {
  const id = part.getAttribute('data-id') ?? '';
  const lifeline = [...drawn.querySelectorAll('[data-et="life-line"]')].find(
    (line) => line.getAttribute('data-id') === id,
  );
  const isFigure = part.getAttribute('data-type') === 'actor';
  const rect = part.querySelector('rect');
  return {
    id: laneId(id),
    x: Number(lifeline?.getAttribute('x1')),
    top: Number(lifeline?.getAttribute('y1')),
    head: boxOf(rect && !isFigure ? rect : part, size),
    lines: linesOf([...part.querySelectorAll('text')], size),
    figure: isFigure ? copyShapes([...part.children].filter((it) => it.localName !== 'text')) : '',
  };
}

/** A name of several lines goes down from the feet; Mermaid centres it on them. */
function named(lane: Lane, size: number): Lane {
  const first = lane.top - FOOT;
  const lines = lane.lines.map((line, i) => ({ ...line, y: first + i * size }));
  return { ...lane, lines, top: lane.top + (lines.length - 1) * size };
}

/** From a name's baseline to the lifeline. */
const FOOT = 9;

/** Beside a stick figure Mermaid makes every box as tall: it keeps its own height and stands on the ground. */
function lowered(lane: Lane, by: number): Lane {
  const { x, y, width, height } = lane.head;
  const lines = lane.lines.map((line) => ({ ...line, y: line.y + by / 2 }));
  return { ...lane, head: { x, y: y + by, width, height: height - by }, lines };
}

export function laneTag(lane: Lane, bottom: number, measures: Measures): string {
  return tag(
    'g',
    { class: 'lane', 'data-lane': lane.id },
    isHsm(lane.id) ? walls(lane.head, bottom, measures) : '',
    tag('line', {
      class: 'lifeline',
      x1: lane.x,
      y1: lane.top,
      x2: lane.x,
      y2: bottom - (isHsm(lane.id) ? 4 : 0),
    }),
    lane.figure
      ? tag('g', { class: 'figure' }, lane.figure)
      : tag('rect', { class: 'head', ...lane.head, rx: 6 }),
    writeLines('name', lane.lines),
  );
}

/** Inner wall, and how far the outer one stands off. */
function wallGaps(measures: Measures): { inner: number; outer: number } {
  const outer = Math.min(9, measures.gap / 2);
  return { inner: outer - 3, outer };
}

function walls(head: Box, bottom: number, measures: Measures): string {
  const wall = (name: string, gap: number): string => {
    const { x, y, width, height } = around(head, gap, bottom + gap - head.y);
    return tag('rect', { class: name, x, y, width, height, rx: 6 + gap });
  };
  const { inner, outer } = wallGaps(measures);
  return wall('wall wall-outer', outer) + wall('wall wall-inner', inner);
}

function around(box: Box, gap: number, depth: number): Box {
  return { x: box.x - gap, y: box.y - gap, width: box.width + 2 * gap, height: gap + depth };
}

export interface Region {
  readonly title: string;
  readonly box: Box;
  readonly lines: readonly Line[];
}

/** Keeps a title clear of the walls below it. */
const LIFT = 4;

/** Mermaid's boxes, drawn closely around their lanes and reaching below the walls in them. */
export function regionsOf(
  drawn: Element,
  lanes: readonly Lane[],
  bottom: number,
  measures: Measures,
): Region[] {
  const gap = wallGaps(measures).outer + 4;
  return [...drawn.querySelectorAll('g > rect.rect')].flatMap((rect) => {
    const rough = boxOf(rect, measures.fontSize);
    const inside = lanes.filter((lane) => lane.x > rough.x && lane.x < rough.x + rough.width);
    const [first] = inside;
    const last = inside.at(-1);
    if (!first || !last) return [];
    const x = first.head.x - gap;
    const width = last.head.x + last.head.width + gap - x;
    const y = rough.y - LIFT;
    const box = { x, y, width, height: bottom + gap - y };
    const lines = linesOf(
      [...(rect.parentElement?.querySelectorAll('text') ?? [])],
      measures.fontSize,
    ).map((line) => ({ ...line, x: x + width / 2, y: line.y - LIFT }));
    return [{ title: lines.map((line) => line.text).join(' '), box, lines }];
  });
}

export function regionTag(region: Region): string {
  return tag(
    'g',
    { class: 'region', 'data-box': region.title },
    tag('rect', { ...region.box, rx: 14 }),
    writeLines('title', region.lines),
  );
}
