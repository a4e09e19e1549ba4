// Patterns in words. Most of AWS's name the characters that are allowed; the few that describe a form are known
// by heart.

/** Undefined where nothing better can be said than the pattern itself. */
export function patternWords({ source }: RegExp): string | undefined {
  const known = FORMS[source.replaceAll(String.raw`\/`, '/')];
  if (known !== undefined) return known;
  const plain = /^\^(?:\[((?:\\.|[^\]\\])+)\]|(\\[wd]))(?:[+*]|\{(\d+)\})\$$/.exec(source);
  if (!plain) return undefined;
  const [, within = '', alone = '', times] = plain;
  const words = listed(charactersOf(within || alone));
  return times === undefined ? `only ${words}` : `exactly ${times} ${words}`;
}

/** Slashes stand here as they are read, not as a regular expression escapes them. */
const FORMS: Readonly<Record<string, string>> = {
  [String.raw`^([a-z]+-){2,3}\d+$`]: 'the name of a Region, such as us-east-1',
  '^[a-z0-9][a-z0-9.-]*[a-z0-9]$':
    'small letters, digits, “.” and “-”, with a letter or digit at both ends',
  '^cluster-[2-7a-zA-Z]{11,16}$': 'the id of a cluster: “cluster-” and 11 to 16 characters',
  '^https://[a-zA-Z0-9.-]+$': 'an address that begins with https://',
  [String.raw`^(/[a-zA-Z0-9/_-]+/kms/xks/v\d{1,2})$|^(/kms/xks/v\d{1,2})$`]:
    'a path that ends in /kms/xks/v and a version, such as /kms/xks/v1',
  [String.raw`^(com|eu)\.amazonaws\.vpce\.([a-z]+-){2,3}\d+\.vpce-svc-[0-9a-z]+$`]:
    'the name of a VPC endpoint service',
  [String.raw`^(/|/[\x21-\x7e]+/)$`]: 'begins and ends with “/”',
};

const RANGES: Readonly<Record<string, string>> = {
  'a-z': 'small letters',
  'A-Z': 'capital letters',
  '0-9': 'digits',
  'a-f': 'a to f',
  '2-7': '2 to 7',
  '\\d': 'digits',
  '\\w': 'letters, digits, “_”',
  '\\s': 'white space',
  '\\u0009': 'tab',
  '\\t': 'tab',
  '\\u000A': 'line feed',
  '\\n': 'line feed',
  '\\u000D': 'carriage return',
  '\\r': 'carriage return',
  '\\u0020-\\u00FF': 'characters of Latin-1',
  '\\x20-\\xff': 'characters of Latin-1',
  '\\x20-\\x7e': 'characters of ASCII',
  '\\xa1-\\xff': 'further letters and signs of Latin-1',
};

const TOKEN =
  /(\\u[\dA-Fa-f]{4}|\\x[\dA-Fa-f]{2}|\\.|[^\\])(?:-(\\u[\dA-Fa-f]{4}|\\x[\dA-Fa-f]{2}|[^\\]))?/g;

function charactersOf(within: string): readonly string[] {
  const tokens = [...within.matchAll(TOKEN)].map(([token]) => token);
  const letters = tokens.includes('a-z') && tokens.includes('A-Z');
  return tokens.flatMap((token) => {
    if (letters && token === 'A-Z') return [];
    if (letters && token === 'a-z') return ['letters'];
    return [RANGES[token] ?? `“${token.replace(/^\\/, '')}”`];
  });
}

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
