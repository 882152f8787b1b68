/** How far a fact is agreed, from what people said of it; and when it happened, from how it was told. */
import type { Status } from './records.ts';

/** Voices that make a fact agreed where nobody disputes it. */
const AGREED_BY = 2;

export interface Voices {
  readonly agree: number;
  readonly dispute: number;
  /** Whoever leads wrote down that it was agreed when it was talked about. */
  readonly recorded: boolean;
}

/** One who disputes is enough, until they take it back; nobody else can take it back for them. */
export function statusOf({ agree, dispute, recorded }: Voices): Status {
  if (dispute > 0) return 'disputed';
  return recorded || agree >= AGREED_BY ? 'agreed' : 'proposed';
}

/** A time or a day, at the beginning and set off from what follows. */
const TIME = String.raw`(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s?[ap]m)?|(?:1[0-2]|[1-9])\s?[ap]m`;
const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*';
const DAY = String.raw`\d{4}-\d{2}-\d{2}|\d{1,2}\s${MONTH}(?:\s\d{4})?|(?:mon|tues|wednes|thurs|fri|satur|sun)day`;
const WHEN = new RegExp(
  String.raw`^((?:${DAY})(?:,?\s(?:at\s)?(?:${TIME}))?|(?:at\s|about\s|around\s)?(?:${TIME}))\s*(?:[:,;]|\s[-–—])\s+(?=\S)`,
  'i',
);

/** What was told as "10:40 – The boxes came late" in its two halves; without a time set off, all of it is what happened. */
export function told(text: string): { readonly when: string; readonly statement: string } {
  const whole = text.trim();
  const found = WHEN.exec(whole);
  if (!found?.[1]) return { when: '', statement: whole };
  return { when: found[1], statement: whole.slice(found[0].length).trim() };
}

/** Facts by their times of day, and their days where these are written as numbers; the others after them, as they came. */
export function inOrder<T extends { readonly when: string }>(facts: readonly T[]): readonly T[] {
  const keyed = facts.map((fact, at) => ({ fact, at, key: keyOf(fact.when) }));
  return keyed.sort((a, b) => compare(a.key, b.key) || a.at - b.at).map(({ fact }) => fact);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const LAST = '~';

function keyOf(when: string): string {
  const [, day = '', time = ''] = /^(\d{4}-\d{2}-\d{2})?,?\s*(?:at\s|about\s|around\s)*(.*)$/i.exec(when.trim()) ?? [];
  const minutes = minutesOf(time.trim());
  if (minutes !== null) return `${day} ${String(minutes).padStart(4, '0')}`;
  return day !== '' && time.trim() === '' ? `${day} ` : LAST;
}

/** Minutes since midnight; null for what is no time of day alone. */
function minutesOf(time: string): number | null {
  const [, hours, minutes, half] = /^(\d{1,2})(?:[:.](\d{2}))?\s?([ap]m)?$/i.exec(time) ?? [];
  if (hours === undefined || (minutes === undefined && half === undefined)) return null;
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (/p/i.test(half) ? 12 : 0);
  return hour * 60 + Number(minutes ?? 0);
}
