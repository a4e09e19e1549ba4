// The body of a lesson, opened. Its plays are known by their ids ('seal', 'seal~wrong-context'): at first as the
// build has written them down, then from the engine, which is loaded once the page can be used.

import type { Play } from '../../scenario/play-types.ts';
import type { Storyboard } from '../../scenario/storyboard.ts';
import { isAtRest } from '../ready.ts';
import type { Entry, LessonModule } from './catalogue.ts';
import { splitId } from './spot.ts';

export interface LessonBody {
  readonly lesson: LessonModule['lesson'];
  readonly board: (playId: string) => Storyboard | undefined;
  readonly engine: Promise<(playId: string) => Play | undefined>;
}

export async function openLesson(entry: Entry): Promise<LessonBody> {
  const module = await entry.load();
  return {
    lesson: module.lesson,
    board: (id) => module.storyboards[id],
    engine: isAtRest.then(() => playsOf(module)),
  };
}

async function playsOf({ scenarios }: LessonModule): Promise<(playId: string) => Play | undefined> {
  const { play } = await import('../../scenario/play.ts');
  return (id) => {
    const { scenario: name, whatIf } = splitId(id);
    const scenario = Object.hasOwn(scenarios, name) ? scenarios[name] : undefined;
    const isKnown = whatIf === undefined || scenario?.whatIfs?.some((offer) => offer.id === whatIf);
    return scenario && isKnown ? play(scenario, name, whatIf) : undefined;
  };
}
