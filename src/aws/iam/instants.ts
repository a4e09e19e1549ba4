// Moments as the Date… operators take them: ISO 8601 in W3C's profile, or seconds since the epoch.

const DAY = /^\d{4}(-\d\d(-\d\d)?)?$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
/** Four digits are a year: AWS does not document which it takes them for; ours. */
const EPOCH = /^-?\d{5,15}(\.\d+)?$/;

/** Milliseconds since the epoch; undefined for what is no moment, such as 30 February. */
export function instantOf(text: string): number | undefined {
  if (EPOCH.test(text)) return Number(text) * 1000;
  if (!DAY.test(text) && !TIME.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) || !isOnCalendar(text) ? undefined : at;
}

/** The day, read alone, must come back as itself: some readers take 30 February for 2 March. */
function isOnCalendar(text: string): boolean {
  const day = text.slice(0, 10);
  const at = Date.parse(day);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}
