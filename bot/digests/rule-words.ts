/** A weekly rule in words: "Tuesday 10:00, London time". */
import type { Key, Translate } from '../core/translate.ts';
import { cityOf, minuteText, type Weekday } from '../words/zone.ts';
import type { Rule } from './digest.ts';

/** Days on which people work somewhere here: a digest on any other would always be moved. */
export const DAYS: readonly Weekday[] = [1, 2, 3, 4, 5];

const NAMES: Readonly<Record<Weekday, Key>> = {
  1: 'preferences.monday',
  2: 'preferences.tuesday',
  3: 'preferences.wednesday',
  4: 'preferences.thursday',
  5: 'preferences.friday',
  6: 'preferences.saturday',
  7: 'preferences.sunday',
};
export const dayName = (t: Translate, day: Weekday): string => t.plain(NAMES[day]);

/** What several zones' people may read names the zone. */
export const ruleWords = (t: Translate, { day, minute }: Pick<Rule, 'day' | 'minute'>, zone: string): string =>
  t.plain('digest.rule', { day: dayName(t, day), time: minuteText(minute), zone: cityOf(zone) });
