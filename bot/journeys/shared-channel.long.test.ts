/** A Slack Connect channel that two of our apps hear: everything in it has one effect, and neither app speaks for the other's people. */
import { beforeEach, describe, expect, test } from 'vitest';
import { billOf } from '../../adapters/slack/budget.ts';
import { createBudgets } from '../../prisma/budgets.ts';
import { type App, type Apps, app, apps } from '../testing/apps.ts';
import { licensing } from '../testing/licensing.ts';
import { type Actor, type Place, type Stage, stage } from '../testing/stage.ts';
import { wordsOf } from '../testing/words-of.ts';

const ashcombe = app('ashcombe', 'Ashcombe Council');
const brackenford = app('brackenford', 'Brackenford Council');
const SHARED = 'C0SHARED';
const ROOT = '1795424400.000100';
const MESSAGES = 200;

let s: Stage;
let all: Apps;
let teamsChannel: Place;
/** One of each organisation, in Slack. */
let people: Record<string, Actor>;

/** Asha of Ashcombe asks in the channel that Ashcombe bound; Cedar's channel in Teams has the mirror. */
beforeEach(async () => {
  s = await stage();
  all = await apps(s);
  await all.connect(ashcombe);
  await all.connect(brackenford);
  await s.workspace('teams', 'cedar', 'Cedar Housing');
  const fay = s.actor('teams', 'cedar', 'Fay Olsen');
  people = {
    asha: s.actor('slack', ashcombe.team, 'U0ASHA'),
    ben: s.actor('slack', brackenford.team, 'U0BEN'),
    fay,
  };
  for (const one of Object.values(people)) await s.command(one, s.private(one), 'help');
  const bound = s.channel('slack', ashcombe.team, SHARED);
  teamsChannel = s.channel('teams', 'cedar', 'Licensing');
  await licensing(s, fay, [
    { ref: bound.ref, name: 'shared' },
    { ref: teamsChannel.ref, name: 'Licensing' },
  ]);
  await deliver(ashcombe, { ...said('asha', ROOT, `<@${ashcombe.bot}> Who weighs lorries?`) });
  await s.settle();
  for (const chat of [s.slack, s.teams]) chat.posted.length = 0;
}, 60_000);

const ts = (number: number): string => `1795424500.${String(number).padStart(6, '0')}`;
const homeOf = (who: 'asha' | 'ben'): App => (who === 'asha' ? ashcombe : brackenford);
const said = (who: 'asha' | 'ben', at: string, text: string, more = {}) => ({
  type: 'message',
  channel: SHARED,
  channel_type: 'channel',
  user: who === 'asha' ? 'U0ASHA' : 'U0BEN',
  team: homeOf(who).team,
  user_team: homeOf(who).team,
  text,
  ts: at,
  ...more,
});
const reply = (who: 'asha' | 'ben', at: string, text: string) => said(who, at, text, { thread_ts: ROOT });
const edit = (who: 'asha' | 'ben', at: string, text: string, edited: string) => ({
  type: 'message',
  subtype: 'message_changed',
  channel: SHARED,
  channel_type: 'channel',
  message: { ...reply(who, at, text), edited: { user: 'x', ts: edited } },
  previous_message: reply(who, at, 'before'),
});
const deletion = (who: 'asha' | 'ben', at: string, channel = SHARED) => ({
  type: 'message',
  subtype: 'message_deleted',
  channel,
  channel_type: 'channel',
  deleted_ts: at,
  event_ts: ts(999_999),
  previous_message: reply(who, at, 'before'),
});
const deliver = (to: App, inner: object, shared = true) =>
  all.tell(to, all.event(to, { ...inner }, { is_ext_shared_channel: shared }));
const mirrored = () =>
  s.teams.posted.filter((one) => !one.removed && one.to.kind !== 'user').map((one) => wordsOf(one.card));

/** The same order for the same seed: Park and Miller's generator. */
function shuffled<T>(list: readonly T[], seed: number): T[] {
  let state = seed;
  const keyed = list.map((one) => {
    state = (state * 48_271) % 2_147_483_647;
    return { one, key: state };
  });
  return keyed.sort((a, b) => a.key - b.key).map(({ one }) => one);
}

test(`${MESSAGES} messages that both apps bring, each in its own order, have one effect each`, async () => {
  const messages = Array.from({ length: MESSAGES }, (_, at) => {
    const who = at % 3 === 0 ? 'asha' : 'ben';
    return { who, at: ts(at), text: `Answer number ${at}, over.` } as const;
  });
  const bring = async (to: App, seed: number): Promise<void> => {
    for (const { who, at, text } of shuffled(messages, seed)) expect(await deliver(to, reply(who, at, text))).toBe(200);
  };
  await Promise.all([bring(ashcombe, 7), bring(brackenford, 11)]);
  await s.settle();
  expect(await s.prisma.reply.count()).toBe(MESSAGES);
  const found = mirrored();
  for (const { text } of messages) expect(found.filter((words) => words.includes(text))).toHaveLength(1);
  // Not into the thread where they were written, whichever app heard them there.
  expect(s.slack.posted.filter((one) => one.to.kind !== 'user')).toEqual([]);
  expect(await s.prisma.reply.groupBy({ by: ['place'] })).toEqual([{ place: `${ashcombe.team}/${SHARED}` }]);
  // Both had a part in it, and nothing waits.
  const brought = await s.prisma.delivery.groupBy({ by: ['connection'], where: { kind: 'message' } });
  expect(brought.map(({ connection }) => connection)).toEqual(expect.arrayContaining(['ashcombe', 'brackenford']));
  expect(await s.prisma.delivery.count({ where: { state: { not: 'settled' } } })).toBe(0);

  // Every second is edited and every tenth deleted, told by both as well.
  const changes = messages.flatMap(({ who, at }, index) => [
    ...(index % 2 === 0
      ? [edit(who, at, `Answer number ${index}, <@${ashcombe.bot}> corrected.`, ts(500_000 + index))]
      : []),
    ...(index % 10 === 0 ? [deletion(who, at)] : []),
  ]);
  const change = async (to: App, seed: number): Promise<void> => {
    for (const inner of shuffled(changes, seed)) expect(await deliver(to, inner)).toBe(200);
  };
  await Promise.all([change(ashcombe, 13), change(brackenford, 17)]);
  await s.settle();
  const after = mirrored();
  for (const [index, { text }] of messages.entries()) {
    const isDeleted = index % 10 === 0;
    const isEdited = !isDeleted && index % 2 === 0;
    const has = (words: string) => after.filter((one) => one.includes(words)).length;
    expect(
      [has(text), has(`Answer number ${index},  corrected.`) + has(`Answer number ${index}, corrected.`)],
      text,
    ).toEqual([isDeleted || isEdited ? 0 : 1, isEdited ? 1 : 0]);
  }
}, 120_000);

describe('in either order', () => {
  const orders: readonly (readonly [App, App])[] = [
    [ashcombe, brackenford],
    [brackenford, ashcombe],
  ];
  test.each(orders)('%#: a question asked of one app is that app’s, and asked once', async (first, second) => {
    const asked = said('ben', ts(1), `<@${brackenford.bot}> Who weighs trains?`);
    for (const to of [first, second]) await deliver(to, asked);
    await s.settle();
    expect(await s.prisma.question.count()).toBe(2);
    const { place } = await s.prisma.question.findFirstOrThrow({ where: { sourceKey: `${SHARED}/${ts(1)}` } });
    // In the channel as it is bound: there its card answers.
    expect(place).toBe(`${ashcombe.team}/${SHARED}`);
    expect(mirrored().filter((words) => words.includes('Who weighs trains?'))).toHaveLength(1);
  });

  test.each(orders)('%#: what one of our apps posted is ours, and nobody’s answer', async (first, second) => {
    const post = { ...reply('asha', ts(2), 'A copy of an answer'), user: ashcombe.bot, bot_id: `B${ashcombe.bot}` };
    const bare = { ...reply('ben', ts(3), 'Another copy'), user: brackenford.bot };
    for (const to of [first, second]) for (const inner of [post, bare]) await deliver(to, inner);
    await s.settle();
    expect(await s.prisma.reply.count()).toBe(0);
  });
});

test('the app that was spoken to takes over what the other has brought and nobody has acted on', async () => {
  const asked = said('ben', ts(4), `<@${brackenford.bot}> Who weighs ships?`, { thread_ts: ts(3) });
  const heard = {
    id: `slack/message/${SHARED}/${ts(4)}`,
    at: s.clock.now().toISOString(),
    kind: 'message',
    connection: 'ashcombe',
  };
  // As if it had been kept for a thread in which a message of ours is on its way.
  await s.inbox.store(
    { ...heard, addressed: false, said: { message: { platform: 'slack', key: `${SHARED}/${ts(4)}` } } } as never,
    s.clock.now(),
    0,
  );
  await deliver(brackenford, asked);
  expect(await s.prisma.question.count({ where: { sourceKey: `${SHARED}/${ts(4)}` } })).toBe(1);
});

test('what the other app hears is kept also while nothing is left of the calls that nobody waits for', async () => {
  const budgets = createBudgets({ prisma: s.prisma, clock: s.clock });
  const second = await apps(s, { fake: all.fake, budgets, wait: async (ms) => s.clock.pass(ms) });
  const { limits } = billOf(brackenford.team, 'conversations.info', {}, false);
  while ((await budgets.spend(limits, { waiting: false })) === 0);
  const event = second.event(brackenford, reply('ben', ts(5), 'The weighbridge does.'), {
    is_ext_shared_channel: true,
  });
  expect(await second.tell(brackenford, event)).toBe(200);
  await s.settle();
  expect(mirrored()).toEqual([expect.stringContaining('The weighbridge does.')]);
});

describe('the other organisation’s app', () => {
  beforeEach(async () => {
    await deliver(ashcombe, reply('asha', ts(5), 'The weighbridge does.'));
    await s.settle();
    expect(mirrored()).toEqual([expect.stringContaining('The weighbridge does.')]);
  });
  const refused = () => all.lines.filter((line) => line.startsWith('slack.not_theirs'));

  test('changes nothing in a channel that Slack does not show it', async () => {
    all.fake.on('conversations.info', () => ({ ok: false, error: 'channel_not_found' }));
    for (const shared of [true, false]) {
      await deliver(brackenford, deletion('asha', ts(5)), shared);
      await deliver(brackenford, edit('asha', ts(5), 'Nobody does.', ts(6)), shared);
      await deliver(brackenford, reply('ben', ts(7 + Number(shared)), 'Let us in.'), shared);
    }
    await s.settle();
    expect(mirrored()).toEqual([expect.stringContaining('The weighbridge does.')]);
    expect(refused()).toHaveLength(6);
    // Once it is in the channel, its people are heard.
    all.fake.on('conversations.info', () => ({ channel: { id: SHARED, is_channel: true } }));
    s.clock.pass(3_600_001);
    await deliver(brackenford, reply('ben', ts(9), 'Now we are in.'));
    await s.settle();
    expect(mirrored()).toHaveLength(2);
  });

  test('cannot act for people whose own organisation’s app hears them', async () => {
    const user = { id: 'U0ASHA', username: 'asha', team_id: ashcombe.team };
    const press = {
      type: 'block_actions',
      team: { id: brackenford.team },
      user,
      trigger_id: 'trigger-1',
      response_url: all.fake.respondUrl,
      channel: { id: SHARED, name: 'shared' },
      container: { type: 'message', message_ts: ts(5), channel_id: SHARED },
      message: { ts: ts(5), team: brackenford.team },
      actions: [{ type: 'button', action_id: 'questions.start#0', value: '' }],
    };
    const home = { type: 'message', channel: 'D0ASHA', channel_type: 'im', user: 'U0ASHA', user_team: ashcombe.team };
    await all.tell(brackenford, { payload: press });
    await deliver(brackenford, { ...home, text: 'questions', ts: ts(8) });
    await deliver(brackenford, { type: 'user_change', user: { id: 'U0ASHA', team_id: ashcombe.team, deleted: true } });
    await s.settle();
    expect(refused()).toHaveLength(3);
    expect(all.fake.calls.filter(({ method }) => method === 'respond' || method.startsWith('chat.'))).toEqual([]);
    expect(await s.prisma.identity.findFirst({ where: { ref: people.asha?.ref.id ?? '' } })).toMatchObject({
      active: true,
    });
    // The same from their own app is theirs to do.
    await all.tell(ashcombe, {
      payload: { ...press, team: { id: ashcombe.team }, message: { ts: ts(5), team: ashcombe.team } },
    });
    expect(all.fake.calls.some(({ method }) => method === 'views.open')).toBe(true);
  });

  test('nor say, change or take back anything for them in the channel, or for anybody what another wrote', async () => {
    await deliver(brackenford, reply('asha', ts(7), 'I never said that.'));
    await deliver(brackenford, edit('asha', ts(5), 'Nobody does.', ts(8)));
    await deliver(brackenford, deletion('asha', ts(5)));
    await deliver(brackenford, { ...deletion('asha', ts(5)), previous_message: undefined });
    await deliver(brackenford, edit('ben', ts(5), 'I wrote that.', ts(9)));
    await deliver(brackenford, deletion('ben', ts(5)));
    await s.settle();
    expect(mirrored()).toEqual([expect.stringContaining('The weighbridge does.')]);
    expect(refused()).toHaveLength(6);
    // What their own app brings is theirs.
    await deliver(ashcombe, edit('asha', ts(5), 'The harbour does.', ts(10)));
    await s.settle();
    expect(mirrored()).toEqual([expect.stringContaining('The harbour does.')]);
  });

  test('nor for those of an organisation whose connection was removed', async () => {
    await all.store.remove('ashcombe');
    s.clock.pass(3_001);
    const home = { type: 'message', channel: 'D0ASHA', channel_type: 'im', user: 'U0ASHA', user_team: ashcombe.team };
    await deliver(brackenford, { ...home, text: 'questions', ts: ts(8) });
    expect(refused()).toHaveLength(1);
  });
});
