// What the request handler and its protocols hand to each other.

import type { Operation } from '../aws/operation.ts';
import type { Members, Refusal } from '../aws/trace.ts';
import { textOf } from '../crypto/bytes.ts';

export interface HttpRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** How one family of services speaks. What cannot be read is a ServiceError. */
export interface Protocol {
  /** 'kms:Encrypt', if there is such an operation. */
  readonly call: string;
  /** How the service refuses what it does not know. */
  readonly unknown: () => Error;
  /** How it refuses who cannot be known. */
  readonly strangers: { readonly invalid: () => Error; readonly expired: () => Error };
  readonly input: (operation: Operation) => unknown;
  readonly answer: (operation: Operation, output: Members, requestId: string) => HttpResponse;
  readonly fault: (refusal: Refusal, requestId: string) => HttpResponse;
}

/** The body as text; undefined where it is none. */
export function bodyText(body: unknown): string | undefined {
  if (body === undefined || body === null) return '';
  if (body instanceof Uint8Array) return textOf(body);
  return typeof body === 'string' ? body : undefined;
}
