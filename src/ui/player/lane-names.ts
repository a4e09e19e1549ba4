// Where the lanes of the drawing stand on screen, so that their names can stay while the drawing scrolls.

export interface LaneName {
  readonly name: string;
  /** Pixels from the left edge of the scroller to the middle of the lane. */
  readonly middle: number;
}

/** Empty while the drawing's own heads are in view. */
export function laneNames(scroller: Element): LaneName[] {
  const frame = scroller.getBoundingClientRect();
  const heads = [...scroller.querySelectorAll('[data-lane]')]
    .map((lane) => ({ lane, head: lane.querySelector('.head, .figure')?.getBoundingClientRect() }))
    .flatMap(({ lane, head }) => (head && head.width > 0 ? [{ lane, head }] : []));
  if (heads.some(({ head }) => head.bottom > frame.top)) return [];
  return heads.map(({ lane, head }) => ({
    name: wordsOf(lane),
    middle: head.left + head.width / 2 - frame.left,
  }));
}

/** A name on several lines is one word after another, not one word. */
const wordsOf = (lane: Element): string =>
  [...lane.querySelectorAll('text')]
    .flatMap((text) => (text.children.length > 0 ? [...text.children] : [text]))
    .map(({ textContent }) => textContent.trim())
    .join(' ');
