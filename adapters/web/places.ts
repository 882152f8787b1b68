/** Where somebody can be on the pages, with the address of each place: the server, the page and the links that lead here go by these. */

export type Place =
  | { readonly at: 'home' }
  | { readonly at: 'communities' }
  | { readonly at: 'reports' }
  /** `edition`: null for the newest, 0 for the draft. */
  | { readonly at: 'report'; readonly session: string; readonly edition: number | null };

const ROOT = '/pages';
const REPORT = /^\/reports\/([0-9a-f-]{36})(?:\/(\d{1,4}))?$/;

export function pathOf(place: Place): string {
  switch (place.at) {
    case 'home':
      return ROOT;
    case 'report':
      return `${ROOT}/reports/${place.session}${place.edition === null ? '' : `/${place.edition}`}`;
    default:
      return `${ROOT}/${place.at}`;
  }
}

/** @returns null for an address at which there is none */
export function placeAt(path: string): Place | null {
  if (path !== ROOT && !path.startsWith(`${ROOT}/`)) return null;
  const inner = path.slice(ROOT.length);
  if (inner === '' || inner === '/') return { at: 'home' };
  if (inner === '/communities') return { at: 'communities' };
  if (inner === '/reports') return { at: 'reports' };
  const [, session, edition] = REPORT.exec(inner) ?? [];
  if (session === undefined) return null;
  return { at: 'report', session, edition: edition === undefined ? null : Number(edition) };
}

/** What a link has behind its sign: a secret, and the place to which it leads. Null where there is no secret. */
export function readLink(hash: string): { readonly link: string; readonly to: Place } | null {
  const [, link = '', place = ''] = /^#([^/]*)(\/.*)?$/.exec(hash) ?? [];
  return link === '' ? null : { link, to: placeAt(`${ROOT}${place}`) ?? { at: 'home' } };
}
