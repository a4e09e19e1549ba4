// The whole of KMS against a small reference model (tests/support/model): commands by chance, of several callers in
// two Regions, and every answer is foretold. A difference is shrunk to the fewest calls, and they are printed.
// MODEL_SEQUENCES says how many sequences, MODEL_SEED where they begin.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare } from '../support/model/run.ts';
import { COMMANDS, sequences } from '../support/model/themes.ts';

const SEQUENCES = Number(process.env['MODEL_SEQUENCES'] ?? 500);
const SEED = Number(process.env['MODEL_SEED'] ?? 1);

test(
  `${SEQUENCES} sequences of commands: the engine answers as the model does`,
  { timeout: 60_000 + 100 * SEQUENCES },
  () => {
    const met = new Map<string, number>();
    const count = (what: string): void => {
      met.set(what, (met.get(what) ?? 0) + 1);
    };
    const answersAlike = fc.property(sequences, (sequence) => {
      compare(sequence, count);
    });
    fc.assert(answersAlike, { numRuns: SEQUENCES, seed: SEED });
    // The sequences reach what they are for.
    for (const name of Object.keys(COMMANDS))
      expect(met.get(`${name} ok`), name).toBeGreaterThan(4);
    expect(met.size).toBeGreaterThan(200);
  },
);
