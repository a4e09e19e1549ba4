// Names of AWS errors are code wherever they stand, also where the author did not mark them.

export const codesIn = (text: string): string =>
  text
    .split(/(`[^`]*`)/)
    .map((piece) => (piece.startsWith('`') ? piece : piece.replace(ERROR_NAME, '`$&`')))
    .join('');

const ERROR_NAME = /\b[A-Z][A-Za-z0-9]+Exception\b|\bAccessDenied\b/g;
