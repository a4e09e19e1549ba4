// Policy documents: read strictly when they come, URL-encoded when they go, as IAM does it.

import { parsePolicy, type PolicyDocument, type Statement } from '../aws/iam/policy.ts';
import { errors } from './errors.ts';

/** An identity policy. Whose it is decides whom it is about, so it names no principal. */
export function checkPolicy(document: string): void {
  for (const { principal, notPrincipal, ...statement } of statementsOf(document)) {
    if (principal ?? notPrincipal) {
      throw errors.malformedPolicy('Policy document should not specify a principal.');
    }
    requireActions(statement);
    if (!statement.resources && !statement.notResources) {
      throw errors.malformedPolicy('Policy statement must contain resources.');
    }
  }
}

/** A trust policy stands on its role, so it names no resource. */
export function checkTrust(document: string): void {
  for (const statement of statementsOf(document)) {
    if (statement.resources ?? statement.notResources) {
      throw errors.malformedPolicy('Has prohibited field Resource');
    }
    if (!statement.principal && !statement.notPrincipal) {
      throw errors.malformedPolicy('Missing required field Principal');
    }
    requireActions(statement);
  }
}

function requireActions({ actions, notActions }: Pick<Statement, 'actions' | 'notActions'>): void {
  if (!actions && !notActions) {
    throw errors.malformedPolicy('Policy statement must contain actions.');
  }
}

function statementsOf(document: string): readonly Statement[] {
  const policy = parsePolicy('policy', document);
  if (typeof policy === 'string') throw errors.malformedPolicy(policy);
  return policy.statements;
}

/** As IAM answers: encoded by RFC 3986. */
export function encoded(document: string | PolicyDocument): string {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
