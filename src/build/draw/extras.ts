// The rest of a sequence diagram: notes, alt and loop frames, activations.

import { boxOf, type Box } from './bbox.ts';
import { copyShapes } from './copy.ts';
import { tag } from '../../scenario/diagrams/svg.ts';
import { linesBox, linesOf, nudge, writeLines, type Line } from './text.ts';

export interface Note {
  readonly box: Box;
  readonly lines: readonly Line[];
  /** Messages before it. */
  readonly after: number;
}

export function noteOf(note: Element, after: number, size: number): Note {
  const rect = note.querySelector('rect');
  return {
    box: rect ? boxOf(rect, size) : boxOf(note, size),
    lines: linesOf([...note.querySelectorAll('text')], size),
    after,
  };
}

export function noteTag(note: Note, index: number, frame: Box): string {
  const shift = nudge(note.box, frame);
  const box = { ...note.box, x: note.box.x + shift };
  return tag(
    'g',
    { class: 'note', 'data-note': index, 'data-after': note.after },
    tag('rect', { ...box, rx: 3 }),
    writeLines('text', note.lines, shift),
  );
}

/** `alt`, `loop`, `opt`, `par`: a frame, its tab, and what stands in them. */
export function controlTag(control: Element, size: number, frame: Box): string {
  const texts = (name: string): string =>
    [...control.querySelectorAll(`text.${name}`)]
      .map((text) => {
        const lines = linesOf([text], size);
        return writeLines(
          name === 'labelText' ? 'tab-name' : 'condition',
          lines,
          nudge(linesBox(lines), frame),
        );
      })
      .join('');
  return tag(
    'g',
    { class: 'control' },
    copyShapes([...control.querySelectorAll('line')], 'frame'),
    copyShapes([...control.querySelectorAll('polygon')], 'tab'),
    texts('labelText'),
    texts('loopText'),
    texts('sectionTitle'),
  );
}

export function activations(drawn: Element): string {
  return copyShapes([...drawn.querySelectorAll('rect[class^="activation"]')], 'activation');
}
