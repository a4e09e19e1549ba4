// Policy variables: ${aws:username}, with a default ${aws:username, 'nobody'}, and ${*}, ${?} and ${$} for
// those characters themselves. They stand in Resource and in values of conditions, in version 2012-10-17.
// A variable that has no value, or several, leaves its statement without effect: it does not match.
// Source: IAM user guide, "Variables and tags".

import type { ConditionContext } from './conditions.ts';
import { ANY_ONE, ANY_RUN, type Pattern } from './match.ts';

export const hasVariable = (text: string): boolean => text.includes('${');

/** The first thing in this text that looks like a variable and is none. */
export function brokenVariable(text: string): string | undefined {
  const rest = text.replace(VARIABLES, '');
  const at = rest.indexOf('${');
  return at < 0 ? undefined : rest.slice(at);
}

const VARIABLES = /\$\{(?:([*?$])|\s*([\w-]+:[^{}',]+?)\s*(?:,\s*'((?:[^']|'')*)'\s*)?)\}/g;

/** One of the two is set: characters that mean themselves, or text of the policy, wildcards and all. */
interface Piece {
  readonly literal?: string;
  readonly written?: string;
}

/** With values for variables, as text to compare with. */
export function textWith(text: string, context: ConditionContext): string | undefined {
  if (!hasVariable(text)) return text;
  return piecesOf(text, context)
    ?.map(({ literal, written }) => literal ?? written ?? '')
    .join('');
}

/** With values for variables, as a pattern: wildcards in a value are not wildcards. */
export function patternWith(text: string, context: ConditionContext): Pattern | undefined {
  if (!hasVariable(text)) return text;
  return piecesOf(text, context)?.flatMap(({ literal, written = '' }) =>
    literal === undefined ? written.split('').map(asWildcard) : literal.split(''),
  );
}

const asWildcard = (character: string): string =>
  character === '*' ? ANY_RUN : character === '?' ? ANY_ONE : character;

function piecesOf(text: string, context: ConditionContext): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { 0: whole, 1: character, 2: key = '', 3: standard, index } of text.matchAll(
    VARIABLES,
  )) {
    const literal = character ?? valueOf(key, context) ?? standard?.replaceAll("''", "'");
    if (literal === undefined) return undefined;
    pieces.push({ written: text.slice(from, index) }, { literal });
    from = index + whole.length;
  }
  return [...pieces, { written: text.slice(from) }];
}

function valueOf(key: string, context: ConditionContext): string | undefined {
  const values = context.get(key.toLowerCase());
  return values?.length === 1 ? values[0] : undefined;
}
