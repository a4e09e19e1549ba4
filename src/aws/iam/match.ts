// Wildcards as IAM has them: * for any run of characters, ? for one. It never goes back beyond the last star,
// and no pattern built from input ever becomes a regular expression.

export function like(pattern: string, value: string): boolean {
  let p = 0;
  let v = 0;
  let star = -1;
  let mark = 0;
  while (v < value.length) {
    if (p < pattern.length && pattern[p] === '*') {
      star = p++;
      mark = v;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === value[v])) {
      p++;
      v++;
    } else if (star >= 0) {
      p = star + 1;
      v = ++mark;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

export const likeIgnoringCase = (pattern: string, value: string): boolean =>
  like(pattern.toLowerCase(), value.toLowerCase());

/** Each of the six parts of an ARN for itself: a star does not reach over a colon, unless it stands alone. */
export function likeArn(pattern: string, value: string): boolean {
  if (pattern === '*') return true;
  const wanted = partsOf(pattern);
  const found = partsOf(value);
  return wanted.length === found.length && wanted.every((part, i) => like(part, found[i] ?? ''));
}

function partsOf(arn: string): readonly string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), ...(parts.length > 5 ? [parts.slice(5).join(':')] : [])];
}
