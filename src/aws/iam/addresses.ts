// IP addresses and ranges of them (RFC 4632, RFC 4291), IPv4 and IPv6, as IpAddress compares them.

export interface AddressRange {
  /** 4 or 16 bytes. */
  readonly bytes: readonly number[];
  /** How many bits from the left must agree. */
  readonly bits: number;
}

/** '203.0.113.0/24', '2001:db8::/32'; an address alone is a range of one. */
export function addressRange(text: string): AddressRange | undefined {
  const [address = '', prefix, ...more] = text.split('/');
  const bytes = bytesOf(address);
  if (!bytes || more.length > 0) return undefined;
  if (prefix === undefined) return { bytes, bits: bytes.length * 8 };
  const bits = /^\d{1,3}$/.test(prefix) ? Number(prefix) : Infinity;
  return bits <= bytes.length * 8 ? { bytes, bits } : undefined;
}

export function isInRange(range: string, address: string): boolean {
  const wanted = addressRange(range);
  const found = bytesOf(address);
  if (wanted?.bytes.length !== found?.length || !wanted || !found) return false;
  return found.every((byte, i) => {
    const free = 8 - Math.min(8, Math.max(0, wanted.bits - 8 * i));
    return byte >> free === (wanted.bytes[i] ?? 0) >> free;
  });
}

function bytesOf(address: string): readonly number[] | undefined {
  return address.includes(':') ? bytesOfV6(address) : bytesOfV4(address);
}

function bytesOfV4(address: string): readonly number[] | undefined {
  const parts = address.split('.');
  // A leading zero is octal to some readers and decimal to others.
  const wellFormed = parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
  return parts.length === 4 && wellFormed ? parts.map(Number) : undefined;
}

const GROUPS = 8;

function bytesOfV6(address: string): readonly number[] | undefined {
  const [head = '', tail, ...more] = withoutV4(address)?.split('::') ?? [];
  const left = groupsOf(head);
  const right = groupsOf(tail ?? '');
  if (!left || !right || more.length > 0) return undefined;
  const missing = GROUPS - left.length - right.length;
  // '::' stands for one group of zeros at least.
  if (tail === undefined ? missing !== 0 || address === '' : missing < 1) return undefined;
  const groups = [...left, ...Array.from({ length: missing }, () => 0), ...right];
  return groups.flatMap((group) => [group >> 8, group & 0xff]);
}

function groupsOf(text: string): readonly number[] | undefined {
  if (text === '') return [];
  const groups = text.split(':');
  return groups.every((group) => /^[\da-f]{1,4}$/i.test(group))
    ? groups.map((group) => parseInt(group, 16))
    : undefined;
}

/** The last four bytes may be written as an IPv4 address. */
function withoutV4(address: string): string | undefined {
  const at = address.lastIndexOf(':') + 1;
  const last = address.slice(at);
  if (!last.includes('.')) return address;
  const [a, b, c, d] = bytesOfV4(last) ?? [];
  if (a === undefined || b === undefined || c === undefined || d === undefined) return undefined;
  return `${address.slice(0, at)}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
}
