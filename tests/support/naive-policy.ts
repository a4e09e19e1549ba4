// A second opinion on policies, written from IAM's rules and not from our evaluator: the strictest reading.
// Whatever it does not wholly understand, it refuses.

import { addressesMatch, momentOf } from './naive-values.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type Record_ = Readonly<Record<string, Json>>;

/** A request, and every policy that has a say in it, as JSON text. */
export interface Case {
  /** ARN of the user, the root or the session; the name of a service. */
  readonly caller: string;
  /** The session's role. */
  readonly role?: string;
  /** The caller's account; a service has none. */
  readonly account?: string;
  readonly owner: string;
  readonly action: string;
  readonly resource: string;
  /** Condition keys in lower case. */
  readonly context: Readonly<Record<string, readonly string[]>>;
  readonly kind?: 'key policy' | 'bucket policy';
  readonly policy?: string;
  readonly grants?: readonly string[];
  readonly identity: readonly string[];
  readonly boundary?: string;
  readonly sessions?: readonly string[];
  readonly organisation?: readonly string[];
  readonly endpoint?: string;
}

export interface Asked {
  readonly caller: string;
  readonly account: string;
  readonly action: string;
  readonly resource: string;
  /** Condition keys in lower case. */
  readonly context: Readonly<Record<string, readonly string[]>>;
  /** Whether IAM allows the caller the action. */
  readonly iam: boolean;
}

class NotUnderstood extends Error {}

const ALL = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';

/** Whether a key policy lets the caller in. */
export function strictlyAllows(text: string, { iam, ...asked }: Asked): boolean {
  try {
    for (const one of statementsIn(text)) {
      needs(one['Principal'] !== undefined || one['NotPrincipal'] !== undefined);
    }
    const owner = asked.account;
    const identity = iam ? [ALL] : [];
    return naively({ ...asked, owner, identity, kind: 'key policy', policy: text }) === 'allowed';
  } catch (error) {
    if (error instanceof NotUnderstood || error instanceof SyntaxError) return false;
    throw error;
  }
}

/** 'allowed', or what AWS would blame: 'explicit-identity', 'no-boundary' … */
export function naively(asked: Case): string {
  const { policy, identity, boundary, sessions = [], organisation = [], endpoint } = asked;
  const { grants = [], kind, account } = asked;
  const isService = account === undefined;
  const outside = !isService && account !== asked.owner;
  const isLinked = asked.role?.includes(':role/aws-service-role/') === true;
  const scps = isService || isLinked ? [] : organisation;

  const any = (texts: readonly (string | undefined)[], test: (one: Record_) => boolean): boolean =>
    texts.some((text) => text !== undefined && statementsIn(text).some(test));
  const fits = (effect: string) => (one: Record_) =>
    one['Effect'] === effect && applies(one, asked);
  const denies = fits('Deny');
  const against = (one: Record_): boolean => denies(one) && isAgainst(one, asked);
  const allows = fits('Allow');

  if (any(scps, denies)) return 'explicit-scp';
  if (any([endpoint], against)) return 'explicit-endpoint';
  if (any([policy], against)) return 'explicit-resource';
  if (any(identity, denies)) return 'explicit-identity';
  if (any([boundary], denies)) return 'explicit-boundary';
  if (any(sessions, denies)) return 'explicit-session';
  if (scps.some((one) => !any([one], allows))) return 'no-scp';
  const through = (one: Record_): boolean =>
    allows(one) && (isForWho(one, asked) || isForHouse(one, account));
  if (endpoint !== undefined && !any([endpoint], through)) return 'no-endpoint';

  const limit =
    boundary !== undefined && !any([boundary], allows)
      ? 'no-boundary'
      : sessions.length > 0 && !any(sessions, allows)
        ? 'no-session'
        : undefined;
  const iam = any(identity, allows);
  /** Everything that names the caller, and what of it escapes the limit. */
  const naming = (texts: readonly (string | undefined)[]): boolean =>
    any(texts, (one) => allows(one) && isForWho(one, asked));
  const escaping = (texts: readonly (string | undefined)[]): boolean =>
    limit === undefined
      ? naming(texts)
      : any(texts, (one) => allows(one) && isForThisOne(one, asked));
  const toHouse = (texts: readonly (string | undefined)[], house?: string): boolean =>
    any(texts, (one) => allows(one) && isForHouse(one, house));

  const tickets = kind === 'key policy' ? grants : [];
  if (escaping(tickets)) return 'allowed';
  if (!outside && escaping([policy])) return 'allowed';
  const admitted = outside
    ? naming([policy]) || toHouse([policy], account)
    : kind !== 'key policy' || toHouse([policy], asked.owner);
  const iamCounts = !isService && (admitted || toHouse(tickets, account));
  if (iamCounts && iam && limit === undefined) return 'allowed';

  const named = naming(tickets) || (!outside && naming([policy]));
  if (limit !== undefined && (named || (iamCounts && iam))) return limit;
  return iamCounts && !iam ? 'no-identity' : 'no-resource';
}

const known = new Map<string, readonly Record_[]>();

/** The same few texts are asked again and again. */
function statementsIn(text: string): readonly Record_[] {
  if (known.size > 100) known.clear();
  const statements = known.get(text) ?? readStatements(text);
  known.set(text, statements);
  return statements;
}

function readStatements(text: string): readonly Record_[] {
  const policy = record(JSON.parse(text) as Json);
  const written = (text.match(/"(?:[^"\\]|\\.)*"\s*:?/g) ?? []).filter((one) =>
    one.endsWith(':'),
  ).length;
  // A member that stands twice in the text stands once in what was read of it.
  needs(written === countMembers(policy));
  only(policy, ['Version', 'Id', 'Statement']);
  needs([undefined, '2012-10-17', '2008-10-17'].includes(policy['Version'] as string | undefined));
  const statements = list(policy['Statement']).map(record);
  needs(statements.length > 0);
  return statements.map((one) => {
    only(one, ['Sid', 'Effect', 'Condition', ...EITHER.flatMap((name) => [name, `Not${name}`])]);
    needs(one['Effect'] === 'Allow' || one['Effect'] === 'Deny');
    for (const name of EITHER) needs(one[name] === undefined || one[`Not${name}`] === undefined);
    return { ...one, '#variables': policy['Version'] === '2012-10-17' };
  });
}

const EITHER = ['Principal', 'Action', 'Resource'] as const;

const isForWho = (statement: Record_, asked: Case): boolean => {
  const { Principal: named, NotPrincipal: left } = statement;
  if (named !== undefined) return names(named, asked);
  return left !== undefined && !names(left, asked) && !namesAccount(left, asked.account);
};

/** Not only the role that a session has. */
function isForThisOne(statement: Record_, { role: _, ...self }: Case): boolean {
  return statement['Principal'] !== undefined && names(statement['Principal'], self);
}

const isForHouse = ({ Principal: named }: Record_, account: string | undefined): boolean =>
  named !== undefined && namesAccount(named, account);

function isAgainst(statement: Record_, asked: Case): boolean {
  const { Principal: named, NotPrincipal: left } = statement;
  const { caller, account, boundary } = asked;
  if (named !== undefined) return names(named, asked) || namesAccount(named, account);
  if (left === undefined) return false;
  if (boundary !== undefined) return true;
  if (left === '*') return false;
  const nested = account !== undefined && !caller.endsWith(':root');
  return !(names(left, asked) && (!nested || namesAccount(left, account)));
}

function applies(statement: Record_, { action, resource, context }: Case): boolean {
  const known = statement['#variables'] === true ? context : undefined;
  return (
    oneOf(statement, 'Action', (text) => glob(plain(text), action, 'i')) &&
    oneOf(statement, 'Resource', (text) => {
      const filled = fill(text, known);
      return filled && glob(filled, resource, '');
    }) &&
    Object.entries(record(statement['Condition'] ?? {})).every(([operator, keys]) =>
      Object.entries(record(keys)).every(([key, values]) =>
        holds(operator, context[key.toLowerCase()], scalars(values), known),
      ),
    )
  );
}

type Known = Case['context'] | undefined;

/** Neither the element nor its opposite: the statement says nothing. What cannot be told: nothing, too. */
function oneOf(
  statement: Record_,
  name: string,
  test: (text: string) => boolean | undefined,
): boolean {
  const [wanted, unwanted] = [statement[name], statement[`Not${name}`]];
  const answers = texts(wanted ?? unwanted ?? ['']).map(test);
  if (answers.includes(undefined)) return false;
  if (wanted !== undefined) return answers.includes(true);
  return unwanted !== undefined && !answers.includes(true);
}

/** Text as letters, of which wildcards are marked by a letter that no text has. */
type Letters = readonly { readonly letter: string; readonly wild: boolean }[];

const plain = (text: string): Letters =>
  text.split('').map((letter) => ({ letter, wild: letter === '*' || letter === '?' }));

const literal = (text: string): Letters =>
  text.split('').map((letter) => ({ letter, wild: false }));

/** With its variables filled in; undefined where one has no value. */
function fill(text: string, known: Known): Letters | undefined {
  const at = known ? text.indexOf('${') : -1;
  if (at < 0) return plain(text);
  const end = text.indexOf('}', at);
  needs(end > 0);
  const inside = text.slice(at + 2, end);
  const rest = fill(text.slice(end + 1), known);
  if (!rest) return undefined;
  const before = plain(text.slice(0, at));
  if (['*', '?', '$'].includes(inside)) return [...before, ...literal(inside), ...rest];
  const [key = '', standard] = inside.split(/,(.*)/s);
  needs(key.includes(':'));
  const values = known?.[key.trim().toLowerCase()] ?? [];
  const quoted = standard?.trim();
  needs(quoted === undefined || /^'.*'$/s.test(quoted));
  const value = values.length === 1 ? values[0] : quoted?.slice(1, -1).split("''").join("'");
  return value === undefined ? undefined : [...before, ...literal(value), ...rest];
}

const written = (letters: Letters): string => letters.map(({ letter }) => letter).join('');

function glob(pattern: Letters, value: string, flags: string): boolean {
  const source = pattern.map(({ letter, wild }) =>
    wild ? (letter === '*' ? '[^]*' : '[^]') : letter.replace(/[\\^$.|?*+()[\]{}/]/, '\\$&'),
  );
  return new RegExp(`^${source.join('')}$`, flags).test(value);
}

function arnGlob(pattern: Letters, value: string): boolean {
  if (written(pattern) === '*' && pattern[0]?.wild === true) return true;
  const wanted: Letters[] = [[]];
  for (const one of pattern) {
    if (one.letter === ':' && wanted.length < 6) wanted.push([]);
    else wanted[wanted.length - 1] = [...wanted.at(-1)!, one];
  }
  const parts = value.split(':');
  const found = parts.length > 6 ? [...parts.slice(0, 5), parts.slice(5).join(':')] : parts;
  return found.length === wanted.length && wanted.every((one, i) => glob(one, found[i]!, ''));
}

function names(
  element: Json,
  { caller, role, account }: Pick<Case, 'caller' | 'role' | 'account'>,
): boolean {
  if (element === '*') return true;
  const kinds = record(element);
  only(kinds, ['AWS', 'Service', 'Federated']);
  const of = (kind: string): readonly string[] =>
    kinds[kind] === undefined ? [] : texts(kinds[kind]);
  if (account === undefined) return of('Service').includes(caller);
  return of('AWS').some((one) => one === '*' || one === caller || one === role);
}

const namesAccount = (element: Json, account: string | undefined): boolean =>
  element !== '*' &&
  account !== undefined &&
  record(element)['AWS'] !== undefined &&
  texts(record(element)['AWS']!).some(
    (one) => one === account || one === `arn:aws:iam::${account}:root`,
  );

function holds(
  operator: string,
  found: readonly string[] | undefined,
  wanted: readonly string[],
  known: Known,
): boolean {
  const [, set, name = '', ifExists] =
    /^(ForAllValues:|ForAnyValue:)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  if (name === 'Null' || name === 'Bool') {
    needs(wanted.every((one) => /^(true|false)$/i.test(one)));
  }
  if (operator === 'Null') {
    return wanted.some((one) => (one.toLowerCase() === 'true') === (found === undefined));
  }
  const compare = COMPARE[name.replace('Not', '')];
  if (!compare) throw new NotUnderstood();
  if (found === undefined && ifExists) return true;
  const filled = wanted.map((one) => fill(one, known));
  if (filled.includes(undefined)) return false;
  const negative = name.includes('Not');
  const right = (one: string): boolean =>
    filled.some((letters) => compare(one, letters!)) !== negative;
  if (set === 'ForAllValues:') return (found ?? []).every(right);
  if (set === 'ForAnyValue:') return (found ?? []).some(right);
  return found === undefined ? negative : found.every(right);
}

type Compare = (found: string, wanted: Letters) => boolean;

const figures =
  (read: (text: string) => number, test: (found: number, wanted: number) => boolean): Compare =>
  (found, wanted) =>
    test(read(found), read(written(wanted)));

const ordered = (prefix: string, read: (text: string) => number): Record<string, Compare> => ({
  [`${prefix}Equals`]: figures(read, (a, b) => a === b),
  [`${prefix}LessThan`]: figures(read, (a, b) => a < b),
  [`${prefix}LessThanEquals`]: figures(read, (a, b) => a <= b),
  [`${prefix}GreaterThan`]: figures(read, (a, b) => a > b),
  [`${prefix}GreaterThanEquals`]: figures(read, (a, b) => a >= b),
});

const COMPARE: Readonly<Record<string, Compare>> = {
  StringEquals: (found, wanted) => found === written(wanted),
  StringEqualsIgnoreCase: (found, wanted) => glob(literal(written(wanted)), found, 'i'),
  StringLike: (found, wanted) => glob(wanted, found, ''),
  ArnEquals: (found, wanted) => arnGlob(wanted, found),
  ArnLike: (found, wanted) => arnGlob(wanted, found),
  Bool: (found, wanted) => found === written(wanted).toLowerCase(),
  BinaryEquals: (found, wanted) => found === written(wanted),
  IpAddress: (found, wanted) => addressesMatch(written(wanted), found),
  ...ordered('Numeric', (text) => parseFloat(text)),
  ...ordered('Date', momentOf),
};

function needs(condition: boolean): asserts condition {
  if (!condition) throw new NotUnderstood();
}

function record(value: Json): Record_ {
  needs(typeof value === 'object' && value !== null && !Array.isArray(value));
  return value as Record_;
}

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

const list = (value: Json | undefined): readonly Json[] =>
  isList(value) ? value : value === undefined ? [] : [value];

function texts(value: Json): readonly string[] {
  const all = list(value);
  needs(all.length > 0);
  return all.map((one) => {
    needs(typeof one === 'string');
    return one;
  });
}

function scalars(value: Json): readonly string[] {
  const all = list(value);
  needs(all.length > 0 && all.every((one) => one !== null && typeof one !== 'object'));
  return all.map(String);
}

const only = (value: Record_, known: readonly string[]): void =>
  needs(Object.keys(value).every((name) => known.includes(name)));

function countMembers(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = isList(value) ? 0 : Object.keys(value).length;
  const within: readonly Json[] = isList(value) ? value : Object.values(value);
  return within.reduce((sum: number, one) => sum + countMembers(one), own);
}
