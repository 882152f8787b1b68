/** What may become of an answer after something was drafted from it. */
import type { Told } from './told.ts';

type Change = readonly [name: string, change: (all: Told) => Promise<unknown>];

const answerOf = async ({ s }: Told) => s.prisma.reply.findFirstOrThrow({ orderBy: { createdAt: 'asc' } });

export const changesOf: readonly Change[] = [
  [
    'edited',
    async (all) => {
      const { s, asha, teamsChannel } = all;
      const { key } = await answerOf(all);
      const message = { kind: 'message' as const, platform: 'teams', id: key, key };
      const thread = s.teams.posted[0]?.ref;
      if (!thread) throw new Error('not posted');
      const said = {
        message,
        thread,
        author: asha.ref,
        text: 'Nothing to say about that.',
        files: [],
        version: '9',
        link: '',
      };
      await s.bring(s.event(asha, teamsChannel, { kind: 'edited', said, addressed: false }));
    },
  ],
  [
    'deleted',
    async (all) => {
      const { s, asha, teamsChannel } = all;
      const { key } = await answerOf(all);
      const message = { kind: 'message' as const, platform: 'teams', id: key, key };
      await s.bring(s.event(asha, teamsChannel, { kind: 'deleted', message, thread: message, version: '9' }));
    },
  ],
  [
    'withdrawn',
    async (all) => {
      const { s, ben } = all;
      const { id } = await s.prisma.question.findFirstOrThrow({ where: { state: 'answered' } });
      await s.press(ben, s.private(ben), 'questions.withdraw', id);
    },
  ],
  [
    'not to be read any more',
    async (all) => {
      const { s, community } = all;
      await s.prisma.membership.deleteMany({ where: { communityId: community } });
      await s.prisma.community.update({ where: { id: community }, data: { access: 'request' } });
      const rows = await s.prisma.draftedAnswer.findMany();
      // Whoever changed it so had it drawn again.
      await s.prisma.outgoing.updateMany({
        where: { subject: { in: rows.map(({ id }) => `drafted:${id}`) } },
        data: { wanted: { increment: 1 }, state: 'owed', dueAt: s.clock.now() },
      });
    },
  ],
];
