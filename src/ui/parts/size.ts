// How sizes are written: every byte while it matters (4,096 and 4,097 differ), then rounded. The browser's own
// formatter would say the same, but on a phone its first use takes longer than drawing a scenario.

export function sizeOf(bytes: number): string {
  if (bytes === 1) return '1 byte';
  if (bytes < 10_000) return `${grouped(bytes)} bytes`;
  if (bytes < 1_000_000) return `${rounded(bytes / 1024)} KiB`;
  return `${rounded(bytes / 1_000_000)} MB`;
}

const rounded = (value: number): string => grouped(Math.round(value * 10) / 10);

/** 1,234.5: only what stands before the point is grouped. */
const grouped = (value: number): string =>
  String(value).replace(/^\d+/, (whole) => whole.replace(/\B(?=(?:\d{3})+$)/g, ','));
