/** Replies and questions that begin with the name of a command are replies and questions; commands stay commands. */
import { expect, test } from 'vitest';
import { plain, type Text } from '../core/text.ts';
import { story } from '../testing/story.ts';
import { toldBy } from '../testing/town.ts';
import { wordsOf } from '../testing/words-of.ts';

test.each(['leave it to the county', 'Join the queue', 'help', 'bind licensing', 'Ask your county'])(
  'a reply that mentions the bot and says %j is mirrored, and is no command',
  async (words) => {
    const { s, asha, ben, teamsChannel, slackChannel, community } = await story();
    await s.say(asha, teamsChannel, 'What should I do?', { addressed: true });
    await s.settle();
    const root = s.slack.posted[0] ?? never();
    const { reply } = await s.say(ben, slackChannel, words, { thread: root.ref, addressed: true });
    expect(reply).toEqual({ kind: 'nothing' });
    await s.settle();
    const mirrored = s.teams.posted.filter((one) => one.to.kind === 'message').map((one) => wordsOf(one.card));
    expect(mirrored.join()).toContain(words);
    expect(await s.prisma.question.count()).toBe(1);
    expect(await s.prisma.membership.count({ where: { communityId: community } })).toBe(1);
  },
);

test('in a thread of other people’s, and in one of a channel that was taken out, a command is a command', async () => {
  const { s, asha, ben, teamsChannel, slackChannel } = await story();
  const thread = { kind: 'message', platform: 'slack', id: 't1', key: 't1' } as const;
  const here = { thread, addressed: true };
  expect(toldBy((await s.say(ben, slackChannel, 'join licensing', here)).reply)).toContain('Welcome to Licensing');
  await s.say(asha, teamsChannel, 'What should I do?', { addressed: true });
  await s.settle();
  const root = s.slack.posted.at(-1) ?? never();
  await s.prisma.channel.updateMany({ where: { platform: 'slack' }, data: { goneAt: s.clock.now() } });
  const bound = await s.say(ben, slackChannel, 'unbind', { thread: root.ref, addressed: true });
  expect(toldBy(bound.reply)).toContain('belongs to no community');
});

const asked = async (s: Awaited<ReturnType<typeof story>>['s']): Promise<string[]> =>
  (await s.prisma.question.findMany({ orderBy: { createdAt: 'asc' } })).map(({ text }) => plain(text as Text));

test.each([
  'leave entitlement for term-time staff',
  'join two tables in one report',
  'code enforcement when the owner is abroad',
])('%j in a channel is asked, since it names no community', async (words) => {
  const { s, ben, slackChannel } = await story();
  const { reply } = await s.say(ben, slackChannel, words, { addressed: true });
  expect(reply).toEqual({ kind: 'nothing' });
  expect(await asked(s)).toEqual([words]);
});

test('what names a community, or can only be a name, is a command', async () => {
  const { s, ben, slackChannel, community } = await story();
  await s.prisma.community.update({
    where: { id: community },
    data: { name: 'Leave for Term-time Staff', nameKey: 'leave for term time staff' },
  });
  const say = async (words: string) => toldBy((await s.say(ben, slackChannel, words, { addressed: true })).reply);
  expect(await say('join leave for term-time staff')).toContain('Welcome to Leave for Term-time Staff');
  expect(await say('leave leave for term-time staff')).toContain('You have left');
  expect(await say('join street trading officers')).toContain('no community for “street trading officers”');
  expect(await say('communities in our county')).toContain('No community that you can see matches');
  expect(await asked(s)).toEqual([]);
});

test('a question that begins with Ask keeps its first word, and an edit of it too', async () => {
  const { s, asha, teamsChannel } = await story();
  const first = await s.say(asha, teamsChannel, 'Ask your county for the form, or is that wrong?', { addressed: true });
  expect(await asked(s)).toEqual(['Ask your county for the form, or is that wrong?']);
  const said = { message: first.message, thread: first.message, author: asha.ref, files: [], link: '' };
  const edit = (text: string, version: string) =>
    s.bring(s.event(asha, teamsChannel, { kind: 'edited', addressed: true, said: { ...said, text, version } }));
  await edit('Ask your county, or is that wrong?', '000900');
  expect(await asked(s)).toEqual(['Ask your county, or is that wrong?']);
  // The command's own word is taken out of an edit as it was of the question.
  await edit('ask Who still has the form?', '000901');
  expect(await asked(s)).toEqual(['Who still has the form?']);
});

function never(): never {
  throw new Error('not there');
}
