// What CreateGrant refuses, permission and key state apart. Source: facts sheet, section 7d; the SDK's description
// of CreateGrant.

import { parseArn } from '../../aws/arn.ts';
import { errors } from '../errors.ts';
import { isPrincipal, isService, isSessionByPath } from './principals.ts';
import {
  grantableOn,
  type GrantConstraints,
  type GrantOperation,
  type GrantTerms,
} from './terms.ts';
import type { KmsKey } from '../key.ts';
import { limits } from '../limits.ts';
import { kindOfSpec } from '../specs.ts';

/** `via`: a service that asks on the caller's behalf may name itself as a principal, too. */
export function requireGrantable(terms: GrantTerms, key: KmsKey, via: string | undefined): void {
  requirePrincipals(terms, via !== undefined);
  requireOperations(terms.Operations, key);
  requireConstraints(terms.Constraints ?? {}, key);
}

function requirePrincipals(terms: GrantTerms, viaService: boolean): void {
  const {
    GranteePrincipal: grantee,
    GranteeServicePrincipal: service,
    RetiringPrincipal: retiring,
    RetiringServicePrincipal: retiringService,
  } = terms;
  requireOneOf({ GranteePrincipal: grantee, GranteeServicePrincipal: service });
  if (service !== undefined) requireServiceTerms(terms);
  if (retiring !== undefined && retiringService !== undefined) {
    throw errors.grantTerms(
      'RetiringPrincipal and RetiringServicePrincipal cannot both be specified.',
    );
  }
  for (const arn of [grantee, retiring]) {
    if (arn === undefined || isPrincipal(arn) || (viaService && isService(arn))) continue;
    throw isSessionByPath(arn) ? errors.malformedPrincipal(arn) : errors.noPrincipal(arn);
  }
  for (const name of [service, retiringService]) {
    if (name !== undefined && !isService(name)) throw errors.noServicePrincipal(name);
  }
}

/** Since May 2026 a grant may be for a service itself; then it says for which resource, and who ends it. */
function requireServiceTerms(terms: GrantTerms): void {
  if (terms.Constraints?.SourceArn === undefined) {
    throw errors.grantTerms('A grant for a service principal must have a SourceArn constraint.');
  }
  if ((terms.RetiringPrincipal ?? terms.RetiringServicePrincipal) === undefined) {
    throw errors.grantTerms('A grant for a service principal must have a retiring principal.');
  }
}

/** Of two members that say the same in two ways, one must be there and not the other. */
export function requireOneOf(members: Readonly<Record<string, string | undefined>>): void {
  const given = Object.values(members).filter((value) => value !== undefined);
  if (given.length === 1) return;
  throw errors.grantTerms(
    `Exactly one of ${Object.keys(members).join(' and ')} must be specified.`,
  );
}

function requireOperations(operations: readonly GrantOperation[], key: KmsKey): void {
  if (operations.length === 0) throw errors.grantTerms('Operations must not be empty.');
  if (operations.every((operation) => operation === 'CreateGrant')) throw errors.onlyCreateGrant();
  const grantable = grantableOn(key);
  const others = operations.filter((operation) => !grantable.includes(operation));
  if (others.length === 0) return;
  const kind = kindOfSpec(key.spec) === 'asymmetric' ? 'an asymmetric' : 'a symmetric';
  throw errors.notGrantable(others, `${kind} KMS key with key usage ${key.usage}`, grantable);
}

function requireConstraints(constraints: GrantConstraints, key: KmsKey): void {
  const { SourceArn: source } = constraints;
  for (const name of ['EncryptionContextEquals', 'EncryptionContextSubset'] as const) {
    const pairs = constraints[name];
    if (!pairs) continue;
    if (key.spec !== 'SYMMETRIC_DEFAULT') throw errors.contextConstraint();
    requireRoom(name, pairs);
  }
  if (source !== undefined && !parseArn(source)) throw errors.sourceArn(source);
}

function requireRoom(name: string, pairs: Readonly<Record<string, string>>): void {
  const { pairs: most, characters } = limits.grantConstraint;
  if (Object.keys(pairs).length > most) {
    throw errors.grantTerms(`${name} can have at most ${most} pairs.`);
  }
  if (Object.values(pairs).some((value) => value.length > characters)) {
    throw errors.grantTerms(`A value in ${name} can have at most ${characters} characters.`);
  }
}
