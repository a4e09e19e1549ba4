// Operations that IAM has twice, once for users and once for roles: written once, and made for either.

import type { Call, Operation } from '../aws/operation.ts';
import { structure, type Infer, type Shape, type Structure } from '../aws/shape.ts';
import type { Members } from '../aws/trace.ts';
import type { Kind } from './errors.ts';
import { arnOfIdentity, requireIdentity, type Identity } from './identities.ts';
import { iamOperation } from './operation.ts';
import { naming } from './shapes.ts';

type Shapes = Readonly<Record<string, Shape>>;

interface Row<M extends Shapes, O extends Shapes> extends Pick<
  Operation,
  'name' | 'summary' | 'readOnly'
> {
  /** Besides the one that names the user or role. */
  readonly members: M;
  readonly output: O;
  readonly throws?: readonly string[];
  readonly handle: (call: Call<Infer<Structure<M>>>, identity: Identity) => Members;
}

export function pairedOperation<K extends Kind, M extends Shapes, O extends Shapes>(
  kind: K,
  { members, output, throws = [], handle, ...rest }: Row<M, O>,
): Operation & { readonly input: Structure<ReturnType<typeof naming<K>> & M> } {
  const name = (call: Call): string =>
    (call.input as Readonly<Record<string, string>>)[`${kind}Name`] ?? '';
  return iamOperation({
    ...rest,
    input: structure({ ...naming(kind), ...members }),
    output: structure(output as Shapes),
    throws: ['NoSuchEntity', ...throws],
    about: (call) => arnOfIdentity(call, kind, name(call)),
    // The shape of this very row was checked.
    handle: (call) => handle(call as Call<never>, requireIdentity(call, kind, name(call))),
  });
}
