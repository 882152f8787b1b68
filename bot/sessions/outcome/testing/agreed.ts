/** A review in which it is being agreed on what comes of it, with what people do then: for the tests of lessons, actions and what follows. */
import type { Card, Form, Value } from '../../../core/card.ts';
import type { Reply } from '../../../core/reply.ts';
import type { FakeChat, Posted } from '../../../testing/fake-chat.ts';
import type { Actor } from '../../../testing/stage.ts';
import { buttonsOf, wordsOf } from '../../../testing/words-of.ts';
import { MINUTE_MS } from '../../../words/zone.ts';
import type { Begun } from '../../setup-store.ts';
import { type Scene, scene } from '../../testing/scene.ts';
import type { Action } from '../action.ts';
import type { Lesson } from '../lesson.ts';
import type { Recommendation } from '../recommendation.ts';

export interface Agreed extends Scene {
  press(who: Actor, action: string, value: string): Promise<Reply | null>;
  submit(who: Actor, form: string, context: string, values: Record<string, Value>): Promise<Reply | null>;
  /** As their form would send it, changed here and there. */
  lesson(who: Actor, changed?: Record<string, Value>, context?: string): Promise<Reply | null>;
  recommend(who: Actor, changed?: Record<string, Value>): Promise<Recommendation>;
  actBy(who: Actor, changed?: Record<string, Value>, context?: string): Promise<Reply | null>;
  /** An action of somebody, which is proposed. */
  proposed(who: Actor, owner: Actor, changed?: Record<string, Value>): Promise<Action>;
  lessons(): Promise<readonly Lesson[]>;
  recommendations(): Promise<readonly Recommendation[]>;
  actions(): Promise<readonly Action[]>;
  action(id: string): Promise<Action>;
  /** The value of an action's buttons as it stands. */
  now(id: string): Promise<string>;
  /** Presses by what an action's buttons carry now. */
  on(who: Actor, name: string, id: string): Promise<Reply | null>;
  /** Sends a form of an action by what it carries now. */
  say(who: Actor, name: string, id: string, values?: Record<string, Value>): Promise<Reply | null>;
  /** What stands with somebody in private, as words, once everything that is owed now is sent. */
  told(who: Actor): Promise<readonly string[]>;
  postedTo(who: Actor): Promise<readonly Posted[]>;
  /** To the checking of the draft, by whoever leads. */
  draft(): Promise<void>;
  /** Published. */
  published(): Promise<void>;
  /** So many mornings further: at ten each day everything that is due is done and sent. */
  mornings(days: number): Promise<void>;
  /** A person's account is closed. */
  leaves(who: Actor): Promise<void>;
}

export const LESSON = {
  when: 'a count runs past midnight',
  do: 'have a second team ready from eleven',
  because: 'tired people counted two boxes twice',
} as const;

export async function agreed(how: Partial<Begun> & { people?: number } = {}): Promise<Agreed> {
  const one = await scene({ attribution: 'named', ...how });
  const { s, run, session } = one;
  await run((w) => w.sessions.setup.save(session, { state: 'agreeing', hasKey: false }));
  // On Friday all were told that it opened: on the next day of work something can be told again.
  await one.passOver(new Date('2026-11-30T09:00:00Z'));
  const chat = (who: Actor): FakeChat => (who.ref.platform === 'slack' ? s.slack : s.teams);
  const self: Agreed = {
    ...one,
    press: (who, action, value) => s.press(who, s.private(who), action, value),
    submit: (who, form, context, values) => s.submit(who, s.private(who), form, context, values),
    lesson: (who, changed = {}, context = `${session}///`) =>
      self.submit(who, 'sessions.lesson-write', context, { ...LESSON, tags: 'count', ...changed }),
    async recommend(who, changed = {}) {
      const before = await self.recommendations();
      const values = { text: 'Buy more ballot boxes', to: 'The elections board', ...changed };
      await self.submit(who, 'sessions.recommendation-write', `${session}///`, values);
      const made = (await self.recommendations()).find(({ id }) => !before.some((known) => known.id === id));
      if (!made) throw new Error('no recommendation');
      return made;
    },
    actBy: (who, changed = {}, context = `${session}///`) =>
      self.submit(who, 'sessions.action-write', context, {
        text: 'Order spare ballot boxes',
        due: '2027-01-15',
        measure: 'Ten boxes are in the store',
        strength: 'medium',
        ...changed,
      }),
    async proposed(who, owner, changed = {}) {
      const before = await self.actions();
      await self.actBy(who, { owner: await one.personOf(owner), ...changed }, `${session}///seen`);
      const made = (await self.actions()).find(({ id }) => !before.some((known) => known.id === id));
      if (!made) throw new Error('no action');
      return made;
    },
    lessons: () => run((w) => w.sessions.outcome.lessonsOf(session)),
    recommendations: () => run((w) => w.sessions.outcome.recommendationsOf(session)),
    actions: () => run((w) => w.sessions.outcome.actionsOf(session)),
    async action(id) {
      const found = await run((w) => w.sessions.outcome.action(id));
      if (!found) throw new Error('no action');
      return found;
    },
    now: async (id) => `${id}/${(await self.action(id)).version}`,
    on: async (who, name, id) => self.press(who, `sessions.action-${name}`, await self.now(id)),
    say: async (who, name, id, values = { why: 'A reason' }) =>
      self.submit(who, `sessions.action-${name}`, await self.now(id), values),
    told: async (who) => (await self.postedTo(who)).map(({ card }) => wordsOf(card)),
    async postedTo(who) {
      await s.settle();
      return chat(who).posted.filter((row) => !row.removed && row.to.id === who.ref.id);
    },
    async draft() {
      const moved = await self.act({ event: 'next' });
      if (moved?.kind !== 'moved') throw new Error(`not moved: ${JSON.stringify(moved)}`);
    },
    async published() {
      await self.draft();
      // By whoever leads where nothing is in the way, else by time.
      if ((await self.act({ event: 'next' }))?.kind !== 'moved') await self.until('published');
      await s.settle();
    },
    async mornings(days) {
      for (let day = 0; day < days; day += 1) {
        const next = new Date(s.clock.now());
        next.setUTCDate(next.getUTCDate() + 1);
        next.setUTCHours(10, 0, 0, 0);
        // The night was none in which nobody could reach us: what looks every minute has looked.
        await one.passOver(new Date(next.getTime() - MINUTE_MS));
        s.clock.pass(MINUTE_MS);
        await s.sessionTimers.look();
        await s.settle();
      }
    },
    async leaves(who) {
      await s.bring(s.event(who, s.private(who), { kind: 'person', who: who.ref, change: 'deactivated' }));
      await s.settle();
    },
  };
  return self;
}

/** The form of a reply. */
export function formOf(reply: Reply | null): Form {
  if (reply?.kind !== 'ask') throw new Error(`no form but ${JSON.stringify(reply)}`);
  return reply.form;
}
/** The card of a reply. */
export function cardOf(reply: Reply | null): Card {
  if (reply?.kind !== 'tell' && reply?.kind !== 'replace') throw new Error(`no card but ${JSON.stringify(reply)}`);
  return reply.card;
}
export const wordsIn = (reply: Reply | null): string => wordsOf(cardOf(reply));
export function problemsIn(reply: Reply | null): Readonly<Record<string, string>> {
  if (reply?.kind !== 'invalid') throw new Error(`no problems but ${JSON.stringify(reply)}`);
  return reply.problems;
}
/** What the buttons of a card say. */
export const labelsOf = (card: Card): readonly string[] => buttonsOf(card).map(({ label }) => label);
