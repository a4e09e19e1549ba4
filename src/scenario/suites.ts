// The asymmetric and post-quantum suites arrive once, before the first world that needs them: they are large, and
// most lessons never do.

import { KEY_PAIR_SPECS, type Suites } from '../crypto/suites.ts';

let provided: Suites | undefined;

export function provideSuites(suites: Suites): void {
  provided = suites;
}

/** What a world is given of them. */
export const suitesAtHand = (): { readonly suites?: Suites } =>
  provided ? { suites: provided } : {};

/** Calls that sign or verify without naming a spec. */
const SIGNING: readonly string[] = ['app:EncryptMessage', 'app:DecryptMessage'];

/** Whether anything in a scenario or a proof names the spec of a key pair, or a call that signs without naming one. */
export function needsSuites(content: unknown): boolean {
  if (typeof content === 'string') {
    return (KEY_PAIR_SPECS as readonly string[]).includes(content) || SIGNING.includes(content);
  }
  if (typeof content !== 'object' || content === null || content instanceof Uint8Array)
    return false;
  return Object.values(content).some(needsSuites);
}
