// Where the learner is in a scenario, and what they foretold. Plays pass through whole; moving is a look-up.
// A prediction is asked once: whoever has seen a beat is not asked what it will be.

import type { Exposure, Play } from '../../scenario/play-types.ts';
import type { Storyboard } from '../../scenario/storyboard.ts';
import type { Boards, Engine } from './storyboard.ts';
import { verdictOf } from './verdict.ts';

type Beat = Storyboard['beats'][number];
type Step = Storyboard['steps'][number];

export class Playback {
  readonly original: Storyboard;
  readonly #boards: Boards;
  readonly #moved: (at: Playback) => void;
  #engine = $state.raw<Engine>();
  #whatIf = $state<string>();
  #at = $state(0);
  #seen = $state(0);
  #asking = $state(false);
  #said = $state.raw<Readonly<Record<string, number>>>({});
  #inspected = $state.raw<{ play: Play; beat: number }>();
  #closed = false;

  /** Run on the engine in this page; undefined until that has been loaded. */
  readonly live: Play | undefined = $derived.by(() => this.#engine?.(this.#whatIf));
  readonly play: Storyboard = $derived.by(() => this.live ?? this.#boards(this.#whatIf));
  readonly gate = $derived(this.#asking ? this.#gateAfter(this.#at) : undefined);

  constructor(
    boards: Boards,
    start: { whatIf?: string; at: number },
    moved: (at: Playback) => void,
  ) {
    this.#boards = boards;
    this.original = boards();
    this.#moved = moved;
    this.#whatIf = start.whatIf;
    this.#at = start.at;
    this.#seen = start.at;
  }

  /** From here on every play is run in this page. */
  runOn(engine: Engine): void {
    if (this.#closed) return;
    this.#engine = engine;
    this.#inspectSoon();
  }

  /** The player has left the page: what is still on its way to it has nowhere to go. */
  close(): void {
    this.#closed = true;
  }

  /** What the inspector shows: this beat, one frame later. Its many bytes must not slow the step itself. */
  get inspected(): { readonly play: Play; readonly beat: number } | undefined {
    return this.#inspected;
  }

  #inspectSoon(): void {
    if (!this.live) return;
    requestAnimationFrame(() =>
      setTimeout(() => {
        if (!this.#closed && this.live) this.#inspected = { play: this.live, beat: this.#at };
      }),
    );
  }

  get at(): number {
    return this.#at;
  }

  get length(): number {
    return this.play.beats.length;
  }

  get beat(): Beat | undefined {
    return this.play.beats[this.#at - 1];
  }

  get exposure(): Exposure {
    return this.beat?.exposure ?? this.play.start;
  }

  get before(): Exposure {
    return this.play.beats[this.#at - 2]?.exposure ?? this.play.start;
  }

  /** What was foretold of the step that ends here, beside what came of it. */
  get verdict(): string | undefined {
    const step = this.play.steps.find(({ to }) => to === this.#at);
    return step && verdictOf(step.predict, this.#said[this.#nameOf(step)]);
  }

  /** First beat whose outcome must not be given away: a question about it is still open. */
  get hiddenFrom(): number {
    return this.#open(this.#seen)?.from ?? this.length + 1;
  }

  next(): void {
    if (this.#at === this.length) return;
    if (this.#gateAfter(this.#at)) this.#asking = true;
    else this.seek(this.#at + 1);
  }

  back(): void {
    this.seek(this.#at - 1);
  }

  /** From before the first step it is a step like any other, questions included. */
  first(): void {
    if (this.#at === 0) this.next();
    else this.seek(1);
  }

  last(): void {
    this.seek(this.length);
  }

  /** A jump is the learner's own choice: no question stands in its way. */
  seek(beat: number): void {
    this.#at = Math.min(Math.max(beat, 0), this.length);
    this.#seen = Math.max(this.#seen, this.#at);
    this.#asking = false;
    this.#inspectSoon();
    this.#moved(this);
  }

  predict(option: number): void {
    const { gate } = this;
    if (!gate) return;
    this.#said = { ...this.#said, [this.#nameOf(gate)]: option };
    this.seek(this.#at + 1);
  }

  skip(): void {
    this.seek(this.#at + 1);
  }

  /** Another history, entered where it parts from the original; without a name, back to the original. */
  choose(whatIf: string | undefined): void {
    const fork = this.original.whatIfs.find(({ id }) => id === (whatIf ?? this.#whatIf))?.forkedAt;
    const at = whatIf === undefined ? Math.min(this.#at, fork ?? 0) : (fork ?? 0);
    this.#whatIf = whatIf;
    if (whatIf !== undefined) this.#seen = at;
    this.seek(at);
  }

  get chosen(): { label: string; forkedAt: number } | undefined {
    return this.original.whatIfs.find(({ id }) => id === this.#whatIf);
  }

  #gateAfter(beat: number): Step | undefined {
    const step = this.#open(Math.max(beat, this.#seen));
    return step?.from === beat + 1 ? step : undefined;
  }

  /** The next step that asks for a prediction and begins after this beat. */
  #open(beat: number): Step | undefined {
    return this.play.steps.find((step) => step.predict && step.from > beat);
  }

  /** The steps before a fork are those of the original, and so is what was said of them. */
  #nameOf(step: Step): string {
    const own = this.chosen && step.from > this.chosen.forkedAt ? this.play.id : this.original.id;
    return `${own} ${step.from}`;
  }
}
