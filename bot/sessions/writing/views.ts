/** What people are told in private while they write, drawn when it is sent. */
import type { Card } from '../../core/card.ts';
import type { Drawer } from '../../core/feature.ts';
import { type ConversationRef, sameRef, type UserRef } from '../../core/ref.ts';
import type { Translate } from '../../core/translate.ts';
import type { Work } from '../../core/work.ts';
import { shownTo } from '../../words/author.ts';
import { body, buttons, byline, heading, note, quote, sentence } from '../../words/fragments.ts';
import type { Needs } from '../needs.ts';
import type { Attending, SessionRecord } from '../record.ts';
import { boxOf, minutesOf, urgentOf } from './box.ts';
import { leading, participating } from './people.ts';
import type { Round } from './store.ts';
import { writeButton } from './write.ts';

interface Reading {
  readonly w: Work;
  readonly t: Translate;
  readonly session: SessionRecord;
  readonly people: readonly Attending[];
  /** Who reads it. */
  readonly person: string;
  readonly there: boolean;
  /** What of the id is not the session's. */
  readonly rest: string;
  readonly to: UserRef;
}

/** A view for one person, by `<session>` or `<session>/<rest>`. */
const forPerson =
  (draw: (reading: Reading) => Promise<Card | null>): Drawer =>
  async ({ w, id, to, t, there }) => {
    const user = asUser(to);
    const [key = '', rest = ''] = id.split('/', 2);
    const session = await w.sessions.setup.get(key);
    const person = session && user && (await w.sessions.setup.personAt(session.id, user));
    if (!session || !user || !person) return null;
    const people = await w.sessions.setup.people(session.id);
    return draw({ w, t, session, people, person, there, rest, to: user });
  };

const asUser = (to: ConversationRef | UserRef): UserRef | null => (to.kind === 'user' ? to : null);

const takesPart = ({ people, person }: Reading): boolean => participating(people).some((one) => one.person === person);

async function roundOf({ w, session, rest }: Reading): Promise<Round | undefined> {
  return (await w.sessions.writing.rounds(session.id)).find(({ round }) => String(round) === rest);
}

/** Asks somebody to write; once that is over, says so. Nothing of whether they did. */
export const pleaseView = forPerson(async (reading) => {
  const { w, t, session, there } = reading;
  const round = await roundOf(reading);
  if (!round || !takesPart(reading)) return null;
  const { title } = session;
  const box = boxOf(session, round, (at) => w.now < at);
  if (box !== 'open')
    return there
      ? sentence(t, box === 'paused' ? 'review.writing.is-paused' : 'review.writing.is-closed', { title })
      : null;
  const key = round.question === null ? 'review.writing.please' : 'review.writing.please-again';
  const args = { title, minutes: minutesOf(session) };
  return {
    summary: t.plain(key, args),
    blocks: [
      body(t(key, args)),
      ...(session.closesAt ? [note(t('review.writing.until', { until: session.closesAt }))] : []),
      ...buttons(writeButton(t, session.id)),
    ],
  };
});

export const remindView = forPerson(async (reading) => {
  const { w, t, session } = reading;
  const round = await roundOf(reading);
  if (!round || !takesPart(reading) || !session.closesAt) return null;
  if (boxOf(session, round, (at) => w.now < at) !== 'open') return null;
  const key = round.unattributed ? 'review.writing.remind-all' : 'review.writing.remind';
  const said = t(key, { title: session.title, until: session.closesAt, minutes: minutesOf(session) });
  return {
    summary: t.plain('review.writing.please', { title: session.title, minutes: minutesOf(session) }),
    blocks: [body(said), ...buttons(writeButton(t, session.id))],
  };
});

export const keyLostView = forPerson(async (reading) => {
  const { t, session } = reading;
  return takesPart(reading) ? sentence(t, 'review.writing.key-lost', { title: session.title }) : null;
});

/** To whoever leads: what somebody wants fixed today. */
export const urgentView = (needs: Needs): Drawer =>
  forPerson(async ({ w, t, session, people, person, rest, to }) => {
    if (!leading(session, people).includes(person)) return null;
    const all = await w.sessions.writing.urgent(session.id, urgentOf(session));
    const one = all.find(({ id }) => id === rest);
    if (!one) return null;
    const by = one.author && shownTo(t, one.author, await needs.readerAt(w, to));
    return {
      summary: t.plain('review.writing.urgent-heading'),
      blocks: [
        heading(t('review.writing.urgent-heading')),
        note(session.title),
        quote(one.text),
        ...(by ? [note(byline(t, by))] : []),
        note(t('review.writing.urgent-means')),
      ],
    };
  });

export const challengedView = forPerson(async ({ t, session, people, person }) =>
  leading(session, people).includes(person)
    ? sentence(t, 'review.writing.challenge-told', { title: session.title })
    : null,
);

/** To those who look after the community, as its moderators; its words are with whoever leads. */
export const abuseView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t }) => {
    const user = asUser(to);
    const session = await w.sessions.setup.get(id.split('/')[0] ?? '');
    if (!user || !session) return null;
    const moderators = await needs.facilitatorsOf(w, session.community);
    const person = await w.sessions.setup.personAt(session.id, user);
    if (!moderators.some((one) => sameRef(one.ref, user) || one.person === person)) return null;
    const key =
      session.attribution === 'unattributed' ? 'review.writing.moderators' : 'review.writing.moderators-named';
    return {
      summary: t.plain(key, { title: session.title }),
      blocks: [body(t(key, { title: session.title })), note(t('review.writing.moderators-means'))],
    };
  };
