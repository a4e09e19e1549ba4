// Opens one beat: the call it belongs to, its bytes, decision, record and code. And lets a learner turn one
// bit over and see, on the same history, what the engine makes of it.

import { fingerprint } from '../aws/crossings.ts';
import type { Structure } from '../aws/shape.ts';
import type { Members, Outcome, Span, ThingKind } from '../aws/trace.ts';
import { encodeMembers } from '../aws/wire.ts';
import { base64 } from '../crypto/bytes.ts';
import { codeOf } from './code/code.ts';
import { fieldsOf } from './fields.ts';
import type { Blob, FlipResult, Inspection } from './inspect-types.ts';
import type { Play } from './play-types.ts';
import { canRunAgain, setupOfPlay } from './play.ts';
import { runSteps } from './run.ts';
import { operationOf } from './services.ts';
import { flipBit } from './values.ts';

/** Nothing at beat 0: nothing has been called yet. */
export function inspect(play: Play, beat: number): Inspection | undefined {
  const span = apiSpanAt(play, beat);
  if (!span) return undefined;
  const answered = hasAnswered(play, beat, span);
  const decided = answered || play.beats[beat - 1]?.phase !== 'request';
  const { outcome } = span;
  const operation = operationOf(span.call);
  const code = codeOf(span);
  return {
    call: span.call,
    decided,
    answered,
    blobs: blobsOf(play, span, answered),
    request: wire(operation.input, span.input),
    response: answered && outcome.ok ? wire(operation.output, outcome.output) : '',
    ...(answered && !outcome.ok && { refusal: outcome.error }),
    stages: span.stages,
    decisions: span.stages.flatMap(({ decisions }) => decisions ?? []),
    records: span.trail.records,
    ...(span.trail.withheld !== undefined && { withheld: span.trail.withheld }),
    ...(code && { code }),
  };
}

/** A deed of the HSM is inspected as the call that asked for it: nobody outside sees the deed. */
function apiSpanAt(play: Play, beat: number): Span | undefined {
  const at = play.beats[beat - 1];
  const step = at && play.steps[at.step];
  if (!step) return undefined;
  const top = [step.span, ...step.due].find((span) => isWithin(at.span, span)) ?? step.span;
  let found = top;
  const descend = (span: Span): void => {
    for (const child of span.children) {
      if (!isWithin(at.span, child) || isDeed(child)) continue;
      found = child;
      descend(child);
    }
  };
  descend(top);
  return found;
}

/** '4.1.0' is within '4.1', and '4.10' is not. */
const isWithin = ({ id }: Span, { id: outer }: Span): boolean =>
  id === outer || id.startsWith(`${outer}.`);

const isDeed = ({ call }: Span): boolean => operationOf(call).event === 'none';

function hasAnswered(play: Play, beat: number, span: Span): boolean {
  const own = play.beats.filter((one) => one.span.id === span.id);
  return (own.at(-1)?.n ?? 0) <= beat;
}

const KINDS: Readonly<Record<string, ThingKind>> = {
  Plaintext: 'plaintext',
  Body: 'plaintext',
  Key: 'dataKey',
  EncryptedKey: 'encryptedDataKey',
  CiphertextBlob: 'ciphertext',
};

function blobsOf(play: Play, span: Span, answered: boolean): readonly Blob[] {
  const { outcome } = span;
  const sides: readonly (readonly [string, Members])[] = [
    ['input', span.input],
    ...(answered && outcome.ok ? ([['output', outcome.output]] as const) : []),
  ];
  return sides.flatMap(([side, members]) =>
    Object.entries(members).flatMap(([name, bytes]): Blob[] => {
      if (!(bytes instanceof Uint8Array) || bytes.length === 0) return [];
      const kind = kindOf(span, name, bytes);
      const path = `${side}.${name}`;
      return [
        {
          path,
          title: `${name}, ${side === 'input' ? 'sent' : 'received'}`,
          kind,
          bytes,
          fields: fieldsOf(bytes, kind, span.call.startsWith('kms:')),
          canFlip: canRunAgain(play) && openerOf(span, path) !== undefined,
        },
      ];
    }),
  );
}

function kindOf(span: Span, name: string, bytes: Uint8Array): ThingKind {
  const id = fingerprint(bytes);
  const known = span.crossings.flatMap(({ items }) => items).find((item) => item.id === id);
  return known?.kind ?? KINDS[name] ?? 'ciphertext';
}

interface Opener {
  readonly call: string;
  readonly input: (altered: Uint8Array) => Members;
}

/** The call that would open a blob of this span, where its caller could make it. */
function openerOf({ call, input }: Span, path: string): Opener | undefined {
  const context = (name: string): Members =>
    input[name] === undefined ? {} : { EncryptionContext: input[name] };
  switch (`${call} ${path}`) {
    case 'kms:Encrypt output.CiphertextBlob':
    case 'kms:GenerateDataKey output.CiphertextBlob':
    case 'kms:GenerateDataKeyWithoutPlaintext output.CiphertextBlob':
    case 'kms:Decrypt input.CiphertextBlob':
      return {
        call: 'kms:Decrypt',
        input: (altered) => ({ CiphertextBlob: altered, ...context('EncryptionContext') }),
      };
    case 'kms:ReEncrypt output.CiphertextBlob':
      return {
        call: 'kms:Decrypt',
        input: (altered) => ({
          CiphertextBlob: altered,
          ...context('DestinationEncryptionContext'),
        }),
      };
    case 'app:Seal output.Message':
    case 'app:Open input.Message':
      return {
        call: 'app:Open',
        input: (altered) => ({
          Key: input['Key'],
          Message: altered,
          ...(input['Label'] !== undefined && { Label: input['Label'] }),
        }),
      };
    default:
      return undefined;
  }
}

/** Runs the history again up to this step, and then asks to open the altered blob. */
export function flipAndOpen(play: Play, beat: number, path: string, byte: number): FlipResult {
  const span = apiSpanAt(play, beat);
  const blob = span && blobsOf(play, span, true).find((one) => one.path === path);
  const opener = span && openerOf(span, path);
  const field = blob?.fields.find(({ start, end }) => byte >= start && byte < end);
  const before = blob?.bytes[byte];
  if (!span || !blob || !opener || !field || before === undefined) {
    throw new RangeError(`nothing to flip at ${path}, byte ${byte}`);
  }
  const altered = flipBit(blob.bytes, byte);
  const outcome = callAfter(play, beat, {
    call: opener.call,
    input: opener.input(altered),
    as: span.as,
    region: span.region,
  });
  return {
    byte,
    field,
    before,
    after: altered[byte] ?? 0,
    call: opener.call,
    opened: outcome.ok,
    ...(!outcome.ok && { refusal: outcome.error }),
  };
}

function callAfter(
  play: Play,
  beat: number,
  next: { call: string; input: Members; as: string; region: string },
): Outcome {
  const setup = setupOfPlay(play);
  const step = play.beats[beat - 1]?.step ?? 0;
  const { cloud } = runSteps({ ...setup, steps: setup.steps.slice(0, step + 1) });
  const { as, region } = next;
  return cloud.call(next.call, next.input, { as, region }).outcome;
}

/** As JSON goes over the wire: bytes as base64, long ones cut for reading, and times in seconds. */
function wire(shape: Structure, members: Members): string {
  const short = Object.entries(members).map(([name, value]) => [
    name,
    value instanceof Uint8Array ? shown(value) : value,
  ]);
  return JSON.stringify(encodeMembers(shape, Object.fromEntries(short)), null, 2);
}

const LONGEST_SHOWN = 3_072;

const shown = (bytes: Uint8Array): string =>
  bytes.length <= LONGEST_SHOWN
    ? base64(bytes)
    : `${base64(bytes.subarray(0, LONGEST_SHOWN))}… (${bytes.length} bytes)`;
