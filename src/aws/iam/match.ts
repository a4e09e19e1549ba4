// Wildcards as IAM has them: * for any run of characters, ? for one. Linear, and no pattern built from input
// ever becomes a regular expression.

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
