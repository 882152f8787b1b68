/** What writing adds to the cards of a session: a person's own, that of whoever leads, and the one in a channel. */
import type { Block, Button } from '../../core/card.ts';
import { plain, shorten } from '../../core/text.ts';
import type { Translate } from '../../core/translate.ts';
import type { Work } from '../../core/work.ts';
import { shownTo } from '../../words/author.ts';
import { body, buttons, heading, listOf, note } from '../../words/fragments.ts';
import type { Viewer } from '../parts.ts';
import type { SessionRecord } from '../record.ts';
import { addButton, takesNamed } from './add.ts';
import { askings, boxOf, isHidden, urgentOf } from './box.ts';
import { listButton } from './list.ts';
import { participating } from './people.ts';
import { holdButton, screeningBlocks } from './screening.ts';
import { QUOTED } from './shown.ts';
import type { Round } from './store.ts';
import { writeButton } from './write.ts';

interface Looking {
  readonly w: Work;
  readonly t: Translate;
  readonly session: SessionRecord;
  readonly rounds: readonly Round[];
  readonly round: Round;
  readonly isOpen: boolean;
}

async function looking(w: Work, t: Translate, session: SessionRecord): Promise<Looking | null> {
  const rounds = await w.sessions.writing.rounds(session.id);
  const round = rounds.at(-1);
  if (!round) return null;
  return { w, t, session, rounds, round, isOpen: boxOf(session, round, (at) => w.now < at) === 'open' };
}

/** For somebody's own card. */
export async function ownBlocks(
  w: Work,
  t: Translate,
  session: SessionRecord,
  { person, roles }: Viewer,
): Promise<readonly Block[]> {
  const look = await looking(w, t, session);
  if (!look) return [];
  const writes = roles.includes('participant');
  // Where names are not kept, whether they are done is on no card: a card is a message.
  const isDone = !look.round.unattributed && (await w.sessions.writing.receipts(look.round)).includes(person);
  const isShown = look.rounds.some(({ revealedAt }) => revealedAt !== null);
  return [
    ...(look.isOpen ? await countBlocks(look) : []),
    ...(look.isOpen && writes && isDone ? [note(t('review.writing.you-are-done'))] : []),
    ...(await shownBlocks(look)),
    ...buttons(
      look.isOpen && writes && writeButton(t, session.id),
      isShown && listButton(t, session.id),
      writes &&
        takesNamed(
          session,
          look.rounds.findLast(({ revealedAt }) => revealedAt !== null),
        ) &&
        addButton(t, session.id),
    ),
  ];
}

/** How many are done: where names are not kept, as of the last full hour. */
async function countBlocks({ w, t, session, round }: Looking): Promise<readonly Block[]> {
  const of = participating(await w.sessions.setup.people(session.id)).length;
  if (!round.unattributed)
    return [body(t('review.writing.count', { done: (await w.sessions.writing.receipts(round)).length, of }))];
  if (await w.sessions.writing.hasLostKey(round)) return [note(t('review.writing.count-lost'))];
  return round.doneAt ? [body(t('review.writing.count-at', { done: round.done, of, at: round.doneAt }))] : [];
}

/** What came of it, once it is shown. */
async function shownBlocks({ w, t, session, rounds }: Looking): Promise<readonly Block[]> {
  const closed = rounds.filter(({ revealedAt }) => revealedAt !== null);
  if (closed.length === 0) return [];
  const all = await w.sessions.writing.contributions(session.id);
  const count = (status: string): number => all.filter((one) => one.status === status).length;
  const people = Math.max(...closed.map(({ contributors }) => contributors ?? 0));
  const [held, withdrawn] = [count('held'), count('withdrawn')];
  return [
    body(t('review.writing.shown-count', { shown: count('revealed'), people })),
    ...(held > 0 ? [note(t('review.writing.held-count', { held }))] : []),
    ...(withdrawn > 0 ? [note(t('review.writing.withdrawn-count', { count: withdrawn }))] : []),
    ...closed.flatMap((round) => answerBlocks(t, session, round)),
  ];
}

/** "Was the aim clear to you? Yes: 5, partly: 2". */
function answerBlocks(t: Translate, session: SessionRecord, round: Round): readonly Block[] {
  return askings(t, session, round).flatMap(({ key, label, options = [] }) => {
    const counts = round.answers[key];
    if (!counts) return [];
    const answers = options
      .filter(({ value }) => (counts[value] ?? 0) > 0)
      .map((option) => t.plain('review.writing.answer', { answer: option.label, count: counts[option.value] ?? 0 }));
    return [note(t('review.writing.answers', { question: label, answers: answers.join(' · ') }))];
  });
}

/** For the card of whoever leads. */
export async function leadingBlocks(w: Work, t: Translate, session: SessionRecord): Promise<readonly Block[]> {
  const look = await looking(w, t, session);
  if (!look) return [];
  return [
    ...(await urgentBlocks(look)),
    ...(look.isOpen ? await countBlocks(look) : []),
    ...(look.isOpen && !look.round.unattributed ? await unfinishedBlocks(look) : []),
    ...(await screeningBlocks(w, t, session)),
    ...(await challengeBlocks(look)),
    ...(look.rounds.some(({ revealedAt }) => revealedAt !== null) ? await shownBlocks(look) : []),
  ];
}

async function urgentBlocks({ w, t, session }: Looking): Promise<readonly Block[]> {
  const urgent = await w.sessions.writing.urgent(session.id, urgentOf(session));
  if (urgent.length === 0) return [];
  return [
    heading(t('review.writing.urgent-heading')),
    ...urgent.map(({ text }) => body(text)),
    note(t('review.writing.urgent-means')),
  ];
}

async function unfinishedBlocks({ w, t, session, round }: Looking): Promise<readonly Block[]> {
  const done = await w.sessions.writing.receipts(round);
  const names = participating(await w.sessions.setup.people(session.id))
    .filter(({ person }) => !done.includes(person))
    .map((one) => shownTo(t, one, null).name);
  if (names.length === 0) return [];
  return [note(t('review.writing.unfinished', { people: listOf(t, names) }))];
}

async function challengeBlocks({ w, t, session }: Looking): Promise<readonly Block[]> {
  const open = await w.sessions.writing.challenges(session.id);
  if (open.length === 0) return [];
  return [
    heading(t('review.writing.challenges-heading')),
    ...open.flatMap(({ id, text, contribution }): readonly Block[] => [
      {
        block: 'row',
        text: plain(shorten(contribution.text, QUOTED)),
        note: text,
        button: holdButton(t, contribution.id),
      },
      ...buttons({
        button: 'action',
        action: 'sessions.challenge-leave',
        value: id,
        label: t.plain('review.writing.challenge-leave'),
      }),
    ]),
  ];
}

/** For the card in a channel: whoever takes part writes from there, and all read. */
export function channelButtons(t: Translate, session: SessionRecord): readonly Button[] {
  if (isHidden(session, session.state)) return [writeButton(t, session.id)];
  const isLater = session.round > 1 || !['draft', 'scheduled', 'lapsed', 'paused', 'cancelled'].includes(session.state);
  return isLater && !session.isScreening ? [listButton(t, session.id)] : [];
}
