// A lab is its seed and its steps: made again, it is the same; and what comes from elsewhere is read with care.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { provideSuites } from '../../src/scenario/suites.ts';
import { suites } from '../../src/crypto/asymmetric/index.ts';
import { complete } from '../../src/shell/complete.ts';
import { readLab, textOfLab } from '../../src/shell/lab/file.ts';
import { Lab, type LabFile, type LabStep } from '../../src/shell/lab/lab.ts';
import { personas } from '../../src/shell/lab/personas.ts';
import { scriptOf } from '../../src/shell/lab/script.ts';
import { services } from '../../src/scenario/services.ts';
import { packed, unpacked } from '../../src/ui/lab/links.ts';

provideSuites(suites);

const line = (text: string, as = 'admin'): LabStep => ({ line: text, as, region: 'us-east-1' });
const steps: readonly LabStep[] = [
  line('KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)'),
  line('aws kms enable-key-rotation --key-id $KEY'),
  { wait: 400 * 86_400_000 },
  line('aws kms encrypt --key-id $KEY --plaintext aGk=', 'etl'),
  line('aws kms encrypt --key-id $KEY --plaintext aGk=', 'analyst'),
];
const file: LabFile = { v: 1, seed: 'a1b2', steps };

describe('a lab', () => {
  test('made again from seed and steps says the same, letter by letter', () => {
    const said = (lab: Lab): unknown =>
      lab.entries.map(({ answer, to }) => [answer?.stdout, answer?.stderr, answer?.exitCode, to]);
    expect(said(Lab.from(file))).toEqual(said(Lab.from(file)));
  });

  test('lets each persona do what it says', () => {
    const codes = Lab.from(file).entries.map(({ answer }) => answer?.exitCode);
    expect(codes).toEqual([0, 0, undefined, 0, 254]);
    for (const { may } of personas) expect(may).toMatch(/\.$/);
  });

  test('tells each step as beats, with what was there before', () => {
    const lab = Lab.from(file);
    const story = lab.tell(lab.entries[3]!)!;
    expect(story.lanes.map(({ label }) => label)).toEqual(['ETL role', 'KMS', 'HSM']);
    expect(story.beats.map(({ label }) => label)).toEqual([
      'Encrypt, 2 bytes',
      'allowed: encrypt',
      'encrypt with key material 2',
      'ciphertext, 154 bytes',
    ]);
    expect(lab.tell(lab.entries[0]!)!.title).toMatch(/^KEY=\$\(aws kms create-key .*…$/);
  });

  test('whose line calls nothing has nothing to tell', () => {
    const lab = new Lab('x');
    expect(lab.tell(lab.take(line('echo a')))).toBeUndefined();
  });
});

describe('as text', () => {
  test('and back it is the same', () => {
    expect(readLab(textOfLab(file))).toEqual(file);
  });

  test.each([
    ['', /cannot be read/],
    ['{', /cannot be read/],
    ['[]', /no lab/],
    ['{"v":2,"seed":"a","steps":[]}', /another version of the page \(2\)/],
    ['{"v":1,"seed":"","steps":[]}', /no seed/],
    ['{"v":1,"seed":"<b>","steps":[]}', /no seed/],
    ['{"v":1,"seed":"a"}', /no steps/],
    ['{"v":1,"seed":"a","steps":[{"wait":-1}]}', /Step 1/],
    ['{"v":1,"seed":"a","steps":[{"wait":1},{"wait":1e99}]}', /Step 2/],
    ['{"v":1,"seed":"a","steps":[{"line":"ls","as":"nobody","region":"us-east-1"}]}', /Step 1/],
    ['{"v":1,"seed":"a","steps":[{"line":"ls","as":"admin","region":"../x"}]}', /Step 1/],
    ['{"v":1,"seed":"a","steps":[{"line":1,"as":"admin","region":"us-east-1"}]}', /Step 1/],
    ['{"v":1,"seed":"a","steps":[{"__proto__":{"wait":1}}]}', /Step 1/],
    [
      `{"v":1,"seed":"a","steps":[${'{"wait":1},'.repeat(5000)}{"wait":1}]}`,
      /more than 5000 steps/,
    ],
  ])('%.60s is one plain sentence', (text, sentence) => {
    expect(readLab(text)).toMatch(sentence);
  });
});

describe('as a link', () => {
  const anyStep: fc.Arbitrary<LabStep> = fc.oneof(
    fc.record({
      line: fc.string({ maxLength: 60, unit: 'grapheme' }),
      as: fc.constantFrom(...personas.map(({ id }) => id)),
      region: fc.constantFrom('us-east-1', 'eu-west-1'),
    }),
    fc.record({ wait: fc.nat() }),
  );

  test('and back, 10,000 labs are what they were, and give the same link', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 8 }), async (some) => {
        const lab: LabFile = { v: 1, seed: 'a', steps: some };
        const link = (await packed(lab))!;
        const back = await unpacked(link);
        expect(back).toEqual(lab);
        expect(await packed(back as LabFile)).toBe(link);
      }),
      { numRuns: 10_000, seed: 1 },
    );
  }, 60_000);

  test('one that was made on the first day opens for ever', async () => {
    const frozen =
      '1.FcxBCsIwEEbhq4R_nYAFEclVrIuhmcpQm5RMtNSQA3kOLyZ5--9VvOEHC2UO8Jhz-nCEhRbeFP5W8ZTI8KBdzbKqmTJTYbfwYZwLrFOWrUiKZsRE8-87AhakXYRV-irzQ1KEx0sdkxY3oNmKnaTAXy_nU6_d2x8';
    expect(await unpacked(frozen)).toEqual({
      v: 1,
      seed: 'frozen',
      steps: [line('aws kms create-key --description "café"'), { wait: 86_400_000 }],
    });
  });

  test('one that would be too long is none', async () => {
    const noise = Array.from({ length: 400 }, (_, i) => line(`echo ${(i * 7919) ** 3}${i ** 5}`));
    expect(await packed({ ...file, steps: noise })).toBeUndefined();
  });

  test.each([
    ['', /no lab/],
    ['1', /no lab/],
    ['1.%%', /no lab/],
    ['2.abcd', /another version of the page \(2\)/],
    ['1.abcd', /cannot be read/],
    ['1.', /cannot be read/],
  ])('%j is one plain sentence', async (text, sentence) => {
    expect(await unpacked(text)).toMatch(sentence);
  });

  test('cut off anywhere it is one plain sentence', async () => {
    const link = (await packed(file))!;
    for (let length = 0; length < link.length; length++) {
      expect(typeof (await unpacked(link.slice(0, length)))).toBe('string');
    }
  });

  test('one that unfolds to far too much is refused before it does', async () => {
    const bomb = await deflated(new Uint8Array(50 * 1024 * 1024).fill(32));
    expect(await unpacked(`1.${bomb}`)).toMatch(/far too large/);
  });
});

async function deflated(bytes: Uint8Array): Promise<string> {
  const stream = new Blob([new Uint8Array(bytes)])
    .stream()
    .pipeThrough(new CompressionStream('deflate-raw'));
  return Buffer.from(await new Response(stream).arrayBuffer()).toString('base64url');
}

test('as a script it says what costs money, and who acts', () => {
  const script = scriptOf(file);
  expect(script).toMatch(/^#!\/usr\/bin\/env bash\n.*\n.*costs about \$1 a month/);
  expect(script).toContain('# ETL role\nexport AWS_PROFILE=etl AWS_DEFAULT_REGION=us-east-1\n');
  expect(script).toContain('# In the lab, 400 days passed here.');
});

describe('what may come next', () => {
  const about = { services, files: ['plain.txt', 'policy.json'], profiles: ['admin', 'etl'] };
  test.each([
    ['aw', ['aws']],
    ['aws km', ['kms']],
    [
      'aws kms generate-data-key-pa',
      ['generate-data-key-pair', 'generate-data-key-pair-without-plaintext'],
    ],
    ['aws kms encrypt --plain', ['--plaintext']],
    ['aws kms encrypt --plaintext fileb://pl', ['fileb://plain.txt']],
    ['aws kms list-keys --output t', ['table', 'text']],
    ['aws kms list-keys --profile e', ['etl']],
    ['aws s3 c', ['cp']],
    ['echo a | base', ['base64']],
    ['X=1 aws sts get', ['get-caller-identity']],
    ['KEY=$(aws kms create-k', ['create-key']],
    ['cat po', ['policy.json']],
    ['aws kms no-such', []],
    ['aws nothing x', []],
  ])('%j', (text, words) => {
    const found = complete(text, about);
    expect(found.words).toEqual(words);
    if (words.length > 0) expect(words[0]!.startsWith(text.slice(found.from))).toBe(true);
  });
});
