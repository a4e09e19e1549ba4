// Addresses and moments for the second opinion: the shortest way, not the engine's.

/** 203.0.113.0/24 holds 203.0.113.9. */
export function addressesMatch(range: string, address: string): boolean {
  const [base = '', bits] = range.split('/');
  const wide = base.includes(':');
  if (wide !== address.includes(':')) return false;
  const free = BigInt((wide ? 128 : 32) - Number(bits ?? (wide ? 128 : 32)));
  return numberOf(base) >> free === numberOf(address) >> free;
}

function numberOf(address: string): bigint {
  if (!address.includes(':')) {
    return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  }
  const [head = '', tail] = address.split('::');
  const parts = (text: string | undefined): string[] => (text ? text.split(':') : []);
  const zeros = 8 - parts(head).length - parts(tail).length;
  const all = [...parts(head), ...Array.from({ length: zeros }, () => '0'), ...parts(tail)];
  return all.reduce((sum, part) => sum * 65536n + BigInt(`0x${part}`), 0n);
}

/** Milliseconds; of a number, seconds. */
export const momentOf = (text: string): number =>
  /^\d{5,}$/.test(text) ? Number(text) * 1000 : new Date(text).getTime();
