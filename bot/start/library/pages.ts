/** What a community owns as files: for machines, to be read, and as a table of items. */
import type { Owned, OwnedAnswer, OwnedItem } from '../../../prisma/library/export.ts';
import { plain } from '../../core/text.ts';
import type { Translate } from '../../core/translate.ts';
import type { ItemState } from '../../library/item.ts';
import { itemStanding } from '../../library/views.ts';
import { standingOf } from '../../standing/level.ts';
import { type Author, shownTo } from '../../words/author.ts';
import { standingText, UNJUDGED } from '../../words/standing.ts';
import { toTyped } from '../../words/typed.ts';
import { EXPORTED, FORMAT } from './exported.ts';

/** By name. @param t in whose words standing is said */
export function filesOf(owned: Owned, t: Translate, now: Date): Readonly<Record<string, string>> {
  return {
    [EXPORTED]: `${JSON.stringify(asData(owned, t, now), null, 2)}\n`,
    'library.md': libraryPage(owned, t, now),
    'questions.md': questionsPage(owned, t),
    'items.csv': table(owned, t, now),
  };
}

/** Names as others see them: whoever reads it need not work for their organisation. */
const nameOf = (t: Translate, author: Author): string => {
  const { name, organisation } = shownTo(t, author, null);
  return `${name}, ${organisation}`;
};
const byOf = (t: Translate, item: OwnedItem): string => item.credit ?? nameOf(t, item.author);
const standing = (t: Translate, item: OwnedItem, now: Date): string =>
  plain(itemStanding(t, { state: item.state as ItemState, official: item.official, reviewBy: item.reviewBy }, now));
const answerStanding = (t: Translate, { marks }: OwnedAnswer): string =>
  plain(standingText(t, marks === null ? UNJUDGED : standingOf(marks), null));

function asData({ community, questions, items }: Owned, t: Translate, now: Date) {
  return {
    format: FORMAT,
    at: now.toISOString(),
    community,
    questions: questions.map((one) => ({
      id: one.id,
      text: one.text,
      by: nameOf(t, one.author),
      asked: one.asked.toISOString(),
      state: one.state,
      answers: one.answers.map((answer) => ({
        id: answer.id,
        text: answer.text,
        by: nameOf(t, answer.author),
        said: answer.said.toISOString(),
        standing: answerStanding(t, answer),
      })),
    })),
    items: items.map((item) => ({
      id: item.id,
      kind: item.kind,
      state: item.state,
      title: item.title,
      text: item.text,
      link: item.link,
      official: item.official,
      tags: item.tags,
      reviewBy: item.reviewBy,
      by: byOf(t, item),
      standing: standing(t, item, now),
      created: item.created.toISOString(),
      changed: item.changed.toISOString(),
      sources: item.sources,
    })),
  };
}

/** Words of somebody, in which nothing is markup. */
const literal = (words: string): string => words.replace(/[\\`*_{}[\]<>()#+\-.!|~&=:]/g, '\\$&');
const oneLine = (words: string): string => literal(words.replace(/\s+/g, ' ').trim());
/** Each line of theirs a line there; no line of theirs begins a block. */
const lines = (words: string): string =>
  words
    .split('\n')
    .map((line) => literal(line.trim()))
    .join('\n')
    .trim();
const day = (at: Date): string => at.toISOString().slice(0, 10);

function libraryPage({ community, items }: Owned, t: Translate, now: Date): string {
  const parts = items.map((item) =>
    [
      `## ${oneLine(item.title)}`,
      lines(toTyped(item.text)),
      ...[item.link, item.official].filter((one) => one !== null).map((one) => `<${one}>`),
      `*${oneLine(byOf(t, item))}, ${day(item.changed)}*`,
      `*${oneLine(standing(t, item, now))}*`,
      oneLine(item.tags.join(', ')),
    ]
      .filter((one) => one !== '')
      .join('\n\n'),
  );
  return `${[`# ${oneLine(t.plain('library.title-of', { community: community.name }))}`, ...parts].join('\n\n')}\n`;
}

function questionsPage({ community, questions }: Owned, t: Translate): string {
  const parts = questions.map((one) =>
    [
      `## ${oneLine(plain(one.text)) || oneLine(one.id)}`,
      `*${oneLine(nameOf(t, one.author))}, ${day(one.asked)}*`,
      ...one.answers.flatMap((answer) => [
        lines(toTyped(answer.text)),
        `*${oneLine(nameOf(t, answer.author))}, ${day(answer.said)}: ${oneLine(answerStanding(t, answer))}*`,
      ]),
    ]
      .filter((part) => part !== '')
      .join('\n\n'),
  );
  return `${[`# ${oneLine(community.name)}`, ...parts].join('\n\n')}\n`;
}

function table({ items }: Owned, t: Translate, now: Date): string {
  const head = ['key', 'kind', 'title', 'text', 'link', 'official', 'tags', 'review by', 'by', 'standing', 'changed'];
  const rows = items.map((item) => [
    item.id,
    item.kind,
    item.title,
    toTyped(item.text),
    item.link ?? '',
    item.official ?? '',
    item.tags.join(', '),
    item.reviewBy,
    byOf(t, item),
    standing(t, item, now),
    day(item.changed),
  ]);
  return `${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** No cell is a formula to a sheet. */
const cell = (words: string): string => `"${(/^[=+\-@\t\r]/.test(words) ? `'${words}` : words).replaceAll('"', '""')}"`;
