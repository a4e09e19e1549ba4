// Values that nobody means to send: wrong types, huge, empty, cut in half, and objects that bite when touched.

const throwing = (): object =>
  Object.defineProperty({}, 'KeyId', {
    enumerable: true,
    get: () => {
      throw new Error('bitten');
    },
  });

const revoked = (): object => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};

const biting = (): object =>
  new Proxy(
    {},
    {
      get: () => {
        throw new Error('bitten');
      },
      ownKeys: () => {
        throw new Error('bitten');
      },
      getPrototypeOf: () => {
        throw new Error('bitten');
      },
    },
  );

function detached(): Uint8Array {
  const bytes = new Uint8Array(8);
  structuredClone(bytes, { transfer: [bytes.buffer] });
  return bytes;
}

/** In place of one member, or of the whole request. Made anew for each use. */
export const hostileValues = (): Readonly<Record<string, unknown>> => ({
  true: true,
  zero: 0,
  'minus zero': -0,
  'minus one': -1,
  half: 0.5,
  'two to the 53': 2 ** 53,
  NaN: NaN,
  infinity: Infinity,
  bigint: 8n,
  symbol: Symbol('x'),
  function: () => 1,
  'empty text': '',
  'number as text': '7',
  'long text': 'x'.repeat(200_000),
  'text with NUL': 'a\0b',
  'half a surrogate pair': '\ud800',
  __proto__: '__proto__',
  constructor: 'constructor',
  markup: '<img src=x onerror=alert(1)>',
  'String object': new String('x'),
  'Number object': new Number(7),
  'Boolean object': new Boolean(true),
  'empty list': [],
  'list of null': [null],
  'list of lists': [[[]]],
  'list with holes': Array(3),
  'long list': Array.from({ length: 2000 }, () => 'x'),
  'empty object': {},
  'object with null prototype': Object.assign(Object.create(null) as object, { a: '1' }),
  'object from JSON with __proto__': JSON.parse('{"__proto__":{"polluted":"yes"}}') as unknown,
  'nested object': { a: { b: 'c' } },
  'object that is then-able': { then: () => 1 },
  'object with toJSON': { toJSON: () => 'x' },
  'object with valueOf': { valueOf: () => 7 },
  Map: new Map([['a', 'b']]),
  Set: new Set(['a']),
  Date: new Date(0),
  'invalid Date': new Date(NaN),
  RegExp: /x/,
  Error: new Error('x'),
  'getter that throws': throwing(),
  'revoked proxy': revoked(),
  'biting proxy': biting(),
  'empty bytes': new Uint8Array(0),
  'a megabyte': new Uint8Array(1 << 20),
  'detached bytes': detached(),
  'shared bytes': new Uint8Array(new SharedArrayBuffer(8)),
  Buffer: Buffer.from('abc'),
  Uint16Array: new Uint16Array(4),
  Float64Array: new Float64Array(4),
  ArrayBuffer: new ArrayBuffer(8),
  DataView: new DataView(new ArrayBuffer(8)),
  'false bytes': Object.create(Uint8Array.prototype) as unknown,
  'proxy of bytes': new Proxy(new Uint8Array(8), {}),
});
