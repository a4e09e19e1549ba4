// SQS's refusals, and how it passes on those of KMS. Source: SQS API reference, SendMessage and ReceiveMessage.

import { refuse, type ServiceError } from '../aws/errors.ts';
import type { Refusal } from '../aws/trace.ts';

export const errors = {
  accessDenied: (message: string, why: string): ServiceError =>
    refuse('AccessDenied', message, why, 403),
  noSuchQueue: (): ServiceError =>
    refuse(
      'QueueDoesNotExist',
      'The specified queue does not exist.',
      'No queue of this account and Region has this URL.',
    ),
  queueExists: (name: string): ServiceError =>
    refuse(
      'QueueNameExists',
      `A queue already exists with the same name and a different value for attribute KmsMasterKeyId`,
      `A queue named ${name} is there already, with other attributes.`,
    ),
  attribute: (name: string, why: string): ServiceError =>
    refuse('InvalidAttributeValue', `Invalid value for the parameter ${name}.`, why),
  attributeName: (name: string): ServiceError =>
    refuse(
      'InvalidAttributeName',
      `Unknown Attribute ${name}.`,
      'The simulator has no such attribute.',
    ),
};

/** KMS's name of a refusal, and SQS's. */
const CODES: Readonly<Record<string, string>> = {
  AccessDeniedException: 'KmsAccessDenied',
  DisabledException: 'KmsDisabled',
  InvalidKeyUsageException: 'KmsInvalidKeyUsage',
  KMSInvalidStateException: 'KmsInvalidState',
  NotFoundException: 'KmsNotFound',
  ThrottlingException: 'KmsThrottled',
};

export const fromKms = ({ code, message, why }: Refusal): ServiceError =>
  refuse(CODES[code] ?? `KMS.${code}`, message, `SQS could not use the queue’s key. ${why}`);

export const meanings: Readonly<Record<string, string>> = {
  KmsAccessDenied: 'The caller may use the queue, but not its key.',
  KmsDisabled: 'The key of the queue is switched off.',
  KmsInvalidKeyUsage: 'The key of the queue is not one that encrypts symmetrically.',
  KmsInvalidState: 'The key of the queue is in a state that does not serve.',
  KmsNotFound: 'The key of the queue is not in this account and Region.',
  KmsThrottled: 'KMS turned the call away because there were too many.',
  QueueDoesNotExist: 'No queue has this URL.',
  QueueNameExists: 'A queue of this name is there already, with other attributes.',
  InvalidAttributeValue: 'An attribute of the queue has a value that it cannot have.',
  InvalidAttributeName: 'A queue has no attribute of this name.',
};
