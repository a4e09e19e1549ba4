// The proof of a question: `world` sets the stage, `do` is what the stem describes. Steps are the scenarios' own,
// and YAML has no types, so their members are checked here; the engine checks the rest when it runs them.

import type { Step } from '../scenario/define.ts';
import type { Proof } from '../quiz/item.ts';
import type { Value } from './yaml.ts';

export function readProof(
  id: string,
  world: Value | undefined,
  deeds: Value | undefined,
): Proof | undefined {
  if (!deeds) {
    world?.fail(
      'There is a world, and nothing is done in it.',
      'Add "do:" with at least one step.',
    );
    return undefined;
  }
  const stage: Stage = world?.members([], ['seed', 'cast', 'before']) ?? {};
  return {
    seed: stage.seed?.text() ?? `quiz/${id}`,
    ...(stage.cast && { cast: readCast(stage.cast) }),
    before: stage.before?.list().map(readStep) ?? [],
    steps: deeds.list().map(readStep),
  };
}

interface Stage {
  readonly seed?: Value;
  readonly cast?: Value;
  readonly before?: Value;
}

/** Each of the cast is somebody: 'user/ana', 'role/etl' or a whole ARN, with policies where they need any. */
function readCast(value: Value): NonNullable<Proof['cast']> {
  const cast = value.data() as Readonly<Record<string, ProofCastMember | undefined>>;
  const read = Object.entries(cast).map(([name, member]) => {
    if (typeof member?.is !== 'string') {
      value.fail(`"${name}" of the cast is nobody.`, 'Write who it is: { is: user/ana }.');
    }
    return [name, { label: name, ...member }] as const;
  });
  return Object.fromEntries(read) as NonNullable<Proof['cast']>;
}

interface ProofCastMember {
  readonly is?: string;
}

function readStep(value: Value): Step {
  const fields = value.members([], ['id', 'as', 'region', 'call', 'input', 'wait', 'expect']);
  if (fields.wait ? fields.call : !fields.call)
    value.fail(`${value.name} needs either call or wait.`, 'Write one of them.');
  fields.wait?.count();
  const call = fields.call?.text();
  if (call !== undefined && !/^\w+:\w+$/.test(call))
    fields.call?.fail(`"${call}" is no call.`, 'Write it like kms:Encrypt.');
  if (call !== undefined && !fields.input)
    value.fail(`${value.name} has no input.`, 'Add "input:", {} where it takes none.');
  return value.data() as Step;
}
