/** The story of a question, from asking to its mark, across two platforms. */
import { expect, test } from 'vitest';
import { ChatError } from '../core/chat.ts';
import { plain } from '../core/text.ts';
import type { Posted } from '../testing/fake-chat.ts';
import { story } from '../testing/story.ts';
import { buttonsOf, wordsOf } from '../testing/words-of.ts';

const idOf = (posted: Posted | undefined): string =>
  posted ? (buttonsOf(posted.card).find((button) => button.action === 'questions.answer')?.value ?? '') : '';
const visible = (posted: readonly Posted[]): Posted[] => posted.filter((one) => !one.removed);

test('a question asked in Teams is answered in Slack, and both threads stay in step', async () => {
  const { s, asha, ben, teamsChannel, slackChannel } = await story();

  // Asha mentions the bot in her channel.
  const asked = await s.say(asha, teamsChannel, 'Who has a policy for pavement licences?', { addressed: true });
  expect(asked.reply).toEqual({ kind: 'nothing' });
  await s.settle();

  // A card under her own message says so, and Ben's channel has the question.
  expect(s.teams.posted).toHaveLength(1);
  expect(s.teams.posted[0]?.to).toEqual(asked.message);
  expect(JSON.stringify(s.teams.posted[0]?.card.blocks)).not.toContain('pavement');
  expect(s.slack.posted).toHaveLength(1);
  const root = s.slack.posted[0] ?? never();
  expect(root.to).toEqual(slackChannel.ref);
  expect(wordsOf(root.card)).toContain('Asha Verma · Ashcombe Council · Microsoft Teams');
  expect(wordsOf(root.card)).toContain('Who has a policy for pavement licences?');
  expect(wordsOf(root.card)).toContain('Open: no answer yet');

  // Ben replies in the thread.
  await s.say(ben, slackChannel, [{ run: 'text', text: 'We do', style: { bold: true } }], { thread: root.ref });
  await s.settle();
  const inTeams = s.teams.posted.filter((one) => one.to.kind === 'message');
  expect(inTeams).toHaveLength(2);
  const mirrored = inTeams[1] ?? never();
  expect(mirrored.to).toEqual(asked.message);
  expect(wordsOf(mirrored.card)).toContain('Ben Carter · Brackenford Council · Slack');
  expect(mirrored.card.blocks).toContainEqual({
    block: 'text',
    as: 'body',
    text: [{ run: 'text', text: 'We do', style: { bold: true } }],
  });
  // Not back into the thread where it was written.
  expect(s.slack.posted).toHaveLength(1);
  expect(wordsOf(root.card)).toContain('1 answer, none marked yet');

  // Asha is told once, in private, and says that it answered her question.
  const notices = s.teams.posted.filter((one) => one.to.kind === 'user');
  expect(notices).toHaveLength(1);
  const notice = notices[0] ?? never();
  expect(notice.to).toEqual(asha.ref);
  const useful = buttonsOf(notice.card).find((button) => button.action === 'questions.useful') ?? never();
  await s.press(asha, s.private(asha), useful.action, useful.value, notice.ref);
  await s.settle();
  expect(wordsOf(root.card)).toContain('Answered by Ben Carter, Brackenford Council');
  expect(wordsOf(s.teams.posted[0]?.card ?? never())).toContain('Answered by Ben Carter, Brackenford Council');
  expect(wordsOf(mirrored.card)).toContain('This answered it.');
  // Ben is thanked.
  expect(
    s.slack.posted
      .filter((one) => one.to.kind === 'user')
      .map((one) => wordsOf(one.card))
      .join(),
  ).toContain('Thank you');

  // And takes it back.
  await s.press(asha, s.private(asha), 'questions.unaccept', idOf(root), notice.ref);
  await s.settle();
  expect(wordsOf(root.card)).toContain('1 answer, none marked yet');
  expect(wordsOf(mirrored.card)).not.toContain('This answered it.');
});

test("the asker's own replies are mirrored and never count as answers", async () => {
  const { s, asha, teamsChannel } = await story();
  const asked = await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  await s.settle();
  await s.say(asha, teamsChannel, 'For small venues, I mean', { thread: asked.message });
  await s.settle();
  expect(s.slack.posted).toHaveLength(2);
  expect(wordsOf(s.slack.posted[1]?.card ?? never())).toContain('small venues');
  expect(buttonsOf(s.slack.posted[1]?.card ?? never())).toEqual([]);
  expect(wordsOf(s.slack.posted[0]?.card ?? never())).toContain('Open: no answer yet');
  expect(s.teams.posted.filter((one) => one.to.kind === 'user')).toEqual([]);
});

test('edits and deletions follow, whatever order they arrive in', async () => {
  const { s, asha, ben, teamsChannel, slackChannel } = await story();
  const asked = await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  await s.settle();
  const root = s.slack.posted[0] ?? never();

  // The question's own message is edited.
  const said = { message: asked.message, thread: asked.message, author: asha.ref, files: [], link: '' };
  await s.bring(
    s.event(asha, teamsChannel, {
      kind: 'edited',
      addressed: true,
      said: { ...said, text: 'Who really knows?', version: '000900' },
    }),
  );
  await s.settle();
  expect(wordsOf(root.card)).toContain('Who really knows?');
  // An older edit that comes late changes nothing.
  await s.bring(
    s.event(asha, teamsChannel, {
      kind: 'edited',
      addressed: true,
      said: { ...said, text: 'Stale', version: '000800' },
    }),
  );
  await s.settle();
  expect(wordsOf(root.card)).toContain('Who really knows?');

  // An edit overtakes the creation of its reply.
  const message = { kind: 'message', platform: 'slack', id: 'r1', key: 'r1' } as const;
  const reply = { message, thread: root.ref, author: ben.ref, files: [], link: 'https://chat.example/r1' };
  await s.bring(
    s.event(ben, slackChannel, {
      kind: 'edited',
      addressed: false,
      said: { ...reply, text: 'Second thoughts', version: '2' },
    }),
  );
  await s.bring(
    s.event(ben, slackChannel, {
      kind: 'message',
      addressed: false,
      said: { ...reply, text: 'First thoughts', version: '1' },
    }),
  );
  await s.settle();
  const mirrors = () =>
    visible(s.teams.posted)
      .filter((one) => one.to.kind === 'message')
      .slice(1);
  expect(
    mirrors()
      .map((one) => wordsOf(one.card))
      .join(),
  ).toContain('Second thoughts');
  expect(mirrors()).toHaveLength(1);

  // It is deleted: out of every thread, the notice too, and the state is true again.
  await s.bring(s.event(ben, slackChannel, { kind: 'deleted', message, thread: root.ref, version: '3' }));
  await s.settle();
  expect(mirrors()).toEqual([]);
  expect(visible(s.teams.posted).filter((one) => one.to.kind === 'user')).toEqual([]);
  expect(wordsOf(root.card)).toContain('Open: no answer yet');
  expect(await s.prisma.reply.findMany({ where: { key: 'r1' }, select: { text: true } })).toEqual([{ text: '' }]);

  // A deletion overtakes the creation of another.
  const gone = { kind: 'message', platform: 'slack', id: 'r2', key: 'r2' } as const;
  await s.bring(s.event(ben, slackChannel, { kind: 'deleted', message: gone, thread: root.ref, version: '5' }));
  await s.bring(
    s.event(ben, slackChannel, {
      kind: 'message',
      addressed: false,
      said: { ...reply, message: gone, text: 'Never mind', version: '4' },
    }),
  );
  await s.settle();
  expect(await s.prisma.reply.count({ where: { key: 'r2' } })).toBe(0);

  // The question itself is deleted: withdrawn, its words gone everywhere.
  await s.bring(
    s.event(asha, teamsChannel, { kind: 'deleted', message: asked.message, thread: asked.message, version: '6' }),
  );
  await s.settle();
  expect(wordsOf(root.card)).toContain('Withdrawn');
  expect(wordsOf(root.card)).not.toContain('Who really knows?');
});

test('a delivery repeated has one effect, and one that is not ours leaves no row', async () => {
  const { s, asha, ben, teamsChannel, slackChannel } = await story();
  const asked = await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  await s.say(asha, teamsChannel, 'Who knows?', {
    addressed: true,
    said: { message: asked.message, thread: asked.message },
  });
  await s.settle();
  expect(s.slack.posted).toHaveLength(1);
  const before = await s.prisma.delivery.count();
  const stray = await s.say(ben, slackChannel, 'Lunch?', { addressed: false });
  expect(stray.reply).toBeNull();
  expect(await s.prisma.delivery.count()).toBe(before);
  expect(await s.prisma.delivery.count({ where: { body: { not: null } } })).toBe(0);
});

test('a private question is kept as a draft until its community is chosen', async () => {
  const { s, asha, community } = await story();
  const { reply } = await s.say(asha, s.private(asha), 'Who knows?');
  if (reply?.kind !== 'tell') throw new Error('told a card');
  const post = buttonsOf(reply.card).find((button) => button.action === 'questions.post') ?? never();
  expect(post.label).toBe('Licensing');
  expect(post.value.endsWith(community)).toBe(true);
  await s.settle();
  expect(s.slack.posted).toEqual([]);
  const answer = await s.press(asha, s.private(asha), post.action, post.value);
  expect(answer?.kind).toBe('replace');
  await s.settle();
  expect(s.slack.posted).toHaveLength(1);
  // One question, in both channels and in the asker's private chat; pressing again posts nothing more.
  expect(s.teams.posted.map((one) => one.to.kind).sort()).toEqual(['conversation', 'user']);
  await s.press(asha, s.private(asha), post.action, post.value);
  await s.settle();
  expect(s.slack.posted).toHaveLength(1);
});

test('a form asks, and says by field what is missing', async () => {
  const { s, ben, community, slackChannel } = await story();
  const opened = await s.command(ben, slackChannel, 'ask');
  if (opened?.kind !== 'ask') throw new Error('opened a form');
  expect(opened.form.fields[0]).toMatchObject({ field: 'choice', value: community });
  const refused = await s.submit(ben, slackChannel, 'questions.ask', '', { community });
  expect(refused).toMatchObject({ kind: 'invalid', problems: { text: 'Please write your question.' } });
  const done = await s.submit(ben, slackChannel, 'questions.ask', '', { community, text: 'Who knows?' });
  expect(done?.kind).toBe('tell');
  await s.settle();
  expect(s.teams.posted).toHaveLength(1);
});

test('an answer from the form is in every thread', async () => {
  const { s, asha, ben, teamsChannel, slackChannel } = await story();
  await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  await s.settle();
  const question = idOf(s.slack.posted[0]);
  const form = await s.press(ben, slackChannel, 'questions.answer', question);
  if (form?.kind !== 'ask') throw new Error('opened a form');
  await s.submit(ben, slackChannel, form.form.form, form.form.context, { text: 'I do' });
  await s.settle();
  for (const chat of [s.slack, s.teams]) {
    expect(chat.posted.filter((one) => one.to.kind === 'message' && wordsOf(one.card).includes('I do'))).toHaveLength(
      1,
    );
  }
});

test('only the asker or a facilitator marks an answer', async () => {
  const { s, asha, ben, fay, teamsChannel, slackChannel } = await story();
  const asked = await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  await s.settle();
  const root = s.slack.posted[0] ?? never();
  await s.say(ben, slackChannel, 'I do', { thread: root.ref });
  await s.settle();
  const choose = await s.press(ben, slackChannel, 'questions.choose', idOf(root));
  expect(choose).toMatchObject({
    kind: 'tell',
    card: { summary: expect.stringContaining('Only the person who asked') },
  });
  const form = await s.press(fay, teamsChannel, 'questions.choose', idOf(root));
  if (form?.kind !== 'ask') throw new Error('opened a form');
  const field = form.form.fields[0];
  if (field?.field !== 'choice') throw new Error('a choice');
  await s.submit(fay, teamsChannel, form.form.form, form.form.context, { reply: field.options[0]?.value ?? '' });
  await s.settle();
  expect(wordsOf(root.card)).toContain('Answered by Ben Carter');
  expect(plain(asked.message.id)).toBeTruthy();
});

test('somebody of an organisation that does not share the community sees and does nothing', async () => {
  const { s, asha, teamsChannel } = await story();
  await s.workspace('slack', 'elsewhere', 'Elsewhere Council');
  const eve = s.actor('slack', 'elsewhere', 'Eve Stone');
  await s.say(asha, teamsChannel, 'Who knows a secret?', { addressed: true });
  await s.settle();
  const question = idOf(s.slack.posted[0]);
  for (const action of ['questions.answer', 'questions.choose', 'questions.unaccept', 'questions.withdraw']) {
    const reply = await s.press(eve, s.private(eve), action, question);
    expect(reply).toMatchObject({ kind: 'tell', card: { summary: expect.stringContaining('not there any more') } });
  }
  const answered = await s.submit(eve, s.private(eve), 'questions.answer', question, { text: 'Me' });
  expect(answered).toMatchObject({ kind: 'invalid' });
  const found = await s.bring(
    s.event(eve, s.private(eve), { kind: 'search', of: 'questions', query: 'secret', by: 'compose' }),
  );
  expect(found).toEqual({ kind: 'results', results: [] });
  await s.settle();
  expect(s.teams.posted.filter((one) => one.to.kind === 'message')).toHaveLength(1);
});

test('a guest finds nothing of communities that they were not taken into', async () => {
  const { s, asha, teamsChannel, community } = await story();
  await s.say(asha, teamsChannel, 'Who knows a secret?', { addressed: true });
  await s.settle();
  const gil = s.actor('teams', 'ashcombe', 'Gil Guest');
  s.teams.profiles.set(gil.ref.id, { name: gil.name, active: true, guest: true, external: false });
  const find = () =>
    s.bring(s.event(gil, s.private(gil), { kind: 'search', of: 'questions', query: 'secret', by: 'compose' }));
  expect(await find()).toEqual({ kind: 'results', results: [] });
  const { personId } = await s.prisma.identity.findFirstOrThrow({ where: { ref: gil.ref.id } });
  await s.prisma.membership.create({
    data: { communityId: community, personId, role: 'member', joinedAt: s.clock.now() },
  });
  expect(await find()).toMatchObject({ results: [{ title: 'Who knows a secret?' }] });
});

test('a channel that is gone fails alone; a busy one is waited for, in order', async () => {
  const { s, asha, teamsChannel, slackChannel } = await story();
  s.slack.failNext('post', new ChatError('busy', 'ratelimited', 30_000));
  await s.say(asha, teamsChannel, 'First?', { addressed: true });
  await s.say(asha, teamsChannel, 'Second?', { addressed: true });
  await s.settle();
  expect(s.slack.posted).toEqual([]);
  expect(s.teams.posted).toHaveLength(2);
  s.clock.pass(31_000);
  await s.settle();
  expect(s.slack.posted.map((one) => wordsOf(one.card).includes('First?'))).toEqual([true, false]);
  s.slack.failNext('post', new ChatError('gone', 'is_archived'));
  await s.say(asha, teamsChannel, 'Third?', { addressed: true });
  await s.say(asha, teamsChannel, 'Fourth?', { addressed: true });
  await s.settle();
  const inSlack = s.slack.posted.filter((one) => one.to.id === slackChannel.ref.id).map((one) => wordsOf(one.card));
  expect(inSlack.some((words) => words.includes('Third?'))).toBe(false);
  expect(inSlack.some((words) => words.includes('Fourth?'))).toBe(true);
});

function never(): never {
  throw new Error('not there');
}
