// getBBox for a document without layout: what Mermaid asks the browser, answered from the attributes alone.
// Only what Mermaid draws is known; every transform it uses is a translation.

import { lineMetrics, textWidth } from '../../scenario/diagrams/glyphs.ts';
import { pointsOf, type Point } from './path.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const NOTHING: Box = { x: 0, y: 0, width: 0, height: 0 };

/** The element's box in its own coordinates; `size` is the font size where no ancestor names one. */
export function boxOf(element: Element, size: number): Box {
  switch (element.localName) {
    case 'text':
    case 'tspan':
      return textBox(element, size);
    case 'rect':
    case 'image':
      return {
        x: number(element, 'x'),
        y: number(element, 'y'),
        width: number(element, 'width'),
        height: number(element, 'height'),
      };
    case 'line':
      return around([
        { x: number(element, 'x1'), y: number(element, 'y1') },
        { x: number(element, 'x2'), y: number(element, 'y2') },
      ]);
    case 'circle':
    case 'ellipse':
      return roundBox(element);
    case 'polygon':
    case 'polyline':
      return around(polygonPoints(element));
    case 'path':
      return around(pointsOf(element.getAttribute('d') ?? ''));
    case 'g':
    case 'svg':
    case 'a':
      return union([...element.children].map((child) => moved(boxOf(child, size), child)));
    default:
      return NOTHING;
  }
}

export function union(boxes: readonly Box[]): Box {
  const real = boxes.filter((box) => box.width > 0 || box.height > 0);
  return around(
    real.flatMap((box) => [
      { x: box.x, y: box.y },
      { x: box.x + box.width, y: box.y + box.height },
    ]),
  );
}

function around(points: readonly Point[]): Box {
  if (points.length === 0) return NOTHING;
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const x = Math.min(...xs);
  const y = Math.min(...ys);
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** How far a `translate(…)` shifts. */
export function shiftOf(element: Element): Point {
  const [, x = '0', y = '0'] =
    /translate\(\s*(-?[\d.e-]+)(?:[\s,]+(-?[\d.e-]+))?/.exec(
      element.getAttribute('transform') ?? '',
    ) ?? [];
  return { x: Number(x), y: Number(y) };
}

function moved(box: Box, element: Element): Box {
  const shift = shiftOf(element);
  return { ...box, x: box.x + shift.x, y: box.y + shift.y };
}

function number(element: Element, name: string): number {
  return Number.parseFloat(element.getAttribute(name) ?? '0') || 0;
}

function roundBox(element: Element): Box {
  const rx = number(element, element.localName === 'circle' ? 'r' : 'rx');
  const ry = number(element, element.localName === 'circle' ? 'r' : 'ry');
  return {
    x: number(element, 'cx') - rx,
    y: number(element, 'cy') - ry,
    width: 2 * rx,
    height: 2 * ry,
  };
}

function polygonPoints(element: Element): Point[] {
  const all = (element.getAttribute('points') ?? '')
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(Number);
  return Array.from({ length: Math.floor(all.length / 2) }, (_, i) => ({
    x: all[2 * i] ?? 0,
    y: all[2 * i + 1] ?? 0,
  }));
}

function textBox(text: Element, fallback: number): Box {
  const lines = [...text.children].filter((child) => child.localName === 'tspan');
  const placed =
    lines.length > 0 && lines.some((line) => line.hasAttribute('x') || line.hasAttribute('dy'));
  return union((placed ? lines : [text]).map((line) => lineBox(line, fallback)));
}

function lineBox(line: Element, fallback: number): Box {
  const size = fontSize(line) ?? fallback;
  const { ascent, descent } = lineMetrics(size);
  const width = inkWidth(line, size);
  if (width === 0 && !line.textContent) return NOTHING;
  const at = baselineOf(line, size);
  const anchor = anchorOf(line);
  const x = anchor === 'middle' ? at.x - width / 2 : anchor === 'end' ? at.x - width : at.x;
  return { x, y: at.y - ascent, width, height: ascent + descent };
}

/** Mermaid centres the text of a flowchart's nodes by its stylesheet, which is not consulted here. */
export function anchorOf(text: Element): string {
  return inherited(text, 'text-anchor') ?? (text.closest('.node') ? 'middle' : 'start');
}

/** Where the line's text stands: x as given, y on the baseline. */
export function baselineOf(line: Element, size: number): Point {
  const { ascent, descent, xHeight } = lineMetrics(size);
  const own = (name: string): number | undefined => length(line.getAttribute(name), size);
  const parents = (name: string): number | undefined =>
    line.localName === 'tspan'
      ? length(line.parentElement?.getAttribute(name) ?? null, size)
      : undefined;
  const y =
    (own('y') ?? (parents('y') ?? 0) + (own('y') === undefined ? (parents('dy') ?? 0) : 0)) +
    (own('dy') ?? 0);
  const baseline = inherited(line, 'dominant-baseline');
  const drop =
    baseline === 'middle' ? xHeight / 2 : baseline === 'central' ? (ascent - descent) / 2 : 0;
  return { x: own('x') ?? parents('x') ?? 0, y: y + drop };
}

function inkWidth(line: Element, size: number): number {
  const inner = [...line.children];
  if (inner.length > 0) return inner.reduce((sum, child) => sum + inkWidth(child, size), 0);
  const bold = /^(bold|[6-9]00)$/.test(inherited(line, 'font-weight') ?? '');
  return textWidth(line.textContent, size, bold ? 'bold' : 'regular');
}

function length(value: string | null, size: number): number | undefined {
  if (value === null) return undefined;
  const number = Number.parseFloat(value);
  return value.trim().endsWith('em') ? number * size : number;
}

export function fontSize(element: Element): number | undefined {
  const value = inherited(element, 'font-size');
  return value === undefined ? undefined : Number.parseFloat(value);
}

/** A presentation property, from the style attribute or the attribute of the element or the nearest that has it. */
export function inherited(element: Element, name: string): string | undefined {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const style = new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([^;]+)`).exec(
      at.getAttribute('style') ?? '',
    );
    const value = style?.[1] ?? at.getAttribute(name);
    if (value) return value.trim();
  }
  return undefined;
}
