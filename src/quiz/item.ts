// A question as the build hands it to the screen: checked, its key agreed with the engine.

import type { CastMember, Expectation, Step } from '../scenario/define.ts';
import type { Source } from './source.ts';

export interface Option {
  readonly text: string;
  readonly correct: boolean;
  /** Why this option is right or wrong. */
  readonly because: string;
  /** Names a wrong belief, where choosing this option shows one. */
  readonly misconception?: string;
  /** What the engine must do for this option to be true, judged on the last step of the proof. */
  readonly expect?: Expectation;
}

/** The run that decides: `before` sets the world up, `steps` are what the stem describes. */
export interface Proof {
  readonly seed: string;
  /** Who may act besides the administrator, who does where a step names nobody. */
  readonly cast?: Readonly<Record<string, CastMember>>;
  readonly before: readonly Step[];
  readonly steps: readonly Step[];
}

export interface Item {
  readonly id: string;
  readonly skill: string;
  readonly type: 'single' | 'multiple' | 'true-false' | 'predict';
  readonly stem: string;
  readonly options: readonly Option[];
  readonly proof?: Proof;
  /** Where the answer comes from: recorded from AWS, or AWS's documentation. */
  readonly evidence: 'recorded' | 'documented';
  readonly sources: readonly Source[];
}
