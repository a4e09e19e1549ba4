// Data written as JavaScript with its equal parts shared: the same data again, in fewer letters.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sharing } from '../../src/build/shared.ts';

function read(values: readonly unknown[]): unknown {
  const { declarations, expressions } = sharing(values);
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- what is tested is JavaScript
  return new Function(`${declarations.join('')}return [${expressions.join(',')}];`)() as unknown;
}

test('any data comes back as it was', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue({ maxDepth: 4 })), (values) => {
      const twice = [...values, values, { values }];
      expect(JSON.stringify(read(twice))).toBe(JSON.stringify(twice));
    }),
  );
});

test('what stands in many frames is written once', () => {
  const thing = { id: 'a-thing-of-some-length', label: 'plaintext data key', size: 32 };
  const frames = Array.from({ length: 100 }, (_, beat) => ({ beat, things: [thing, thing] }));
  const { declarations, expressions } = sharing([frames]);
  expect(declarations).toHaveLength(2);
  expect(expressions.join('').length).toBeLessThan(3000);
  expect(read([frames])).toEqual([frames]);
});

test('a member may have any name', () => {
  const value = JSON.parse('{"__proto__": {"constructor": 1}, "toString": 2}') as unknown;
  expect(JSON.stringify(read([value]))).toBe(JSON.stringify([value]));
});

test('a member that is not there stays out', () => {
  expect(read([{ a: undefined, b: 1 }])).toEqual([{ b: 1 }]);
});
