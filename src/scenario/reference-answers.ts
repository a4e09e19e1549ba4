// How one call leads to the next: what an answer holds that another operation takes, and where a member that
// nobody can make up comes from.

import type { Operation } from '../aws/operation.ts';
import type { Shape } from '../aws/shape.ts';
import type { Members } from '../aws/trace.ts';
import { chapters } from './reference.ts';

/** Members that only an answer can give: bytes and tokens that a service has made. */
const isHandedOn = (member: string, { kind }: Shape): boolean =>
  kind === 'blob' || /^(GrantToken|GrantId|NextMarker|NextToken)$/.test(member);

const taken = (member: string): string => (member === 'NextMarker' ? 'Marker' : member);

const operationsOf = (service: string): readonly Operation[] =>
  chapters.find((chapter) => chapter.service === service)?.operations ?? [];

export interface Onward {
  readonly operation: string;
  /** 'CiphertextBlob' */
  readonly members: readonly string[];
}

/** Operations that take what this one answers. The next page of a list is the same operation once more. */
export function onwardFrom(from: Operation, output: Members): readonly Onward[] {
  const given = Object.entries(from.output.members).filter(
    ([member, shape]) => output[member] !== undefined && isHandedOn(member, shape),
  );
  return operationsOf(from.service).flatMap(({ name, input }) => {
    const members = given
      .filter(([member, { kind }]) => input.members[taken(member)]?.kind === kind)
      .map(([member]) => taken(member))
      .filter((member) => name === from.name || !/^(Marker|NextToken)$/.test(member));
    return members.length > 0 ? [{ operation: name, members }] : [];
  });
}

/** Operations that answer with what this member takes. */
export const originsOf = (of: Operation, member: string): readonly string[] =>
  operationsOf(of.service)
    .filter(({ name, output }) => {
      const shape = output.members[member];
      return name !== of.name && shape !== undefined && isHandedOn(member, shape);
    })
    .map(({ name }) => name);

/** What the next call begins with: the answer, and of the question all that means the same there. */
export function carriedTo(to: Operation, { from, input, output }: Carried): Members {
  const asked = Object.entries(input);
  const answered = Object.entries(output);
  // A key goes by the name that the caller gave it.
  const named = asked.filter(([member]) => member.endsWith('KeyId'));
  const pairs = [...asked, ...answered, ...named].flatMap(([member, value]) => {
    const there = memberIn(to, member);
    const shape = from.input.members[member] ?? from.output.members[member];
    return to.input.members[there]?.kind === shape?.kind ? [[there, value] as const] : [];
  });
  return Object.fromEntries(pairs);
}

/** What ReEncrypt has sealed is an ordinary ciphertext to others; what others have sealed is its source. */
function memberIn({ input: { members } }: Operation, member: string): string {
  if (member.startsWith('Source')) return '';
  const plain = taken(member).replace(/^Destination/, '');
  return members[`Source${plain}`] ? `Source${plain}` : plain;
}

export interface Carried {
  readonly from: Operation;
  readonly input: Members;
  readonly output: Members;
}
