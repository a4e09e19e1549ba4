// CloudTrail's refusals. Source: CloudTrail API reference.

import { refuse, type ServiceError } from '../aws/errors.ts';

export const errors = {
  attributes: (problem: string): ServiceError =>
    refuse(
      'InvalidLookupAttributesException',
      problem,
      'One attribute, with one value, is all that a lookup can ask for.',
    ),
  maxResults: (most: number): ServiceError =>
    refuse(
      'InvalidMaxResultsException',
      `The limit specified is not valid: it must be from 1 to ${most}.`,
      'Ask for the rest with NextToken.',
    ),
  token: (): ServiceError =>
    refuse(
      'InvalidNextTokenException',
      'The token is not valid, or was used in a request with different parameters.',
      'Send back NextToken of the page before as it came, with the same attributes and times.',
    ),
  timeRange: (): ServiceError =>
    refuse(
      'InvalidTimeRangeException',
      'The start time occurs after the end time.',
      'No moment lies between the two.',
    ),
  category: (): ServiceError =>
    refuse(
      'InvalidEventCategoryException',
      'The event category is not valid.',
      'The only category that can be named is insight. Management events come when none is named.',
    ),
};
