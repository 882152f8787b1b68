/** What somebody says of themselves: only they change it, by a form. */
import { type Field, words } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { ask, invalid, type Reply, tell } from '../core/reply.ts';
import type { Key } from '../core/translate.ts';
import { PROFILE_FIELDS, type Profile } from './person.ts';
import { profileCard } from './views.ts';

/** As much as one field takes. */
const MOST = 500;
const LABELS: Readonly<Record<keyof Profile, readonly [label: Key, hint: Key]>> = {
  askMe: ['profile.ask-me', 'profile.ask-me-hint'],
  done: ['profile.done', 'profile.done-hint'],
  learn: ['profile.learn', 'profile.learn-hint'],
  languages: ['profile.languages', 'profile.languages-hint'],
};

export async function openProfile({ w, me, t }: Turn): Promise<Reply> {
  const profile = await w.people.profile(me.person);
  return ask({
    form: 'people.profile',
    context: '',
    title: t.plain('profile.title'),
    intro: t('profile.intro'),
    submit: t.plain('profile.save'),
    cancel: t.plain('words.cancel'),
    fields: PROFILE_FIELDS.map((name): Field => {
      const [label, hint] = LABELS[name];
      const value = profile?.[name] ? { value: profile[name] } : {};
      const labelled = { name, label: t.plain(label), hint: t.plain(hint), optional: true, max: MOST, ...value };
      return { field: name === 'languages' ? 'line' : 'paragraph', ...labelled };
    }),
  });
}

export async function saveProfile({ w, me, t, event }: Turn<InboundOf<'submission'>>): Promise<Reply> {
  const [askMe, done, learn, languages] = PROFILE_FIELDS.map((name) => words(event.values[name])) as [
    string,
    string,
    string,
    string,
  ];
  const profile: Profile = { askMe, done, learn, languages };
  const long = PROFILE_FIELDS.filter((name) => profile[name].length > MOST);
  if (long.length > 0) {
    return invalid(Object.fromEntries(long.map((name) => [name, t.plain('profile.too-long', { most: MOST })])));
  }
  await w.people.describe(me.person, profile);
  await w.refresh(`home:${me.person}`);
  return tell(profileCard(t, profile));
}
