// Whatever is typed, there is an answer or a clear error, and never an exception: random words, and lines of tutorials
// with a piece cut out, doubled or put elsewhere. SHELL_LINES sets how many; 100,000 were tried, once.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Shell } from '../../src/shell/shell.ts';
import { aCloud, aKey, call, outputOf } from '../support/cloud.ts';
import { sessions } from './sessions.ts';

const LINES = Number(process.env['SHELL_LINES'] ?? 50_000);

const WORDS = [
  ...['aws', 'kms', 's3', 's3api', 'iam', 'sts', 'cloudtrail', 'sqs', 'help', 'encrypt', 'decrypt'],
  ...[
    'create-key',
    'list-keys',
    'describe-key',
    'generate-data-key',
    'cp',
    'mb',
    'ls',
    'get-object',
  ],
  ...[
    '--key-id',
    'alias/a',
    '--plaintext',
    'fileb://f',
    'file://f',
    'aGk=',
    '--query',
    'Keys[]',
    '@',
  ],
  ...[
    '--output',
    'text',
    'table',
    'json',
    '--region',
    'eu-west-1',
    '--encryption-context',
    'a=b,c=d',
  ],
  ...[
    '--tags',
    'TagKey=a,TagValue=b',
    '{"a":',
    '[1,2]',
    '--cli-input-json',
    '--max-items',
    '-1',
    '=',
    '{}',
  ],
  ...[
    'echo',
    'cat',
    'base64',
    '-d',
    '-w',
    'xxd',
    'f',
    'head',
    'sort',
    '-n',
    'wc',
    'tr',
    'a-z',
    'sleep',
    '1d',
  ],
  ...[
    '|',
    '&&',
    '||',
    ';',
    '>',
    '>>',
    '<',
    '2>&1',
    '<<EOF',
    'EOF',
    '\n',
    '$(',
    ')',
    '`',
    '"',
    "'",
    '\\',
    '#',
  ],
  ...[
    '$X',
    '${X}',
    'X=1',
    '$',
    '${',
    '--',
    '-',
    's3://b/k',
    '__proto__',
    'constructor',
    '\0',
    '鍵',
    '\ud800',
  ],
];

const line = fc.oneof(
  fc.array(fc.constantFrom(...WORDS), { maxLength: 14 }).map((words) => words.join(' ')),
  fc.array(fc.constantFrom(...WORDS), { maxLength: 8 }).map((words) => words.join('')),
  fc
    .tuple(
      fc.array(fc.constantFrom(...WORDS), { maxLength: 8 }),
      fc.string({ maxLength: 12, unit: 'binary' }),
    )
    .map(([words, noise]) => `aws ${words.join(' ')} ${noise}`),
);

const known = Object.values(sessions)
  .flat()
  .map(([text]) => text);

const mutated = fc
  .tuple(fc.constantFrom(...known), fc.constantFrom(...known), fc.nat(), fc.nat(), fc.nat(3))
  .map(([text, other, one, two, how]) => {
    const [from = 0, to = 0] = [one % (text.length + 1), two % (text.length + 1)].sort(
      (a, b) => a - b,
    );
    const piece = text.slice(from, to);
    if (how === 0) return text.slice(0, from) + text.slice(to);
    if (how === 1) return text.slice(0, to) + piece + text.slice(to);
    if (how === 2) return text.slice(0, from) + other + text.slice(from);
    return piece + text;
  });

test(
  `${LINES} random lines: an answer or a clear error`,
  () => {
    let shell = new Shell({ cloud: aCloud() });
    let count = 0;
    fc.assert(
      fc.property(fc.oneof(line, mutated), (text) => {
        // Now and then a new world, so that none fills up.
        if (count++ % 200 === 0) shell = new Shell({ cloud: aCloud() });
        const { exitCode, stderr } = shell.run(text);
        expect(Number.isInteger(exitCode)).toBe(true);
        // Unless it was told to send its errors elsewhere.
        const saysSo = ![2, 252, 254, 255].includes(exitCode) || text.includes('>');
        expect(saysSo || stderr.trim() !== '').toBe(true);
      }),
      { numRuns: LINES, seed: 20260115 },
    );
  },
  60_000 + LINES * 10,
);

test('a refused call changes nothing but the trail and the clock', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const shell = new Shell({ cloud });
  const world = (): unknown => [
    outputOf(call(cloud, 'kms:DescribeKey', { KeyId })),
    outputOf(call(cloud, 'kms:ListKeys', {})),
    outputOf(call(cloud, 'kms:ListAliases', {})),
    outputOf(call(cloud, 'kms:GetKeyPolicy', { KeyId })),
    shell.files.entries(),
    [...shell.variables].filter(([name]) => name !== '?'),
  ];
  const before = world();
  for (const refused of [
    `aws kms create-alias --alias-name alias/aws/x --target-key-id ${KeyId}`,
    `aws kms put-key-policy --key-id ${KeyId} --policy '{"Version":"2012-10-17","Statement":[]}'`,
    `aws kms schedule-key-deletion --key-id ${KeyId} --pending-window-in-days 3`,
    'aws kms disable-key --key-id 1234abcd-12ab-34cd-56ef-1234567890ab',
    'aws kms encrypt --key-id alias/none --plaintext aGk= > blob',
  ]) {
    expect(shell.run(refused).exitCode, refused).toBe(254);
    shell.run('rm -f blob');
    expect(world()).toEqual(before);
  }
});

test('in a compound line the calls before the refused one stand', () => {
  const cloud = aCloud();
  const shell = new Shell({ cloud });
  const { exitCode } = shell.run('aws kms create-key && aws kms describe-key --key-id alias/none');
  expect(exitCode).toBe(254);
  expect(shell.run('aws kms list-keys --query "length(Keys)"').stdout).toBe('1\n');
});
