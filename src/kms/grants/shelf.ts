// The grants of one grantee on one key. A few are all shown to the evaluator, which then can say why each of them
// does or does not count. Of many, only those that may decide: a call must not slow down as grants grow.

import type { Policy } from '../../aws/iam/policy.ts';
import type { EncryptionContext } from '../context.ts';
import { ANY, FREE, pairMark, type Compiled, type GrantOperation } from './terms.ts';

const FEW = 20;
/** Of grants that differ in nothing: with two, it is plain that to revoke one changes nothing. */
const ALIKE = 2;

type Shelved = Pick<Compiled, 'policy' | 'marks'>;

export interface Sought<G extends Shelved> {
  readonly operation: GrantOperation;
  readonly context: () => EncryptionContext;
  readonly counts: (grant: G) => boolean;
}

export class GrantShelf<G extends Shelved> {
  readonly #all = new Set<G>();
  /** By operation and by what its grant asks of a request first. */
  readonly #byMark = new Map<string, Set<G>>();

  add(grant: G): this {
    this.#all.add(grant);
    for (const place of placesOf(grant)) {
      const there = this.#byMark.get(place);
      if (there) there.add(grant);
      else this.#byMark.set(place, new Set([grant]));
    }
    return this;
  }

  remove(grant: G): void {
    this.#all.delete(grant);
    for (const place of placesOf(grant)) this.#byMark.get(place)?.delete(grant);
  }

  policies({ operation, context, counts }: Sought<G>): readonly Policy[] {
    const found: Policy[] = [];
    const take = (grants: Iterable<G>, most = Infinity): void => {
      let taken = 0;
      for (const grant of grants) {
        if (taken >= most) return;
        if (!counts(grant)) continue;
        found.push(grant.policy);
        taken++;
      }
    };
    if (this.#all.size <= FEW) {
      take(this.#all);
      return found;
    }
    const at = (mark: string): Iterable<G> => this.#byMark.get(`${operation} ${mark}`) ?? [];
    take(at(FREE), ALIKE);
    take(at(ANY));
    for (const [name, value] of Object.entries(context() ?? {})) take(at(pairMark(name, value)));
    return found;
  }
}

const placesOf = ({ marks }: Shelved): readonly string[] =>
  [...marks].map(([operation, mark]) => `${operation} ${mark}`);
