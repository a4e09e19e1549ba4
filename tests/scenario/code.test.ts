// The same call for the AWS CLI, boto3 and the JavaScript SDK: read back, it is the call that was made.

import { spawnSync } from 'node:child_process';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boto3 } from '../../src/scenario/code/boto3.ts';
import { cli } from '../../src/scenario/code/cli.ts';
import { codeOf } from '../../src/scenario/code/code.ts';
import type { CallFacts } from '../../src/scenario/code/facts.ts';
import { javascript } from '../../src/scenario/code/javascript.ts';
import { kmsOperations } from '../../src/kms/operations/index.ts';
import { plays } from '../lessons/plays.ts';

const facts = (input: CallFacts['input'], operation = 'Encrypt'): CallFacts => ({
  service: 'kms',
  client: 'KMSClient',
  command: 'kms',
  operation,
  input,
  region: 'us-east-1',
});

const bytes = Uint8Array.of(1, 2, 3);

const HOSTILE = [
  "it's",
  `"; rm -rf ~; echo "`,
  '$(id) `id` $HOME \\',
  'two\nlines',
  '',
  ' ',
  '-rf',
  '--query',
  '*?[a]{b,c}',
  'Grüße 🔑 \u2028',
  '!history',
  '#comment',
];

/** On a machine without a POSIX shell the tests that read the CLI's line back are skipped. */
const hasShell = spawnSync('sh', ['-c', ':']).status === 0;

/** What a POSIX shell hands to `aws`, command by command. */
function argumentsOf(commands: readonly string[]): readonly (readonly string[])[] {
  const script = `aws() { for one; do printf '%s\\0' "$one"; done; printf '\\1\\0'; }\n${commands.join('\n')}`;
  const { stdout, status } = spawnSync('sh', ['-s'], { input: script, encoding: 'utf8' });
  expect(status).toBe(0);
  return stdout
    .split('\u0001\0')
    .slice(0, -1)
    .map((one) => one.split('\0').slice(0, -1));
}

describe('the AWS CLI', () => {
  test('bytes come from files, booleans are flags, pairs take the short form', () => {
    const input = {
      KeyId: 'alias/app',
      Plaintext: bytes,
      EncryptionContext: { report: 'q1', 'aws:s3:arn': 'arn:aws:s3:::b/k' },
      DryRun: true,
      BypassPolicyLockoutSafetyCheck: false,
      NumberOfBytes: 32,
      TagKeys: ['a', 'b c'],
    };
    expect(cli(facts(input)).split(' \\\n  ')).toEqual([
      'aws kms encrypt',
      '--key-id alias/app',
      '--plaintext fileb://plaintext.bin',
      '--encryption-context report=q1,aws:s3:arn=arn:aws:s3:::b/k',
      '--dry-run',
      '--no-bypass-policy-lockout-safety-check',
      '--number-of-bytes 32',
      "--tag-keys a 'b c'",
      '--region us-east-1',
    ]);
  });

  test.skipIf(!hasShell)('what the short form would break goes as JSON', () => {
    const contexts = [
      { a: '1,b=2' },
      { 'a=b': 'c' },
      { a: 'say "x"' },
      { 'a@b': 'c' },
      { a: '' },
      {},
    ];
    for (const context of contexts) {
      const [words = []] = argumentsOf([cli(facts({ EncryptionContext: context }))]);
      expect(JSON.parse(words[3] ?? '')).toEqual(context);
    }
    const nested = { Tags: [{ TagKey: 'a', TagValue: "b's" }], None: [] };
    const [words = []] = argumentsOf([cli(facts(nested))]);
    expect(words.slice(2, 6)).toEqual(['--tags', JSON.stringify(nested.Tags), '--none', '[]']);
  });

  test.skipIf(!hasShell)('nested bytes are base64, as version 2 of the CLI reads them', () => {
    const [words = []] = argumentsOf([cli(facts({ Recipient: { AttestationDocument: bytes } }))]);
    expect(words[3]).toBe('{"AttestationDocument":"AQID"}');
  });

  test.skipIf(!hasShell)('a shell reads back any text as it was, and runs none of it', () => {
    const texts = [
      ...HOSTILE,
      ...fc.sample(fc.string({ unit: 'grapheme' }), { numRuns: 200, seed: 7 }),
    ].filter((text) => !/[\0\u0001]/.test(text));
    const read = argumentsOf(texts.map((text) => cli(facts({ Description: text }, 'CreateKey'))));
    expect(
      read.map(([, , flag = '', value]) =>
        flag === '--description' ? value : flag.replace('--description=', ''),
      ),
    ).toEqual(texts);
    for (const [i, words] of read.entries()) {
      // A value that begins as a flag does would else be taken for one.
      expect(words).toHaveLength(texts[i]?.startsWith('-') === true ? 5 : 6);
      expect(words.slice(-2)).toEqual(['--region', 'us-east-1']);
    }
  });

  test('every KMS operation is called as the CLI calls it', () => {
    const names = Object.keys(kmsOperations).map((name) => cli(facts({}, name)).split(' ')[2]);
    expect(names).toContain('generate-data-key-without-plaintext');
    expect(names).toContain('re-encrypt');
    for (const name of names)
      expect(name).toMatch(
        /^[a-z]+(-[a-z]+)+$|^(encrypt|decrypt|encapsulate|decapsulate|sign|verify)$/,
      );
  });

  test('S3’s own spellings', () => {
    const input = { Bucket: 'b', Key: 'k', SSEKMSKeyId: 'alias/app', Body: bytes };
    const put = cli({ ...facts(input, 'PutObject'), service: 's3', command: 's3api' });
    expect(put).toContain('aws s3api put-object');
    expect(put).toContain('--ssekms-key-id alias/app');
    expect(put).toContain('--body body.bin');
    expect(cli({ ...facts({}, 'GetObject'), service: 's3', command: 's3api' })).toMatch(
      /body\.bin$/,
    );
  });
});

describe('boto3', () => {
  test('arguments by name, Python’s own words, bytes as variables', () => {
    const input = {
      KeyId: 'alias/app',
      CiphertextBlob: bytes,
      EncryptionContext: { report: 'q1' },
      DryRun: true,
      Recipient: { AttestationDocument: bytes, Yes: false, None: null },
      Tags: [],
    };
    expect(boto3(facts(input, 'ReEncrypt'))).toBe(
      [
        'import boto3',
        '',
        'kms = boto3.client("kms", region_name="us-east-1")',
        'answer = kms.re_encrypt(',
        '    KeyId="alias/app",',
        '    CiphertextBlob=ciphertext_blob,',
        '    EncryptionContext={ "report": "q1" },',
        '    DryRun=True,',
        '    Recipient={ "AttestationDocument": attestation_document, "Yes": False, "None": None },',
        '    Tags=[],',
        ')',
      ].join('\n'),
    );
    expect(boto3(facts({}, 'ListKeys'))).toMatch(/\nanswer = kms\.list_keys\(\)$/);
  });

  test('a text is one literal on one line, whatever it holds', () => {
    for (const text of HOSTILE) {
      const line = boto3(facts({ Description: text })).split('\n')[4] ?? '';
      const [, literal = ''] = /^ {4}Description=("(?:[^"\\\n]|\\.)*"),$/.exec(line) ?? [];
      expect(JSON.parse(literal)).toBe(text);
    }
  });
});

describe('the JavaScript SDK', () => {
  /** Runs the sample with a client that only notes what it is sent. */
  function sent(code: string): unknown {
    const [imports = '', ...rest] = code.split('\n');
    const [, client = '', command = ''] = /^import \{ (\w+), (\w+) \} from/.exec(imports) ?? [];
    return runInNewContext(`(async () => {\n${rest.join('\n')}\nreturn answer; })()`, {
      plaintext: bytes,
      attestationDocument: bytes,
      [client]: class {
        send = (what: unknown): unknown => what;
      },
      [command]: class {
        readonly input: unknown;
        constructor(input: unknown) {
          this.input = input;
        }
      },
    });
  }

  test('run, it sends the very input', async () => {
    for (const text of HOSTILE) {
      const input = {
        KeyId: text,
        Plaintext: bytes,
        EncryptionContext: { [text]: text, __proto: text },
        Recipient: { AttestationDocument: bytes },
        Tags: [{ TagKey: text }],
        DryRun: false,
      };
      const { input: read } = (await sent(javascript(facts(input)))) as { input: unknown };
      expect(read).toEqual(input);
    }
  });
});

test('every call to AWS in the lessons has all three, and a deed of the HSM none', () => {
  for (const { play } of plays) {
    for (const { span } of play.beats) {
      const isApi = /^(kms|s3):(?!SealObject|OpenObject)/.test(span.call);
      if (isApi) expect(Object.values(codeOf(span) ?? {}), span.call).toHaveLength(3);
      if (span.call.startsWith('hsm:')) expect(codeOf(span)).toBeUndefined();
    }
  }
});
