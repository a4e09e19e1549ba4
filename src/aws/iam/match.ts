// Wildcards as IAM has them: * for any run of characters, ? for one. It never goes back beyond the last star,
// and no pattern built from input ever becomes a regular expression.

/** Text as it is written, or its characters one by one, where a wildcard may be meant literally. */
export type Pattern = string | readonly string[];

/** Wildcards in a list of characters: no single character is equal to them. */
export const ANY_RUN = 'any run';
export const ANY_ONE = 'any one';

export function like(pattern: Pattern, value: string): boolean {
  if (pattern === '*') return true;
  return typeof pattern === 'string' ? fits(pattern, value, WRITTEN) : fits(pattern, value, MARKED);
}

interface Reading {
  readonly anyRun: string;
  readonly anyOne: string;
  readonly equal: (asked: string | undefined, found: string | undefined) => boolean;
}

const exactly: Reading['equal'] = (asked, found) => asked === found;

const WRITTEN: Reading = { anyRun: '*', anyOne: '?', equal: exactly };
const MARKED: Reading = { anyRun: ANY_RUN, anyOne: ANY_ONE, equal: exactly };
const IGNORING_CASE: Reading = {
  ...WRITTEN,
  equal: (asked, found) => asked === found || asked?.toLowerCase() === found?.toLowerCase(),
};

function fits(
  pattern: ArrayLike<string>,
  value: string,
  { anyRun, anyOne, equal }: Reading,
): boolean {
  let p = 0;
  let v = 0;
  let star = -1;
  let mark = 0;
  while (v < value.length) {
    if (p < pattern.length && pattern[p] === anyRun) {
      star = p++;
      mark = v;
    } else if (p < pattern.length && (pattern[p] === anyOne || equal(pattern[p], value[v]))) {
      p++;
      v++;
    } else if (star >= 0) {
      p = star + 1;
      v = ++mark;
    } else {
      return false;
    }
  }
  while (p < pattern.length && pattern[p] === anyRun) p++;
  return p === pattern.length;
}

export const likeIgnoringCase = (pattern: string, value: string): boolean =>
  pattern === '*' || fits(pattern, value, IGNORING_CASE);

/** Each of the six parts of an ARN for itself: a star does not reach over a colon, unless it stands alone. */
export function likeArn(pattern: Pattern, value: string): boolean {
  if (pattern === '*' || (pattern.length === 1 && pattern[0] === ANY_RUN)) return true;
  const wanted = partsOf(pattern);
  const found = partsOf(value);
  return (
    wanted.length === found.length && wanted.every((part, i) => like(part, String(found[i] ?? '')))
  );
}

/** What stands between the first five colons, and all that comes after them. */
function partsOf(arn: Pattern): readonly Pattern[] {
  const parts: Pattern[] = [];
  let from = 0;
  for (let at = 0; at < arn.length && parts.length < 5; at++) {
    if (arn[at] !== ':') continue;
    parts.push(arn.slice(from, at));
    from = at + 1;
  }
  return [...parts, arn.slice(from)];
}
