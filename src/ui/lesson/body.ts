// The body of a lesson, opened. Its plays are known by their ids ('seal', 'seal~wrong-context'): at first as the
// build has written them down, then from the engine, which is loaded once the page can be used.

import type { Play } from '../../scenario/play-types.ts';
import type { Storyboard } from '../../scenario/storyboard.ts';
import { isAtRest } from '../ready.ts';
import type { Entry, LessonModule } from './catalogue.ts';
import { suitesFor } from '../suites.ts';
import { splitId } from './spot.ts';

export interface LessonBody {
  readonly lesson: LessonModule['lesson'];
  readonly board: (playId: string) => Storyboard | undefined;
  /** Waits until the page is at rest. Only for ids that have a storyboard. */
  readonly engine: () => Promise<(playId: string) => Play | undefined>;
}

export async function openLesson(entry: Entry): Promise<LessonBody> {
  const module = await entry.load();
  return {
    lesson: module.lesson,
    board: (id) => own(module.storyboards, id),
    engine: () => isAtRest.then(() => playsOf(module)),
  };
}

async function playsOf({ scenarios }: LessonModule): Promise<(playId: string) => Play | undefined> {
  const [{ play }] = await Promise.all([import('../../scenario/play.ts'), suitesFor(scenarios)]);
  return (id) => {
    const { scenario: name, whatIf } = splitId(id);
    const scenario = own(scenarios, name);
    return scenario && play(scenario, name, whatIf);
  };
}

/** Ids come from the address bar: 'constructor' is no scenario. */
const own = <T>(record: Readonly<Record<string, T>>, id: string): T | undefined =>
  Object.hasOwn(record, id) ? record[id] : undefined;
