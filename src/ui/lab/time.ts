// Simulated time in words.

/** '2026-01-15 09:00:01 UTC' */
export const momentText = (milliseconds: number): string =>
  `${new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

const DAY = 86_400_000;

export function spanText(milliseconds: number): string {
  if (milliseconds % DAY === 0) {
    const days = milliseconds / DAY;
    return days === 1 ? '1 day' : `${days} days`;
  }
  return `${milliseconds / 1000} seconds`;
}
