// A word of the glossary shows its meaning when it is pointed at, reached by Tab, or tapped. The meaning stays while the
// pointer is on it, and Escape puts it away (WCAG 2.2, 1.4.13).

import type { Attachment } from 'svelte/attachments';

let made = 0;

export const meanings: Attachment<HTMLElement> = (prose) => {
  if (!prose.querySelector('.term')) return undefined;
  const note = document.createElement('span');
  note.role = 'tooltip';
  note.className = 'meaning';
  note.id = `meaning-${++made}`;
  note.hidden = true;
  prose.append(note);

  let shown: HTMLElement | undefined;

  const hide = (): void => {
    shown?.removeAttribute('aria-describedby');
    shown = undefined;
    note.hidden = true;
  };

  const show = (term: HTMLElement): void => {
    if (shown !== term) hide();
    shown = term;
    note.textContent = term.dataset['meaning'] ?? '';
    note.hidden = false;
    term.setAttribute('aria-describedby', note.id);
    place(note, term, prose);
  };

  const on = (event: Event): void => {
    const term = termOf(event.target);
    if (term) show(term);
  };

  const off = ({ relatedTarget }: PointerEvent | FocusEvent): void => {
    const next = relatedTarget instanceof Node ? relatedTarget : null;
    if (!note.contains(next) && !shown?.contains(next)) hide();
  };

  const putAway = (event: Event): void => {
    const isKey = event instanceof KeyboardEvent;
    if (!shown || (isKey && event.key !== 'Escape')) return;
    if (!isKey && event.target instanceof Node && prose.contains(event.target)) return;
    hide();
  };

  prose.addEventListener('pointerover', on);
  prose.addEventListener('pointerout', off);
  prose.addEventListener('focusin', on);
  prose.addEventListener('focusout', off);
  prose.addEventListener('click', on);
  document.addEventListener('keydown', putAway);
  document.addEventListener('pointerdown', putAway);
  return () => {
    document.removeEventListener('keydown', putAway);
    document.removeEventListener('pointerdown', putAway);
    note.remove();
  };
};

const termOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('.term') : null;

/** Below the word's last line, and never over the edge of the text. */
function place(note: HTMLElement, term: HTMLElement, prose: HTMLElement): void {
  const edge = prose.getBoundingClientRect();
  const word = [...term.getClientRects()].at(-1) ?? term.getBoundingClientRect();
  const room = edge.width - note.offsetWidth;
  note.style.left = `${Math.max(0, Math.min(word.left - edge.left, room))}px`;
  note.style.top = `${word.bottom - edge.top}px`;
}
