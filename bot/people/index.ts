/** People: who is behind an account, accounts that one person has, and accounts that change or close on their platform. */
import { type Feature, reading } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import type { Me } from '../core/me.ts';
import type { UserRef } from '../core/ref.ts';
import { z } from '../core/schema.ts';
import type { Work } from '../core/work.ts';
import { readCode } from '../words/one-use-code.ts';
import { joinedView, joinMatched, part } from './joined.ts';
import { leave } from './leavers.ts';
import { confirm, decline, give, link, linkView, unlink } from './link.ts';
import type { Needs } from './needs.ts';
import type { Preferences } from './person.ts';
import { openPreferences, savePreferences, searchZones } from './preferences.ts';
import { openProfile, saveProfile } from './profile.ts';

export { createRosters, type Rosters } from './rosters.ts';
export { accountsSection, preferencesSection, profileSection } from './section.ts';

/** The person's active accounts, the oldest first. */
export const accounts = (w: Work, person: string): Promise<readonly UserRef[]> => w.people.accounts(person);

/** Those of these people who may be found, matched or suggested now: neither paused nor gone. */
export const availableOf = (w: Work, persons: readonly string[]): Promise<readonly string[]> =>
  w.people.available(persons);

/** How somebody wants Guildhall to be with them; null where they never said. */
export const preferencesOf = (w: Work, person: string): Promise<Preferences | null> => w.people.preferences(person);

/** The organisation of an account; null for one that is unknown or closed. */
export const organisationOf = (w: Work, account: UserRef): Promise<string | null> => w.people.organisationOf(account);

/** Whoever has an account, with each that they have: what is told in private reaches them all. */
export const readersBehind = (w: Work, account: UserRef): ReturnType<Work['people']['readers']> =>
  w.people.readers(account);

/** The person behind an account; null for one that is unknown or closed. */
export const personBehind = (w: Work, account: UserRef): Promise<Me | null> => w.people.me(account);

export const wire = (needs: Needs): Feature => ({
  name: 'people',
  commands: {
    link: { handle: link, typed: (rest) => readCode(rest) !== null },
    unlink: { handle: unlink },
    profile: { handle: openProfile },
    preferences: { handle: (turn) => openPreferences(turn, needs) },
  },
  actions: {
    'people.link': give,
    'people.join': confirm,
    'people.decline': decline,
    'people.part': part,
    'people.profile': openProfile,
    'people.preferences': (turn) => openPreferences(turn, needs),
  },
  forms: { 'people.profile': saveProfile, 'people.preferences': (turn) => savePreferences(turn, needs) },
  searches: { zones: searchZones },
  reads: {
    'people.me': reading(z.object({}), async ({ me: { name, organisationName: organisation, locale, zone } }) => ({
      name,
      organisation,
      locale,
      zone,
    })),
  },
  draws: { 'people.link': linkView, 'people.joined': joinedView },
  person: changed,
  follows: {
    AccountMatched: joinMatched,
    // Whoever was at something when it was joined did not know of it yet.
    PeopleJoined: (w, joined) => w.people.carryLate(joined),
    PersonLeft: (w, { person }) => w.people.forget(person),
  },
  refuses: {
    MessageDeleted: 'keeps no messages',
  },
});

async function changed(w: Work, { who, change }: InboundOf<'person'>): Promise<void> {
  switch (change) {
    case 'changed':
      return w.people.stale(who);
    case 'deactivated':
      return leave(w, who);
  }
}
