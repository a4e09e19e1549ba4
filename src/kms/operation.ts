// How KMS declares an operation. Say only what is particular: which members name keys, in which states and
// for which use those keys serve. Finding, permission, state and usage checks follow from it.

import type { Call, Operation, Sealing, Target, TrailFacts } from '../aws/operation.ts';
import type { Infer, Structure } from '../aws/shape.ts';
import type { Members } from '../aws/trace.ts';
import type { Rows } from './conditions.ts';
import { errors } from './errors.ts';
import type { Hsm } from './hsm.ts';
import type { KmsKey, LastUsage } from './key.ts';
import { storesLogged } from './key-stores/target.ts';
import { countRequest } from './quotas.ts';
import { stateFaults } from './key-states.ts';
import { kmsState, vaultOf, type KmsState } from './state.ts';
import { ignoresCiphertext, keyTarget, type KeyRole, type KeyTarget } from './target.ts';

export interface KmsCall<I> extends Call<I> {
  readonly kms: KmsState;
  readonly hsm: Hsm;
}

interface Row<I extends Structure, O extends Structure, R extends string, P> {
  readonly name: string;
  readonly summary: string;
  readonly readOnly: boolean;
  readonly input: I;
  readonly output: O;
  /** By role: 'key', or 'source' and 'destination'. */
  readonly keys: Readonly<Record<R, KeyRole<Infer<I>>>>;
  /** Resources asked for besides keys, e.g. an alias; '*' for operations without a key. */
  readonly also?: (call: Call<Members>) => readonly Target[];
  /** Condition keys of this operation alone, from the targets of its keys in their order. */
  readonly conditions?: (targets: readonly Target[], call: Call<Members>) => Rows;
  /** Errors that only this handler raises. */
  readonly throws?: readonly string[];
  readonly seals?: (input: Members, output: Members) => readonly Sealing[];
  readonly trail?: TrailFacts;
  /** Recorded: a dry run of what only the HSM can tell, as whether a signature fits, goes as far as the HSM. */
  readonly provesInDryRun?: true;
  /** What can be wrong with the request besides, looked at in a dry run, too. Its answer goes to the handler. */
  readonly check?: (call: KmsCall<Infer<I>>, keys: Readonly<Record<R, KmsKey>>) => P;
  readonly handle: (
    call: KmsCall<Infer<I>>,
    keys: Readonly<Record<R, KmsKey>>,
    checked: P,
  ) => Infer<O> & Members;
}

export interface KmsOperation extends Operation {
  /** By role, for whoever reads what is declared. */
  readonly keys: Readonly<Record<string, DeclaredRole>>;
}

type Named = 'from' | 'confirmedBy' | 'context';

/** A role, whatever the input is called whose members it names. */
export type DeclaredRole = Omit<KeyRole<never>, Named> & { readonly from: string } & Readonly<
    Partial<Record<Exclude<Named, 'from'>, string>>
  >;

export function kmsOperation<
  I extends Structure,
  O extends Structure,
  R extends string = never,
  P = undefined,
>(row: Row<I, O, R, P>): KmsOperation & { readonly input: I; readonly output: O } {
  const roles = Object.entries<KeyRole<Infer<I>>>(row.keys);
  const uses = roles.some(([, { usage }]) => usage !== undefined);
  return {
    service: 'kms',
    name: row.name,
    summary: row.summary,
    readOnly: row.readOnly,
    input: row.input,
    output: row.output,
    errors: errorsOf(row),
    keys: row.keys,
    traffic: 'exchange',
    lane: 'kms',
    event: 'management',
    trail: { response: () => null, ...(uses && { about: storesLogged }), ...row.trail },
    ...(row.seals && { seals: row.seals }),
    served: (targets, record) => {
      for (const [i, [, { usage }]] of roles.entries()) {
        // To need a key for a usage is to use it.
        const operation = row.name as LastUsage['operation'];
        if (usage) (targets[i] as KeyTarget).key.lastUsage = { operation, ...record };
      }
    },
    find: (call) => {
      const more = (): Rows => row.conditions?.(targets, call) ?? {};
      const targets = roles.map(([, role]) => keyTarget(row.name, role, call, more));
      if (call.cloud.throttle) {
        const used = uses ? targets.map((target) => (target as Partial<KeyTarget>).key) : [];
        countRequest(call, { operation: row.name, used });
      }
      return [...targets, ...(row.also?.(call) ?? [])];
    },
    handle: (call, targets) => {
      // Asked for permission and key state alone: there may be no ciphertext to look at.
      if (ignoresCiphertext(call.input)) throw errors.dryRun();
      const found = roles.map(([name], i) => [name, (targets[i] as KeyTarget).key]);
      const kms = kmsState(call.cloud, call.account, call.region);
      const { hsm } = vaultOf(call.cloud, call.region);
      // The input passed validation against this very shape, and every role found its key before this.
      const ready = { ...call, kms, hsm, input: call.input as Infer<I> };
      const keys = Object.fromEntries(found) as Record<R, KmsKey>;
      const checked = row.check?.(ready, keys) as P;
      if (call.input['DryRun'] !== true) return row.handle(ready, keys, checked);
      if (row.provesInDryRun) row.handle(ready, keys, checked);
      throw errors.dryRun();
    },
  };
}

type Telling =
  | 'states'
  | 'usage'
  | 'rotates'
  | 'primary'
  | 'origins'
  | 'ignoresGrantTokens'
  | 'accepts'
  | 'underAlias'
  | 'by';

type Declared = Pick<Row<Structure, Structure, string, unknown>, 'input' | 'throws'> & {
  readonly keys: Readonly<Record<string, Pick<KeyRole<never>, Telling>>>;
};

/** Those that the handler raises, and those that follow from what is declared. */
function errorsOf({ input: { members }, keys, throws = [] }: Declared): readonly string[] {
  const roles = Object.values(keys);
  const found = new Set(throws);
  if (roles.length > 0) found.add('NotFoundException');
  for (const { states, usage, rotates, primary, origins, accepts, underAlias, by } of roles) {
    const takesAliases = accepts === 'aliases and other accounts' || by === 'alias';
    if (!takesAliases && !underAlias) found.add('InvalidArnException');
    for (const code of stateFaults(states)) found.add(code);
    if (usage) found.add('InvalidKeyUsageException');
    if (rotates ?? primary ?? origins) found.add('UnsupportedOperationException');
  }
  if ('GrantTokens' in members && !roles.some(({ ignoresGrantTokens }) => ignoresGrantTokens)) {
    found.add('InvalidGrantTokenException');
  }
  if ('DryRun' in members) found.add('DryRunOperationException');
  return [...found];
}
