// What a prediction came to, in words.

import type { Prediction } from '../../scenario/play-types.ts';

export interface Verdict {
  readonly right: boolean;
  readonly say: string;
}

export function verdictOf(asked: Prediction | undefined, chosen: number | undefined): Verdict | undefined {
  const said = chosen === undefined ? undefined : asked?.options[chosen];
  if (!asked || !said) return undefined;
  if (said.correct) return { right: true, say: `You said: “${said.text}” It came out so.` };
  const truth = asked.options.find(({ correct }) => correct)?.text ?? '';
  return { right: false, say: `You said: “${said.text}” It came out otherwise: “${truth}”` };
}
