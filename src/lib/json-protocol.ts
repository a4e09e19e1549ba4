// AWS JSON 1.1: KMS and CloudTrail. The operation stands in a header, members in JSON.

import { refuse } from '../aws/errors.ts';
import type { Refusal } from '../aws/trace.ts';
import { decodeMembers, encodeMembers } from '../aws/wire.ts';
import { utf8 } from '../crypto/bytes.ts';
import { bodyText, type HttpRequest, type HttpResponse, type Protocol } from './http.ts';

const TARGETS: Readonly<Record<string, string>> = {
  TrentService: 'kms',
  CloudTrail_20131101: 'cloudtrail',
};

export function jsonProtocol(target: string, { body }: HttpRequest): Protocol {
  // Some clients write the service's whole name: com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101
  const [operation = '', service = ''] = target.split('.').reverse();
  return {
    call: Object.hasOwn(TARGETS, service) ? `${TARGETS[service] ?? ''}:${operation}` : '',
    unknown: () =>
      refuse(
        'UnknownOperationException',
        '',
        `The simulator does not know the operation "${target}".`,
      ),
    strangers,
    input: ({ input }) => decodeMembers(input, parsed(body)),
    answer: ({ output: shape }, output, requestId) =>
      reply(200, encodeMembers(shape, output), { 'x-amzn-requestid': requestId }),
    fault,
  };
}

const strangers = {
  invalid: () =>
    refuse(
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
      'This access key was deleted.',
    ),
  expired: () =>
    refuse(
      'ExpiredTokenException',
      'The security token included in the request is expired',
      'Credentials of a session last as long as was asked for, and no longer. Assume the role again.',
    ),
};

function parsed(body: unknown): unknown {
  const text = bodyText(body);
  if (text === '') return {};
  try {
    return JSON.parse(text ?? '') as unknown;
  } catch {
    throw refuse('SerializationException', '', 'The body of the request is not JSON.');
  }
}

/** AWS spells the member Message in an AccessDeniedException, and message elsewhere. */
function fault({ code, message, status }: Refusal, requestId: string): HttpResponse {
  const member = code === 'AccessDeniedException' ? 'Message' : 'message';
  return reply(
    status,
    { __type: code, ...(message !== '' && { [member]: message }) },
    { 'x-amzn-requestid': requestId, 'x-amzn-errortype': code },
  );
}

/** No date header: the SDK would move its own clock to the simulated one. */
function reply(
  statusCode: number,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): HttpResponse {
  const members = typeof body === 'object' && body !== null ? Object.keys(body).length : 0;
  return {
    statusCode,
    headers: { 'content-type': 'application/x-amz-json-1.1', ...headers },
    body: members === 0 ? new Uint8Array() : utf8(JSON.stringify(body)),
  };
}
