/** From a key and a language to text: ICU messages formatted into runs, so that no value can become markup. */
import { type FormatXMLElementFn, IntlMessageFormat } from 'intl-messageformat';
import { plain, type Run, runs, styled, type Text } from '../core/text.ts';
import type { Args, Key, Translate } from '../core/translate.ts';
import { enGB } from './en-GB.ts';
import { calendarSentences } from './en-GB-calendars.ts';
import { communitySentences } from './en-GB-communities.ts';
import { digestSentences } from './en-GB-digest.ts';
import { draftingSentences } from './en-GB-drafting.ts';
import { findingSentences } from './en-GB-finding.ts';
import { keepingSentences } from './en-GB-keeping.ts';
import { leadingSentences } from './en-GB-leading.ts';
import { librarySentences } from './en-GB-library.ts';
import { lifecycleSentences } from './en-GB-lifecycle.ts';
import { memberSentences } from './en-GB-members.ts';
import { operationSentences } from './en-GB-operations.ts';
import { pageSentences } from './en-GB-pages.ts';
import { passingSentences } from './en-GB-passing.ts';
import { peopleSentences } from './en-GB-people.ts';
import { questionSentences } from './en-GB-questions.ts';
import { reviewSentences } from './en-GB-review.ts';
import { reviewActionSentences } from './en-GB-review-actions.ts';
import { reviewOutcomeSentences } from './en-GB-review-outcome.ts';
import { reviewReportSentences } from './en-GB-review-report.ts';
import { reviewSenseSentences } from './en-GB-review-sense.ts';
import { reviewWritingSentences } from './en-GB-review-writing.ts';
import { standingSentences } from './en-GB-standing.ts';
import './keys.ts';

/** The sentences of one language; those it lacks are said in English. */
export type Sentences = Partial<Record<Key, string>>;

export const english: Record<Key, string> = {
  ...enGB,
  ...calendarSentences,
  ...communitySentences,
  ...digestSentences,
  ...draftingSentences,
  ...findingSentences,
  ...keepingSentences,
  ...leadingSentences,
  ...librarySentences,
  ...lifecycleSentences,
  ...memberSentences,
  ...questionSentences,
  ...reviewWritingSentences,
  ...standingSentences,
  ...operationSentences,
  ...pageSentences,
  ...passingSentences,
  ...peopleSentences,
  ...reviewSentences,
  ...reviewSenseSentences,
  ...reviewActionSentences,
  ...reviewOutcomeSentences,
  ...reviewReportSentences,
};

/** @returns the catalogue: `words(locale, zone)` gives a reader's translator */
export function createWords(
  languages: Readonly<Record<string, Sentences>> = {},
  disguise: (literal: string) => string = (literal) => literal,
): (locale: string, zone: string) => Translate {
  const formats = new Map<string, IntlMessageFormat>();

  function format(key: Key, locale: string): IntlMessageFormat {
    const id = `${locale} ${key}`;
    let found = formats.get(id);
    if (!found) {
      const own = languages[locale]?.[key];
      found = new IntlMessageFormat(own ?? english[key], own === undefined ? 'en-GB' : locale);
      formats.set(id, found);
    }
    return found;
  }

  return (wish, zone) => {
    const locale = languages[wish]
      ? wish
      : (Object.keys(languages).find(
          (known) => known.startsWith(`${wish.split('-')[0]}-`) || known === wish.split('-')[0],
        ) ?? 'en-GB');
    const translate = (key: Key, args: Args = {}): Text => {
      const parts = format(key, locale).formatToParts(values(args, zone, disguise));
      return tidy(parts.flatMap((part) => toRuns(part.value, disguise)));
    };
    return Object.assign(translate, {
      plain: (key: Key, args?: Args) => plain(translate(key, args)),
      locale,
      zone,
    });
  };
}

/** Text and names travel through the formatter as objects, numbers as numbers (for plurals). */
function values(args: Args, zone: string, disguise: (literal: string) => string) {
  const bold: FormatXMLElementFn<unknown> = (chunks) => ({
    runs: runs(styled(tidy(chunks.flatMap((chunk) => toRuns(chunk, disguise))), { bold: true })),
  });
  const made: Record<string, unknown> = { b: bold };
  for (const [name, value] of Object.entries(args)) {
    if (typeof value === 'number') made[name] = value;
    else if (value instanceof Date)
      made[name] = { runs: [{ run: 'time', at: value.toISOString(), zone, style: 'minute' }] };
    else made[name] = { runs: runs(value) };
  }
  return made as Record<string, string>;
}

function toRuns(part: unknown, disguise: (literal: string) => string): readonly Run[] {
  if (typeof part === 'string') return [{ run: 'text', text: disguise(part) }];
  if (typeof part === 'object' && part !== null && 'runs' in part) return part.runs as readonly Run[];
  return runs(String(part));
}

/** Neighbouring runs of one style as one run; a text without style as a plain string's run. */
function tidy(parts: readonly Run[]): readonly Run[] {
  const out: Run[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (
      part.run === 'text' &&
      last?.run === 'text' &&
      JSON.stringify(part.style ?? {}) === JSON.stringify(last.style ?? {})
    ) {
      out[out.length - 1] = { ...last, text: last.text + part.text };
    } else out.push(part);
  }
  return out;
}
