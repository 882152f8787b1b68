/** What is the person's own on their home page: what they say of themselves, their preferences, and their accounts. */
import type { Block } from '../core/card.ts';
import type { Me } from '../core/me.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import { buttons, heading, note } from '../words/fragments.ts';
import { NO_PREFERENCES } from './person.ts';
import { accountRows, linkButton, preferenceBlocks, preferencesButton, profileBlocks, profileButton } from './views.ts';

export async function accountsSection(w: Work, me: Me, t: Translate): Promise<readonly Block[]> {
  const joinings = await w.people.joinings(me.person);
  return [
    heading(t('accounts.title')),
    note(joinings.length === 0 ? t('accounts.none') : t('accounts.some')),
    ...accountRows(t, joinings, me.identity),
    ...buttons(linkButton(t)),
  ];
}

export async function profileSection(w: Work, me: Me, t: Translate): Promise<readonly Block[]> {
  const profile = await w.people.profile(me.person);
  return [heading(t('profile.title')), ...profileBlocks(t, profile), ...buttons(profileButton(t))];
}

export async function preferencesSection(w: Work, me: Me, t: Translate): Promise<readonly Block[]> {
  const chosen = (await w.people.preferences(me.person)) ?? NO_PREFERENCES;
  const around = { here: me, accounts: await w.people.openAccounts(me.person), now: w.now };
  return [heading(t('preferences.title')), ...preferenceBlocks(t, chosen, around), ...buttons(preferencesButton(t))];
}
