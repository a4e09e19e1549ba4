// Laws that hold for every lesson, so that a new one is held to them without a line of test.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Span } from '../../src/aws/trace.ts';
import * as catalogue from '../../src/build/catalogue.ts';
import { readCourse } from '../../src/build/course.ts';
import { base64 } from '../../src/crypto/bytes.ts';
import { sequenceOf } from '../../src/scenario/diagrams/sequence.ts';
import type { Exposure, Play } from '../../src/scenario/play-types.ts';
import { setupOfPlay } from '../../src/scenario/play.ts';
import { runSteps } from '../../src/scenario/run.ts';
import { openGrammar } from './grammar.ts';
import { usesOfForgotten } from './memory.ts';
import { lessons, plays } from './plays.ts';

const MOST_STEPS = 9;
const MOST_PREDICTIONS = 3;
const LONGEST_SENTENCE = 160;

const root = path.resolve(import.meta.dirname, '../..');
const course = readCourse(root, catalogue);

describe.each(lessons)('$folder', ({ folder, scenarios }) => {
  const steps = Object.values(scenarios).flatMap((scenario) => scenario.steps);

  test('has at most nine steps', () => {
    expect(steps.length).toBeLessThanOrEqual(MOST_STEPS);
  });

  test('asks for one to three predictions', () => {
    const asked = steps.filter(({ predict }) => predict);
    expect(asked.length).toBeGreaterThanOrEqual(1);
    expect(asked.length).toBeLessThanOrEqual(MOST_PREDICTIONS);
  });

  test('ends in a checkpoint of five to seven questions', () => {
    const quiz = course.find((draft) => draft.folder.path === `lessons/${folder}`)?.quiz ?? [];
    expect(quiz.length).toBeGreaterThanOrEqual(5);
    expect(quiz.length).toBeLessThanOrEqual(7);
  });
});

test('the checkpoints use every type of question more than once', () => {
  const types = course.flatMap(({ quiz }) => quiz.map(({ type }) => type));
  for (const type of ['single', 'multiple', 'true-false', 'predict'] as const) {
    expect(types.filter((one) => one === type).length, type).toBeGreaterThan(1);
  }
});

describe.each(plays)('$name', ({ play, written }) => {
  test('every beat has a label and a sentence', () => {
    for (const { label, caption } of play.beats) {
      expect(label).toMatch(/\S/);
      expect(caption).toMatch(/^[A-Z0-9`*].*[.?]$/s);
    }
  });

  test('what its author says is short', () => {
    for (const { say = '', beats = {} } of written) {
      for (const sentence of [say, ...Object.values(beats)]) {
        expect(sentence.length, sentence).toBeLessThanOrEqual(LONGEST_SENTENCE);
      }
    }
  });

  test('what its author says of a beat is said of a beat that exists', () => {
    for (const [i, { beats = {} }] of play.steps.map(({ id }) => stepOf(id)).entries()) {
      const { from, to } = play.steps[i]!;
      for (const n of Object.keys(beats)) expect(from + Number(n) - 1).toBeLessThanOrEqual(to);
    }
  });

  test('the frames of a prefix are those of the whole', () => {
    const setup = setupOfPlay(play);
    const whole = play.steps.map(({ span }) => frameOf(span));
    for (let n = 0; n <= whole.length; n++) {
      const prefix = runSteps({ ...setup, steps: setup.steps.slice(0, n) });
      expect(prefix.steps.map(({ span }) => frameOf(span))).toEqual(whole.slice(0, n));
    }
  });

  test('nobody uses what they have wiped from memory', () => {
    const { before, steps } = runSteps(setupOfPlay(play));
    expect(usesOfForgotten([...before, ...steps].map(({ span }) => span))).toEqual([]);
  });

  const stepOf = (id: string): (typeof written)[number] | Record<string, never> =>
    written.find((step) => step.id === id) ?? {};
});

const forks = plays.flatMap(({ name, play, original }) =>
  original ? [{ name, play, original }] : [],
);

test.each(forks)('up to where it parts, $name is its original', ({ play, original }) => {
  // Whoever acts in one of them alone is seen there alone.
  const lanes = original.lanes
    .map(({ id }) => id)
    .filter((id) => play.lanes.some((lane) => lane.id === id));
  const seen = ({ places, plaintextKeys }: Exposure): unknown => ({
    places: places.filter(({ lane }) => lanes.includes(lane)),
    plaintextKeys,
  });
  const told = ({ start, beats }: Play): unknown => [
    seen(start),
    ...beats.slice(0, play.forkedAt).map(({ label, caption, exposure }) => ({
      label,
      caption,
      exposure: seen(exposure),
    })),
  ];
  expect(told(play)).toEqual(told(original));
});

test('Mermaid reads the diagram of every prefix', async () => {
  const grammar = openGrammar();
  for (const { play, name } of plays) {
    for (let n = 0; n <= play.beats.length; n++) {
      const { source } = sequenceOf({ lanes: play.lanes, beats: play.beats.slice(0, n) });
      await expect(grammar.parse(source), `${name}, ${n} beats`).resolves.toBeTruthy();
    }
  }
});

test('the refusal that the 4 KB lesson quotes is the one that the engine gives', () => {
  const refused = plays.find(({ name }) => name === '03-the-4-kb-wall/wall')?.play.steps.at(-1);
  const { outcome } = refused!.span;
  const prose = readFileSync(path.join(root, 'lessons/03-the-4-kb-wall/lesson.md'), 'utf8');
  expect(prose).toContain(`\n> \`${outcome.ok ? '' : outcome.error.message}\`\n`);
});

/** What the world looks like from outside after one call, every byte of it, as text. */
function frameOf({
  id,
  call,
  at,
  requestId,
  input,
  outcome,
  stages,
  trail,
  children,
}: Span): string {
  const inner = children.map(frameOf);
  return JSON.stringify(
    { id, call, at, requestId, input, outcome, stages, trail, inner },
    (_, value: unknown) => (value instanceof Uint8Array ? base64(value) : value),
  );
}
