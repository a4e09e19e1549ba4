// What a prediction came to, in words and without a mark: it is the learner's own affair.

import type { Prediction } from '../../scenario/play-types.ts';

export function verdictOf(
  asked: Prediction | undefined,
  chosen: number | undefined,
): string | undefined {
  const said = chosen === undefined ? undefined : asked?.options[chosen];
  if (!asked || !said) return undefined;
  if (said.correct) return `You said: ${quoted(said.text)} It came out so.`;
  const truth = asked.options.find(({ correct }) => correct)?.text ?? '';
  return `You said: ${quoted(said.text)} It came out otherwise: ${quoted(truth)}`;
}

/** Options may or may not be whole sentences. */
const quoted = (text: string): string => (/[.?]$/.test(text) ? `“${text}”` : `“${text}”.`);
