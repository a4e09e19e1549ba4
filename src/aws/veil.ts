// What the trace keeps of a request: all but passwords and the like. A text that its shape calls sensitive is
// read by the handler, and by nobody afterwards.

import type { Shape, Structure } from './shape.ts';
import type { Members } from './trace.ts';

const VEIL = '(not shown)';

export function veiled(shape: Structure, members: Members): Members {
  const secrets = secretsOf(shape).filter(([name]) => members[name] !== undefined);
  if (secrets.length === 0) return members;
  const hidden = secrets.map(([name, member]) => [name, within(member, members[name])]);
  return { ...members, ...(Object.fromEntries(hidden) as Members) };
}

type Named = readonly [name: string, member: Shape];

const known = new WeakMap<Structure, readonly Named[]>();

/** Members that are secret texts, or hold some. */
function secretsOf(shape: Structure): readonly Named[] {
  let secrets = known.get(shape);
  if (!secrets) {
    secrets = Object.entries(shape.members).filter(([, member]) => isSecret(member));
    known.set(shape, secrets);
  }
  return secrets;
}

const isSecret = (member: Shape): boolean =>
  isStructure(member)
    ? secretsOf(member).length > 0
    : member.kind === 'text' && member.sensitive === true;

const isStructure = (shape: Shape): shape is Structure => shape.members !== undefined;

/** What was turned away may hold anything in place of a structure. */
const within = (member: Shape, value: unknown): unknown =>
  isStructure(member) && typeof value === 'object' && value !== null
    ? veiled(member, value as Members)
    : VEIL;
