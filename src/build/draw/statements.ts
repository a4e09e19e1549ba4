// Reads as much of a sequence diagram's source as fit.ts changes: who stands where, and every label. All else
// passes through to Mermaid, except what the drawing has no room for.

import { readable } from '../../scenario/diagrams/glyphs.ts';

export type Statement =
  | { readonly kind: 'lane'; readonly before: string; readonly id: string; readonly label: string }
  | {
      readonly kind: 'message' | 'note';
      readonly before: string;
      readonly from: string;
      readonly to: string;
      readonly label: string;
    }
  | { readonly kind: 'box' | 'other'; readonly before: string };

export const LANE = /^(\s*(?:participant|actor)\s+(\S+?))(?:\s+as\s+(.+?))?\s*$/;
const MESSAGE =
  /^(\s*(\S+?)\s*(?:<<-->>|<<->>|-->>|->>|--x|-x|--\)|-\)|-->|->)\s*[+-]?(\S+?)\s*:\s*)(.*)$/;
const NOTE =
  /^(\s*note\s+(?:over|right of|left of)\s+([^,:\s]+)(?:\s*,\s*([^,:\s]+))?\s*:\s*)(.*)$/i;
const REFUSED = /^\s*(autonumber|rect|links?|create|destroy|properties|details)\b/;

export function read(text: string): Statement {
  const refused = REFUSED.exec(text)?.[1];
  if (refused !== undefined) throw new Error(`"${refused}" is not drawn here: leave the line out.`);
  return (
    laneIn(text) ??
    spokenIn('message', MESSAGE.exec(text)) ??
    spokenIn('note', NOTE.exec(text)) ?? {
      kind: /^\s*box\b/.test(text) ? 'box' : 'other',
      before: text,
    }
  );
}

function laneIn(text: string): Statement | undefined {
  const [, before, id = '', label = id] = LANE.exec(text) ?? [];
  return before === undefined ? undefined : { kind: 'lane', before, id, label };
}

function spokenIn(kind: 'message' | 'note', match: RegExpExecArray | null): Statement | undefined {
  const [, before, from = '', to = from, label = ''] = match ?? [];
  return before === undefined ? undefined : { kind, before, from, to, label };
}

/** Label of each lane, left to right: those declared, then those only spoken to. */
export function lanesOf(statements: readonly Statement[]): Map<string, string> {
  const lanes = new Map<string, string>();
  for (const it of statements) if (it.kind === 'lane') lanes.set(it.id, it.label);
  for (const it of statements) {
    if (it.kind !== 'message') continue;
    for (const id of [it.from, it.to]) if (!lanes.has(id)) lanes.set(id, id);
  }
  return lanes;
}

/** The lane's own id, without the prefix by which src/scenario/label.ts keeps it clear of Mermaid's words. */
export const laneId = (participant: string): string => participant.replace(/^p_/, '');

/** A lane whose id begins with "hsm" stands behind a double wall. */
export const isHsm = (lane: string): boolean => /^hsm/i.test(lane);

/** The diagram in words, one line for each message. */
export function inWords(source: string): string[] {
  const statements = source.split('\n').map(read);
  const names = lanesOf(statements);
  const plain = (label: string): string => readable(label.replace(/<br\s*\/?>/gi, ' '));
  const name = (id: string): string => plain(names.get(id) ?? id);
  return statements.flatMap((it) => {
    if (it.kind !== 'message') return [];
    const who = it.from === it.to ? name(it.from) : `${name(it.from)} to ${name(it.to)}`;
    return [`${who}: ${plain(it.label)}`];
  });
}
