// The lab on the screen: what was done so far, who one is, what is being looked at. The world behind it is made again
// from seed and steps whenever the page is opened.

import { hex } from '../../crypto/bytes.ts';
import { drawingOf } from '../../scenario/diagrams/drawing.ts';
import { storyboardOf } from '../../scenario/storyboard.ts';
import { world } from '../../scenario/run.ts';
import { services } from '../../scenario/services.ts';
import { complete, type Completion } from '../../shell/complete.ts';
import { Lab, type Entry, type LabFile, type LabStep } from '../../shell/lab/lab.ts';
import { personas } from '../../shell/lab/personas.ts';
import { suitesFor } from '../suites.ts';
import type { Boards, Engine } from '../player/storyboard.ts';
import { keepLab, keptLab } from './kept.ts';

const newSeed = (): string => hex(crypto.getRandomValues(new Uint8Array(8)));

/** What the player needs to show what one entry did. */
export interface Story {
  readonly boards: Boards;
  readonly engine: () => Promise<Engine>;
  readonly drawings: Readonly<Record<string, ReturnType<typeof drawingOf>>>;
}

/** The lab that was open last, or a new one. The suites come first: no line shall wait for them, or fail. */
export async function openSession(): Promise<Session> {
  await suitesFor([{ KeySpec: 'RSA_2048' }]);
  return new Session(keptLab() ?? { v: 1, seed: newSeed(), steps: [] });
}

export class Session {
  persona = $state('admin');
  region = $state<string>(world.region);
  entries = $state.raw<readonly Entry[]>([]);
  chosen = $state.raw<Entry>();
  /** Whether this device remembers it. */
  kept = $state(true);
  #lab: Lab;
  readonly story: Story | undefined = $derived.by(() => this.chosen && this.#storyOf(this.chosen));

  constructor(file: LabFile) {
    this.#lab = Lab.from(file);
    this.#show();
  }

  get now(): number {
    return this.entries.at(-1)?.to ?? world.start;
  }

  get file(): LabFile {
    return this.#lab.file;
  }

  /** Files of the shell, by name. */
  get files(): readonly (readonly [string, Uint8Array])[] {
    return this.entries.length >= 0 ? this.#lab.shell.files.entries() : [];
  }

  /** Lines so far, oldest first. */
  get lines(): readonly string[] {
    return this.entries.flatMap(({ step }) => ('line' in step ? [step.line] : []));
  }

  run(line: string): void {
    this.#take({ line, as: this.persona, region: this.region });
  }

  wait(milliseconds: number): void {
    this.#take({ wait: milliseconds });
  }

  replace(file: LabFile): void {
    this.#lab = Lab.from(file);
    this.#show();
    this.kept = keepLab(this.file);
  }

  begin(): void {
    this.replace({ v: 1, seed: newSeed(), steps: [] });
  }

  complete(text: string): Completion {
    return complete(text, {
      services,
      files: this.files.map(([name]) => name.replace(/^\/home\/learner\//, '')),
      profiles: personas.map(({ id }) => id),
    });
  }

  #take(step: LabStep): void {
    this.#lab.take(step);
    this.#show();
    this.kept = keepLab(this.file);
  }

  #show(): void {
    this.entries = [...this.#lab.entries];
    this.chosen = this.entries.findLast(({ rans }) => rans.length > 0);
  }

  #storyOf(entry: Entry): Story | undefined {
    const play = this.#lab.tell(entry);
    if (!play) return undefined;
    const board = storyboardOf(play);
    return {
      boards: () => board,
      engine: () => Promise.resolve(() => play),
      drawings: { [play.id]: drawingOf(play) },
    };
  }
}
