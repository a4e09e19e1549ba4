// How a service that leans on KMS declares an operation: by the resources that it is about. Permission is asked for
// first; whether a resource is there is said afterwards.

import type { ServiceError } from '../aws/errors.ts';
import type { Call, Operation, Target } from '../aws/operation.ts';
import type { Infer, Structure } from '../aws/shape.ts';
import type { Members } from '../aws/trace.ts';
import { visible } from '../aws/trail.ts';

/** One resource that an operation is about. */
export interface About {
  readonly resource: string;
  /** '<service>:<operation>' where absent. */
  readonly action?: string;
  /** The caller's account where absent. */
  readonly owner?: string;
  /** CloudTrail's type: 'AWS::SQS::Queue'. */
  readonly type?: string;
  /** What holds it, where CloudTrail lists both. */
  readonly within?: NonNullable<Target['within']>;
  /** Set where it is not there. */
  readonly absent?: () => Error;
  /** Of resources that have one of their own. */
  readonly resourcePolicy?: NonNullable<Target['resourcePolicy']>;
  /** Condition keys of the service's own; the global ones where absent. */
  readonly context?: NonNullable<Target['context']>;
}

export interface ServiceRow<I extends Structure, O extends Structure> extends Pick<
  Operation,
  'name' | 'summary' | 'readOnly' | 'label' | 'permissions' | 'seals' | 'forgets' | 'trail'
> {
  readonly input: I;
  readonly output: O;
  readonly throws?: readonly string[];
  /** 'management' where absent. */
  readonly event?: Operation['event'];
  /** The service's name where absent. */
  readonly lane?: string;
  readonly about: (call: Call<Infer<I>>) => About | readonly About[];
  /** Rules of state; throws a ServiceError. */
  readonly guard?: (call: Call<Infer<I>>) => void;
  readonly handle: (call: Call<Infer<I>>) => Infer<O> & Members;
}

export interface ServiceFacts {
  readonly service: string;
  /** The denial in the service's own words and code, where it has them. */
  readonly denied?: (usual: string, why: string) => ServiceError;
  /** That code, where it is not one that all operations may answer with. */
  readonly denial?: string;
}

/** For a service's own `operation.ts`: `export const sqsOperation = operationsOf({ service: 'sqs' })`. */
export const operationsOf =
  ({ service, denied, denial }: ServiceFacts) =>
  <I extends Structure, O extends Structure>(
    row: ServiceRow<I, O>,
  ): Operation & { readonly input: I; readonly output: O } => {
    const { about, guard, handle, throws = [], event = 'management', lane, trail, ...rest } = row;
    // The input passed validation against this very shape.
    const ready = (call: Call<Members>): Call<Infer<I>> => ({
      ...call,
      input: call.input as Infer<I>,
    });
    const shows = !row.readOnly && Object.keys(row.output.members).length > 0;
    return {
      ...rest,
      service,
      errors: denial === undefined ? throws : [...throws, denial],
      traffic: 'exchange',
      lane: lane ?? service,
      event,
      trail: { response: (output) => (shows ? visible(row.output, output) : null), ...trail },
      find: (call) => {
        const found = about(ready(call));
        return (isList(found) ? found : [found]).map((one, i) => ({
          action: `${service}:${row.name}`,
          owner: call.account,
          ...(denied && { denied }),
          ...one,
          ...(guard &&
            i === 0 && {
              guard: () => {
                guard(ready(call));
              },
            }),
        }));
      },
      handle: (call) => handle(ready(call)),
    };
  };

const isList = (found: About | readonly About[]): found is readonly About[] => Array.isArray(found);
