// Whatever is sent, to any operation, in any member: a typed refusal or exact service, never a crash, and a
// refusal changes nothing.

import { describe, expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { messageDeeds } from '../../src/app/messages.ts';
import { plainSpan } from '../../src/aws/span.ts';
import { services } from '../../src/scenario/services.ts';
import { requireDeclared, verdict } from '../support/cloud.ts';
import { hostileValues } from '../support/hostile.ts';
import { digest, furnished } from '../support/world.ts';

const names = Object.keys(furnished().requests);

/** Not of AWS: there, what happens within one place is called, too. */
const OUTSIDE = ['app', 'cloudhsm', 'xks'];

test('there is a request for every operation that can be called', () => {
  const callable = services
    .filter(({ name }) => name !== 'hsm' && name !== 'cluster')
    .flatMap(({ operations }) => operations)
    .filter(({ traffic, service }) => OUTSIDE.includes(service) || traffic === 'exchange')
    .filter((operation) => !messageDeeds.some((deed) => deed === operation))
    .map(({ service, name }) => `${service}:${name}`);
  expect(names.sort()).toEqual(callable.sort());
});

/** Calls that must end well, whatever comes of them. */
function attempts(cloud: Cloud, name: string): (input: unknown) => string {
  let kept = digest(cloud);
  return (input) => {
    const span = cloud.call(name, input);
    requireDeclared(cloud, span);
    if (span.outcome.ok) {
      kept = digest(cloud);
    } else {
      expect(digest(cloud)).toBe(kept);
      expect(span.outcome.error.why).not.toBe('');
      // What is kept of the call is plain data, however odd the request was.
      structuredClone(plainSpan(span));
    }
    return verdict(span);
  };
}

describe.each(names)('%s', (name) => {
  test('is served as it should be', () => {
    const { cloud, requests } = furnished();
    expect(attempts(cloud, name)(requests[name])).toBe('ok');
  });

  test('takes any value in place of any member', () => {
    const { cloud, requests } = furnished();
    const { input } = cloud.operation(name);
    const attempt = attempts(cloud, name);
    for (const [member, { kind }] of Object.entries(input.members)) {
      for (const [what, value] of Object.entries(hostileValues())) {
        const code = attempt({ ...requests[name], [member]: value });
        // A member that bites is refused for itself, whatever it should have been. In a structure nobody reads
        // what is not declared, so there it cannot bite.
        const bites = kind !== 'structure' && /proxy|throws/.test(what);
        if (bites) expect([what, code]).not.toEqual([what, 'ok']);
      }
    }
  });

  test('takes any value in place of the whole request', () => {
    const { cloud } = furnished();
    const attempt = attempts(cloud, name);
    for (const value of [undefined, null, ...Object.values(hostileValues())]) {
      attempt(value);
    }
  });

  test('null and undefined are the same as nothing', () => {
    const { cloud, requests } = furnished();
    const { input } = cloud.operation(name);
    const attempt = attempts(cloud, name);
    for (const [member, { optional }] of Object.entries(input.members)) {
      for (const nothing of [null, undefined]) {
        const code = attempt({ ...requests[name], [member]: nothing });
        if (optional !== true) expect(code).toBe('ValidationException');
      }
    }
  });

  test('members that the operation does not know, and inherited ones, are not there', () => {
    const { cloud, requests } = furnished();
    const extra = { ...requests[name], Unknown: 1, toString: 'x' };
    const own = JSON.parse('{"__proto__":{"DryRun":true}}') as object;
    const attempt = attempts(cloud, name);
    expect(attempt(Object.assign(own, extra))).toBe('ok');
    const inherited = attempt(Object.create(furnished().requests[name] as object));
    const { members } = cloud.operation(name).input;
    const needed = Object.values(members).some(({ optional }) => optional !== true);
    if (needed) expect(inherited).toBe('ValidationException');
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
