// quiz.yaml → questions. The shape is checked here with its lines, the question's own rules by its type, and the
// answer key by the engine: an option whose `correct` the run contradicts stops the build.

import type { Expectation } from '../scenario/define.ts';
import type { Item, Option } from '../quiz/item.ts';
import { typeOf } from '../quiz/types/index.ts';
import { quoteLimits, type Limit } from './limits.ts';
import { readProof } from './proof.ts';
import { readSources } from './sources.ts';
import { readYaml, type Value } from './yaml.ts';

export interface QuizContext {
  /** Path as messages name it. */
  readonly file: string;
  readonly limit: Limit;
  /** Runs the proof: by option, whether it came out so; undefined where there is nothing to decide. */
  readonly prove: (item: Item) => readonly (boolean | undefined)[];
}

export function readQuiz(text: string, context: QuizContext): Item[] {
  const values = readYaml(quoteLimits(text, context.file, context.limit), context.file).list();
  const seen = new Map<string, number>();
  return values.map((value) => {
    const item = readItem(value);
    const earlier = seen.get(item.id);
    if (earlier !== undefined)
      value.fail(`The id "${item.id}" is taken by line ${earlier}.`, 'Give each question its own.');
    seen.set(item.id, value.line);
    checkItem(item, value);
    checkKey(item, value, context);
    return item;
  });
}

const TYPES = ['single', 'multiple', 'true-false', 'predict'] as const;
const EVIDENCE = ['recorded', 'documented'] as const;

function readItem(value: Value): Item {
  const fields = value.members(
    ['id', 'skill', 'type', 'stem', 'options', 'evidence', 'sources'],
    ['world', 'do'],
  );
  const id = fields.id.text();
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
    fields.id.fail(`"${id}" is no id.`, 'Use small letters, digits and hyphens.');
  const proof = readProof(id, fields.world, fields.do);
  return {
    id,
    skill: fields.skill.text(),
    type: fields.type.word(TYPES),
    stem: fields.stem.text(),
    options: fields.options.list().map(readOption),
    ...(proof && { proof }),
    evidence: fields.evidence.word(EVIDENCE),
    sources: readSources(fields.sources),
  };
}

function readOption(value: Value): Option {
  const fields = value.members(['text', 'because'], ['correct', 'misconception', 'expect']);
  return {
    text: fields.text.plain(),
    correct: fields.correct?.flag() ?? false,
    because: fields.because.text(),
    ...(fields.misconception && { misconception: fields.misconception.text() }),
    ...(fields.expect && { expect: fields.expect.data() as Expectation }),
  };
}

function checkItem(item: Item, value: Value): void {
  const [mistake] = typeOf(item).check(item);
  if (mistake !== undefined) value.fail(`Question ${item.id}: ${mistake}`, '');
  if (item.type === 'true-false') return;
  const lengths = item.options.map((option) => option.text.length);
  const longest = Math.max(...lengths);
  const most = 2.5 * Math.min(...lengths) + 30;
  if (longest > most) {
    value.fail(
      `Question ${item.id}: the options give themselves away by length (${Math.min(...lengths)} to ${longest} characters).`,
      `Keep the longest to ${Math.floor(most)}, or lengthen the shortest.`,
    );
  }
}

function checkKey(item: Item, value: Value, { prove }: QuizContext): void {
  if (!item.proof) return;
  let verdicts: readonly (boolean | undefined)[];
  try {
    verdicts = prove(item);
  } catch (error) {
    return value.fail(
      `Question ${item.id}: the proof does not run: ${error instanceof Error ? error.message : String(error)}.`,
      'Mend world or do.',
    );
  }
  for (const [i, option] of item.options.entries()) {
    const verdict = verdicts[i];
    if (verdict === undefined || verdict === option.correct) continue;
    value.fail(
      `Question ${item.id}: option ${i + 1} ("${option.text}") is marked ${option.correct ? 'correct' : 'wrong'}, and the engine says it is ${verdict ? 'true' : 'false'}.`,
      'Change the key or the question.',
    );
  }
}
