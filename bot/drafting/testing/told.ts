/** The story of questions with a language model beside it, played on this machine: what it answers, a test says. */
import type { Card } from '../../core/card.ts';
import type { Drafter, Passage } from '../../core/drafter.ts';
import type { Reply } from '../../core/reply.ts';
import type { Worded } from '../../core/writer.ts';
import type { Actor, Place } from '../../testing/stage.ts';
import { type Story, story } from '../../testing/story.ts';
import { wordsOf } from '../../testing/words-of.ts';

export const OLD = 'How do you price pitches for a street market?';
export const ANSWER = 'By the metre and by the day, dearer on Saturdays. Charities do not pay.';
export const LOOKED_FOR = 'pitch at a street market';
export const GOOD: Worded = { text: 'Pitches are priced by the metre and by the day.', refs: ['p1'] };

export interface Told extends Story {
  /** What the model is asked for, in order. */
  readonly asked: { readonly question: string; readonly passages: readonly Passage[] }[];
  /** What it gives from now on. */
  gives(how: readonly Worded[] | null | Error | ((passages: readonly Passage[]) => readonly Worded[])): void;
  /** What the queue would do: has everything written that is due, and brings what is owed. */
  write(): Promise<void>;
  /** Looks for something, and presses the button under what was found. */
  ask(who: Actor, place: Place, words?: string): Promise<Reply | null>;
  /** The draft that somebody has before them, as it stands now. */
  draftOf(who: Actor): Card;
}

/** Ben asked in Slack, Asha answered in Teams; both councils allow drafts. */
export async function told(
  how: { readonly answer?: string; readonly off?: true; readonly drafter?: Drafter } = {},
): Promise<Told> {
  const asked: Told['asked'] = [];
  let given: Parameters<Told['gives']>[0] = [GOOD];
  const drafter: Drafter = how.drafter ?? {
    model: 'made-up-1',
    prompt: 'draft-1',
    async draft(question, passages) {
      asked.push({ question, passages });
      if (given instanceof Error) throw given;
      return typeof given === 'function' ? given(passages) : given;
    },
  };
  const all = await story({ drafter });
  const { s, asha, ben, slackChannel, teamsChannel } = all;
  await s.say(ben, slackChannel, OLD, { addressed: true });
  await s.settle();
  const card = s.teams.posted[0]?.ref;
  if (!card) throw new Error('not posted');
  await s.say(asha, teamsChannel, how.answer ?? ANSWER, { thread: card });
  await s.say(ben, slackChannel, 'Who may close a road for a parade?', { addressed: true });
  await s.settle();
  if (!how.off) await s.prisma.organisation.updateMany({ data: { drafting: true } });
  const chatOf = (who: Actor) => (who.ref.platform === 'slack' ? s.slack : s.teams);
  return {
    ...all,
    asked,
    gives: (next) => {
      given = next;
    },
    async write() {
      for (const id of await s.drafts.due(10)) await s.drafts.write(id);
      await s.settle();
    },
    async ask(who, place, words = LOOKED_FOR) {
      s.clock.pass(1_000);
      const found = await s.command(who, place, 'find', words);
      const { action, value } = pressOn(cardOf(found), 'Draft an answer from these');
      const reply = await s.press(who, place, action, value);
      await s.settle();
      return reply;
    },
    draftOf(who) {
      const posted = chatOf(who).posted.filter(
        ({ to, removed, card: one }) => to.id === who.ref.id && !removed && /draft|Writing/i.test(one.summary),
      );
      const last = posted.at(-1);
      if (!last) throw new Error('no draft');
      return last.card;
    },
  };
}

export const cardOf = (reply: Reply | null): Card => {
  if (reply?.kind !== 'tell' && reply?.kind !== 'replace') throw new Error(`no card but ${reply?.kind}`);
  return reply.card;
};

/** The button with a label, wherever in a card it stands. */
export function pressOn(card: Card, label: string): { readonly action: string; readonly value: string } {
  for (const block of card.blocks) {
    const buttons =
      block.block === 'buttons' ? block.buttons : block.block === 'row' && block.button ? [block.button] : [];
    for (const button of buttons) if (button.button === 'action' && button.label === label) return button;
  }
  throw new Error(`no button ${label} on: ${wordsOf(card)}`);
}
