// A lab: a world of one's own, and what was done in it, line by line. Seed and steps are all there is to keep; the rest
// is made again from them.

import { Cloud } from '../../aws/cloud.ts';
import type { Play } from '../../scenario/play-types.ts';
import { tell } from '../../scenario/play.ts';
import { principalArn, world, type Ran } from '../../scenario/run.ts';
import { services } from '../../scenario/services.ts';
import { suitesAtHand } from '../../scenario/suites.ts';
import { Shell, type Answer } from '../shell.ts';
import { arnOfPersona, personas } from './personas.ts';

export type LabStep =
  | { readonly line: string; readonly as: string; readonly region: string }
  /** Milliseconds of simulated time. */
  | { readonly wait: number };

export interface LabFile {
  readonly v: 1;
  readonly seed: string;
  readonly steps: readonly LabStep[];
}

/** A step that was taken, and what came of it. */
export interface Entry {
  readonly step: LabStep;
  readonly answer?: Answer;
  /** Simulated time when it began and when it was over. */
  readonly from: number;
  readonly to: number;
  readonly rans: readonly Ran[];
}

export class Lab {
  readonly seed: string;
  readonly entries: Entry[] = [];
  readonly shell: Shell;
  readonly #cloud: Cloud;

  constructor(seed: string) {
    this.seed = seed;
    this.#cloud = new Cloud({
      services,
      seed,
      now: world.start,
      tick: world.tickMilliseconds,
      account: world.account,
      region: world.region,
      ...suitesAtHand(),
    });
    for (const persona of personas) {
      if (persona.policies) {
        this.#cloud.directory.put(principalArn(persona), { policies: persona.policies });
      }
    }
    const profiles = new Map(personas.map((persona) => [persona.id, principalArn(persona)]));
    this.shell = new Shell({ cloud: this.#cloud, profiles });
  }

  /** Everything once more, from the seed. */
  static from({ seed, steps }: LabFile): Lab {
    const lab = new Lab(seed);
    for (const step of steps) lab.take(step);
    return lab;
  }

  get now(): number {
    return this.#cloud.now;
  }

  get file(): LabFile {
    return { v: 1, seed: this.seed, steps: this.entries.map(({ step }) => step) };
  }

  take(step: LabStep): Entry {
    const cloud = this.#cloud;
    const from = cloud.now;
    const before = cloud.spans.length;
    let answer: Answer | undefined;
    if ('line' in step) {
      answer = this.shell.run(step.line, {
        principal: arnOfPersona(step.as),
        region: step.region,
      });
    } else {
      cloud.call('app:Wait', { Milliseconds: step.wait });
      cloud.advance(step.wait);
    }
    const spans = cloud.spans.slice(before);
    const entry: Entry = {
      step,
      ...(answer && { answer }),
      from,
      to: cloud.now,
      rans: spans.map((span) => ({ step: { wait: 0 }, span, due: [] })),
    };
    this.entries.push(entry);
    return entry;
  }

  /** What a step did, message by message; undefined where it called nothing. */
  tell(entry: Entry): Play | undefined {
    if (entry.rans.length === 0) return undefined;
    const at = this.entries.indexOf(entry);
    const before = this.entries.slice(0, at).flatMap(({ rans }) => rans);
    const cast = Object.fromEntries(personas.map(({ id, ...member }) => [id, member]));
    const title = 'line' in entry.step ? shortened(entry.step.line) : 'Time passes';
    const run = { cloud: this.#cloud, before, steps: entry.rans };
    return tell({ title, seed: this.seed, cast }, run, `lab-${at}`);
  }
}

const MAX_TITLE = 56;

const shortened = (line: string): string => {
  const [first = ''] = line.trim().split('\n');
  return first.length > MAX_TITLE ? `${first.slice(0, MAX_TITLE)}…` : first;
};
