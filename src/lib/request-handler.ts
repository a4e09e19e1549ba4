// Stands in for HTTP under AWS SDK v3 clients. It reads caller and Region from the signature's scope, speaks
// the service's protocol, and answers errors as AWS sends them, so that the SDK maps them to its own classes.

import { ServiceError } from '../aws/errors.ts';
import type { Operation } from '../aws/operation.ts';
import type { Span } from '../aws/trace.ts';
import { bodyText, type HttpRequest, type HttpResponse, type Protocol } from './http.ts';
import { jsonProtocol } from './json-protocol.ts';
import { queryProtocol } from './query-protocol.ts';

export interface HandlerOptions {
  /** This caller, whatever the signature says. */
  readonly principal?: string;
  readonly region?: string;
  /** Address that the calls come from. */
  readonly sourceIp?: string;
  /** Id of the VPC endpoint that they come through. */
  readonly vpce?: string;
}

interface Caller extends Pick<HandlerOptions, 'sourceIp' | 'vpce'> {
  readonly as?: string;
  readonly region?: string;
  readonly accessKeyId?: string;
}

/** Whose an access key is, or why nobody may use it. An unknown one says nothing of its holder. */
export type Holder =
  Pick<Caller, 'as' | 'accessKeyId'> | { readonly refused: 'invalid' | 'expired' };

interface Engine {
  readonly find: (call: string) => Operation | undefined;
  readonly take: (call: string, input: unknown, caller: Caller) => Span;
  readonly holderOf: (accessKeyId: string) => Holder;
  /** For requests that never become calls. */
  readonly requestId: () => string;
}

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
    const protocol = protocolOf(headers, scope.service, request);
    try {
      const operation = this.#engine.find(protocol.call);
      if (!operation) throw protocol.unknown();
      const caller = this.#callerOf(scope, protocol);
      const span = this.#engine.take(protocol.call, protocol.input(operation), caller);
      const { outcome, requestId } = span;
      return outcome.ok
        ? protocol.answer(operation, outcome.output, requestId)
        : protocol.fault(outcome.error, requestId);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return protocol.fault(error.refusal, this.#engine.requestId());
    }
  }

  #callerOf(scope: Scope, { strangers }: Protocol): Caller {
    const { principal, region = scope.region, sourceIp, vpce } = this.#options;
    const where = {
      ...(region !== undefined && { region }),
      ...(sourceIp !== undefined && { sourceIp }),
      ...(vpce !== undefined && { vpce }),
    };
    if (principal !== undefined) return { as: principal, ...where };
    const holder = this.#engine.holderOf(scope.accessKeyId);
    if ('refused' in holder) throw strangers[holder.refused]();
    return { ...holder, ...where };
  }
}

function protocolOf(
  headers: Readonly<Record<string, string>>,
  service: string,
  request: HttpRequest,
): Protocol {
  const target = headers['x-amz-target'];
  const isForm =
    headers['content-type']?.startsWith('application/x-www-form-urlencoded') ??
    bodyText(request.body)?.includes('Action=');
  return target === undefined && isForm === true
    ? queryProtocol(service, request)
    : jsonProtocol(target ?? '', request);
}

interface Scope {
  readonly accessKeyId: string;
  readonly region?: string;
  readonly service: string;
}

/** AWS4-HMAC-SHA256 Credential=AKID/20260115/us-east-1/kms/aws4_request, … */
function scopeOf(authorization: string): Scope {
  const [, accessKeyId = '', region, service = ''] =
    /Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\//.exec(authorization) ?? [];
  return { accessKeyId, ...(region !== undefined && { region }), service };
}

const lowerCased = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
