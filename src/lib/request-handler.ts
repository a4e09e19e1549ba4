// Stands in for HTTP under AWS SDK v3 clients. It reads caller and Region from the signature's scope, speaks
// AWS JSON 1.1, and answers errors as AWS sends them, so that the SDK maps them to its own classes.

import { ServiceError, refuse } from '../aws/errors.ts';
import type { Operation } from '../aws/operation.ts';
import type { Refusal, Span } from '../aws/trace.ts';
import { decodeMembers, encodeMembers } from '../aws/wire.ts';
import { textOf, utf8 } from '../crypto/bytes.ts';

export interface HandlerOptions {
  /** This caller, whatever the signature says. */
  readonly principal?: string;
  readonly region?: string;
}

interface HttpRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

interface Engine {
  readonly operation: (call: string) => Operation;
  readonly take: (call: string, input: unknown, caller: { as?: string; region?: string }) => Span;
  readonly principalOf: (accessKeyId: string) => string | undefined;
}

const TARGETS: Readonly<Record<string, string>> = { TrentService: 'kms' };

export class RequestHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly #engine: Engine;
  readonly #options: HandlerOptions;

  constructor(engine: Engine, options: HandlerOptions) {
    this.#engine = engine;
    this.#options = options;
  }

  handle(
    request: HttpRequest,
    { abortSignal }: { readonly abortSignal?: { readonly aborted: boolean } } = {},
  ): Promise<{ response: HttpResponse }> {
    if (abortSignal?.aborted === true) {
      return Promise.reject(Object.assign(new Error('Request aborted'), { name: 'AbortError' }));
    }
    // Taken at once, so that concurrent requests keep the order in which they were sent.
    try {
      return Promise.resolve({ response: this.#answer(request) });
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }

  updateHttpClientConfig(): void {
    // Sockets and time-outs mean nothing here; SDK clients call this all the same.
  }

  httpHandlerConfigs(): Readonly<Record<string, never>> {
    return {};
  }

  destroy(): void {
    // Nothing is held.
  }

  #answer(request: HttpRequest): HttpResponse {
    const headers = lowerCased(request.headers);
    const scope = scopeOf(headers['authorization'] ?? '');
    const { principal, region } = this.#options;
    const as = principal ?? this.#engine.principalOf(scope.accessKeyId);
    const where = region ?? scope.region;
    try {
      const call = callOf(headers['x-amz-target'] ?? '', this.#engine);
      const { input, output } = this.#engine.operation(call);
      const { outcome, requestId } = this.#engine.take(
        call,
        decodeMembers(input, parsed(request.body)),
        {
          ...(as !== undefined && { as }),
          ...(where !== undefined && { region: where }),
        },
      );
      if (!outcome.ok) return fault(outcome.error, requestId);
      return reply(200, encodeMembers(output, outcome.output), requestId);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return fault(error.refusal, '');
    }
  }
}

function callOf(target: string, engine: Engine): string {
  const [prefix = '', operation = ''] = target.split('.');
  const service = TARGETS[prefix];
  const call = `${service ?? ''}:${operation}`;
  if (service !== undefined && known(engine, call)) return call;
  throw refuse(
    'UnknownOperationException',
    '',
    `The simulator does not know the operation "${target}".`,
  );
}

function known(engine: Engine, call: string): boolean {
  try {
    return engine.operation(call).name !== '';
  } catch {
    return false;
  }
}

/** AWS4-HMAC-SHA256 Credential=AKID/20260115/us-east-1/kms/aws4_request, … */
function scopeOf(authorization: string): { accessKeyId: string; region?: string } {
  const [, accessKeyId = '', region] =
    /Credential=([^/]+)\/\d{8}\/([^/]+)\//.exec(authorization) ?? [];
  return { accessKeyId, ...(region !== undefined && { region }) };
}

function parsed(body: unknown): unknown {
  const text = body instanceof Uint8Array ? textOf(body) : body;
  if (typeof text !== 'string' || text === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw refuse('SerializationException', '', 'The body of the request is not JSON.');
  }
}

const lowerCased = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** AWS spells the member Message in an AccessDeniedException, and message elsewhere. */
function fault({ code, message, status }: Refusal, requestId: string): HttpResponse {
  const member = code === 'AccessDeniedException' ? 'Message' : 'message';
  return reply(status, { __type: code, ...(message !== '' && { [member]: message }) }, requestId);
}

/** No date header: the SDK would move its own clock to the simulated one. */
function reply(statusCode: number, body: unknown, requestId: string): HttpResponse {
  const members = typeof body === 'object' && body !== null ? Object.keys(body).length : 0;
  return {
    statusCode,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      ...(requestId !== '' && { 'x-amzn-requestid': requestId }),
    },
    body: members === 0 ? new Uint8Array() : utf8(JSON.stringify(body)),
  };
}
