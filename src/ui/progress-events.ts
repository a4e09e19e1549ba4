// What progress is made of: events, each with an id of its own, so that putting two logs together is a union.
// The view is folded from them in the order of the log; more events never undo that a lesson is done.

interface Common {
  readonly v: 1;
  readonly id: string;
  readonly at: number;
  readonly lesson: string;
}

export interface AnswerEvent extends Common {
  readonly kind: 'answer';
  readonly item: string;
  /** Texts of the chosen options: they outlive a new order. */
  readonly chosen: readonly string[];
  readonly right: boolean;
  /** Questions in the checkpoint at that time. */
  readonly of: number;
}

export interface VisitEvent extends Common {
  readonly kind: 'visit';
  readonly scenario: string;
  readonly beat: number;
}

export type ProgressEvent = AnswerEvent | VisitEvent;

export interface View {
  /** Last answer by lesson and item. */
  readonly answers: ReadonlyMap<string, ReadonlyMap<string, AnswerEvent>>;
  /** Lessons whose every question had an answer at some time. */
  readonly done: ReadonlySet<string>;
  readonly visit?: VisitEvent;
}

export function fold(events: readonly ProgressEvent[]): View {
  const answers = new Map<string, Map<string, AnswerEvent>>();
  const done = new Set<string>();
  let visit: VisitEvent | undefined;
  for (const event of events) {
    if (event.kind === 'visit') visit = event;
    else {
      const ofLesson = answers.get(event.lesson) ?? new Map<string, AnswerEvent>();
      answers.set(event.lesson, ofLesson.set(event.item, event));
      if (ofLesson.size >= event.of) done.add(event.lesson);
    }
  }
  return { answers, done, ...(visit && { visit }) };
}

/** A visit takes the place of an earlier one to the same scenario. */
export const sameVisit = (a: ProgressEvent | undefined, b: ProgressEvent): boolean =>
  a?.kind === 'visit' && b.kind === 'visit' && a.lesson === b.lesson && a.scenario === b.scenario;

/** The event in a value from outside, as a fresh object without anything else; null when it is none. */
export function eventOf(value: unknown): ProgressEvent | null {
  if (!isRecord(value) || value['v'] !== 1) return null;
  const { id, at, lesson } = value;
  if (!isId(id) || !isText(lesson) || !isWhole(at, LATEST)) return null;
  const common = { v: 1, id, at, lesson } as const;
  if (value['kind'] === 'answer') return answerOf(common, value);
  const { scenario, beat } = value;
  if (value['kind'] !== 'visit' || !isText(scenario) || !isWhole(beat, 1e6)) return null;
  return { ...common, kind: 'visit', scenario, beat };
}

/** An event that a later version of this page has written. */
export const isLater = (value: unknown): boolean =>
  isRecord(value) && typeof value['v'] === 'number' && value['v'] > 1;

function answerOf(common: Common, { item, chosen, right, of }: Fields): AnswerEvent | null {
  const sound =
    isText(item) && isTexts(chosen) && typeof right === 'boolean' && isWhole(of, 1000) && of > 0;
  return sound ? { ...common, kind: 'answer', item, chosen: [...chosen], right, of } : null;
}

type Fields = Readonly<Record<string, unknown>>;

/** The last instant that a date can name. */
const LATEST = 8.64e15;

export const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[\w-]{1,64}$/.test(value);

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= 10_000;

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length <= 100 && value.every(isText);

const isWhole = (value: unknown, most: number): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most;
