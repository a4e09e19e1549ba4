// What progress is made of: events, one line of JSON each, only ever added. The view is folded from them.
// Lines of a later version are kept and passed over; what is no event at all is damage.

export interface AnswerEvent {
  readonly v: 1;
  readonly at: number;
  readonly kind: 'answer';
  readonly lesson: string;
  readonly item: string;
  /** Texts of the chosen options: they outlive a new order. */
  readonly chosen: readonly string[];
  readonly right: boolean;
  /** Questions in the checkpoint at that time. */
  readonly of: number;
}

export interface VisitEvent {
  readonly v: 1;
  readonly at: number;
  readonly kind: 'visit';
  readonly lesson: string;
  readonly scenario: string;
  readonly beat: number;
}

export type ProgressEvent = AnswerEvent | VisitEvent;

export interface View {
  /** Last answer by lesson and item. */
  readonly answers: ReadonlyMap<string, ReadonlyMap<string, AnswerEvent>>;
  readonly visit?: VisitEvent;
}

export function fold(events: readonly ProgressEvent[]): View {
  const answers = new Map<string, Map<string, AnswerEvent>>();
  let visit: VisitEvent | undefined;
  for (const event of events) {
    if (event.kind === 'visit') visit = event;
    else {
      const ofLesson = answers.get(event.lesson) ?? new Map<string, AnswerEvent>();
      answers.set(event.lesson, ofLesson.set(event.item, event));
    }
  }
  return { answers, ...(visit && { visit }) };
}

/** Several visits in a row to one scenario are one: the last. */
export const sameVisit = (a: ProgressEvent | undefined, b: ProgressEvent): boolean =>
  a?.kind === 'visit' && b.kind === 'visit' && a.lesson === b.lesson && a.scenario === b.scenario;

export const lineOf = (event: ProgressEvent): string => `${JSON.stringify(event)}\n`;

export interface Reading {
  readonly events: readonly ProgressEvent[];
  /** Whether every line could be read. */
  readonly sound: boolean;
  /** The lines that could, as they stood. */
  readonly kept: string;
}

export function read(text: string): Reading {
  const lines = text.split('\n').filter((line) => line !== '');
  const values = lines.map((line) => ({ line, value: parse(line) }));
  const good = values.filter(({ value }) => isEvent(value) || isLater(value));
  return {
    events: good.flatMap(({ value }) => (isEvent(value) ? [value] : [])),
    sound: good.length === lines.length,
    kept: good.map(({ line }) => `${line}\n`).join(''),
  };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const isLater = (value: unknown): boolean =>
  isRecord(value) && typeof value['v'] === 'number' && value['v'] > 1;

function isEvent(value: unknown): value is ProgressEvent {
  if (!isRecord(value) || value['v'] !== 1) return false;
  const common = typeof value['at'] === 'number' && typeof value['lesson'] === 'string';
  if (value['kind'] === 'visit') {
    return common && typeof value['scenario'] === 'string' && Number.isInteger(value['beat']);
  }
  return (
    common &&
    value['kind'] === 'answer' &&
    typeof value['item'] === 'string' &&
    typeof value['right'] === 'boolean' &&
    Number.isInteger(value['of']) &&
    Array.isArray(value['chosen']) &&
    value['chosen'].every((text) => typeof text === 'string')
  );
}
