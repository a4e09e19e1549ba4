// Lines of text, taken from where Mermaid put them and written on plain baselines, which every browser
// places alike (dominant-baseline and em offsets they do not).

import { anchorOf, baselineOf, fontSize, type Box } from './bbox.ts';
import { lineMetrics, textWidth } from '../../scenario/diagrams/glyphs.ts';
import { tag, escape } from '../../scenario/diagrams/svg.ts';

export interface Line {
  readonly text: string;
  /** Centre of the line. */
  readonly x: number;
  /** Baseline. */
  readonly y: number;
  readonly width: number;
  readonly size: number;
}

/** Mermaid writes each line as a text of its own, at most with one tspan inside. */
export function linesOf(texts: readonly Element[], fallback: number): Line[] {
  return texts.map((text) => {
    const size = fontSize(text) ?? fallback;
    const content = text.textContent.trim();
    const width = textWidth(content, size, 'bold');
    const at = baselineOf(text.querySelector('tspan') ?? text, size);
    const anchor = anchorOf(text);
    const toCentre = anchor === 'middle' ? 0 : anchor === 'end' ? -width / 2 : width / 2;
    return { text: content, x: at.x + toCentre, y: at.y, width, size };
  });
}

export function linesBox(lines: readonly Line[]): Box {
  const left = Math.min(...lines.map((line) => line.x - line.width / 2));
  const right = Math.max(...lines.map((line) => line.x + line.width / 2));
  const top = Math.min(...lines.map((line) => line.y - lineMetrics(line.size).ascent));
  const bottom = Math.max(...lines.map((line) => line.y + lineMetrics(line.size).descent));
  return { x: left, y: top, width: right - left, height: bottom - top };
}

export function writeLines(name: string, lines: readonly Line[], shift = 0): string {
  if (lines.length === 0) return '';
  const [only] = lines;
  const attributes = { class: name, 'text-anchor': 'middle' };
  if (only && lines.length === 1)
    return tag('text', { ...attributes, x: only.x + shift, y: only.y }, escape(only.text));
  return tag(
    'text',
    attributes,
    ...lines.map((line) => tag('tspan', { x: line.x + shift, y: line.y }, escape(line.text))),
  );
}

/** How far something must move sideways to stay in the picture. */
export function nudge(box: Box, frame: Box): number {
  const margin = 4;
  const left = frame.x + margin - box.x;
  const right = box.x + box.width - (frame.x + frame.width - margin);
  return left > 0 ? left : right > 0 ? -right : 0;
}
