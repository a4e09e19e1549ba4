// The file that a reader may keep or send: the error, and the scenario that was open, so that it can be played again.
// Nothing of the reader's own progress is in it.

import type { History } from '../../lib/history.ts';
import { engineVersion } from '../../lib/version.ts';
import type { Scenario } from '../../scenario/define.ts';
import { lessonOf } from '../lesson/catalogue.ts';
import { splitId } from '../lesson/spot.ts';
import { routeOf } from '../routes.ts';
import type { Failure } from './failure.ts';
import type { Taken } from './replayable.ts';

export interface Report {
  readonly v: 1;
  readonly kind: 'glassbox-crash';
  readonly at: string;
  readonly version: string;
  /** Route in the hash: the part of the address that says what was open. */
  readonly address: string;
  readonly browser: string;
  readonly error: Failure;
  /** For createSimulator.replay. */
  readonly history?: History;
  /** As its author wrote it, where the engine can no longer run it. */
  readonly scenario?: Scenario;
}

export async function reportOf(failure: Failure, page: Location, at: Date): Promise<Report> {
  return {
    v: 1,
    kind: 'glassbox-crash',
    at: at.toISOString(),
    version: engineVersion,
    address: page.hash || '#/',
    browser: navigator.userAgent,
    error: { ...failure, stack: withoutPlace(failure.stack, page) },
    ...(await openScenario(page.hash)),
  };
}

/** The player keeps its place in the address, so the address tells which scenario was open. */
async function openScenario(hash: string): Promise<Pick<Report, 'history' | 'scenario'>> {
  const taken = await takenSteps(hash).catch(() => undefined);
  if (!taken) return {};
  try {
    const { historyOf } = await import('./replayable.ts');
    return { history: historyOf(taken) };
  } catch {
    return { scenario: taken.scenario };
  }
}

async function takenSteps(hash: string): Promise<Taken | undefined> {
  const route = routeOf(hash);
  const lesson = route.page === 'lesson' ? lessonOf(route.lesson) : undefined;
  if (route.page !== 'lesson' || !route.spot || !lesson) return undefined;
  const { scenario: playId, beat } = route.spot;
  const { scenarios, storyboards } = await lesson.load();
  const { scenario: name, whatIf } = splitId(playId);
  const scenario = Object.hasOwn(scenarios, name) ? scenarios[name] : undefined;
  const board = Object.hasOwn(storyboards, playId) ? storyboards[playId] : undefined;
  if (!scenario || !board) return undefined;
  return { scenario, name, whatIf, steps: (board.beats[beat - 1]?.step ?? -1) + 1 };
}

/** A page opened from a disk would tell where on the disk. */
function withoutPlace(stack: string, { href, hash }: Location): string {
  const page = href.slice(0, href.length - hash.length);
  return stack.replaceAll(page.slice(0, page.lastIndexOf('/') + 1), './');
}
