// An input in one short line: 'KeyId alias/app, Plaintext 11 bytes'. Bytes are counted, not shown.

import type { Members } from '../aws/trace.ts';

export const summaryOf = (members: Members): string =>
  Object.entries(members)
    .map(([name, value]) => `${name} ${short(value)}`)
    .join(', ');

function short(value: unknown): string {
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (typeof value === 'string') return tail(value);
  if (Array.isArray(value)) return `${value.length} of them`;
  if (typeof value !== 'object' || value === null) return String(value);
  const pairs = Object.entries(value).map(([name, member]) => `${name}=${short(member)}`);
  return `{ ${pairs.join(', ')} }`;
}

/** What tells one ARN from another stands at its end. */
const tail = (text: string): string => {
  const name = text.startsWith('arn:') ? text.split(':').slice(5).join(':') : text;
  return name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name;
};

const LONGEST = 48;
