// Addresses of pages. They live in the hash, so that any host, any sub-path and a single file behave alike.
// A new page is one member of Route and one row in `pages`.

/** A beat of a scenario; 0 is before the first. The scenario may name a what-if: 'seal~wrong-context'. */
export interface Spot {
  readonly scenario: string;
  readonly beat: number;
}

export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'settings' }
  | { readonly page: 'reference'; readonly operation?: string }
  /** `shared`: a lab in the address, as somebody sent it. */
  | { readonly page: 'lab'; readonly shared?: string }
  | { readonly page: 'lesson'; readonly lesson: string; readonly spot?: Spot }
  /** A page that is looked up: `#/pages/access-denied`. */
  | { readonly page: 'page'; readonly slug: string; readonly spot?: Spot }
  | { readonly page: 'search'; readonly asked?: string }
  | { readonly page: 'unknown'; readonly address: string };

/** By the first word of the address; undefined where the rest makes no sense. */
const pages: Readonly<Record<string, (rest: readonly string[]) => Route | undefined>> = {
  '': (rest) => (rest.length === 0 ? { page: 'home' } : undefined),
  lab: labRoute,
  learn: lessonRoute,
  pages: pageRoute,
  reference: referenceRoute,
  search: searchRoute,
  settings: (rest) => (rest.length === 0 ? { page: 'settings' } : undefined),
};

export function routeOf(hash: string): Route {
  const [first = '', ...rest] = wordsOf(hash) ?? ['?'];
  const page = Object.hasOwn(pages, first) ? pages[first] : undefined;
  return page?.(rest) ?? { page: 'unknown', address: hash };
}

export const homeLink = '#/';
export const settingsLink = '#/settings';
export const labLink = '#/lab';

/** Of one operation, or of them all. */
export const referenceLink = (operation?: string): string =>
  operation === undefined ? '#/reference' : `#/reference/${encodeURIComponent(operation)}`;

export const lessonLink = (lesson: string, spot?: Spot): string =>
  entryLink({ kind: 'lesson', slug: lesson }, spot);

/** Of a lesson or of a page. */
export function entryLink(
  { kind, slug }: { readonly kind: 'lesson' | 'page'; readonly slug: string },
  spot?: Spot,
): string {
  const place = spot ? `/${encodeURIComponent(spot.scenario)}/${spot.beat}` : '';
  return `#/${kind === 'lesson' ? 'learn' : 'pages'}/${encodeURIComponent(slug)}${place}`;
}

export const searchLink = (asked = ''): string =>
  asked === '' ? '#/search' : `#/search/${encodeURIComponent(asked)}`;

function searchRoute([asked, ...more]: readonly string[]): Route | undefined {
  if (more.length > 0 || asked === '') return undefined;
  return { page: 'search', ...(asked !== undefined && { asked }) };
}

function referenceRoute([operation, ...more]: readonly string[]): Route | undefined {
  if (more.length > 0 || operation === '') return undefined;
  return { page: 'reference', ...(operation !== undefined && { operation }) };
}

function labRoute([shared, ...more]: readonly string[]): Route | undefined {
  if (more.length > 0 || shared === '') return undefined;
  return { page: 'lab', ...(shared !== undefined && { shared }) };
}

function lessonRoute(rest: readonly string[]): Route | undefined {
  const place = placeOf(rest);
  return place && { page: 'lesson', lesson: place.slug, ...(place.spot && { spot: place.spot }) };
}

function pageRoute(rest: readonly string[]): Route | undefined {
  const place = placeOf(rest);
  return place && { page: 'page', ...place };
}

function placeOf([slug, scenario, beat = '0', ...more]: readonly string[]):
  { readonly slug: string; readonly spot?: Spot } | undefined {
  if (!slug || more.length > 0) return undefined;
  if (scenario === undefined) return { slug };
  if (!scenario || !/^\d{1,6}$/.test(beat)) return undefined;
  return { slug, spot: { scenario, beat: Number(beat) } };
}

/** Undefined for what is no address of ours, such as a damaged percent sign. */
function wordsOf(hash: string): string[] | undefined {
  if (hash === '' || hash === '#') return [];
  if (!hash.startsWith('#/')) return undefined;
  try {
    return hash.slice(2).replace(/\/$/, '').split('/').map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
