// `aws`: a command line becomes one call of the simulated AWS (or several, for lists in pages), and its answer is
// printed as the AWS CLI, version 2, prints it. Options and checks follow from the operations' declarations.

import { search } from '@jmespath-community/jmespath';
import type { CallOptions } from '../../aws/cloud.ts';
import type { Operation, Service } from '../../aws/operation.ts';
import type { Shape } from '../../aws/shape.ts';
import type { Members, Refusal } from '../../aws/trace.ts';
import { utf8 } from '../../crypto/bytes.ts';
import type { Invocation, Program } from '../session.ts';
import { helpOn } from './help.ts';
import {
  commandOf,
  membersOf,
  operationFor,
  readLine,
  serviceFor,
  settled,
  type Line,
} from './options.ts';
import { FORMATS, jsonOf, printed, type Format, type Json } from './output.ts';
import { allPages } from './pages.ts';
import { s3 } from './s3.ts';
import { skeletonOf } from './skeleton.ts';
import { badValue, invalid, misused, UsageError } from './usage.ts';
import { shaped, valueOf, type Reading } from './values.ts';

export const aws: Program = (invocation) => {
  const { io } = invocation;
  try {
    return run(invocation);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.err(utf8(`${error.message}\n`));
    return error.exitCode;
  }
};

/** What `aws --version` says: the CLI that this one is like. */
const VERSION = 'aws-cli/2.34.0 (Glassbox KMS, simulated)';

function run(invocation: Invocation): number {
  const { args, io, session } = invocation;
  const line = readLine(args);
  const { globals, words } = line;
  if (globals.has('version')) {
    io.out(utf8(`${VERSION}\n`));
    return 0;
  }
  const help = helpOn(words, session.world.services);
  if (help !== undefined) {
    io.out(utf8(help));
    return 0;
  }
  const [command, name] = words;
  if (command === undefined) throw misused('the following arguments are required: command');
  if (command === 's3') return s3(invocation, line, callOptions(invocation, line));
  const service = serviceFor(command, session.world.services);
  return callOperation(invocation, line, { service, operation: operationFor(name, service) });
}

/** Who calls, from where. An access key speaks for itself; else a profile; else whoever the session is of. */
export function callOptions({ session, env }: Invocation, { globals }: Line): CallOptions {
  const region =
    globals.get('region') ?? env('AWS_REGION') ?? env('AWS_DEFAULT_REGION') ?? session.region;
  const accessKeyId = globals.has('profile') ? undefined : env('AWS_ACCESS_KEY_ID');
  if (accessKeyId !== undefined && accessKeyId !== '') return { region, accessKeyId };
  const profile = globals.get('profile') ?? env('AWS_PROFILE');
  if (profile === undefined || profile === '' || profile === 'default') {
    return { region, ...(session.principal !== undefined && { as: session.principal }) };
  }
  const as = session.profiles.get(profile);
  if (as === undefined) {
    throw new UsageError(`\nThe config profile (${profile}) could not be found`, 255);
  }
  return { region, as };
}

interface Asked {
  readonly service: Service;
  readonly operation: Operation;
}

function callOperation(invocation: Invocation, asWritten: Line, asked: Asked): number {
  const { io, session } = invocation;
  const { service, operation } = asked;
  const line = settled(asWritten, operation);
  const { globals } = line;
  const format = formatOf(invocation, line);
  const skeleton = globals.get('generate-cli-skeleton');
  if (skeleton !== undefined) {
    io.out(utf8(`${JSON.stringify(skeletonOf(operation.input), null, 4)}\n`));
    return 0;
  }
  const outfile = operation.name === 'GetObject' ? line.words[2] : undefined;
  const extra = line.words.slice(outfile === undefined ? 2 : 3);
  if (extra.length > 0) throw misused(`Unknown options: ${extra.join(', ')}`);
  const input = inputOf(invocation, line, asked);
  if (operation.name === 'GetObject' && outfile === undefined) {
    throw misused('the following arguments are required: outfile');
  }
  const options = callOptions(invocation, line);
  const take = (one: Members) =>
    session.world.take(`${service.name}:${operation.name}`, one, options).outcome;
  const outcome =
    globals.has('no-paginate') || !operation.readOnly
      ? take(input)
      : allPages(operation, input, take);
  if (!outcome.ok) return refused(invocation, operation.name, outcome.error);
  let { output } = outcome;
  if (outfile !== undefined) {
    const { Body, ...rest } = output;
    session.files.write(outfile, Body as Uint8Array);
    output = rest;
  }
  show(invocation, line, { format, operation, output });
  return 0;
}

interface Shown {
  readonly format: Format;
  readonly operation: Operation;
  readonly output: Members;
}

function show({ io }: Invocation, { globals }: Line, { format, operation, output }: Shown): void {
  const query = globals.get('query');
  const whole = jsonOf(operation.output, output);
  const items = limited(whole, globals.get('max-items'));
  // An empty answer is printed as nothing at all, unless something was asked of it.
  if (query === undefined && Object.keys(output).length === 0) return;
  io.out(
    utf8(printed(query === undefined ? items : queried(items, query), format, operation.name)),
  );
}

/** --max-items: of each list that many. */
function limited(value: Json, most: string | undefined): Json {
  if (most === undefined || typeof value !== 'object' || value === null || Array.isArray(value)) {
    return value;
  }
  const cut = Object.entries(value).map(([name, one]) => [
    name,
    Array.isArray(one) ? one.slice(0, Number(most)) : one,
  ]);
  return Object.fromEntries(cut) as Json;
}

function queried(value: Json, query: string): Json {
  try {
    return search(value, query);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`\nBad value for --query ${query}: ${why}`, 255);
  }
}

function formatOf({ env }: Invocation, { globals }: Line): Format {
  const asked = globals.get('output') ?? env('AWS_DEFAULT_OUTPUT') ?? 'json';
  const found = FORMATS.find((one) => one === asked);
  if (!found) {
    throw misused(
      `argument --output: Found invalid choice '${asked}': choose from ${FORMATS.join(', ')}`,
    );
  }
  return found;
}

/** An answer that is a refusal: the CLI's words, and its exit code. */
export function refused({ io }: Invocation, operation: string, { code, message }: Refusal): number {
  io.err(
    utf8(`\nAn error occurred (${code}) when calling the ${operation} operation: ${message}\n`),
  );
  return 254;
}

function inputOf({ session }: Invocation, line: Line, { service, operation }: Asked): Members {
  const members = membersOf(operation);
  const reading = (option: string): Reading => ({
    option,
    files: session.files,
    rawBlobs: line.globals.get('cli-binary-format') === 'raw-in-base64-out',
    blobsAreFiles: commandOf(service) === 's3api',
  });
  const input: Record<string, unknown> = { ...fromFile(line, operation, reading) };
  for (const [option, texts] of line.options) {
    const [no = '', positive = option] = /^(no-)(.*)$/.exec(option)?.slice(1) ?? [];
    const named = members.get(option);
    const negated = no === '' ? undefined : members.get(positive);
    if (named?.[1].kind === 'boolean' && texts.length === 0) input[named[0]] = true;
    else if (negated?.[1].kind === 'boolean' && texts.length === 0) input[negated[0]] = false;
    else if (!named) throw misused(`Unknown options: ${[`--${option}`, ...texts].join(', ')}`);
    else if (texts.length === 0) throw misused(`argument --${option}: expected one argument`);
    else input[named[0]] = valueOf(named[1], texts, reading(option));
  }
  const missing = [...members].filter(
    ([, [name, shape]]) => shape.optional !== true && input[name] === undefined,
  );
  if (missing.length > 0) {
    const names = missing.map(([option]) => `--${option}`).join(', ');
    throw misused(`the following arguments are required: ${names}`);
  }
  const problems = Object.entries(input).flatMap(([name, value]) =>
    problemsOf(operation.input.members[name], value, name),
  );
  if (problems.length > 0) throw invalid(problems);
  return input;
}

function fromFile(
  { globals }: Line,
  operation: Operation,
  reading: (option: string) => Reading,
): Members {
  const given = globals.get('cli-input-json');
  if (given === undefined) return {};
  const how = reading('cli-input-json');
  const text = valueOf({ kind: 'text' }, [given], how) as string;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badValue('cli-input-json', `Invalid JSON received.\n${text}`);
  }
  return shaped(operation.input, value, how) as Members;
}

/** The SDK within the CLI knows least lengths and least figures, and nothing of the most. */
function problemsOf(shape: Shape | undefined, value: unknown, name: string): readonly string[] {
  const { min = 0, kind } = shape ?? {};
  if (kind === 'integer' && typeof value === 'number') {
    return shape?.min !== undefined && value < min
      ? [`Invalid range for parameter ${name}, value: ${value}, valid min value: ${min}`]
      : [];
  }
  const sized = typeof value === 'string' || value instanceof Uint8Array || Array.isArray(value);
  if (!sized || value.length >= min || shape?.min === undefined) return [];
  return [`Invalid length for parameter ${name}, value: ${value.length}, valid min length: ${min}`];
}
