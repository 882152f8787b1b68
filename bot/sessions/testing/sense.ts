/** A review in which sense is made of what was put in, with points as they are once they are shown. */
import type { Card } from '../../core/card.ts';
import type { MessageRef } from '../../core/ref.ts';
import type { Reply } from '../../core/reply.ts';
import { once } from '../../testing/once.ts';
import type { Actor, Place, Stage } from '../../testing/stage.ts';
import { buttonsOf, wordsOf } from '../../testing/words-of.ts';
import { takeUp } from '../sense/index.ts';
import { type How, type Laid, playing, type Scene, setScene } from './scene.ts';

/** What was written: the question and the words. */
export type Written = readonly [question: string, text: string];

const WRITTEN: readonly Written[] = [
  ['expected', 'The declaration by two in the morning'],
  ['happened', '22:40 – The first ballot boxes arrived'],
  ['happened', '03:10: The result was declared'],
  ['worked', 'The new tally sheets were quick to fill in'],
  ['worked', 'Tally sheets made mistakes easy to see'],
  ['harder', 'Two ballot boxes arrived late from the north'],
  ['harder', 'Ballot boxes from the north arrived without their paper accounts'],
  ['harder', 'It was too dark to read in the hall'],
  ['next', 'When it rains, we will send ballot boxes from the north by van'],
];

export interface Sensing extends Scene {
  /** The ids of the points, in the order in which they were given. */
  readonly points: readonly string[];
  /** Below the session's card in its two channels. */
  readonly roots: { readonly teams: MessageRef; readonly slack: MessageRef };
  /** Presses in private; gives the card that is told, or the form that is opened. */
  press(who: Actor, action: string, value: string): Promise<Reply | null>;
  /** The card that a press tells. @throws where it tells none */
  card(who: Actor, action: string, value: string): Promise<Card>;
  words(who: Actor, action: string, value: string): Promise<string>;
  submit(who: Actor, form: string, context: string, values: Parameters<Scene['s']['submit']>[4]): Promise<Reply | null>;
  /** Groups points as the form does. @returns the topic */
  group(who: Actor, points: readonly string[], title: string, kind?: 'keep' | 'change'): Promise<string>;
  topic(title: string): Promise<{ id: string; state: string; version: number }>;
  /** What stands in a channel, and is not removed, as words. */
  shownIn(place: Place): readonly string[];
}

/** Words of a reply, whatever it is. */
export function wordsIn(reply: Reply | null): string {
  switch (reply?.kind) {
    case 'tell':
    case 'replace':
      return wordsOf(reply.card);
    case 'invalid':
      return Object.values(reply.problems).join(' ');
    default:
      return reply?.kind ?? 'none';
  }
}

/** @param how.written what was put in; `named`: by whom is known */
export async function sensing(how: Sensed = {}): Promise<Sensing> {
  const { s, made } = await once(`sensing ${JSON.stringify(how)}`, () => shown(how));
  return doing(s, made);
}

type Sensed = How & { written?: readonly Written[]; named?: boolean };
interface Shown {
  readonly laid: Laid;
  readonly points: readonly string[];
  readonly roots: Sensing['roots'];
}

async function shown({ written = WRITTEN, named = false, ...of }: Sensed): Promise<{ s: Stage; made: Shown }> {
  const { s, made: laid } = await setScene({ ...of, ...(named && { attribution: 'named' }) });
  const all = playing(s, laid);
  const { session, channel, theirs, people, personOf } = all;
  const points = written.map(() => crypto.randomUUID()).sort();
  const authors = await Promise.all(people.map(personOf));
  await s.prisma.contribution.createMany({
    data: written.map(([question, text], at) => ({
      id: points[at] ?? '',
      sessionId: session,
      round: 1,
      question,
      text,
      evidence: [],
      status: 'revealed',
      place: at,
      personId: named ? (authors[at % authors.length] ?? null) : null,
      day: '2026-12-01',
    })),
  });
  // As the part that shows what was written leaves it.
  await s.prisma.session.update({
    where: { id: session },
    data: { state: 'making_sense', hasKey: false, version: { increment: 1 }, since: s.clock.now() },
  });
  await s.prisma.sessionKey.deleteMany({ where: { sessionId: session } });
  await s.settle();
  const rootIn = (place: Place): MessageRef => {
    if (of.place === 'private') return { kind: 'message', platform: place.ref.platform, id: 'none', key: 'none' };
    const chat = place.ref.platform === 'slack' ? s.slack : s.teams;
    const posted = chat.posted.find(
      (one) => one.to.id === place.ref.id && wordsOf(one.card).includes('By-election count'),
    );
    if (!posted) throw new Error('no card of the session');
    return posted.ref;
  };
  const roots = { teams: rootIn(channel), slack: rootIn(theirs) };
  await all.run(async (w) => {
    const record = await w.sessions.setup.get(session);
    if (record) await takeUp(w, record);
  });
  return { s, made: { laid, points, roots } };
}

function doing(s: Stage, { laid, points, roots }: Shown): Sensing {
  const all = playing(s, laid);
  const { session } = laid;
  const self: Sensing = {
    ...all,
    points,
    roots,
    press(who, action, value) {
      const body = { kind: 'action', action, value, on: null } as const;
      return s.bot.isPrivate('action', action)
        ? s.bot.privately({ ...s.event(who, s.private(who), body), ...body })
        : s.press(who, s.private(who), action, value);
    },
    async card(who, action, value) {
      const reply = await self.press(who, action, value);
      if (reply?.kind !== 'tell' && reply?.kind !== 'replace') throw new Error(`no card but ${wordsIn(reply)}`);
      return reply.card;
    },
    words: async (who, action, value) => wordsIn(await self.press(who, action, value)),
    submit(who, form, context, values) {
      const body = { kind: 'submission', form, context, values } as const;
      return s.bot.isPrivate('submission', form)
        ? s.bot.privately({ ...s.event(who, s.private(who), body), ...body })
        : s.submit(who, s.private(who), form, context, values);
    },
    async group(who, ids, title, kind) {
      const values = { points: [...ids], into: 'new', title, ...(kind && { kind }) };
      const reply = await self.submit(who, 'sessions.topic-group', `${session}/-/0/-`, values);
      if (reply?.kind !== 'tell') throw new Error(`not grouped: ${wordsIn(reply)}`);
      return (await self.topic(title)).id;
    },
    topic: (title) => s.prisma.topic.findFirstOrThrow({ where: { sessionId: session, title } }),
    shownIn(place) {
      const chat = place.ref.platform === 'slack' ? s.slack : s.teams;
      const under = roots[place.ref.platform as 'slack' | 'teams'];
      return chat.posted
        .filter((one) => !one.removed && (one.to.id === place.ref.id || one.to.id === under.id))
        .map((one) => wordsOf(one.card));
    },
  };
  return self;
}

/** The value of a card's button. */
export function carried(card: Card, action: string): string {
  const button = buttonsOf(card).find((one) => one.action === action);
  if (!button) throw new Error(`no ${action} on ${wordsOf(card)}`);
  return button.value;
}
