// A play as a sequence diagram: one message for each beat, in order, so that message i is beat i + 1.

import { label, participant } from '../label.ts';
import type { Beat, Lane, Play } from '../play-types.ts';

export interface SequenceDiagram {
  /** Mermaid text. */
  readonly source: string;
  /** The same in words, one line for each message. */
  readonly text: readonly string[];
}

export function sequenceOf(play: Pick<Play, 'lanes' | 'beats'>): SequenceDiagram {
  const inKms = play.lanes.filter(({ kind }) => kind === 'kms' || kind === 'hsm');
  const outside = play.lanes.filter((lane) => !inKms.includes(lane));
  const lines = [
    'sequenceDiagram',
    ...outside.map(declared),
    ...(inKms.length > 0 ? ['box AWS KMS', ...inKms.map(declared), 'end'] : []),
    ...play.beats.map(message),
  ];
  const named = new Map(play.lanes.map(({ id, label: name }) => [id, name]));
  return { source: lines.join('\n'), text: play.beats.map((beat) => inWords(beat, named)) };
}

const declared = ({ id, label: name, kind }: Lane): string =>
  `${kind === 'person' ? 'actor' : 'participant'} ${participant(id)} as ${label(name)}`;

function message({ from, to, phase, label: text }: Beat): string {
  const arrow = phase === 'refusal' ? '--x' : phase === 'response' ? '-->>' : '->>';
  return `${participant(from)}${arrow}${participant(to)}: ${label(text)}`;
}

function inWords({ from, to, label: text }: Beat, named: ReadonlyMap<string, string>): string {
  const name = (lane: string): string => named.get(lane) ?? lane;
  return from === to ? `${name(from)}: ${text}` : `${name(from)} to ${name(to)}: ${text}`;
}
