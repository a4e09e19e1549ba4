// `aws s3 …`: the commands of the CLI that are no operations of S3 but are made of them.

import type { CallOptions } from '../../aws/cloud.ts';
import type { Members, Outcome } from '../../aws/trace.ts';
import { utf8 } from '../../crypto/bytes.ts';
import { absolute } from '../files.ts';
import type { Invocation } from '../session.ts';
import type { Line } from './options.ts';
import { misused, UsageError } from './usage.ts';

interface Context {
  readonly invocation: Invocation;
  readonly line: Line;
  readonly call: (operation: string, input: Members) => Outcome;
}

export function s3(invocation: Invocation, line: Line, options: CallOptions): number {
  const { world } = invocation.session;
  const call = (operation: string, input: Members): Outcome =>
    world.take(`s3:${operation}`, input, options).outcome;
  const [, command = '', ...paths] = line.words;
  const run = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
  if (!run) {
    throw misused(
      `argument subcommand: Found invalid choice '${command}': choose from ${Object.keys(COMMANDS).join(', ')}`,
    );
  }
  return run({ invocation, line, call }, paths);
}

type Run = (context: Context, paths: readonly string[]) => number;

const mb: Run = ({ invocation, call }, [path = '']) => {
  const { bucket } = remote(path);
  const outcome = call('CreateBucket', { Bucket: bucket });
  if (!outcome.ok)
    return failed(invocation, `make_bucket failed: s3://${bucket}`, 'CreateBucket', outcome);
  return said(invocation, `make_bucket: ${bucket}`);
};

const rb: Run = ({ invocation, call }, [path = '']) => {
  const { bucket } = remote(path);
  const outcome = call('DeleteBucket', { Bucket: bucket });
  if (!outcome.ok)
    return failed(invocation, `remove_bucket failed: s3://${bucket}`, 'DeleteBucket', outcome);
  return said(invocation, `remove_bucket: ${bucket}`);
};

const ls: Run = ({ invocation, line, call }, [path]) => {
  if (path === undefined) {
    const outcome = call('ListBuckets', {});
    if (!outcome.ok) return failed(invocation, '', 'ListBuckets', outcome);
    const buckets = (outcome.output['Buckets'] ?? []) as readonly Listed[];
    for (const { Name = '', CreationDate } of buckets)
      said(invocation, `${moment(CreationDate)} ${Name}`);
    return 0;
  }
  const { bucket, key } = remote(path);
  const outcome = call('ListObjectsV2', { Bucket: bucket, Prefix: key });
  if (!outcome.ok) return failed(invocation, '', 'ListObjectsV2', outcome);
  const objects = (outcome.output['Contents'] ?? []) as readonly Listed[];
  const folder = key.slice(0, key.lastIndexOf('/') + 1);
  const folders = new Set<string>();
  for (const { Key = '', Size = 0, LastModified } of objects) {
    const name = line.options.has('recursive') ? Key : Key.slice(folder.length);
    const [first = '', ...deeper] = name.split('/');
    if (deeper.length === 0 || line.options.has('recursive')) {
      said(invocation, `${moment(LastModified)} ${String(Size).padStart(10)} ${name}`);
    } else if (!folders.has(first)) {
      folders.add(first);
      said(invocation, `${'PRE'.padStart(30)} ${first}/`);
    }
  }
  return objects.length > 0 || key === '' ? 0 : 1;
};

interface Listed {
  readonly Name?: string;
  readonly Key?: string;
  readonly Size?: number;
  readonly CreationDate?: number;
  readonly LastModified?: number;
}

const moment = (milliseconds = 0): string =>
  new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ');

const carry =
  (takesAway: boolean): Run =>
  (context, [from, to]) => {
    const { invocation } = context;
    if (from === undefined || to === undefined) {
      throw misused('the following arguments are required: paths');
    }
    if (!isRemote(from) && !isRemote(to)) {
      throw new UsageError(
        '\nusage: aws s3 cp <LocalPath> <S3Uri> or <S3Uri> <LocalPath> or <S3Uri> <S3Uri>\nError: Invalid argument type',
      );
    }
    const verb = takesAway
      ? 'move'
      : isRemote(from)
        ? isRemote(to)
          ? 'copy'
          : 'download'
        : 'upload';
    const outcome = isRemote(from)
      ? isRemote(to)
        ? copied(context, from, to)
        : downloaded(context, from, to)
      : uploaded(context, from, to);
    if ('code' in outcome) return outcome.code;
    const { operation, target, result } = outcome;
    if (!result.ok) {
      return failed(invocation, `${verb} failed: ${from} to ${target}`, operation, result);
    }
    if (takesAway) {
      const gone = removed(context, from);
      if (!gone.ok) return failed(invocation, `delete failed: ${from}`, 'DeleteObject', gone);
    }
    return to === '-' ? 0 : said(invocation, `${verb}: ${shown(from)} to ${shown(target)}`);
  };

type Carried =
  | { readonly operation: string; readonly target: string; readonly result: Outcome }
  | { readonly code: number };

function uploaded({ invocation, line, call }: Context, from: string, to: string): Carried {
  const { io, session } = invocation;
  const body = from === '-' ? io.input : session.files.read(from);
  if (!body) {
    io.err(utf8(`\nThe user-provided path ${from} does not exist.\n`));
    return { code: 255 };
  }
  const { bucket, key } = remote(named(to, from));
  const input = { Bucket: bucket, Key: key, Body: body, ...encryption(line) };
  return {
    operation: 'PutObject',
    target: `s3://${bucket}/${key}`,
    result: call('PutObject', input),
  };
}

function downloaded({ invocation, call }: Context, from: string, to: string): Carried {
  const { io, session } = invocation;
  const { bucket, key } = remote(from);
  const result = call('GetObject', { Bucket: bucket, Key: key });
  const target =
    to === '-'
      ? '-'
      : session.files.isFolder(to) || to.endsWith('/')
        ? `${to.replace(/\/$/, '')}/${lastOf(key)}`
        : to;
  if (result.ok) {
    const body = result.output['Body'] as Uint8Array;
    if (to === '-') io.out(body);
    else session.files.write(target, body);
  }
  return { operation: 'GetObject', target, result };
}

function copied({ line, call }: Context, from: string, to: string): Carried {
  const source = remote(from);
  const { bucket, key } = remote(named(to, source.key));
  const input = {
    Bucket: bucket,
    Key: key,
    CopySource: `${source.bucket}/${source.key}`,
    ...encryption(line),
  };
  return {
    operation: 'CopyObject',
    target: `s3://${bucket}/${key}`,
    result: call('CopyObject', input),
  };
}

function removed({ invocation, call }: Context, path: string): Outcome {
  if (!isRemote(path)) {
    invocation.session.files.remove(path);
    return { ok: true, output: {} };
  }
  const { bucket, key } = remote(path);
  return call('DeleteObject', { Bucket: bucket, Key: key });
}

const rm: Run = (context, [path = '']) => {
  remote(path);
  const outcome = removed(context, path);
  if (!outcome.ok)
    return failed(context.invocation, `delete failed: ${path}`, 'DeleteObject', outcome);
  return said(context.invocation, `delete: ${path}`);
};

const COMMANDS: Readonly<Record<string, Run>> = {
  cp: carry(false),
  ls,
  mb,
  mv: carry(true),
  rb,
  rm,
};

/** --sse without a value means AES256, as in the CLI. */
function encryption({ options }: Line): Members {
  const mode = options.get('sse');
  const key = options.get('sse-kms-key-id')?.[0];
  return {
    ...(mode && { ServerSideEncryption: mode[0] ?? 'AES256' }),
    ...(key !== undefined && { SSEKMSKeyId: key }),
  };
}

const isRemote = (path: string): boolean => path.startsWith('s3://');

function remote(path: string): { readonly bucket: string; readonly key: string } {
  const [, bucket, key = ''] = /^s3:\/\/([^/]+)\/?(.*)$/s.exec(path) ?? [];
  if (bucket === undefined)
    throw misused(`Error: Invalid argument type: '${path}' is no s3://BUCKET/KEY`);
  return { bucket, key };
}

/** A target that is a folder takes the name of what comes. */
const named = (to: string, from: string): string =>
  to.endsWith('/') || remote(to).key === '' ? `${to.replace(/\/$/, '')}/${lastOf(from)}` : to;

const lastOf = (path: string): string => path.split('/').at(-1) ?? path;

const shown = (path: string): string =>
  isRemote(path) || path === '-' ? path : `./${absolute(path).replace(/^\/home\/learner\//, '')}`;

function said({ io }: Invocation, text: string): number {
  io.out(utf8(`${text}\n`));
  return 0;
}

/** 'upload failed: … An error occurred (…)': exit code 1; without a beginning of its own, 254. */
function failed(
  { io }: Invocation,
  beginning: string,
  operation: string,
  outcome: Extract<Outcome, { ok: false }>,
): number {
  const { code, message } = outcome.error;
  const error = `An error occurred (${code}) when calling the ${operation} operation: ${message}`;
  io.err(utf8(beginning === '' ? `\n${error}\n` : `${beginning} ${error}\n`));
  return beginning === '' ? 254 : 1;
}
