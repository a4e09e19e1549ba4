// Captions carry two marks and no more: `code` and **bold**. Read here into parts, so that no HTML is made.

export interface Part {
  readonly kind: 'text' | 'code' | 'bold';
  readonly text: string;
}

export function partsOf(caption: string): Part[] {
  return caption
    .split(/(`[^`]+`|\*\*[^*]+\*\*)/)
    .filter((piece) => piece !== '')
    .map(partOf);
}

function partOf(piece: string): Part {
  if (piece.length > 2 && piece.startsWith('`')) return { kind: 'code', text: piece.slice(1, -1) };
  if (piece.length > 4 && piece.startsWith('**')) return { kind: 'bold', text: piece.slice(2, -2) };
  return { kind: 'text', text: piece };
}
