// One shape for each thing, everywhere the same: DESIGN's table of shapes and colours. Paths on a grid of 24.

export type IconName = keyof typeof icons;

export const icons = {
  /** Plaintext: an open sheet. */
  sheet: 'M6 2.5h8.5L19 7v14.5H6zM14 2.5V7.5h5M9 12h7M9 16h7',
  /** Ciphertext: a sheet behind hatching. */
  'sealed-sheet':
    'M6 2.5h8.5L19 7v14.5H6zM14 2.5V7.5h5M6 12.5l5-5M6 18l11-10.5M8.5 21.5L19 11M14.5 21.5l4.5-4.5',
  /** Key material of a KMS key: a key behind two walls. */
  'key-in-box':
    'M2 2h20v20H2zM5 5h14v14H5zM12 12.5a2.3 2.3 0 1 1-4.6 0 2.3 2.3 0 0 1 4.6 0zM12 12.5h5v2.5M14.7 12.5V14.5',
  /** A plaintext data key. */
  key: 'M10.5 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM10.5 12h11v4M17 12v3',
  /** An encrypted data key. */
  envelope: 'M2.5 5h19v14h-19zM2.5 6l9.5 7.5L21.5 6',
  /** Encryption context: a label that everyone can read. */
  tag: 'M3 3.5h8.5L21 13l-8 8-9.5-9.5zM8.7 8a1 1 0 1 1-2 0 1 1 0 0 1 2 0z',
  /** A nonce: used once. */
  die: 'M4 4h16v16H4zM8.5 8v.01M15.5 8v.01M12 12v.01M8.5 16v.01M15.5 16v.01',
  /** An authentication tag. */
  seal: 'M12 3a6 6 0 1 1 0 12 6 6 0 0 1 0-12zM8.5 14L7 21.5l5-2.5 5 2.5-1.5-7.5M9.7 9l1.6 1.7L14.5 7.3',
  allow: 'M12 2.5a9.5 9.5 0 1 1 0 19 9.5 9.5 0 0 1 0-19zM7.5 12.3l3 3.2 6-6.7',
  deny: 'M8 2.5h8l5.5 5.5v8L16 21.5H8L2.5 16V8zM8.5 8.5l7 7M15.5 8.5l-7 7',
} as const;
