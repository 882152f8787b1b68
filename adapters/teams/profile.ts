/** What Microsoft says of people and places, in the core's words. */
import type { Abilities, Profile } from '../../bot/core/chat.ts';
import type { Person, Place } from './memory.ts';

/** A roster member. learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context */
export function profileOf(member: object, tenant: string, known: Person | null): Profile {
  const said: Record<string, unknown> = { ...member };
  const word = (key: string): string => {
    const value = said[key];
    return typeof value === 'string' ? value : '';
  };
  const upn = word('userPrincipalName');
  const email = word('email') || (upn.includes('@') && !upn.includes('#') ? upn : '');
  const home = word('tenantId').toLowerCase();
  return {
    name: word('name') || `${word('givenName')} ${word('surname')}`.trim(),
    ...(word('givenName') && { given: word('givenName') }),
    ...(email && { email }),
    ...(known?.zone && { zone: known.zone }),
    ...(known?.locale && { locale: known.locale }),
    active: true,
    guest: word('userRole') === 'guest' || upn.toUpperCase().includes('#EXT#'),
    external: home !== '' && home !== tenant,
  };
}

/** Everyone in a team can open its standard channels; a shared channel belongs to several organisations; the unknown to nobody. */
export function abilitiesOf(place: Place | null): Abilities {
  if (!place) return { name: '', hears: 'mentions', threads: false, opens: 'nobody', present: false };
  return {
    name: place.name ?? '',
    hears: place.kind === 'private' ? 'all' : (place.hears ?? 'mentions'),
    threads: place.kind === 'channel',
    opens: place.shared ? 'several' : 'members',
    present: !place.gone,
  };
}
