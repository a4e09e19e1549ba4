// From spans to beats: one message each, in the order in which things happened.

import type { Operation } from '../aws/operation.ts';
import type { Crossing, Span, ThingKind } from '../aws/trace.ts';
import {
  answerWords,
  deedWords,
  passedOnWords,
  requestWords,
  type Names,
  type Words,
} from './captions.ts';
import type { Whereabouts } from './exposure.ts';
import type { Beat, Exposure, Lane, Phase, Tone } from './play-types.ts';

/** A beat before it has been numbered. */
export type Draft = Omit<Beat, 'n' | 'step'>;

export interface Stage {
  readonly lanes: readonly Lane[];
  readonly operation: (call: string) => Operation;
  readonly whereabouts: Whereabouts;
  /** Lane of a principal or a service. */
  readonly laneOf: (place: string) => string;
}

export function beatsOf(span: Span, stage: Stage): Draft[] {
  const teller = new Teller(stage, span);
  teller.tell(span);
  return teller.beats;
}

class Teller {
  readonly beats: Draft[] = [];
  readonly #stage: Stage;
  /** The call that began it. */
  readonly #first: Span;

  constructor(stage: Stage, first: Span) {
    this.#stage = stage;
    this.#first = first;
  }

  tell(span: Span): void {
    const { traffic, lane } = this.#stage.operation(span.call);
    if (traffic !== 'exchange') {
      this.#deed(span);
    } else if (lane === 'hsm') {
      this.#passedOn(span);
    } else {
      this.#exchange(span, lane);
    }
  }

  /** A question, what it causes, and the answer. */
  #exchange(span: Span, lane: string): void {
    const { laneOf, whereabouts } = this.#stage;
    const [request, answer] = span.crossings;
    const caller = laneOf(request?.from ?? span.as);
    if (request) whereabouts.cross({ ...request, to: lane });
    this.#add(
      span,
      'request',
      { from: caller, to: lane },
      requestWords(span, this.#names(caller, lane, span)),
    );

    for (const child of span.children) this.tell(child);

    // What the HSM made leaves through KMS in one stride: drawn from the HSM, because that is the wall it crosses.
    const last = span.children.at(-1);
    const from = last && this.#stage.operation(last.call).lane === 'hsm' ? 'hsm' : lane;
    if (answer) whereabouts.cross({ ...answer, to: caller });
    const hot = this.#carries('dataKey', answer);
    for (const place of new Set([from, lane])) whereabouts.settle(place);
    const phase = span.outcome.ok ? 'response' : 'refusal';
    const answered = { carriesDataKey: hot, operation: this.#stage.operation(span.call) };
    this.#add(
      span,
      phase,
      { from, to: caller },
      answerWords(span, this.#names(caller, lane, span), answered),
    );
  }

  /** From KMS's front to its HSM; the answer is told by the call that asked. */
  #passedOn(span: Span): void {
    const [request] = span.crossings;
    if (request) this.#stage.whereabouts.cross(request);
    this.#add(span, 'authorise', { from: 'kms', to: 'hsm' }, passedOnWords(span));
    for (const child of span.children) this.tell(child);
  }

  /** What it causes comes first: a program asks KMS, and then does its own part. */
  #deed(span: Span): void {
    for (const child of span.children) this.tell(child);
    const { laneOf, whereabouts, operation } = this.#stage;
    const [crossing] = span.crossings;
    const own = laneOf(
      operation(span.call).lane === '@caller' ? span.as : operation(span.call).lane,
    );
    const from = crossing ? laneOf(crossing.from) : own;
    const to = crossing ? laneOf(crossing.to) : own;
    if (crossing) whereabouts.cross({ ...crossing, to });
    for (const { place, id } of span.forgets) whereabouts.forget({ place: laneOf(place), id });
    const actor = span.call.startsWith('app:') ? laneOf(span.as) : own;
    this.#add(
      span,
      'deed',
      { from, to },
      deedWords(span, this.#names(actor, own, span), operation(span.call)),
    );
  }

  #add(span: Span, phase: Phase, way: { from: string; to: string }, words: Words): void {
    const exposure: Exposure = this.#stage.whereabouts.exposure(this.#stage.lanes);
    this.beats.push({ span, phase, ...way, ...words, tone: this.#tone(span, phase), exposure });
  }

  /** What differs from the call that began. */
  #standing({ as, region }: Span): Pick<Names, 'authority' | 'elsewhere'> {
    return {
      ...(as !== this.#first.as && { authority: authorityWords(as) }),
      ...(region !== this.#first.region && { elsewhere: region }),
    };
  }

  /** Asked of what is known of a thing: a data key that Decrypt gives back looks like any plaintext. */
  #carries(kind: ThingKind, crossing: Crossing | undefined): boolean {
    return crossing?.items.some(({ id }) => this.#stage.whereabouts.kindOf(id) === kind) ?? false;
  }

  #tone(span: Span, phase: Phase): Tone {
    if (!span.outcome.ok && phase !== 'request' && phase !== 'authorise') return 'refused';
    if (phase === 'authorise') return 'allowed';
    if (span.call.startsWith('hsm:')) return 'hsm';
    if (phase === 'deed') return toneOfDeed(this.#stage.operation(span.call));
    const crossing = span.crossings[phase === 'response' ? 1 : 0];
    if (this.#carries('dataKey', crossing)) return 'hot';
    if (this.#carries('plaintext', crossing)) return 'exposed';
    return crossing && crossing.items.length > 0 ? 'sealed' : 'neutral';
  }

  #names(caller: string, callee: string, span: Span): Names {
    const label = (id: string): string =>
      this.#stage.lanes.find((lane) => lane.id === id)?.label ?? id;
    const material = span.input['MaterialId'];
    return {
      caller: label(caller),
      callee: label(callee),
      ...this.#standing(span),
      material: typeof material === 'string' ? this.#stage.whereabouts.materialName(material) : '',
    };
  }
}

/** By what comes of it; of what only goes one way, by what goes. */
function toneOfDeed({ traffic, input, output }: Operation): Tone {
  const members = Object.values((traffic === 'to' ? input : output).members);
  const things = members.map(({ thing }) => thing);
  if (things.includes('plaintext')) return 'exposed';
  return things.includes('ciphertext') ? 'sealed' : 'neutral';
}

/** A service that asks in its own name, or somebody whose rights it was lent. */
const authorityWords = (as: string): string =>
  as.endsWith('.amazonaws.com')
    ? 'in its own name'
    : `as ${as.replace(/^.*:/, '').replace('/', ' ')}`;
