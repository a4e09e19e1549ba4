// Where everything is: things appear, are forgotten and settle, and plaintext keys are counted.

import { describe, expect, test } from 'vitest';
import type { Item } from '../../src/aws/trace.ts';
import { ref, utf8 } from '../../src/scenario/define.ts';
import { Whereabouts } from '../../src/scenario/exposure.ts';
import type { Exposure, Lane, Play } from '../../src/scenario/play-types.ts';
import { play } from '../../src/scenario/play.ts';
import { envelope } from './envelope.ts';

const lanes: readonly Lane[] = ['job', 'store', 's3', 'kms', 'hsm'].map((id) => ({
  id,
  label: id.toUpperCase(),
  kind: 'app',
}));

const item = (id: string, kind: Item['kind'], more: Partial<Item> = {}): Item => ({
  id,
  kind,
  label: kind,
  size: 32,
  ...more,
});

const told = ({ places }: Exposure): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(places.map(({ lane, things }) => [lane, things.map(({ label }) => label)]));

describe('the fold', () => {
  const holding = (...items: readonly Item[]): Whereabouts => {
    const where = new Whereabouts(new Map());
    where.hold('job', items);
    return where;
  };

  test('a thing that crosses is in both places, and one that is forgotten in one fewer', () => {
    const where = holding(item('k', 'dataKey'));
    where.cross({ from: 'job', to: 'store', items: [item('k', 'dataKey')] });
    expect(told(where.exposure(lanes))).toEqual({ job: ['dataKey'], store: ['dataKey'] });
    expect(where.exposure(lanes).plaintextKeys).toBe(2);
    where.forget({ place: 'job', id: 'k' });
    expect(told(where.exposure(lanes))).toEqual({ store: ['dataKey'] });
    expect(where.exposure(lanes).plaintextKeys).toBe(1);
  });

  test('the same bytes twice in one place are one thing', () => {
    const where = holding(item('k', 'dataKey'), item('k', 'dataKey'));
    expect(where.exposure(lanes).plaintextKeys).toBe(1);
  });

  test('to forget what is not there, or where nothing is, changes nothing', () => {
    const where = holding(item('k', 'dataKey'));
    where.forget({ place: 'job', id: 'other' });
    where.forget({ place: 'nowhere', id: 'k' });
    expect(where.exposure(lanes).plaintextKeys).toBe(1);
  });

  test('a data key inside the HSM is not counted', () => {
    const where = new Whereabouts(new Map());
    where.hold('hsm', [item('k', 'dataKey')]);
    expect(where.exposure(lanes)).toMatchObject({ plaintextKeys: 0, places: [{ lane: 'hsm' }] });
  });

  test('an encryption context is a label, and no thing in a place', () => {
    expect(holding(item('c', 'context')).exposure(lanes).places).toEqual([]);
  });

  test.each([
    ['kms', []],
    ['hsm', ['key material']],
    ['s3', ['ciphertext', 'encrypted data key']],
    ['job', ['plaintext', 'ciphertext', 'dataKey', 'encrypted data key', 'key material']],
  ])('once %s has answered, it still holds: %j', (place, kept) => {
    const where = new Whereabouts(new Map());
    where.hold(place, [
      item('p', 'plaintext'),
      item('c', 'ciphertext'),
      item('d', 'dataKey'),
      item('e', 'encryptedDataKey'),
      item('m', 'keyMaterial'),
    ]);
    where.settle(place);
    expect(told(where.exposure(lanes))[place] ?? []).toEqual(kept);
  });

  test('what is first known of a thing stands: a data key that Decrypt gives back is still one', () => {
    const where = holding(item('k', 'dataKey'));
    where.cross({ from: 'kms', to: 'job', items: [item('k', 'plaintext')] });
    expect(where.kindOf('k')).toBe('dataKey');
    expect(where.exposure(lanes).plaintextKeys).toBe(1);
  });

  test('what holds a data key is an encrypted data key, whatever its message called it', () => {
    const where = holding(item('k', 'dataKey'), item('c', 'ciphertext', { contains: 'k' }));
    expect(where.kindOf('c')).toBe('encryptedDataKey');
  });
});

describe('an envelope encryption', () => {
  const played: Play = play(envelope, 'envelope');
  const after = (id: string): Exposure =>
    played.beats[played.steps.find((step) => step.id === id)!.to - 1]!.exposure;

  test('begins with the report in the program and the key material in the HSM', () => {
    expect(told(played.start)).toEqual({
      job: ['report.txt'],
      hsm: ['alias/app, key material 1'],
    });
  });

  test.each([
    ['gdk', 1],
    ['seal', 1],
    ['store', 1],
    ['wipe', 0],
    ['fetch', 0],
    ['decrypt', 1],
    ['open', 1],
  ])('after %s, plaintext keys in memory: %i', (step, keys) => {
    expect(after(step).plaintextKeys).toBe(keys);
  });

  test('what rests in storage is sealed: the report by the data key, the data key by the key material', () => {
    const stored = after('wipe').places.find(({ lane }) => lane === 'store')!.things;
    expect(stored).toMatchObject([
      {
        label: 'report.txt, encrypted',
        exposed: false,
        sealedBy: { label: 'the data key' },
        inner: { label: 'report.txt' },
      },
      {
        label: 'encrypted data key',
        exposed: false,
        sealedBy: { label: 'alias/app, key material 1' },
        inner: { kind: 'dataKey' },
      },
    ]);
  });

  test('no beat leaves anything with KMS, and the HSM keeps its material alone', () => {
    for (const { to } of played.steps) {
      const { kms, hsm } = told(played.beats[to - 1]!.exposure);
      expect(kms).toBeUndefined();
      expect(hsm).toEqual(['alias/app, key material 1']);
    }
  });

  test('the key material is in no other place, ever', () => {
    for (const { exposure } of played.beats) {
      const elsewhere = exposure.places.filter(({ lane }) => lane !== 'hsm');
      const kinds = elsewhere.flatMap(({ things }) => things.map(({ kind }) => kind));
      expect(kinds).not.toContain('keyMaterial');
    }
  });

  test('the frames before stay as they were: each beat has an exposure of its own', () => {
    const again = play(envelope, 'envelope');
    expect(again.beats.map(({ exposure }) => exposure)).toEqual(
      played.beats.map(({ exposure }) => exposure),
    );
    expect(new Set(played.beats.map(({ exposure }) => exposure)).size).toBe(played.beats.length);
  });
});

test('a key that was rotated names the generation that sealed', () => {
  const rotated = play(
    {
      ...envelope,
      steps: [
        { call: 'kms:RotateKeyOnDemand', input: { KeyId: ref('key.KeyMetadata.Arn') } },
        { call: 'kms:Encrypt', input: { KeyId: 'alias/app', Plaintext: utf8('x') } },
      ],
    },
    'rotated',
  );
  const { exposure } = rotated.beats.at(-1)!;
  expect(told(exposure)['hsm']).toEqual(['alias/app, key material 1', 'alias/app, key material 2']);
  const sealed = exposure.places[0]!.things.find(({ kind }) => kind === 'ciphertext');
  expect(sealed?.sealedBy?.label).toBe('alias/app, key material 2');
});
