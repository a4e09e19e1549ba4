// A record as LookupEvents lists it and looks for it: the few members that are taken out.

import type { Members } from '../aws/trace.ts';
import type { TrailRecord } from '../aws/trail.ts';

export interface Event {
  readonly EventId: string;
  readonly EventName: string;
  readonly ReadOnly: string;
  readonly AccessKeyId?: string;
  readonly EventTime: number;
  readonly EventSource: string;
  readonly Username?: string;
  readonly Resources: readonly Resource[];
}

interface Resource {
  readonly ResourceType: string;
  readonly ResourceName: string;
}

export const timeOf = (record: TrailRecord): number => Date.parse(String(record['eventTime']));

export function eventOf(record: TrailRecord): Event {
  const { eventID, eventName, readOnly, eventSource } = record;
  const accessKeyId = membersOf(record, 'userIdentity')['accessKeyId'];
  const name = userNameOf(record);
  return {
    EventId: String(eventID),
    EventName: String(eventName),
    ReadOnly: String(readOnly),
    ...(typeof accessKeyId === 'string' && { AccessKeyId: accessKeyId }),
    EventTime: timeOf(record),
    EventSource: String(eventSource),
    ...(name !== undefined && { Username: name }),
    Resources: resourcesOf(record),
  };
}

/** A user by name, a session by its own name, the root user as root. */
function userNameOf(record: TrailRecord): string | undefined {
  const { type, userName, principalId } = membersOf(record, 'userIdentity');
  if (type === 'Root') return 'root';
  if (type === 'AssumedRole') return String(principalId).split(':').at(-1);
  return typeof userName === 'string' ? userName : undefined;
}

/**
 * Those that the record lists, and what requests to IAM name. AWS does not document how it fills this list; the
 * types are AWS's, the choice is ours.
 */
function resourcesOf(record: TrailRecord): readonly Resource[] {
  const listed = (record['resources'] ?? []) as readonly Members[];
  const asked = membersOf(record, 'requestParameters');
  const named = NAMES.flatMap(([member, type]) => {
    const name = asked[member];
    return typeof name === 'string' ? [{ ResourceType: type, ResourceName: name }] : [];
  });
  return [
    ...listed.map(({ type, ARN }) => ({ ResourceType: String(type), ResourceName: String(ARN) })),
    ...(record['eventSource'] === 'iam.amazonaws.com' ? named : []),
  ];
}

const NAMES = [
  ['userName', 'AWS::IAM::User'],
  ['roleName', 'AWS::IAM::Role'],
  ['policyArn', 'AWS::IAM::Policy'],
  ['policyName', 'AWS::IAM::Policy'],
  ['accessKeyId', 'AWS::IAM::AccessKey'],
] as const;

const membersOf = (record: TrailRecord, member: string): Members =>
  (record[member] ?? {}) as Members;
