/** How dead letters are shown to an operator: one line each, ids and codes alone. */
import type { DeadLetters, PutBack } from '../../prisma/dead-letters.ts';

/** Ids come from outside: nothing in them may move a terminal's cursor. */
const safe = (text: string): string => text.replaceAll(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '?');

const more = (shown: number, all: number): readonly string[] =>
  all > shown ? [`  and ${(all - shown).toLocaleString('en-GB')} more`] : [];

export function deadLetterLines({ deliveries, messages, counts }: DeadLetters): readonly string[] {
  return [
    `Events that were given up: ${counts.deliveries}`,
    ...deliveries.map(
      ({ id, kind, connection, receivedAt, fault }) =>
        `  ${safe(id)}  ${safe(kind)}  ${safe(connection)}  ${receivedAt.toISOString()}  fault ${safe(fault ?? '-')}`,
    ),
    ...more(deliveries.length, counts.deliveries),
    `Messages that were given up: ${counts.messages}`,
    ...messages.map(
      ({ id, subject, platform, problem, owedSince, drawn }) =>
        `  ${id}  ${safe(subject)}  ${safe(platform)}  ${safe(problem ?? '-')}  owed since ${owedSince.toISOString()}${drawn ? '' : '  cannot be retried'}`,
    ),
    ...more(messages.length, counts.messages),
  ];
}

const count = (many: number, of: string): string => `${many} ${of}${many === 1 ? '' : 's'}`;

type Failed = Readonly<Record<string, { readonly failed: number }>>;

export const queueLine = (counts: Failed): string =>
  `Failed records in the queue: ${Object.entries(counts)
    .map(([pace, { failed }]) => `${failed} ${pace}`)
    .join(', ')}. They need nothing: what is owed is in the database.`;

export function putBackLines({ deliveries, messages, gone }: PutBack): readonly string[] {
  const lines = [
    `Put back: ${count(deliveries, 'event')}, ${count(messages, 'message')}. A running worker takes them within seconds.`,
  ];
  if (gone > 0) lines.push(`Left given up: ${count(gone, 'message')} whose text was not kept.`);
  return lines;
}
