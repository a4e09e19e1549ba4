// One call that was tried, opened: the same view that the inspector of a scenario has.

import type { Shape, Structure } from '../aws/shape.ts';
import type { Members, Span } from '../aws/trace.ts';
import { encodeMembers } from '../aws/wire.ts';
import { codeOf } from './code/code.ts';
import { fieldsOf } from './fields.ts';
import type { Blob, Inspection } from './inspect-types.ts';
import { operationOf } from './services.ts';

export function inspectionOf(span: Span): Inspection {
  const { input, output } = operationOf(span.call);
  const { outcome } = span;
  const code = codeOf(span);
  return {
    call: span.call,
    decided: true,
    answered: true,
    blobs: [
      ...blobsIn('input', input, span),
      ...(outcome.ok ? blobsIn('output', output, span) : []),
    ],
    request: wire(input, span.input),
    response: outcome.ok ? wire(output, outcome.output) : '',
    ...(!outcome.ok && { refusal: outcome.error }),
    stages: span.stages,
    decisions: span.stages.flatMap(({ decisions }) => decisions ?? []),
    records: span.trail.records,
    ...(span.trail.withheld !== undefined && { withheld: span.trail.withheld }),
    ...(code && { code }),
  };
}

/** Bytes of which the declaration says what they are. */
function blobsIn(side: 'input' | 'output', shape: Structure, span: Span): readonly Blob[] {
  const members = side === 'input' ? span.input : span.outcome.ok ? span.outcome.output : {};
  return Object.entries(shape.members).flatMap(([name, { thing }]: [string, Shape]): Blob[] => {
    const bytes = members[name];
    if (!(bytes instanceof Uint8Array) || bytes.length === 0 || thing === undefined) return [];
    return [
      {
        path: `${side}.${name}`,
        title: `${name}, ${side === 'input' ? 'sent' : 'received'}`,
        kind: thing,
        bytes,
        fields: fieldsOf(bytes, thing, span.call.startsWith('kms:')),
        canFlip: false,
      },
    ];
  });
}

const wire = (shape: Structure, members: Members): string =>
  JSON.stringify(encodeMembers(shape, members), null, 2);
