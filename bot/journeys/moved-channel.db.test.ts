/** A private channel of Slack gets another id when it is to be shared with another organisation: it is taken out, and what is known of it goes on under the new id. */
import { beforeEach, expect, test } from 'vitest';
import { type Apps, app, apps } from '../testing/apps.ts';
import { licensing } from '../testing/licensing.ts';
import { type Actor, type Place, type Stage, stage } from '../testing/stage.ts';
import { wordsOf } from '../testing/words-of.ts';

const ashcombe = app('ashcombe', 'Ashcombe Council');
const OLD = 'G0OLD';
const NEW = 'C0NEW';
const ROOT = '1795424400.000100';

let s: Stage;
let all: Apps;
let teamsChannel: Place;
let fay: Actor;

/** Asha asks in Ashcombe's private channel and answers herself; Cedar's channel in Teams has the mirror. */
beforeEach(async () => {
  s = await stage();
  all = await apps(s);
  await all.connect(ashcombe);
  await s.workspace('teams', 'cedar', 'Cedar Housing');
  const asha = s.actor('slack', ashcombe.team, 'U0ASHA');
  fay = s.actor('teams', 'cedar', 'Fay Olsen');
  for (const one of [asha, fay]) await s.command(one, s.private(one), 'help');
  teamsChannel = s.channel('teams', 'cedar', 'Licensing');
  await licensing(s, fay, [
    { ref: s.channel('slack', ashcombe.team, OLD).ref, name: 'leads' },
    { ref: teamsChannel.ref, name: 'Licensing' },
  ]);
  await hear(said(OLD, ROOT, `<@${ashcombe.bot}> Who weighs lorries?`));
  await hear(said(OLD, ts(1), 'The weighbridge does.', { thread_ts: ROOT }));
  await s.settle();
}, 60_000);

const ts = (number: number): string => `1795424500.${String(number).padStart(6, '0')}`;
const said = (channel: string, at: string, text: string, more = {}) => ({
  type: 'message',
  channel,
  channel_type: 'group',
  user: 'U0ASHA',
  team: ashcombe.team,
  user_team: ashcombe.team,
  text,
  ts: at,
  ...more,
});
const hear = async (inner: object): Promise<void> => {
  expect(await all.tell(ashcombe, all.event(ashcombe, { ...inner }))).toBe(200);
};
const moves = () => hear({ type: 'channel_id_changed', old_channel_id: OLD, new_channel_id: NEW, event_ts: ts(2) });
const mirrored = () =>
  s.teams.posted.filter((one) => !one.removed && one.to.kind !== 'user').map((one) => wordsOf(one.card));
/** Everything that is kept of the old id, but for what has happened. */
const left = async () => {
  const { prisma } = s;
  const rows = [
    await prisma.channel.findMany(),
    await prisma.thread.findMany(),
    await prisma.question.findMany({ omit: { sourceLink: true } }),
    await prisma.reply.findMany({ omit: { link: true } }),
    await prisma.outgoing.findMany({ omit: { seq: true, card: true } }),
  ];
  return rows.flat().filter((row) => JSON.stringify(row).includes(OLD));
};

test('it is taken out of the community, what is known of it has the new id, and the facilitator is told', async () => {
  await moves();
  await moves();
  await s.settle();
  expect(await left()).toEqual([]);
  expect(await s.prisma.channel.findFirst({ where: { platform: 'slack' } })).toMatchObject({
    id: '00000000-0000-7000-8000-000000000010',
    ref: `${ashcombe.team}/${NEW}`,
    goneAt: expect.any(Date),
  });
  const there = () => s.slack.posted.filter(({ to }) => to.id.includes(NEW)).map(({ card }) => wordsOf(card));
  expect(there()).toEqual([expect.stringContaining('no longer part of Licensing')]);
  const told = s.teams.posted.filter(({ to }) => to.id === fay.ref.id).map(({ card }) => wordsOf(card));
  expect(
    told.filter((words) => words.includes('other organisations can be let into, so I took it out of Licensing')),
  ).toHaveLength(1);

  // What is said there is said to whoever was let in, and goes no further.
  await hear(said(NEW, ts(3), 'On Mondays alone.', { thread_ts: ROOT }));
  await s.settle();
  expect(mirrored().join()).not.toContain('On Mondays alone.');
  // What its author takes back is gone everywhere.
  const gone = { deleted_ts: ts(1), previous_message: said(NEW, ts(1), 'The weighbridge does.', { thread_ts: ROOT }) };
  expect(mirrored().join()).toContain('The weighbridge does.');
  await hear({ ...said(NEW, ts(5), ''), subtype: 'message_deleted', event_ts: ts(5), ...gone });
  await s.settle();
  expect(mirrored().join()).not.toContain('The weighbridge does.');

  // What is answered elsewhere is not shown there.
  const root = s.teams.posted.find(({ card }) => wordsOf(card).includes('Who weighs lorries?'));
  if (!root) throw new Error('the question was not mirrored');
  await s.say(fay, teamsChannel, 'Cedar has a bridge too.', { thread: root.ref });
  await s.settle();
  const brought = s.slack.posted.filter(({ to }) => to.kind !== 'user').map(({ card }) => wordsOf(card));
  expect(brought.join()).not.toContain('Cedar has a bridge too.');
});

test('a card of ours is known where it stands now, and what was refused under the old id is not shown under the new one', async () => {
  const { prisma } = s;
  await s.say(fay, teamsChannel, 'Who weighs trains?', { addressed: true });
  await s.settle();
  const { ref } = s.slack.posted.find(({ card }) => wordsOf(card).includes('Who weighs trains?')) ?? {};
  if (!ref) throw new Error('the question was not mirrored');
  // As Slack names it.
  const card = await prisma.outgoing.findFirstOrThrow({ where: { remoteKey: ref.key } });
  const [key, remoteKey] = [`${OLD}/${ts(6)}`, `${NEW}/${ts(6)}`];
  await prisma.outgoing.update({
    where: { id: card.id },
    data: { remoteId: `${ashcombe.team}/${key}`, remoteKey: key },
  });
  await prisma.thread.update({ where: { platform_key: { platform: 'slack', key: ref.key } }, data: { key } });
  const refused = await prisma.outgoing.findFirstOrThrow({
    where: { lane: { contains: OLD }, view: { not: null }, id: { not: card.id } },
  });
  await prisma.outgoing.update({
    where: { id: refused.id },
    data: { state: 'failed', remoteId: null, remoteKey: null },
  });
  await moves();
  await s.settle();
  expect(await prisma.outgoing.findUniqueOrThrow({ where: { id: card.id } })).toMatchObject({
    remoteId: `${ashcombe.team}/${remoteKey}`,
    remoteKey,
    lane: `slack/conversation/${ashcombe.team}/${NEW}`,
    destination: `slack/conversation/${ashcombe.team}/${NEW}`,
  });
  expect((await prisma.outgoing.findUniqueOrThrow({ where: { id: refused.id } })).state).not.toBe('shown');
});

test('what was said in the thread before anybody knew of the new id may be an outsider’s, and is not looked for', async () => {
  const { read: threads } = s.slack;
  threads.length = 0;
  await hear(said(NEW, ts(3), 'On Mondays alone.', { thread_ts: ROOT }));
  await moves();
  await s.mend();
  await s.settle();
  expect(threads).toEqual([]);
  expect(mirrored().join()).not.toContain('On Mondays alone.');
});

test('while a message from there is being brought or was not acted on yet, it waits', async () => {
  const { prisma } = s;
  const channel = () => prisma.channel.findFirstOrThrow({ where: { platform: 'slack' } });
  const waiting = { id: 'slack/message/waiting', kind: 'message', connection: 'ashcombe', receivedAt: s.clock.now() };
  await prisma.delivery.create({ data: { ...waiting, state: 'stored', dueAt: s.clock.now(), key: `slack/${OLD}/9` } });
  await moves();
  expect(await channel()).toMatchObject({ ref: `${ashcombe.team}/${OLD}`, goneAt: null });
  await prisma.delivery.delete({ where: { id: waiting.id } });

  const sending = await prisma.outgoing.findFirstOrThrow({ where: { lane: { contains: OLD } } });
  await prisma.outgoing.update({ where: { id: sending.id }, data: { state: 'sending' } });
  const again = async () => {
    s.clock.pass(15_001);
    for (const id of await s.inbox.due(s.clock.now(), 10)) await s.bot.resume(id);
  };
  await again();
  expect(await channel()).toMatchObject({ ref: `${ashcombe.team}/${OLD}`, goneAt: null });
  await prisma.outgoing.update({ where: { id: sending.id }, data: { state: sending.state } });
  await again();
  expect(await channel()).toMatchObject({ ref: `${ashcombe.team}/${NEW}`, goneAt: expect.any(Date) });
});

test('where the new id was bound anew already, that stays; alarms go on to it, and nobody else can move a channel', async () => {
  const { prisma } = s;
  const setting = { key: 'operator channel', value: `slack/${ashcombe.team}/${OLD}`, updatedAt: s.clock.now() };
  await prisma.setting.create({ data: setting });
  const other = app('brackenford', 'Brackenford Council');
  await all.connect(other);
  s.clock.pass(3_001);
  const event = all.event(other, { type: 'channel_id_changed', old_channel_id: OLD, new_channel_id: 'C0THEFT' });
  expect(await all.tell(other, event)).toBe(200);
  await s.settle();
  expect(JSON.stringify(await left())).not.toContain('C0THEFT');
  expect((await left()).length).toBeGreaterThan(4);

  const row = await prisma.channel.findFirstOrThrow({ where: { platform: 'slack' } });
  expect(row.goneAt).toBeNull();
  const anew = { ...row, id: '00000000-0000-7000-8000-000000000013', ref: `${ashcombe.team}/${NEW}`, name: 'anew' };
  await prisma.channel.create({ data: anew });
  await moves();
  await s.settle();
  expect((await prisma.channel.findUniqueOrThrow({ where: { id: row.id } })).goneAt).not.toBeNull();
  expect(await prisma.channel.findUniqueOrThrow({ where: { id: anew.id } })).toMatchObject({ goneAt: null });
  expect(await prisma.setting.findFirst()).toMatchObject({ value: `slack/${ashcombe.team}/${NEW}` });
});
