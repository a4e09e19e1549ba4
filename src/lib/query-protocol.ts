// The Query protocol: STS and IAM. Everything asked stands in a form, the operation among it; the answer is XML.

import { refuse } from '../aws/errors.ts';
import type { Refusal } from '../aws/trace.ts';
import { decodeForm, element, encodeXml, escaped } from '../aws/wire-query.ts';
import { utf8 } from '../crypto/bytes.ts';
import { bodyText, type HttpRequest, type HttpResponse, type Protocol } from './http.ts';

interface Api {
  readonly service: string;
  readonly version: string;
}

const APIS: readonly Api[] = [
  { service: 'sts', version: '2011-06-15' },
  { service: 'iam', version: '2010-05-08' },
];

/** `signedFor` is the service in the signature's scope. Where nothing is signed, the version tells. */
export function queryProtocol(signedFor: string, { body }: HttpRequest): Protocol {
  const form = new URLSearchParams(bodyText(body) ?? '');
  const action = form.get('Action') ?? '';
  const version = form.get('Version') ?? '';
  const api =
    APIS.find(({ service }) => service === signedFor) ??
    APIS.find((one) => one.version === version);
  return {
    call: api?.version === version ? `${api.service}:${action}` : '',
    unknown: () =>
      action === ''
        ? refuse('MissingAction', '', 'The form names no Action, so nothing was asked.')
        : refuse(
            'InvalidAction',
            `Could not find operation ${action} for version ${version}`,
            'The simulator does not know this operation in this version.',
          ),
    strangers,
    input: ({ input }) => decodeForm(input, form),
    answer: ({ name, output: shape }, output, requestId) =>
      xml(200, requestId, answerOf(api, name, encodeXml(shape, output), requestId)),
    fault: (refusal, requestId) => xml(refusal.status, requestId, faultOf(api, refusal, requestId)),
  };
}

const strangers = {
  invalid: () =>
    refuse(
      'InvalidClientTokenId',
      'The security token included in the request is invalid.',
      'This access key was deleted.',
      403,
    ),
  expired: () =>
    refuse(
      'ExpiredToken',
      'The security token included in the request is expired',
      'Credentials of a session last as long as was asked for, and no longer. Assume the role again.',
      403,
    ),
};

/** The platform's own refusals, by the names that they bear here. AWS does not document the second; ours. */
const NAMES: Readonly<Record<string, string>> = {
  ValidationException: 'ValidationError',
  SerializationException: 'MalformedInput',
};

function answerOf(api: Api | undefined, action: string, result: string, id: string): string {
  const content = result === '' ? '' : element(`${action}Result`, result);
  const metadata = element('ResponseMetadata', element('RequestId', id));
  return `<${action}Response${namespaceOf(api)}>${content}${metadata}</${action}Response>`;
}

function faultOf(api: Api | undefined, { code, message, status }: Refusal, id: string): string {
  const error =
    element('Type', status < 500 ? 'Sender' : 'Receiver') +
    element('Code', escaped(NAMES[code] ?? code)) +
    element('Message', escaped(message));
  return `<ErrorResponse${namespaceOf(api)}>${element('Error', error)}${element('RequestId', id)}</ErrorResponse>`;
}

const namespaceOf = (api: Api | undefined): string =>
  api ? ` xmlns="https://${api.service}.amazonaws.com/doc/${api.version}/"` : '';

const xml = (statusCode: number, requestId: string, document: string): HttpResponse => ({
  statusCode,
  headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
  body: utf8(document),
});
