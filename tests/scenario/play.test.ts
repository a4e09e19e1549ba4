// A scenario that comes out otherwise than its author says is not shown: the message names the step.

import { describe, expect, test } from 'vitest';
import { ref, sample, utf8, type Scenario, type Step } from '../../src/scenario/define.ts';
import { play, setupOfPlay } from '../../src/scenario/play.ts';
import { storyboardOf } from '../../src/scenario/storyboard.ts';
import { envelope } from './envelope.ts';

const withSteps = (steps: readonly Step[], more: Partial<Scenario> = {}): Scenario => ({
  ...envelope,
  steps,
  ...more,
});

const encrypt = (more: Partial<Step> = {}): Step =>
  ({
    id: 'encrypt',
    call: 'kms:Encrypt',
    input: { KeyId: 'alias/app', Plaintext: utf8('x') },
    ...more,
  }) as Step;

const tooLong = encrypt({
  input: { KeyId: 'alias/app', Plaintext: sample(4097) },
});

describe('refused, in plain words:', () => {
  test.each<[string, Scenario, string]>([
    [
      'a call that fails where nothing is said',
      withSteps([tooLong]),
      'scenario "s", step "encrypt": expected "ok", but it was ValidationException. 1 validation error detected',
    ],
    [
      'a call that is served where an error is expected',
      withSteps([encrypt({ expect: 'DisabledException' })]),
      'scenario "s", step "encrypt": expected "DisabledException", but it was served.',
    ],
    [
      'another error than the one expected',
      withSteps([{ ...tooLong, expect: 'DisabledException' }]),
      'expected "DisabledException", but it was ValidationException.',
    ],
    [
      'an answer of another form',
      withSteps([encrypt({ expect: { output: { CiphertextBlob: { bytes: 184 } } } })]),
      'expected {"output":{"CiphertextBlob":{"bytes":184}}}, but it was served.',
    ],
    [
      'a step before the first that fails; without an id it goes by its call',
      withSteps([], { before: [{ call: 'kms:DescribeKey', input: { KeyId: 'alias/none' } }] }),
      'scenario "s", step "kms:DescribeKey": expected "ok", but it was NotFoundException.',
    ],
    [
      'a reference to a step that is not there',
      withSteps([encrypt({ input: { KeyId: ref('nobody.KeyId') } })]),
      'step "encrypt": "nobody.KeyId": no earlier step has the id "nobody"',
    ],
    [
      'digits that are none',
      withSteps([encrypt({ input: { KeyId: 'alias/app', Plaintext: { $hex: 'zz' } } })]),
      'step "encrypt": not pairs of hexadecimal digits',
    ],
    [
      'a caller who is not in the cast',
      withSteps([encrypt({ as: 'stranger' })]),
      'step "encrypt": nobody in the cast is called "stranger"',
    ],
    [
      'someone in the cast who has the name of a place',
      withSteps([encrypt()], { cast: { hsm: { is: 'user/admin', label: 'Me' } } }),
      'cast: "hsm" is the name of a place already',
    ],
    [
      'a prediction of which nothing holds',
      withSteps([encrypt({ predict: { ask: 'What?', options: [{ text: 'No', expect: 'X' }] } })]),
      'scenario "s", prediction "What?": exactly one option must hold, and the call was served',
    ],
    [
      'a prediction of which two hold',
      withSteps([
        encrypt({
          predict: {
            ask: 'What?',
            options: [
              { text: 'A', expect: 'ok' },
              { text: 'B', expect: { output: {} } },
            ],
          },
        }),
      ]),
      'exactly one option must hold',
    ],
    [
      'a name for something that is not bytes',
      withSteps([encrypt()], { names: [{ of: 'text' as never, name: 'a.txt' }] }),
      'names: "a.txt" does not stand for bytes',
    ],
    [
      'a sentence with a limit that there is not',
      withSteps([encrypt({ say: 'Up to {{limit:kms.Encrypt.Text.max}} bytes.' })]),
      'no limit is called "kms.Encrypt.Text.max"',
    ],
  ])('%s', (_, scenario, message) => {
    expect(() => play(scenario, 's')).toThrow(message);
  });

  test('a what-if that there is not, or that parts from no step', () => {
    const broken = withSteps([encrypt()], {
      whatIfs: [{ id: 'lost', label: 'Lost', at: 'elsewhere', steps: [] }],
    });
    expect(() => play(broken, 's', 'other')).toThrow('"An envelope" has no what-if called "other"');
    expect(() => play(broken, 's', 'lost')).toThrow(
      'what-if "lost": no step has the id "elsewhere"',
    );
  });

  test('a play that was not made here has no history to run again', () => {
    expect(() => setupOfPlay({ ...play(envelope, 's') })).toThrow(
      'this play was not made by play()',
    );
  });
});

describe('played:', () => {
  test('beats are counted from 1 without a gap, and each step knows its own', () => {
    const { beats, steps } = play(envelope, 's');
    expect(beats.map(({ n }) => n)).toEqual(beats.map((_, i) => i + 1));
    expect(steps[0]!.from).toBe(1);
    expect(steps.at(-1)!.to).toBe(beats.length);
    for (const [i, { from, to, span }] of steps.entries()) {
      expect(from).toBe((steps[i - 1]?.to ?? 0) + 1);
      for (const beat of beats.slice(from - 1, to)) {
        expect(beat.step).toBe(i);
        expect(beat.span.id === span.id || beat.span.id.startsWith(`${span.id}.`)).toBe(true);
      }
    }
  });

  test('only those of the cast who act have a lane, and the HSM is there wherever KMS is', () => {
    expect(play(envelope, 's').lanes.map(({ id }) => id)).toEqual(['job', 'store', 'kms', 'hsm']);
    const refused = play(withSteps([{ ...tooLong, expect: 'ValidationException' }]), 's');
    expect(refused.lanes.map(({ id }) => id)).toEqual(['job', 'kms', 'hsm']);
    expect(refused.beats.map(({ phase }) => phase)).toEqual(['request', 'refusal']);
  });

  test('the author’s words stand at the last beat of a step, and others at the beat they name', () => {
    const told = play(
      withSteps([
        encrypt({ say: 'The end: {{limit:kms.Encrypt.Plaintext.max}}.', beats: { 2: 'Second.' } }),
      ]),
      's',
    );
    const captions = told.beats.map(({ caption }) => caption);
    expect(captions[1]).toBe('Second.');
    expect(captions.at(-1)).toBe('The end: 4,096.');
    expect(captions[0]).toMatch(/^The job asks KMS: `Encrypt`, 1 byte\.$/);
  });

  test('time that passes is a beat of its own', () => {
    const { beats, steps } = play(withSteps([{ wait: 3_600_000 }, encrypt()]), 's');
    expect(beats[0]).toMatchObject({ caption: 'Time passes.', phase: 'deed' });
    expect(steps[1]!.span.at - steps[0]!.span.at).toBeGreaterThanOrEqual(3_600_000);
  });

  test('a what-if shares its history up to where it parts, and no further', () => {
    const forked: Scenario = {
      ...envelope,
      whatIfs: [
        { id: 'first', label: 'At once', at: 'gdk', steps: [{ wait: 1 }] },
        {
          id: 'disabled',
          label: 'Disabled',
          at: 'decrypt',
          steps: [
            { call: 'kms:DisableKey', input: { KeyId: ref('key.KeyMetadata.Arn') } },
            {
              call: 'kms:Decrypt',
              input: {
                CiphertextBlob: ref('fetch.EncryptedKey'),
                EncryptionContext: { report: 'q1' },
              },
              expect: 'DisabledException',
            },
          ],
        },
      ],
    };
    const original = play(forked, 's');
    const fork = play(forked, 's', 'disabled');
    const parting = original.steps.find(({ id }) => id === 'fetch')!.to;
    expect(original.whatIfs).toEqual([
      { id: 'first', label: 'At once', forkedAt: 0 },
      { id: 'disabled', label: 'Disabled', forkedAt: parting },
    ]);
    expect(fork).toMatchObject({ id: 's~disabled', forkedAt: parting, whatIfs: [] });
    const facts = ({ steps }: typeof fork): unknown =>
      steps.slice(0, 5).map(({ span }) => [span.id, span.requestId, span.outcome]);
    expect(facts(fork)).toEqual(facts(original));
    expect(play(forked, 's', 'first').forkedAt).toBe(0);
  });

  test('a storyboard is the play without its spans, and survives JSON', () => {
    const board = storyboardOf(play(envelope, 's'));
    for (const part of [...board.beats, ...board.steps]) expect(part).not.toHaveProperty('span');
    expect(JSON.parse(JSON.stringify(board))).toEqual(board);
  });
});
