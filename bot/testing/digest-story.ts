/** The product's story around its weekly digest: a clock that is moved to an hour, what was asked, and what stands where. */
import type { Card } from '../core/card.ts';
import type { Actor, Place, Stage } from './stage.ts';
import { type Story, story } from './story.ts';
import { buttonsOf, wordsOf } from './words-of.ts';

export interface DigestStory extends Story {
  /** On to an hour; everything that is due then is done. */
  at(hour: string): Promise<void>;
  /** Does what is due now. */
  due(): Promise<void>;
  /** Asha asks in her Teams channel. @returns the question's id */
  ask(words: string): Promise<string>;
  /** Ben answers it in Slack. @returns the reply's id */
  answer(question: string, words: string): Promise<string>;
  /** The answer is marked by Fay. */
  accept(reply: string): Promise<void>;
  /** Somebody is in the community; with words, they said hello. */
  enrol(who: Actor, how?: { hello?: string; role?: string }): Promise<string>;
  /** Digests that stand in a channel, oldest first. */
  digestsIn(place: Place): readonly Card[];
  /** What a facilitator sees of the digest before it goes, as it is now; fails where there is nothing. */
  preview(who?: Actor): Card;
  /** The digest that came last. */
  digest(): Promise<{ id: string; state: string; week: string; sendsAt: Date; why: string | null }>;
}

/** Monday at nine; the first digest is due on Tuesday at ten, and shown on Monday at two. */
export async function digestStory(): Promise<DigestStory> {
  const told = await story();
  const { s, asha, fay, ben, teamsChannel, slackChannel, community } = told;
  const personOf = async ({ ref }: Actor): Promise<string> =>
    (await s.prisma.identity.findFirstOrThrow({ where: { ref: ref.id } })).personId;
  const due = async (): Promise<void> => {
    await s.digests.run();
    await s.settle();
  };
  return {
    ...told,
    due,
    async at(hour) {
      // It is planned before the clock goes on.
      await due();
      s.clock.pass(new Date(hour).getTime() - s.clock.now().getTime());
      await due();
    },
    async ask(words) {
      const { message } = await s.say(asha, teamsChannel, words, { addressed: true });
      await s.settle();
      return (await s.prisma.question.findFirstOrThrow({ where: { sourceKey: message.key } })).id;
    },
    async answer(question, words) {
      const root = await s.prisma.outgoing.findFirstOrThrow({
        where: { subject: `question:${question}`, platform: 'slack', remoteId: { not: null } },
      });
      const posted = s.slack.posted.find(({ ref }) => ref.id === root.remoteId);
      if (!posted) throw new Error('the question is not there');
      const { message } = await s.say(ben, slackChannel, words, { thread: posted.ref });
      await s.settle();
      return (await s.prisma.reply.findFirstOrThrow({ where: { key: message.key } })).id;
    },
    async accept(reply) {
      await s.press(fay, teamsChannel, 'questions.useful', reply);
      await s.settle();
    },
    async enrol(who, { hello, role = 'member' } = {}) {
      const personId = await personOf(who);
      const joinedAt = s.clock.now();
      const greeting = hello === undefined ? {} : { hello, helloAt: joinedAt };
      await s.prisma.membership.upsert({
        where: { communityId_personId: { communityId: community, personId } },
        create: { communityId: community, personId, role, joinedAt, ...greeting },
        update: { role, ...greeting },
      });
      return personId;
    },
    digestsIn: (place) => shownIn(s, place).filter((card) => isDigest(card)),
    preview: (who = fay) => {
      const card = shownIn(s, who).findLast(
        (one) => wordsOf(one).includes('digest of Licensing') || wordsOf(one).includes('The next digest'),
      );
      if (!card) throw new Error(`nothing of a digest among:\n${shownIn(s, who).map(wordsOf).join('\n--\n')}`);
      return card;
    },
    digest: () => s.prisma.digest.findFirstOrThrow({ where: { communityId: community }, orderBy: { week: 'desc' } }),
  };
}

/** Cards that stand with somebody or somewhere. */
export const shownIn = (s: Stage, to: Actor | Place): readonly Card[] =>
  (to.ref.platform === 'slack' ? s.slack : s.teams).posted
    .filter((one) => !one.removed && one.to.id === to.ref.id)
    .map((one) => one.card);

/** What was posted as a digest keeps its buttons or says that nothing is left of it. */
const isDigest = (card: Card): boolean =>
  buttonsOf(card).some(({ action }) => action === 'digests.useful') || wordsOf(card).includes('has been taken back');
