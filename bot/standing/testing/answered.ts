/** The story of many tests of standing: Asha asked in Teams, Ben answered in Slack, and there are members who know the subject. */
import type { Card } from '../../core/card.ts';
import type { MessageRef } from '../../core/ref.ts';
import type { Reply } from '../../core/reply.ts';
import type { Actor } from '../../testing/stage.ts';
import { type Story, story } from '../../testing/story.ts';
import { buttonsOf, wordsOf } from '../../testing/words-of.ts';

export const QUESTION = 'How do you price pitches for a street market?';
export const ANSWER = 'By the metre and by the day, dearer on Saturdays.';

export interface Answered extends Story {
  readonly question: string;
  readonly answer: string;
  /** The message that answered, and what it is under. */
  readonly reply: { readonly message: MessageRef; readonly thread: MessageRef };
  /** More members: Cleo and Dan in Slack, Eve in Teams. */
  readonly cleo: Actor;
  readonly dan: Actor;
  readonly eve: Actor;
  /** Presses something in private. */
  press(who: Actor, action: string, value?: string): Promise<Card>;
  submit(who: Actor, form: string, context: string, values: Readonly<Record<string, string>>): Promise<Reply | null>;
  /** The question's card as it stands in the Slack channel. */
  card(): string;
  /** All that somebody was told in private. */
  told(who: Actor): readonly string[];
}

export async function answered(how: { readonly marked?: boolean } = {}): Promise<Answered> {
  const all = await story();
  const { s, asha, ben, community, teamsChannel, slackChannel } = all;
  const cleo = s.actor('slack', 'brackenford', 'Cleo Marsh');
  const dan = s.actor('slack', 'brackenford', 'Dan Hill');
  const eve = s.actor('teams', 'ashcombe', 'Eve Lowe');
  for (const one of [cleo, dan, eve]) await s.command(one, s.private(one), 'help');
  for (const one of [asha, ben, cleo, dan, eve]) await makeMember(all, community, one);
  await s.say(asha, teamsChannel, QUESTION, { addressed: true });
  await s.settle();
  const root = s.slack.posted.find(({ card }) => wordsOf(card).includes(QUESTION))?.ref;
  if (!root) throw new Error('the question is not there');
  const { message } = await s.say(ben, slackChannel, ANSWER, { thread: root });
  await s.settle();
  const { id: answer, questionId: question } = await s.prisma.reply.findFirstOrThrow();
  if (how.marked !== false) await s.press(asha, s.private(asha), 'questions.useful', answer);
  await s.settle();
  return {
    ...all,
    cleo,
    dan,
    eve,
    question,
    answer,
    reply: { message, thread: root },
    async press(who, action, value = answer) {
      return cardOf(await s.press(who, s.private(who), action, value));
    },
    submit: (who, form, context, values) => s.submit(who, s.private(who), form, context, values),
    card: () => wordsOf(s.slack.posted.find(({ ref }) => ref.key === root.key)?.card ?? { summary: '', blocks: [] }),
    told: (who) =>
      (who.ref.platform === 'slack' ? s.slack : s.teams).posted
        .filter(({ to, removed }) => !removed && to.kind === 'user' && to.id === who.ref.id)
        .map(({ card }) => wordsOf(card)),
  };
}

async function makeMember({ s }: Story, community: string, who: Actor): Promise<void> {
  const { personId } = await s.prisma.identity.findFirstOrThrow({ where: { ref: who.ref.id } });
  await s.prisma.membership.create({
    data: { communityId: community, personId, role: 'member', joinedAt: s.clock.now() },
  });
}

/** Names somebody as who may vet, by Fay who leads it. */
export async function named({ s, fay, community }: Answered, who: Actor, role = 'Licensing officer'): Promise<void> {
  const reply = await s.submit(fay, s.private(fay), 'standing.name', community, { person: [who.ref], role });
  if (reply?.kind !== 'tell') throw new Error(JSON.stringify(reply));
  await s.settle();
}

export const cardOf = (reply: Reply | null): Card => {
  if (reply?.kind !== 'tell' && reply?.kind !== 'replace') throw new Error(`no card but ${JSON.stringify(reply)}`);
  return reply.card;
};

export const pressable = (card: Card): readonly string[] =>
  buttonsOf(card).map(({ action }) => action.replace('standing.', ''));

/** What the form of a vetting holds, once all of it is done. */
export const vetting = (until: string, how: Record<string, string> = {}): Record<string, string> => ({
  right: 'yes',
  format: 'yes',
  accessible: 'yes',
  source: 'Market byelaws 2019, section 4',
  role: 'Senior licensing officer',
  until,
  ...how,
});
