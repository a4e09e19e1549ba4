// The ways in, of which one must be open. Closed ones stay visible, because "why not?" is the question that AWS
// leaves unanswered.

import type { Asked } from './asked.ts';
import { isClosedToIam, nameOf, type Door, type StatementRef } from './decision.ts';
import type { Question } from './evaluate.ts';

export function doorsOf(question: Question, asked: Asked): readonly Door[] {
  const { resourcePolicy: { kind } = {} } = question;
  const grants = kind === 'key policy' ? [grantDoor(question, asked)] : [];
  if (isAbroad(question)) return [bothAccountsDoor(question, asked), ...grants];
  if (kind === undefined) return [identityDoor(asked)];
  return isClosedToIam(kind)
    ? [directDoor(asked, kind), delegatedDoor(asked, kind), ...grants]
    : [directDoor(asked, kind), identityDoor(asked)];
}

/** The door that lacks least is the one to speak of: half of it is open already. */
export const nearestDoor = (doors: readonly Door[]): Door =>
  doors.find(({ statement }) => statement) ?? doors[0] ?? door('', false, 'Nothing allows it.');

export const isAbroad = ({ principal, owner }: Question): boolean =>
  principal.kind !== 'service' && principal.account !== owner;

/** A door that leads somewhere shows the statement that it hangs on. */
const door = (name: string, open: boolean, why: string, statement?: StatementRef): Door =>
  statement ? { name, open, why, statement } : { name, open, why };

function directDoor(asked: Asked, policy: string): Door {
  const { direct, limit = '' } = asked;
  const name = `The ${policy} names you`;
  if (!direct) {
    return door(name, false, `No statement of the ${policy} allows this caller by name.`);
  }
  if (asked.isLimited(direct)) {
    const why = `${nameOf(direct)} names the role, and what is given to a role ends where the ${limit} does: it does not admit the action.`;
    return door(name, false, why, direct);
  }
  return door(name, true, `${nameOf(direct)} allows this caller by name.`, direct);
}

function delegatedDoor({ delegation, identity, limit }: Asked, policy: string): Door {
  const name = `The ${policy} enables IAM, and IAM allows`;
  if (!delegation) {
    const why = `The ${policy} does not hand decisions to IAM, so IAM policies do not count for this ${policy === 'key policy' ? 'key' : 'role'}.`;
    return door(name, false, why);
  }
  if (!identity) {
    const why = `The ${policy} hands decisions to IAM, but no IAM policy of the caller allows the action.`;
    return door(name, false, why, delegation);
  }
  if (limit) return door(name, false, limited(identity, limit), identity);
  const why = `${nameOf(delegation)} hands decisions to IAM, and ${nameOf(identity)} allows the action.`;
  return door(name, true, why, identity);
}

/** Names the grantee, in whichever account: the owner of the key has said yes, and nobody else is asked. */
function grantDoor({ grants = [] }: Question, asked: Asked): Door {
  const { grant, identity, limit = '' } = asked;
  const name = 'A grant';
  if (grants.length === 0) {
    return door(name, false, 'There is no grant on this key for this caller.');
  }
  if (grant) {
    if (!asked.isLimited(grant)) {
      return door(name, true, `${nameOf(grant)} lets this caller do it.`, grant);
    }
    const why = `${nameOf(grant)} is for the role, and what is given to a role ends where the ${limit} does: it does not admit the action.`;
    return door(name, false, why, grant);
  }
  // AWS does not document what a grant to a whole account comes to; ours: as in a key policy, its IAM decides.
  const toAccount = asked.grantToAccount();
  if (!toAccount) {
    return door(
      name,
      false,
      'There are grants for this caller, but none that covers this request.',
    );
  }
  if (!identity) {
    const why = `${nameOf(toAccount)} is for the caller's account, but no IAM policy there allows the action.`;
    return door(name, false, why, toAccount);
  }
  if (limit) return door(name, false, limited(identity, limit), toAccount);
  const why = `${nameOf(toAccount)} is for the caller's account, and ${nameOf(identity)} allows the action.`;
  return door(name, true, why, toAccount);
}

function identityDoor({ identity, limit }: Asked): Door {
  const name = 'An IAM policy allows it';
  if (!identity) return door(name, false, 'No IAM policy of the caller allows the action.');
  if (limit) return door(name, false, limited(identity, limit), identity);
  return door(name, true, `${nameOf(identity)} allows the action.`, identity);
}

function bothAccountsDoor({ principal, owner }: Question, asked: Asked): Door {
  const { identity, limit } = asked;
  const admitted = asked.direct ?? asked.foreign();
  const name = 'Both accounts say yes';
  if (!admitted) {
    const why = `The owner's account ${owner} does not admit account ${principal.account}.`;
    return door(name, false, why);
  }
  if (!identity) {
    const why = `The owner's account admits the caller, but no IAM policy in account ${principal.account} allows it.`;
    return door(name, false, why, admitted);
  }
  if (limit) return door(name, false, limited(identity, limit), admitted);
  const why = `${nameOf(admitted)} admits the caller's account, and ${nameOf(identity)} allows the action.`;
  return door(name, true, why, admitted);
}

const limited = (identity: StatementRef, limit: string): string =>
  `${nameOf(identity)} allows the action, but the caller's ${limit} does not admit it.`;
