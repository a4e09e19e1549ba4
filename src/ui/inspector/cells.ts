// Draws the cells of a hex grid by hand. There are hundreds of them and they come and go with each step: as
// components they cost twice as long, and a step must fit into one frame.

import type { Blob, FlipResult } from '../../scenario/inspect-types.ts';
import { fieldAt, hexOf, offsetOf, type Layout, type Row } from './hex.ts';

export function rowsOf(blob: Blob, layout: Layout, columns: number): DocumentFragment {
  const fragment = document.createDocumentFragment();
  const add = (rows: readonly Row[]): void =>
    fragment.append(...rows.map((row) => rowOf(blob, row, columns)));
  add(layout.head);
  if (layout.omitted > 0) {
    fragment.append(gapOf(layout.omitted, fieldAt(blob, layout.head.length * columns)?.name ?? ''));
  }
  add(layout.tail);
  return fragment;
}

function rowOf(blob: Blob, { offset, bytes }: Row, columns: number): HTMLElement {
  const row = element('div', 'row');
  row.setAttribute('aria-rowindex', String(offset / columns + 1));
  const head = element('span', 'rowheader', `${offsetOf(offset)} `);
  row.append(head, ...bytes.map((byte) => cellOf(blob, byte)));
  return row;
}

/** The space belongs to the text: what is read or copied are pairs of digits. */
function cellOf(blob: Blob, byte: number): HTMLElement {
  const cell = element('span', 'gridcell', `${hexOf(blob.bytes[byte] ?? 0)} `);
  const field = fieldAt(blob, byte);
  cell.className = `byte byte-${field?.role ?? ''}${field?.start === byte ? ' first' : ''}`;
  cell.dataset['byte'] = String(byte);
  cell.tabIndex = -1;
  return cell;
}

function gapOf(omitted: number, field: string): HTMLElement {
  const row = element('div', 'row');
  const said = `${omitted.toLocaleString('en')} bytes of “${field}” are left out here.`;
  const cell = element('span', 'gridcell', said);
  cell.className = 'gap';
  row.append(cell);
  return row;
}

function element(tag: string, role: string, text = ''): HTMLElement {
  const made = document.createElement(tag);
  made.setAttribute('role', role);
  made.textContent = text;
  return made;
}

export const cellAt = (grid: Element, byte: number): HTMLElement | null =>
  grid.querySelector<HTMLElement>(`[data-byte="${byte}"]`);

/** Gives a cell the tab stop. What comes back takes it away again. */
export function markCurrent(grid: Element, byte: number, describedby: string): () => void {
  const cell = cellAt(grid, byte);
  if (cell) cell.tabIndex = 0;
  cell?.setAttribute('aria-describedby', describedby);
  return () => {
    if (cell) cell.tabIndex = -1;
    cell?.removeAttribute('aria-describedby');
  };
}

/** Shows a byte as it was altered. What comes back puts it right again. */
export function markAltered(grid: Element, { byte, before, after }: FlipResult): () => void {
  const cell = cellAt(grid, byte);
  const show = (value: number, altered: boolean): void => {
    cell?.classList.toggle('altered', altered);
    if (cell) cell.textContent = `${hexOf(value)} `;
  };
  show(after, true);
  return () => show(before, false);
}
