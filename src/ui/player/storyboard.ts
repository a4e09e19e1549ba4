// What the player is handed: storyboards at once, and the engine's own plays once it has been loaded.

import type { Play } from '../../scenario/play-types.ts';
import type { Storyboard } from '../../scenario/storyboard.ts';

/** Of a scenario, or of one of its what-ifs. */
export type Boards = (whatIf?: string) => Storyboard;
export type Engine = (whatIf?: string) => Play;

/** 'What if: the key is disabled'; labels that are whole questions stand as they are. */
export const whatIfName = (label: string): string =>
  /^what if\b/i.test(label) ? label : `What if: ${label}`;
