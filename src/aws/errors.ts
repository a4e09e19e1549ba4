// Refusals. A ServiceError is an answer that the learner is meant to see: AWS's code, AWS's message, and a
// why that AWS does not give. Anything else that is thrown is a bug and is never dressed up as one of these.

import type { Refusal } from './trace.ts';

export class ServiceError extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(`${refusal.code}: ${refusal.message}`);
    this.name = 'ServiceError';
    this.refusal = refusal;
  }
}

/** KMS answers 400 to every fault of the caller (facts sheet, section 2). */
export const refuse = (code: string, message: string, why: string, status = 400): ServiceError =>
  new ServiceError({ code, message, why, status });

export const validationError = (message: string, why?: string): ServiceError =>
  refuse(
    'ValidationException',
    message,
    why ??
      'The request breaks a limit of the API. It is refused before any key, policy or HSM is looked at.',
  );

export const serializationError = (path: string, wanted: string): ServiceError =>
  refuse(
    'SerializationException',
    `Expected ${wanted}${path === '' ? '' : ` at '${path}'`}.`,
    'A member of the request has the wrong type, so the request could not even be read.',
  );

export const accessDenied = (message: string, why: string): ServiceError =>
  refuse('AccessDeniedException', message, why);

/** For what AWS does and this simulator does not: said plainly, never answered wrongly. */
export const notModelled = (what: string): ServiceError =>
  refuse(
    'UnsupportedOperationException',
    `Glassbox KMS does not model ${what}.`,
    'AWS offers this. The simulator refuses rather than answer with something that AWS would not do.',
  );
