/** Nothing lost, nothing doubled: what becomes of deliveries and messages when a process dies in the middle. */
import { expect, test } from 'vitest';
import { story } from '../testing/story.ts';
import { wordsOf } from '../testing/words-of.ts';
import { ChatError } from './chat.ts';
import { refKey } from './ref.ts';

test('a message posted by a sender that died before writing so is found, not posted again', async () => {
  const { s, asha, teamsChannel, slackChannel } = await story();
  await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  const lane = refKey(slackChannel.ref);
  const now = s.clock.now();
  // A sender takes the row, posts it and dies.
  expect(await s.outbox.take(lane, 'dead', now, 60_000)).toBe(true);
  const row = await s.outbox.next(lane, now, new Date(now.getTime() + 60_000));
  if (!row) throw new Error('a row');
  const sent = await s.slack.post(slackChannel.ref, { summary: 'x', blocks: [] }, { row: row.id });

  // Until its lease has ended and a little longer, nobody touches the lane.
  await s.settle();
  s.clock.pass(65_000);
  await s.settle();
  expect(s.slack.posted).toHaveLength(1);
  expect(s.slack.posted[0]?.card.summary).toBe('x');

  s.clock.pass(6_000);
  await s.settle();
  expect(s.slack.posted).toHaveLength(1);
  expect(wordsOf(s.slack.posted[0]?.card ?? { summary: '', blocks: [] })).toContain('Who knows?');
  expect(await s.prisma.outgoing.findFirst({ where: { id: row.id } })).toMatchObject({
    state: 'shown',
    remoteKey: sent.key,
  });
});

test('a message taken by a sender that died before posting is posted once', async () => {
  const { s, asha, teamsChannel, slackChannel } = await story();
  await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  const lane = refKey(slackChannel.ref);
  const now = s.clock.now();
  await s.outbox.take(lane, 'dead', now, 60_000);
  await s.outbox.next(lane, now, new Date(now.getTime() + 60_000));
  s.clock.pass(71_000);
  await s.settle();
  expect(s.slack.posted).toHaveLength(1);
});

test('edits while a message is being sent fold together and are shown', async () => {
  const { s, asha, ben, teamsChannel, slackChannel } = await story();
  const asked = await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  await s.settle();
  const root = s.slack.posted[0];
  if (!root) throw new Error('a root');
  const lane = refKey(slackChannel.ref);
  const edit = (text: string, version: string) =>
    s.bring(
      s.event(asha, teamsChannel, {
        kind: 'edited',
        addressed: true,
        said: { message: asked.message, thread: asked.message, author: asha.ref, files: [], link: '', text, version },
      }),
    );
  await edit('Second', '000500');
  const now = s.clock.now();
  await s.outbox.take(lane, 'slow', now, 60_000);
  const row = await s.outbox.next(lane, now, new Date(now.getTime() + 60_000));
  if (!row?.remote) throw new Error('a row that was posted');
  await edit('Third', '000600');
  await edit('Fourth', '000700');
  await s.outbox.end(row, { done: 'shown', remote: row.remote }, now);
  await s.outbox.release(lane, 'slow', now);
  const calls = s.slack.calls;
  await s.settle();
  expect(wordsOf(root.card)).toContain('Fourth');
  expect(s.slack.calls - calls).toBe(1);
  expect(ben.name).toBeTruthy();
});

test('an accepted delivery whose process died is taken up by another, once, and answered in private', async () => {
  const { s, asha, teamsChannel, ben, slackChannel } = await story();
  const message = { kind: 'message', platform: 'teams', id: 'm1', key: 'm1' } as const;
  const said = { message, thread: message, author: asha.ref, text: 'Who knows?', files: [], version: '1', link: '' };
  const event = s.event(asha, teamsChannel, { kind: 'message', addressed: true, said }, 'message/m1');
  await s.bot.accept(event);
  // It is left to the process that accepted it for a while.
  expect(await s.inbox.due(s.clock.now(), 10)).toEqual([]);
  s.clock.pass(31_000);
  expect(await s.inbox.due(s.clock.now(), 10)).toEqual(['message/m1']);
  await Promise.all([s.bot.resume('message/m1'), s.bot.resume('message/m1')]);
  await s.bot.resume('message/m1');
  await s.settle();
  expect(s.slack.posted).toHaveLength(1);
  expect(await s.prisma.delivery.findUnique({ where: { id: 'message/m1' } })).toMatchObject({
    state: 'settled',
    body: null,
  });

  // A command's form cannot be opened any more: a private card has a button for it.
  await s.bot.accept(s.event(ben, slackChannel, { kind: 'command', name: 'ask', text: '' }, 'command/1'));
  await s.bot.resume('command/1');
  await s.settle();
  const told = s.slack.posted.find((one) => one.to.kind === 'user');
  expect(told?.to).toEqual(ben.ref);
  expect(JSON.stringify(told?.card)).toContain('core.again');
  const again = await s.press(ben, s.private(ben), 'core.again', 'command ask');
  expect(again?.kind).toBe('ask');

  // A form that could not be taken gives back what was typed.
  const community = (await s.prisma.community.findFirstOrThrow()).id;
  await s.bot.accept(
    s.event(
      ben,
      slackChannel,
      { kind: 'submission', form: 'questions.ask', context: '', values: { text: 'Long words' } },
      'form/1',
    ),
  );
  await s.bot.resume('form/1');
  await s.settle();
  expect(
    s.slack.posted
      .filter((one) => one.to.kind === 'user')
      .map((one) => wordsOf(one.card))
      .join(),
  ).toContain('Long words');
  expect(community).toBeTruthy();
});

test('a form that is refused may be sent again under the same id', async () => {
  const { s, ben, slackChannel, community } = await story();
  const submit = (values: Record<string, string>) =>
    s.bring(s.event(ben, slackChannel, { kind: 'submission', form: 'questions.ask', context: '', values }, 'view/1'));
  expect(await submit({ community })).toMatchObject({ kind: 'invalid' });
  expect(await s.prisma.delivery.count({ where: { id: 'view/1' } })).toBe(0);
  expect(await submit({ community, text: 'Who knows?' })).toMatchObject({ kind: 'tell' });
  expect(await submit({ community, text: 'Who knows?' })).toMatchObject({ kind: 'nothing' });
  await s.settle();
  expect(s.teams.posted).toHaveLength(1);
});

test('a fault leaves the delivery stored, tells the person its id, and is tried again until it is a dead letter', async () => {
  const { s, asha } = await story();
  // The table of drafts refuses to be written.
  await s.prisma.$executeRaw`ALTER TABLE question ADD COLUMN broken int NOT NULL`;
  const event = s.event(asha, s.private(asha), { kind: 'command', name: 'ask', text: 'Who knows?' }, 'command/9');
  await s.bot.accept(event);
  const told = await s.bot.handle(event);
  if (told.kind !== 'tell') throw new Error('told');
  const id = /reference ([0-9a-f]+)/.exec(told.card.summary)?.[1];
  expect(id).toBeTruthy();
  expect(s.faults.splice(0).join()).toContain(id);
  expect(await s.prisma.delivery.findUnique({ where: { id: 'command/9' } })).toMatchObject({
    state: 'stored',
    fault: id,
  });
  for (let attempt = 0; attempt < 12; attempt += 1) await s.bot.resume('command/9');
  expect(await s.prisma.delivery.findUnique({ where: { id: 'command/9' } })).toMatchObject({ state: 'dead' });
  expect(JSON.stringify(s.faults.splice(0))).not.toContain('Who knows');
});

test('a handler that takes too long says so and brings its result in private', async () => {
  const { s, asha, teamsChannel, ben, slackChannel } = await story();
  await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  await s.settle();
  const event = s.event(ben, slackChannel, { kind: 'command', name: 'questions', text: '' }, 'command/slow');
  await s.bot.accept(event);
  // Somebody holds the row that the handler needs.
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let taken: () => void = () => undefined;
  const isTaken = new Promise<void>((resolve) => {
    taken = resolve;
  });
  const blocked = s.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`LOCK TABLE question IN ACCESS EXCLUSIVE MODE`;
    taken();
    await held;
  });
  await isTaken;
  const reply = await s.bot.handle(event, { withinMs: 50 });
  expect(reply).toMatchObject({ kind: 'tell', card: { summary: expect.stringContaining('Still working') } });
  release();
  await blocked;
  await expect
    .poll(async () => (await s.prisma.delivery.findUnique({ where: { id: 'command/slow' } }))?.state, {
      timeout: 10_000,
    })
    .toBe('settled');
  await s.settle();
  expect(s.slack.posted.some((one) => one.to.kind === 'user' && wordsOf(one.card).includes('My questions'))).toBe(true);
});

test('a reply that is faster than the answer to our own post waits for it', async () => {
  const { s, asha, ben, teamsChannel, slackChannel } = await story();
  await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  const lane = refKey(slackChannel.ref);
  const now = s.clock.now();
  await s.outbox.take(lane, 'slow', now, 60_000);
  const row = await s.outbox.next(lane, now, new Date(now.getTime() + 60_000));
  if (!row) throw new Error('a row');
  const sent = await s.slack.post(slackChannel.ref, { summary: 'x', blocks: [] }, { row: row.id });
  // Ben answers before the sender has written down what it posted.
  const early = await s.say(ben, slackChannel, 'I do', { thread: sent });
  expect(early.reply).toEqual({ kind: 'nothing' });
  await s.outbox.end(row, { done: 'shown', remote: sent }, s.clock.now());
  await s.outbox.release(lane, 'slow', s.clock.now());
  s.clock.pass(20_000);
  for (const id of await s.inbox.due(s.clock.now(), 10)) await s.bot.resume(id);
  await s.settle();
  expect(s.teams.posted.some((one) => wordsOf(one.card).includes('I do'))).toBe(true);
});

test('nothing has happened in the future: it would be too early to be acted on until then', async () => {
  const { s, ben, slackChannel } = await story();
  for (const at of ['2999-01-01T00:00:00.000Z', '+275760-09-13T00:00:00.000Z']) {
    const event = s.event(ben, slackChannel, { kind: 'command', name: 'help', text: '' }, `command/${at}`);
    await s.bot.accept({ ...event, at });
    expect(await s.inbox.read(event.id)).toMatchObject({ at: s.clock.now().toISOString() });
  }
});

test('the ids of settled deliveries are forgotten after their time, no others', async () => {
  const { s, ben, slackChannel } = await story();
  await s.command(ben, slackChannel, 'help');
  await s.bot.accept(s.event(ben, slackChannel, { kind: 'command', name: 'help', text: '' }, 'command/kept'));
  s.clock.pass(73 * 3_600_000);
  const before = new Date(s.clock.now().getTime() - 72 * 3_600_000);
  expect(await s.inbox.forget(before, 1000)).toBeGreaterThan(0);
  expect(await s.prisma.delivery.findMany({ select: { id: true } })).toEqual([{ id: 'command/kept' }]);
});

test('a fact is followed once, in order, and again after a failure', async () => {
  const { s, asha, ben, teamsChannel, slackChannel } = await story();
  await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  await s.settle();
  const root = s.slack.posted[0];
  if (!root) throw new Error('a root');
  const said = await s.say(ben, slackChannel, 'I do', { thread: root.ref });
  await s.bring(s.event(ben, slackChannel, { kind: 'deleted', message: said.message, thread: root.ref, version: '9' }));
  await s.prisma.$executeRaw`ALTER TABLE reply RENAME TO reply_away`;
  await s.follower.follow();
  expect(s.faults.splice(0).join()).toContain('a fact could not be followed');
  await s.prisma.$executeRaw`ALTER TABLE reply_away RENAME TO reply`;
  s.clock.pass(31_000);
  await Promise.all([s.follower.follow(), s.follower.follow()]);
  // What follows from it is a fact of its own.
  await s.settle();
  expect(await s.prisma.factFollow.count()).toBe(0);
  expect(await s.prisma.reply.findFirst()).toMatchObject({ text: '' });
});

test('a fault that passes is tried again, one that stays is given up and said to a facilitator', async () => {
  const { s, asha, teamsChannel, fay } = await story();
  s.slack.failNext('post', new ChatError('fault', 'internal_error'));
  await s.say(asha, teamsChannel, 'First?', { addressed: true });
  await s.settle();
  s.clock.pass(11_000);
  await s.settle();
  expect(s.slack.posted).toHaveLength(1);
  s.slack.failNext('post', new ChatError('forbidden', 'not_in_channel'));
  await s.say(asha, teamsChannel, 'Second?', { addressed: true });
  await s.settle();
  const told = s.teams.posted.filter((one) => one.to.kind === 'user' && one.to.id === fay.ref.id);
  expect(told).toHaveLength(1);
});

test('what a database cannot keep does not lose the rest of a question', async () => {
  const { s, asha, teamsChannel } = await story();
  await s.say(asha, teamsChannel, 'Who\u0000 knows \ud800 about bins?', { addressed: true });
  await s.settle();
  expect(wordsOf(s.slack.posted[0]?.card ?? { summary: '', blocks: [] })).toContain('Who knows \ufffd about bins?');
});
