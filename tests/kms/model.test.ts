// The whole of KMS against a small reference model (tests/support/model): commands by chance, of several callers in
// two Regions, and every answer is foretold. A difference is shrunk to the fewest calls, and they are printed.
// MODEL_SEQUENCES says how many sequences, MODEL_SEED where they begin.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare, sequences } from '../support/model/run.ts';

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
    fc.assert(
      fc.property(sequences, (sequence) => {
        compare(sequence, count);
      }),
      { numRuns: SEQUENCES, seed: SEED },
    );
    if (process.env['MODEL_COUNT']) console.log([...met].sort().map(String).join('\n'));
    expect(met.size).toBeGreaterThan(150);
  },
);
