/** The form in which a community's lead changes its calendar, and the list of those that one leads. */
import type { Block, Card, Form } from '../core/card.ts';
import { bold } from '../core/text.ts';
import type { Key, Translate } from '../core/translate.ts';
import { body } from '../words/fragments.ts';
import { HOLIDAYS, type Holidays } from '../words/holidays.ts';
import type { Calendar } from '../words/working-time.ts';
import type { Led } from './needs.ts';

const NAMES: Readonly<Record<Holidays, Key>> = {
  'england-and-wales': 'calendar.england-and-wales',
  scotland: 'calendar.scotland',
  'northern-ireland': 'calendar.northern-ireland',
  none: 'calendar.none',
};

export const holidaysName = (t: Translate, holidays: Holidays): string => t.plain(NAMES[holidays]);

export const changeForm = (t: Translate, { id, name }: Led, { zone, holidays }: Calendar): Form => ({
  form: 'calendars.change',
  context: id,
  title: t.plain('calendar.title'),
  intro: t('calendar.intro', { community: name }),
  fields: [
    {
      field: 'search',
      name: 'zone',
      label: t.plain('calendar.zone'),
      hint: t.plain('calendar.zone-hint'),
      // People's own preferences find zones in the same way.
      search: 'zones',
      value: { value: zone, label: zone.replaceAll('_', ' ') },
    },
    {
      field: 'choice',
      name: 'holidays',
      label: t.plain('calendar.holidays'),
      options: HOLIDAYS.map((one) => ({ value: one, label: holidaysName(t, one) })),
      value: holidays,
    },
  ],
  submit: t.plain('calendar.submit'),
  cancel: t.plain('words.cancel'),
});

/** Several that one leads; each with its button. */
export function whichCard(t: Translate, led: readonly Led[]): Card {
  const rows = led.map(
    ({ id, name }): Block => ({
      block: 'row',
      text: bold(name),
      button: { button: 'action', action: 'calendars.open', value: id, label: t.plain('calendar.choose'), opens: true },
    }),
  );
  return { summary: t.plain('calendar.which'), blocks: [body(t('calendar.which')), ...rows] };
}
