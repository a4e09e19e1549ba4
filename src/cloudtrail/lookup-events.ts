// The event history: management events of one account and Region, newest first, for 90 days. In AWS an event
// takes some minutes to appear; here it is there at once.

import type { Call, Operation } from '../aws/operation.ts';
import { integer, list, optional, structure, text, timestamp, type Infer } from '../aws/shape.ts';
import type { TrailRecord } from '../aws/trail.ts';
import { base64, fromBase64, hex, textOf, utf8 } from '../crypto/bytes.ts';
import { sha256 } from '../crypto/hash.ts';
import { errors } from './errors.ts';
import { eventOf, timeOf, type Event } from './event.ts';
import { limits } from './limits.ts';

// Figures and keys are checked by the operation itself, which has exceptions of its own for them.
const input = structure({
  LookupAttributes: optional(
    list(structure({ AttributeKey: text(), AttributeValue: text({ min: 1, max: 2000 }) })),
  ),
  StartTime: optional(timestamp()),
  EndTime: optional(timestamp()),
  EventCategory: optional(text()),
  MaxResults: optional(integer()),
  NextToken: optional(text()),
});

type Asked = Infer<typeof input>;

export const LookupEvents: Operation & { readonly input: typeof input } = {
  service: 'cloudtrail',
  name: 'LookupEvents',
  summary: 'Looks into the event history: who did what, and when.',
  readOnly: true,
  input,
  output: structure({
    Events: list(
      structure({
        EventId: text(),
        EventName: text(),
        ReadOnly: text(),
        AccessKeyId: optional(text()),
        EventTime: timestamp(),
        EventSource: text(),
        Username: optional(text()),
        Resources: list(structure({ ResourceType: text(), ResourceName: text() })),
        CloudTrailEvent: text(),
      }),
    ),
    NextToken: optional(text()),
  }),
  errors: [
    'InvalidEventCategoryException',
    'InvalidLookupAttributesException',
    'InvalidMaxResultsException',
    'InvalidNextTokenException',
    'InvalidTimeRangeException',
  ],
  traffic: 'exchange',
  lane: 'cloudtrail',
  event: 'management',
  find: ({ account }) => [{ action: 'cloudtrail:LookupEvents', resource: '*', owner: account }],

  handle(call) {
    const { cloud } = call;
    // The input passed validation against this very shape.
    const asked = call.input as Asked;
    const { MaxResults: size = limits.eventsPerPage } = asked;
    if (size < 1 || size > limits.eventsPerPage) throw errors.maxResults(limits.eventsPerPage);
    const isWanted = filterOf(call, asked);
    const found: TrailRecord[] = [];
    for (let at = startOf(asked, cloud.trail.length); at >= 0; at--) {
      const record = cloud.trail[at];
      if (!record || !isWanted(record)) continue;
      if (found.length === size) return { Events: found.map(listed), NextToken: token(asked, at) };
      found.push(record);
    }
    return { Events: found.map(listed) };
  },
};

const listed = (record: TrailRecord): Event & { readonly CloudTrailEvent: string } => ({
  ...eventOf(record),
  CloudTrailEvent: JSON.stringify(record),
});

const DAY = 86_400_000;

function filterOf(call: Call, asked: Asked): (record: TrailRecord) => boolean {
  const { account, region, now } = call;
  const { StartTime = -Infinity, EndTime = Infinity, EventCategory } = asked;
  if (StartTime > EndTime) throw errors.timeRange();
  if (EventCategory !== undefined && EventCategory !== 'insight') throw errors.category();
  const hasAttribute = attributeIn(asked);
  const earliest = Math.max(StartTime, now - limits.historyDays * DAY);
  return (record) => {
    const time = timeOf(record);
    return (
      // Insights events are made by trails that ask for them, and there are none.
      EventCategory === undefined &&
      record['recipientAccountId'] === account &&
      record['awsRegion'] === region &&
      time >= earliest &&
      time <= EndTime &&
      hasAttribute(eventOf(record))
    );
  };
}

const ATTRIBUTES: Readonly<Record<string, (event: Event, value: string) => boolean>> = {
  AccessKeyId: ({ AccessKeyId }, value) => AccessKeyId === value,
  EventId: ({ EventId }, value) => EventId === value,
  EventName: ({ EventName }, value) => EventName === value,
  EventSource: ({ EventSource }, value) => EventSource === value,
  ReadOnly: ({ ReadOnly }, value) => ReadOnly === value,
  ResourceName: ({ Resources }, value) =>
    Resources.some(({ ResourceName }) => ResourceName === value),
  ResourceType: ({ Resources }, value) =>
    Resources.some(({ ResourceType }) => ResourceType === value),
  Username: ({ Username }, value) => Username === value,
};

function attributeIn({ LookupAttributes: attributes = [] }: Asked): (event: Event) => boolean {
  const [first, second] = attributes;
  if (second) throw errors.attributes('You can specify only one lookup attribute.');
  if (!first) return () => true;
  const { AttributeKey: key, AttributeValue: value } = first;
  const test = Object.hasOwn(ATTRIBUTES, key) ? ATTRIBUTES[key] : undefined;
  if (!test) throw errors.attributes(`The lookup attribute key ${key} is not valid.`);
  return (event) => test(event, value);
}

const PREFIX = 'glassbox/1';

/** Where to go on, counted from the oldest, so that new events move nothing; and what it was given out for. */
const token = (asked: Asked, at: number): string =>
  base64(utf8(`${PREFIX}:${at}:${fingerprint(asked)}`));

function startOf(asked: Asked, length: number): number {
  const { NextToken } = asked;
  if (NextToken === undefined) return length - 1;
  const spelled = /^[A-Za-z0-9+/]+={0,2}$/.test(NextToken) && NextToken.length % 4 === 0;
  const [prefix, at, mark] =
    (spelled ? textOf(fromBase64(NextToken)) : undefined)?.split(':') ?? [];
  const isOurs = prefix === PREFIX && mark === fingerprint(asked) && /^\d{1,9}$/.test(at ?? '');
  if (!isOurs || Number(at) >= length) throw errors.token();
  return Number(at);
}

const fingerprint = ({ LookupAttributes, StartTime, EndTime, EventCategory }: Asked): string =>
  hex(
    sha256(utf8(JSON.stringify([LookupAttributes ?? [], StartTime, EndTime, EventCategory]))),
  ).slice(0, 16);
