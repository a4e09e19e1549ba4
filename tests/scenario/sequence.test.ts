// Whatever people and things are called, Mermaid reads the diagram as it was meant: so many lanes, so many
// messages, between the right ones.

import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { sequenceOf } from '../../src/scenario/diagrams/sequence.ts';
import { label, participant } from '../../src/scenario/label.ts';
import type { Beat, Lane, Phase } from '../../src/scenario/play-types.ts';
import { play } from '../../src/scenario/play.ts';
import { openGrammar } from '../lessons/grammar.ts';
import { envelope } from './envelope.ts';

const HOSTILE = [
  'end',
  'as',
  'box',
  'alt x',
  'Note right of p_kms: x',
  'participant p_kms as Other',
  'a;b',
  'a#b',
  '#35;',
  '%%{init: {"theme":"dark"}}%%',
  '%% comment',
  'a: b',
  '->>',
  '--x',
  '<br/>',
  '<img src=x onerror=alert(1)>',
  '</text><script>',
  '&lt;b&gt;',
  'two\nlines\r\nand\u2028more',
  'wrap: x',
  '$$x^2$$',
  '"quoted" \'and\' `so`',
  'x@{ "type": "boundary" }',
  '{{curly}} [square] (round)',
  '+-()',
  'Grüße 🔑 العربية',
  'a'.repeat(500),
];

interface Read {
  readonly lanes: readonly (readonly [id: string, label: string])[];
  readonly messages: readonly (readonly [from: string, to: string, text: string])[];
}

interface SequenceDb {
  getActors(): ReadonlyMap<string, { readonly name: string; readonly description: string }>;
  getMessages(): readonly {
    readonly from?: string;
    readonly to?: string;
    readonly message?: unknown;
  }[];
}

/** Mermaid's own `parse` says only whether it can read a text, and not what it read. */
interface Reader {
  readonly mermaidAPI: { getDiagramFromText(text: string): Promise<{ readonly db: SequenceDb }> };
}

const grammar = openGrammar();
const { mermaidAPI } = grammar as unknown as Reader;
// The kinds of diagram are registered by the first text that is read.
beforeAll(() => grammar.parse('sequenceDiagram\na->>b: c'));

async function read(source: string): Promise<Read> {
  const { db } = await mermaidAPI.getDiagramFromText(source);
  return {
    lanes: [...db.getActors().values()].map(({ name, description }) => [name, plain(description)]),
    messages: db
      .getMessages()
      .flatMap(({ from, to, message }) =>
        from !== undefined && to !== undefined ? [[from, to, plain(String(message))] as const] : [],
      ),
  };
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>' };

/** Mermaid holds '#35;' back in a spelling of its own until it draws. */
const plain = (held: string): string =>
  held
    .replace(/ﬂ°°(\d+)¶ß/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/ﬂ°(\w+)¶ß/g, (_, name: string) => ENTITIES[name] ?? name);

const asOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const lane = (id: string, name: string, kind: Lane['kind'] = 'app'): Lane => ({
  id,
  label: name,
  kind,
});

const said = (from: string, to: string, text: string, phase: Phase = 'request'): Beat =>
  ({ from, to, label: text, phase }) as Beat;

describe.each(HOSTILE)('%j', (text) => {
  test('as the name of a lane and as a message', async () => {
    const lanes = [lane('me', text, 'person'), lane('store', text), lane('kms', text, 'kms')];
    const beats = [
      said('me', 'kms', text),
      said('kms', 'me', text, 'response'),
      said('kms', 'store', text, 'refusal'),
    ];
    const { lanes: found, messages } = await read(sequenceOf({ lanes, beats }).source);
    expect(found).toEqual(['p_me', 'p_store', 'p_kms'].map((id) => [id, asOneLine(text)]));
    expect(messages).toEqual([
      ['p_me', 'p_kms', asOneLine(text)],
      ['p_kms', 'p_me', asOneLine(text)],
      ['p_kms', 'p_store', asOneLine(text)],
    ]);
  });

  test('as the id of a lane', async () => {
    const lanes = [lane(text, 'One'), lane('kms', 'KMS', 'kms')];
    const { lanes: found, messages } = await read(
      sequenceOf({ lanes, beats: [said(text, 'kms', 'hello'), said(text, text, 'self')] }).source,
    );
    expect(found.map(([, name]) => name)).toEqual(['One', 'KMS']);
    expect(messages).toHaveLength(2);
    expect(messages[0]).toEqual([found[0]?.[0], 'p_kms', 'hello']);
  });
});

test('any text at all is one message', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
      const lanes = [lane('me', text), lane('kms', 'KMS', 'kms')];
      const { source } = sequenceOf({ lanes, beats: [said('me', 'kms', text)] });
      const { lanes: found, messages } = await read(source);
      expect(found).toHaveLength(2);
      expect(messages).toEqual([['p_me', 'p_kms', asOneLine(text)]]);
    }),
    { numRuns: 100, seed: 11 },
  );
});

test('a label is one line, and nothing in it means anything to Mermaid', () => {
  expect(label('a\r\n\tb  c')).toBe('a b c');
  expect(label('100 % of #1; a:b <c> $$')).toBe('100 #37; of #35;1#59; a#58;b #lt;c#gt; #36;#36;');
  expect(label('plain – text, “quoted”')).toBe('plain – text, “quoted”');
});

test('no two lanes get one name, and plain ones keep theirs', () => {
  expect(participant('kms')).toBe('p_kms');
  const ids = ['a-b', 'a_b', 'a b', 'a.b', 'ab', 'a_2d_b', 'A-b', 'ä', 'ö', '🔑', '🔒', '', '_'];
  const names = ids.map(participant);
  expect(new Set(names).size).toBe(ids.length);
  for (const name of names) expect(name).toMatch(/^p_[a-z0-9_]*$/i);
});

test('message i is beat i + 1, in the diagram and in words', async () => {
  const { lanes, beats } = play(envelope, 's');
  const { source, text } = sequenceOf({ lanes, beats });
  const { messages } = await read(source);
  expect(messages).toEqual(
    beats.map(({ from, to, label: words }) => [participant(from), participant(to), words]),
  );
  expect(text).toHaveLength(beats.length);
  expect(text[0]).toBe('The job to KMS: GenerateDataKey, AES_256');
  expect(text[2]).toBe('HSM: draw 32 bytes');
});

test('KMS and its HSM stand in one box, and a diagram without them has none', () => {
  const { lanes, beats } = play(envelope, 's');
  expect(sequenceOf({ lanes, beats }).source).toContain(
    'box AWS KMS\nparticipant p_kms as KMS\nparticipant p_hsm as HSM\nend\n',
  );
  expect(sequenceOf({ lanes: [lane('me', 'Me')], beats: [] }).source).toBe(
    'sequenceDiagram\nparticipant p_me as Me',
  );
});
