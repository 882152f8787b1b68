/** Where people vote: what is written here names nobody, and nothing of what somebody chose is said back in a message. */
import type { Button, Card, Value } from '../../core/card.ts';
import { Refusal } from '../../core/feature.ts';
import type { PrivateEvent, PrivateTurn } from '../../core/private.ts';
import { ask, invalid, type Reply, tell } from '../../core/reply.ts';
import type { Translate } from '../../core/translate.ts';
import { sentence } from '../../words/fragments.ts';
import type { Role } from '../session.ts';
import { budgetFor, cast, MOST_EACH, type Vote } from './ballot.ts';
import type { Topic } from './records.ts';
import { isMakingSense, works } from './rights.ts';
import { inShort, press } from './words.ts';

/** What somebody votes on, as they see it. */
export interface Ballot {
  readonly session: { readonly state: string; readonly isScreening: boolean; readonly isSelfLed: boolean };
  readonly roles: readonly Role[];
  readonly isOpen: boolean;
  /** Topics that stand, in their order. */
  readonly topics: readonly Pick<Topic, 'id' | 'title' | 'points'>[];
  /** Null where what votes are kept under is gone. */
  readonly mine: readonly Vote[] | null;
}

/** What a private delivery can do with votes. */
export interface VoteBox {
  /** What somebody votes on in a session; null where there is none. Nobody counts the votes until the transaction ends. */
  ballot(session: string, who: string): Promise<Ballot | null>;
  /** In place of those before. */
  cast(session: string, who: string, votes: readonly Vote[]): Promise<void>;
}

const OPTION = 70;

export const anewButton = (t: Translate, session: string): Button =>
  press({ action: 'sessions.votes-anew', value: session, label: t.plain('review.sense.vote-anew-button') });

/** What it was kept under is gone, as after a crash. Nothing can be owed to anybody here: a button leads to where all are told. */
const lostCard = (t: Translate, session: string): Card => ({
  ...sentence(t, 'review.sense.votes-lost'),
  blocks: [...sentence(t, 'review.sense.votes-lost').blocks, { block: 'buttons', buttons: [anewButton(t, session)] }],
});

/** @throws Refusal where they may not vote, or not now */
async function ballotFor({ w, who, t }: PrivateTurn, session: string): Promise<Ballot> {
  const ballot = await w.sessions.votes.ballot(session, who);
  if (!ballot || ballot.roles.length === 0) throw new Refusal(sentence(t, 'review.sense.not-yours'));
  const { isSelfLed } = ballot.session;
  if (!works({ session: { isSelfLed }, viewer: { roles: ballot.roles } }))
    throw new Refusal(sentence(t, 'review.sense.only-part'));
  if (!isMakingSense(ballot.session) || !ballot.isOpen)
    throw new Refusal(sentence(t, 'review.sense.voting-closed-already'));
  return ballot;
}

/** The form in which one votes, with what one chose so far. `value` is the session. */
export async function openBallot(turn: PrivateTurn<Extract<PrivateEvent, { kind: 'action' }>>): Promise<Reply> {
  const { t, event } = turn;
  const { topics, mine } = await ballotFor(turn, event.value);
  if (mine === null) return tell(lostCard(t, event.value));
  const options = topics.map(({ id, title, points }) => ({
    value: id,
    label: t.plain('review.sense.into-topic', { topic: inShort(title, OPTION - 12), points }),
  }));
  const given = (least: number) => mine.filter(({ count }) => count >= least).map(({ topic }) => topic);
  const votes = budgetFor(topics.length);
  return ask({
    form: 'sessions.vote',
    context: event.value,
    title: t.plain('review.sense.vote-title'),
    intro: t('review.sense.vote-intro', { votes, each: MOST_EACH }),
    fields: [
      {
        field: 'choices',
        name: 'one',
        label: t.plain('review.sense.vote-one', { votes }),
        options,
        value: given(1),
        optional: true,
      },
      {
        field: 'choices',
        name: 'two',
        label: t.plain('review.sense.vote-two'),
        hint: t.plain('review.sense.vote-two-hint'),
        options,
        value: given(2),
        optional: true,
      },
    ],
    submit: t.plain('review.sense.vote-submit'),
    cancel: t.plain('words.cancel'),
  });
}

const chosen = (value: Value | undefined): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string' && one !== '');

export async function voteByForm(turn: PrivateTurn<Extract<PrivateEvent, { kind: 'submission' }>>): Promise<Reply> {
  const { w, t, who, event } = turn;
  const { topics, mine } = await ballotFor(turn, event.context);
  if (mine === null) return tell(lostCard(t, event.context));
  const budget = budgetFor(topics.length);
  const votes = cast(chosen(event.values.one), chosen(event.values.two), {
    topics: new Set(topics.map(({ id }) => id)),
    budget,
  });
  if (votes.kind === 'cast') {
    await w.sessions.votes.cast(event.context, who, votes.votes);
    return tell(sentence(t, 'review.sense.voted'));
  }
  if (votes.why === 'too-many')
    return invalid({ one: t.plain('review.sense.vote-too-many', { budget, given: votes.given }) });
  return invalid(
    votes.why === 'gone'
      ? { one: t.plain('review.sense.refused-gone') }
      : { two: t.plain('review.sense.vote-second-alone') },
  );
}
