// Mermaid's sequence diagram, written again in the site's own terms: every message, lane and box is named by
// data attributes, the look is left to diagram.css, and nothing carries an id, so any number stand on one page.

import { boxOf, union, type Box } from './bbox.ts';
import { activations, controlTag, noteOf, noteTag } from './extras.ts';
import type { Measures, Variant } from './fit.ts';
import { laneTag, lanesOf, regionsOf, regionTag } from './lanes.ts';
import { messageOf, messageTag } from './message.ts';
import { picture } from '../../scenario/diagrams/svg.ts';

export function sequence(drawn: SVGSVGElement, variant: Variant, measures: Measures): string {
  const size = measures.fontSize;
  const lanes = lanesOf(drawn, measures);
  const wires = inSourceOrder(drawn, 'message');
  const messages = wires.map((wire) => messageOf(wire, size));
  const notes = inSourceOrder(drawn, 'note').map((note) =>
    noteOf(note, wires.filter((wire) => statement(wire) < statement(note)).length, size),
  );
  const controls = inSourceOrder(drawn, 'control-structure');
  const heads = lanes.map((lane) => lane.head);
  const contents = union([
    ...heads,
    ...messages.map((it) => it.box),
    ...notes.map((it) => it.box),
    ...controls.map((it) => boxOf(it, size)),
  ]);
  const bottom = contents.y + contents.height + size;
  const regions = regionsOf(drawn, lanes, bottom, measures);
  const frame = frameOf(union([...heads, ...regions.map((it) => it.box)]), bottom, measures);
  return picture(
    `glass-sequence glass-${variant}`,
    frame,
    size,
    ...regions.map(regionTag),
    ...lanes.map((lane) => laneTag(lane, bottom, measures)),
    ...controls.map((control) => controlTag(control, size, frame)),
    activations(drawn),
    ...notes.map((note, i) => noteTag(note, i, frame)),
    ...messages.map((message, i) => messageTag(message, i, frame)),
  );
}

/** Mermaid numbers its statements; notes and messages share the count. */
function inSourceOrder(drawn: Element, kind: string): Element[] {
  return [...drawn.querySelectorAll(`[data-et="${kind}"]`)].sort(
    (a, b) => statement(a) - statement(b),
  );
}

function statement(element: Element): number {
  return Number((element.getAttribute('data-id') ?? 'i0').slice(1));
}

/** Every picture of a variant is equally wide, so that text has one size on the page. */
function frameOf(content: Box, bottom: number, m: Measures): Box {
  const margin = 3;
  const width = Math.max(m.width, content.width + 2 * margin);
  const y = content.y - margin;
  const last = Math.max(bottom, content.y + content.height);
  return { x: content.x + content.width / 2 - width / 2, y, width, height: last - y + margin };
}
