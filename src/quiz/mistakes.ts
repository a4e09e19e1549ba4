// Mistakes that an author can make in any question. The build stops on each of them.

import type { Item } from './item.ts';
import { correctIn, inWords } from './question.ts';

export function mistakesIn(item: Item): string[] {
  const { stem, options, proof, sources } = item;
  const texts = options.map(({ text }) => text.trim().toLowerCase());
  return [
    ...say(stem.trim() === '', 'The stem is empty.'),
    ...say(options.length < 2, 'A question needs at least two options.'),
    ...say(texts.includes(''), 'An option has no text.'),
    ...say(new Set(texts).size < texts.length, 'Two options say the same.'),
    ...say(NEGATED.test(stem), 'The stem turns on a "not" or "except": print that word **bold**.'),
    ...say(sources.length === 0, 'Name at least one source.'),
    ...options.flatMap((option, i) => [
      ...say(
        option.because.trim() === '',
        `Option ${i + 1} has no because: say why it is right or wrong.`,
      ),
      ...say(
        POINTS_AT_OTHERS.test(option.text),
        `Option ${i + 1} speaks of other options: their order changes, so say what is meant.`,
      ),
      ...say(
        option.expect !== undefined && !proof,
        `Option ${i + 1} has an expect, but the question has no proof to judge it on.`,
      ),
    ]),
    ...say(
      proof !== undefined && options.every(({ expect }) => expect === undefined),
      'The question has a proof, but no option has an expect for it to decide.',
    ),
    ...say(proof?.steps.length === 0, 'The proof does nothing: give it at least one step.'),
  ];
}

/** The mistake of having another number of correct options than the type allows. */
export function wrongCount(item: Item, wanted: number): string[] {
  const { length } = correctIn(item);
  return say(
    length !== wanted,
    `Exactly ${inWords(wanted)} option must be correct, found ${inWords(length)}.`,
  );
}

export const say = (wrong: boolean, mistake: string): string[] => (wrong ? [mistake] : []);

/** The words may stand only in bold: readers overlook them. */
const NEGATED = /(?<!\*\*)\b(?:NOT|EXCEPT)\b(?!\*\*)/;
const POINTS_AT_OTHERS =
  /\bof the (?:above|options|answers)\b|\b(?:options?|answers?) (?:above|below|[a-e])\b|\b(?:above|other) (?:options?|answers?)\b|\b(?:both|neither) [a-e] n?(?:and|or) [a-e]\b/i;
