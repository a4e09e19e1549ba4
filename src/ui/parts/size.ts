// How sizes are written: every byte while it matters (4,096 and 4,097 differ), then rounded.

export function sizeOf(bytes: number): string {
  if (bytes === 1) return '1 byte';
  if (bytes < 10_000) return `${bytes.toLocaleString('en')} bytes`;
  if (bytes < 1_000_000) return `${rounded(bytes / 1024)} KiB`;
  return `${rounded(bytes / 1_000_000)} MB`;
}

const rounded = (value: number): string => (Math.round(value * 10) / 10).toLocaleString('en');
