/** How somebody wants Guildhall to be with them: when, in which language, in which of their accounts, and under which name. */
import { choices, type Field, type Option, type Value, words } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { ask, invalid, type Reply, results, tell } from '../core/reply.ts';
import type { Key, Translate } from '../core/translate.ts';
import { firstName } from '../words/author.ts';
import { byline } from '../words/fragments.ts';
import { searchesTooFast, tooFastResults } from '../words/searching.ts';
import type { Heard, Needs } from './needs.ts';
import { type Account, NO_PREFERENCES, type Preferences } from './person.ts';
import { dateIn, isZone, readDate, readQuiet, startOfDay, weekOf, zonesFor } from './times.ts';
import { DAYS, preferencesCard } from './views.ts';

/** Languages that Guildhall speaks. */
const LANGUAGES: readonly { readonly tag: string; readonly name: Key }[] = [
  { tag: 'en-GB', name: 'preferences.english' },
];
const HITS = 20;

/** Communities of which the form asks how they are heard of: as many as a form can hold besides the rest. */
const COMMUNITIES = 20;
/** As they are called in communities. */
const WAYS = ['everything', 'digest', 'nothing'] as const;

export async function openPreferences({ w, me, t }: Turn, needs: Needs): Promise<Reply> {
  const chosen = (await w.people.preferences(me.person)) ?? NO_PREFERENCES;
  const own = await w.people.openAccounts(me.person);
  const here = own.find(({ id }) => id === me.identity);
  return ask({
    form: 'people.preferences',
    context: '',
    title: t.plain('preferences.title'),
    submit: t.plain('profile.save'),
    cancel: t.plain('words.cancel'),
    fields: [
      daysField(t, 'days', 'preferences.days', t.plain('preferences.days-hint'), chosen.days),
      daysField(
        t,
        'evenDays',
        'preferences.even-days',
        t.plain('preferences.even-days-hint', { week: weekOf(w.now, me.zone) }),
        chosen.evenDays,
      ),
      {
        field: 'line',
        name: 'quiet',
        label: t.plain('preferences.quiet'),
        hint: t.plain('preferences.quiet-hint'),
        optional: true,
        max: 20,
        ...(chosen.quiet ? { value: `${chosen.quiet.from}–${chosen.quiet.until}` } : {}),
      },
      {
        field: 'search',
        name: 'zone',
        label: t.plain('preferences.zone'),
        search: 'zones',
        value: { value: me.zone, label: zoneName(me.zone) },
      },
      {
        field: 'line',
        name: 'pause',
        label: t.plain('preferences.pause'),
        hint: t.plain('preferences.pause-hint'),
        placeholder: t.plain('preferences.pause-shape'),
        optional: true,
        max: 20,
        ...(isPaused(chosen, w.now) && chosen.pausedUntil ? { value: dateIn(chosen.pausedUntil, me.zone) } : {}),
      },
      ...placeField(t, own, chosen.place ?? own[0]?.id ?? ''),
      {
        field: 'choice',
        name: 'shown',
        label: t.plain('preferences.shown'),
        options: [
          { value: 'whole', label: t.plain('preferences.shown-whole', { name: me.name }) },
          {
            value: 'brief',
            label: t.plain('preferences.shown-brief', {
              name: firstName({ name: me.name, given: here?.given ?? null }),
            }),
          },
        ],
        value: chosen.brief ? 'brief' : 'whole',
      },
      {
        field: 'choice',
        name: 'language',
        label: t.plain('preferences.language'),
        options: LANGUAGES.map(({ tag, name }) => ({ value: tag, label: t.plain(name) })),
        value: LANGUAGES.find(({ tag }) => tag === me.locale)?.tag ?? 'en-GB',
      },
      ...(await needs.hearingOf(w, me, COMMUNITIES)).map((heard) => hearsField(t, heard)),
    ],
  });
}

function daysField(t: Translate, name: string, label: Key, hint: string, chosen: readonly number[]): Field {
  const options = DAYS.map((day, index): Option => ({ value: String(index + 1), label: t.plain(day) }));
  const value = chosen.map(String);
  return {
    field: 'choices',
    name,
    label: t.plain(label),
    hint,
    optional: true,
    options,
    ...(value.length > 0 ? { value } : {}),
  };
}

const hearsField = (t: Translate, { id, name, hears }: Heard): Field => ({
  field: 'choice',
  name: hearsName(id),
  label: t.plain('preferences.hears', { community: name }),
  options: WAYS.map((way) => ({ value: way, label: t.plain(`hears.${way}`) })),
  value: hears,
});
const hearsName = (community: string): string => `hears-${community}`;

/** Only who has several can choose one. */
const placeField = (t: Translate, own: readonly Account[], chosen: string): readonly Field[] =>
  own.length < 2
    ? []
    : [
        {
          field: 'choice',
          name: 'place',
          label: t.plain('preferences.place'),
          hint: t.plain('preferences.place-hint'),
          options: own.map((account) => ({ value: account.id, label: labelOf(t, account) })),
          value: own.find(({ id }) => id === chosen)?.id ?? own[0]?.id ?? '',
        },
      ];
const labelOf = (t: Translate, account: Account): string =>
  t.plain('preferences.account', { account: byline(t, account) });

export async function savePreferences(
  { w, me, t, event }: Turn<InboundOf<'submission'>>,
  needs: Needs,
): Promise<Reply> {
  const { values } = event;
  const was = (await w.people.preferences(me.person)) ?? NO_PREFERENCES;
  const own = await w.people.openAccounts(me.person);
  const zone = words(values.zone) || me.zone;
  const [quiet, pause] = [words(values.quiet), words(values.pause)];
  const hours = quiet === '' ? null : readQuiet(quiet);
  const until = pause === '' ? null : readDate(pause);
  const pausedUntil = until && isZone(zone) ? startOfDay(until, zone) : null;
  const place = own.find(({ id }) => id === words(values.place))?.id ?? null;
  const problems: Record<string, string> = {};
  if (!isZone(zone)) problems.zone = t.plain('preferences.zone-unknown');
  if (quiet !== '' && hours === null) problems.quiet = t.plain('preferences.quiet-unread');
  if (pause !== '' && (pausedUntil === null || pausedUntil <= w.now))
    problems.pause = t.plain('preferences.pause-unread');
  if (Object.keys(problems).length > 0) return invalid(problems);
  const language = words(values.language);
  const chosen: Preferences = {
    days: daysIn(values.days),
    evenDays: daysIn(values.evenDays),
    quiet: hours,
    zone,
    locale: LANGUAGES.some(({ tag }) => tag === language) ? language : was.locale,
    pausedUntil,
    // Where there was nothing to choose, what was chosen before stands.
    place: own.length < 2 ? was.place : place,
    brief: words(values.shown) === 'brief',
  };
  await w.people.prefer(me.person, chosen);
  for (const { id, hears } of await needs.hearingOf(w, me, COMMUNITIES)) {
    const how = words(values[hearsName(id)]);
    if (how !== '' && how !== hears) await needs.hearFrom(w, me, id, how);
  }
  if (chosen.brief !== was.brief) await w.fact({ fact: 'AuthorChanged', person: me.person });
  await w.refresh(`home:${me.person}`);
  return tell(preferencesCard(t, chosen, { here: me, accounts: own, now: w.now }));
}

/** Days that were ticked, in their order. */
function daysIn(value: Value | undefined): readonly number[] {
  const ticked = choices(value);
  return [1, 2, 3, 4, 5, 6, 7].filter((day) => ticked.includes(String(day)));
}

/** Time zones by words, for the form. */
export async function searchZones(turn: Turn<InboundOf<'search'>>): Promise<Reply> {
  if (await searchesTooFast(turn.w, turn.me.person)) return tooFastResults(turn);
  return results(
    zonesFor(turn.event.query)
      .slice(0, HITS)
      .map((zone) => ({ value: zone, title: zoneName(zone), text: '' })),
  );
}

/** A zone as it is read: "Europe/London". */
export const zoneName = (zone: string): string => zone.replaceAll('_', ' ');

export const isPaused = ({ pausedUntil }: Pick<Preferences, 'pausedUntil'>, now: Date): boolean =>
  pausedUntil !== null && pausedUntil > now;
