// A second opinion on key policies, written from IAM's rules and not from our evaluator: the strictest reading.
// Whatever it does not wholly understand, it refuses.

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type Record_ = Readonly<Record<string, Json>>;

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

export function strictlyAllows(text: string, asked: Asked): boolean {
  try {
    const statements = statementsIn(text);
    if (statements.some((one) => one['Effect'] === 'Deny' && isAgainst(one, asked))) return false;
    return statements.some((one) => one['Effect'] === 'Allow' && isFor(one, asked));
  } catch (error) {
    if (error instanceof NotUnderstood || error instanceof SyntaxError) return false;
    throw error;
  }
}

function statementsIn(text: string): readonly Record_[] {
  const policy = record(JSON.parse(text) as Json);
  const written = text.match(/"(?:[^"\\]|\\.)*"\s*:/g)?.length ?? 0;
  // A member that stands twice in the text stands once in what was read of it.
  needs(written === countMembers(policy));
  only(policy, ['Version', 'Id', 'Statement']);
  needs([undefined, '2012-10-17', '2008-10-17'].includes(policy['Version'] as string | undefined));
  const statements = list(policy['Statement']).map(record);
  needs(statements.length > 0);
  for (const one of statements) {
    only(one, ['Sid', 'Effect', 'Condition', ...EITHER.flatMap((name) => [name, `Not${name}`])]);
    needs(one['Effect'] === 'Allow' || one['Effect'] === 'Deny');
    for (const name of EITHER) needs(one[name] === undefined || one[`Not${name}`] === undefined);
    needs(one['Principal'] !== undefined || one['NotPrincipal'] !== undefined);
    needs(!JSON.stringify(one).includes('${'));
  }
  return statements;
}

const EITHER = ['Principal', 'Action', 'Resource'] as const;

function isFor(statement: Record_, asked: Asked): boolean {
  if (!applies(statement, asked)) return false;
  const { Principal: named, NotPrincipal: left } = statement;
  const { caller, account, iam } = asked;
  if (named !== undefined) return names(named, caller) || (iam && namesAccount(named, account));
  return !names(left!, caller) && !namesAccount(left!, account);
}

function isAgainst(statement: Record_, asked: Asked): boolean {
  if (!applies(statement, asked)) return false;
  const { Principal: named, NotPrincipal: left } = statement;
  const { caller, account } = asked;
  if (named !== undefined) return names(named, caller) || namesAccount(named, account);
  return !(left === '*' || (names(left!, caller) && namesAccount(left!, account)));
}

function applies(statement: Record_, { action, resource, context }: Asked): boolean {
  return (
    oneOf(statement, 'Action', action, 'i') &&
    oneOf(statement, 'Resource', resource, '') &&
    Object.entries(record(statement['Condition'] ?? {})).every(([operator, keys]) =>
      Object.entries(record(keys)).every(([key, values]) =>
        holds(operator, context[key.toLowerCase()], scalars(values)),
      ),
    )
  );
}

/** Neither the element nor its opposite: the statement says nothing. */
function oneOf(statement: Record_, name: string, value: string, flags: string): boolean {
  const fits = (patterns: Json): boolean => texts(patterns).some((one) => glob(one, value, flags));
  const [plain, negated] = [statement[name], statement[`Not${name}`]];
  if (plain !== undefined) return fits(plain);
  return negated !== undefined && !fits(negated);
}

function glob(pattern: string, value: string, flags: string): boolean {
  const escaped = pattern.replace(/[\\^$.|+()[\]{}]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`, flags).test(
    value,
  );
}

function names(element: Json, caller: string): boolean {
  if (element === '*') return true;
  const kinds = record(element);
  only(kinds, ['AWS', 'Service', 'Federated']);
  const aws = kinds['AWS'] === undefined ? [] : texts(kinds['AWS']);
  return aws.includes('*') || aws.includes(caller);
}

const namesAccount = (element: Json, account: string): boolean =>
  element !== '*' &&
  record(element)['AWS'] !== undefined &&
  texts(record(element)['AWS']!).some(
    (one) => one === account || one === `arn:aws:iam::${account}:root`,
  );

function holds(
  operator: string,
  found: readonly string[] | undefined,
  wanted: readonly string[],
): boolean {
  const [, set, name = '', ifExists] =
    /^(ForAllValues:|ForAnyValue:)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  if (name === 'Null' || name === 'Bool') {
    needs(wanted.every((one) => /^(true|false)$/i.test(one)));
  }
  if (operator === 'Null') {
    return wanted.some((one) => (one.toLowerCase() === 'true') === (found === undefined));
  }
  const compare = COMPARE[name];
  if (!compare) throw new NotUnderstood();
  if (found === undefined && ifExists) return true;
  if (set === 'ForAllValues:') return (found ?? []).every((one) => compare(one, wanted));
  if (set === 'ForAnyValue:') return (found ?? []).some((one) => compare(one, wanted));
  if (found === undefined) return name === 'StringNotEquals';
  return found.every((one) => compare(one, wanted));
}

const COMPARE: Readonly<Record<string, (found: string, wanted: readonly string[]) => boolean>> = {
  StringEquals: (found, wanted) => wanted.includes(found),
  StringNotEquals: (found, wanted) => !wanted.includes(found),
  StringLike: (found, wanted) => wanted.some((one) => glob(one, found, '')),
  Bool: (found, wanted) => wanted.some((one) => found === one.toLowerCase()),
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
