/** Words into Slack's two kinds of text object so that they stay words: plain text where it can be, marked-up text only where it is safe. */
import type { MrkdwnElement, PlainTextElement } from '@slack/types';
import { plain, type Run, runs, type Text } from '../../bot/core/text.ts';
import { cut, LIMITS } from './limits.ts';
import { readUser } from './refs.ts';

/** The three characters that Slack's markup is made of, as entities. docs.slack.dev/messaging/formatting-message-text#escaping */
export const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Back again: Slack sends what people typed with these three escaped. */
export const unescapeMarkup = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Plain text: no markup, no mention, and with `emoji` off `:smile:` stays as typed. Never empty: Slack refuses that. */
export const plainText = (text: string, max: number): PlainTextElement => ({
  type: 'plain_text',
  text: cut(text.trim() === '' ? '–' : text, max),
  emoji: false,
});

/** Whether there is nothing to read. */
export const isBlank = (text: Text): boolean => plain(text).trim() === '';

/** An address that can be pressed without harm; anything else is drawn as words. */
export const isSafeUrl = (url: string): boolean =>
  /^(?:https?:\/\/|mailto:)[^\s<>|"]+$/i.test(url) && url.length <= LIMITS.url;

/** An instant in a zone for clients that cannot draw it in the reader's. */
export function instant(run: Extract<Run, { run: 'time' }>): { seconds: number; format: string; fallback: string } {
  const at = new Date(run.at);
  const minute = { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } as const;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: run.zone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    ...(run.style === 'minute' && minute),
  });
  return {
    seconds: Math.floor(at.getTime() / 1000),
    format: run.style === 'day' ? '{date_long_pretty}' : '{date_short_pretty}, {time}',
    fallback: format.format(at),
  };
}

/** The text as one plain string, where it has no formatting that would be lost. */
function plainOnly(text: Text): string | null {
  const all = runs(text);
  return all.every((run) => (run.run === 'text' && !styles(run)) || (run.run === 'person' && !(run.ring && run.who)))
    ? plainly(all)
    : null;
}

/** As `plain`, but without trimming. */
const plainly = (all: readonly Run[]): string =>
  all.map((run) => (run.run === 'text' ? run.text : run.run === 'person' ? run.name : plain([run]))).join('');

const styles = (run: Run): boolean =>
  'style' in run && typeof run.style === 'object' && Object.values(run.style).some(Boolean);

/** Characters that Slack's markup reads even when the three are escaped: no escape exists for them. */
const READS = /[*_~`|]|^\s*(?:>|&gt;)/m;
const EMOJI = /:[^\s:<>]+:/;

/** The text as marked-up text, where every literal part of it is free of characters that markup would read; else null. */
function marked(text: Text): string | null {
  let out = '';
  const all = runs(text);
  for (const [at, run] of all.entries()) {
    const words =
      run.run === 'text' ? run.text : run.run === 'link' ? run.text || run.url : run.run === 'person' ? run.name : '';
    if (READS.test(words) || EMOJI.test(words)) return null;
    switch (run.run) {
      case 'text': {
        const mark = run.style?.bold ? '*' : run.style?.italic ? '_' : run.style?.strike ? '~' : '';
        const several = Object.values(run.style ?? {}).filter(Boolean).length > 1;
        if (run.style?.code || several) return null;
        if (mark && !standsAlone(run.text, out, plainly(all.slice(at + 1)))) return null;
        out += mark + escapeMarkup(run.text) + mark;
        break;
      }
      case 'link':
        if (!isSafeUrl(run.url) || styles(run)) return null;
        out += run.text === '' ? `<${escapeMarkup(run.url)}>` : `<${escapeMarkup(run.url)}|${escapeMarkup(run.text)}>`;
        break;
      case 'person':
        out += run.ring && run.who ? `<@${readUser(run.who).user}>` : escapeMarkup(run.name);
        break;
      case 'time': {
        const { seconds, format, fallback } = instant(run);
        out += `<!date^${seconds}^${format}|${fallback}>`;
        break;
      }
      case 'code':
      case 'quote':
      case 'list':
        return null;
    }
  }
  // Two harmless parts can make a picture together; what stands between < and > is ours.
  return EMOJI.test(out.replace(/<[^>]*>/g, ' ')) ? null : out;
}

/** Whether Slack would see marks around these words as formatting: only where they stand apart from other words. */
const standsAlone = (words: string, before: string, after: string): boolean =>
  words === words.trim() &&
  words !== '' &&
  !words.includes('\n') &&
  /(?:^|\s)$/.test(before) &&
  /^(?:$|\s)/.test(after);

/**
 * A text object that shows exactly these words with their formatting, or null where only rich text can.
 * `verbatim` keeps Slack from making links and mentions of what looks like one.
 */
export function textObject(text: Text, max: number): PlainTextElement | MrkdwnElement | null {
  const words = plainOnly(text);
  if (words !== null) return plainText(words, max);
  const mrkdwn = marked(text);
  return mrkdwn !== null && mrkdwn.length <= max ? { type: 'mrkdwn', text: mrkdwn, verbatim: true } : null;
}

/** The first `max` characters of a text with their formatting, and an ellipsis where something is left out. */
export function shortenRuns(text: Text, max: number): readonly Run[] {
  const kept: Run[] = [];
  let room = max;
  for (const run of runs(text)) {
    const length = plain([run]).length;
    if (length <= room) {
      kept.push(run);
      room -= run.run === 'text' ? run.text.length : length;
      continue;
    }
    if (run.run === 'text' || run.run === 'code') kept.push({ ...run, text: cut(run.text, Math.max(room, 2)) });
    else if (run.run === 'quote') kept.push({ ...run, of: shortenRuns(run.of, Math.max(room, 2)) });
    else kept.push({ run: 'text', text: cut(plain([run]), Math.max(room, 2)) });
    break;
  }
  return kept;
}
