// What KMS costs, in US dollars, in commercial Regions. Source: facts sheet, section 10 (KMS pricing page and document
// history), checked 23 November 2026. Rows are by the day from which they hold.

export interface Prices {
  /** 'YYYY-MM-DD' */
  readonly from: string;
  /** Of a customer managed key, by the hour within the month. None for AWS managed and AWS owned keys. */
  readonly keyMonth: number;
  /** What each rotation adds to that, and how many at most do. */
  readonly rotationMonth: number;
  readonly pricedRotations: number;
  /** For 10,000 requests, by what serves them. */
  readonly requests: Readonly<Record<RequestKind, number>>;
  /** Requests in a month, in all Regions of an account, that cost nothing; only 'symmetric' and management. */
  readonly freeRequests: number;
}

/** 'asymmetric': every asymmetric key but RSA_2048. Its price and those of data key pairs are not confirmed. */
export type RequestKind =
  'symmetric' | 'RSA_2048' | 'asymmetric' | 'eccDataKeyPair' | 'rsaDataKeyPair';

const requests: Prices['requests'] = {
  symmetric: 0.03,
  RSA_2048: 0.03,
  asymmetric: 0.15,
  eccDataKeyPair: 0.1,
  rsaDataKeyPair: 12,
};

export const prices: readonly Prices[] = [
  {
    from: '2018-04-01',
    keyMonth: 1,
    rotationMonth: 1,
    pricedRotations: Infinity,
    requests,
    freeRequests: 20_000,
  },
  {
    from: '2024-05-01',
    keyMonth: 1,
    rotationMonth: 1,
    pricedRotations: 2,
    requests,
    freeRequests: 20_000,
  },
];

/** The row that holds at a moment, in milliseconds since the epoch; the first one before its time. */
export function pricesAt(at: number): Prices {
  const [first] = prices;
  const found = prices.findLast(({ from }) => Date.parse(from) <= at) ?? first;
  if (!found) throw new TypeError('there are no prices');
  return found;
}
