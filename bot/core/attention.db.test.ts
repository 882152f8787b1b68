/** What waits for its moment with a person: their hours, one message of duties a day, three asks in seven days, whoever sends. */
import { describe, expect, test } from 'vitest';
import { type Story, story } from '../testing/story.ts';
import { wordsOf } from '../testing/words-of.ts';
import { askBy, type Duty, duty, dutyBy, yours } from './attention.ts';
import type { Card } from './card.ts';
import type { UserRef } from './ref.ts';
import type { Work } from './work.ts';

const HOUR = 3_600_000;
const card = (summary: string): Card => ({ summary, blocks: [{ block: 'text', as: 'body', text: summary }] });

/** The story on Monday, 23 November 2026, at nine. */
async function told() {
  const all = await story();
  const { s } = all;
  const run = (act: (w: Work) => Promise<unknown>) =>
    s.inbox.afterwards(s.clock.now(), async (w) => void (await act(w)));
  return {
    ...all,
    run,
    now: () => s.clock.now(),
    until: (text: string) => s.clock.pass(Date.parse(`2026-${text}:00Z`) - s.clock.now().getTime()),
    seen: () => s.teams.posted.filter((one) => !one.removed).map((one) => one.card.summary),
    row: (subject: string) => s.prisma.outgoing.findFirstOrThrow({ where: { subject } }),
    failed: (number: number, attention: Duty = duty) => dutyIn(all, number, attention),
    ask: (name: string, to: UserRef, rank: 'referral' | 'other' = 'other', days = 60) =>
      run((w) =>
        w.say(`ask:${name}`, { to, attention: askBy(new Date(w.now.getTime() + days * 24 * HOUR), rank) }, card(name)),
      ),
  };
}

/** Something about a channel that its facilitator is told. */
const dutyIn = ({ s, fay }: Story, number: number, attention: Duty) =>
  s.inbox.afterwards(s.clock.now(), (w) =>
    w.say(
      `test:${number}`,
      { to: fay.ref, attention },
      { view: 'communities.failed', id: `00000000-0000-7000-8000-00000000001${number % 2}` },
    ),
  );

test('the result of one’s own act comes at once, on a Sunday night', async () => {
  const { s, asha, run, until, seen, row } = await told();
  until('11-29T23:00');
  await run((w) => w.say('x:1', { to: asha.ref, attention: yours }, card('Yours')));
  await s.settle();
  expect(seen()).toEqual(['Yours']);
  expect(await row('x:1')).toMatchObject({ attention: 'yours', state: 'shown' });
});

describe('duties', () => {
  test('of the evening come together in the morning, as one message, drawn as things are then', async () => {
    const { s, until, seen, failed } = await told();
    until('11-27T18:00');
    for (const number of [0, 1, 2]) await failed(number);
    await s.settle();
    expect(seen()).toEqual([]);
    until('11-30T08:59');
    await s.settle();
    expect(seen()).toEqual([]);
    until('11-30T09:00');
    await s.settle();
    expect(seen()).toEqual(['3 things for you']);
    const words = s.teams.posted.map((one) => wordsOf(one.card)).join();
    expect(words.match(/Licensing/g)?.length).toBeGreaterThanOrEqual(3);
    // One of them changes: the message is drawn again, where it is.
    await s.inbox.afterwards(s.clock.now(), (w) => w.refresh('test:1'));
    await s.settle();
    expect(s.teams.posted).toHaveLength(1);
  });

  test('that come after today’s message wait for tomorrow’s; one that would be late comes by itself', async () => {
    const { s, now, until, seen, failed } = await told();
    until('11-26T10:00');
    await failed(0);
    await s.settle();
    expect(seen()).toHaveLength(1);
    until('11-26T11:00');
    await failed(1);
    await failed(2);
    await s.settle();
    expect(seen()).toHaveLength(1);
    await failed(3, dutyBy(new Date(now().getTime() + HOUR)));
    await s.settle();
    expect(seen()).toHaveLength(2);
    until('11-27T09:00');
    await s.settle();
    expect(seen()).toHaveLength(3);
    expect(seen()[2]).toBe('2 things for you');
  });

  test('that concern nobody any more are no message', async () => {
    const { s, until, seen, failed, community } = await told();
    until('11-27T18:00');
    for (const number of [0, 1]) await failed(number);
    await s.prisma.membership.updateMany({ where: { communityId: community }, data: { role: 'member' } });
    until('11-30T09:00');
    await s.settle();
    expect(seen()).toEqual([]);
    // Today's message is still to come.
    await s.prisma.membership.updateMany({ where: { communityId: community }, data: { role: 'lead' } });
    await failed(2);
    await s.settle();
    expect(seen()).toHaveLength(1);
  });

  test('are more than one message where they are very many', async () => {
    const { s, until, seen, failed } = await told();
    until('11-27T18:00');
    for (let number = 0; number < 8; number += 1) await failed(number);
    until('11-30T09:00');
    await s.settle();
    expect(seen()).toEqual(['6 things for you', '2 things for you']);
  });
});

describe('asks', () => {
  test('are three in seven days; the fourth waits, and referrals go first', async () => {
    const { s, asha, until, seen, ask } = await told();
    until('11-27T18:00');
    for (const name of ['pulse', 'benefit', 'suggestion']) await ask(name, asha.ref);
    await ask('referral', asha.ref, 'referral');
    until('11-30T09:00');
    await s.settle();
    // Which go is by rank; they stand as they were owed.
    expect(seen()).toEqual(['pulse', 'benefit', 'referral']);
    until('12-06T20:00');
    await s.settle();
    expect(seen()).toHaveLength(3);
    until('12-07T09:00');
    await s.settle();
    expect(seen()).toEqual(['pulse', 'benefit', 'referral', 'suggestion']);
  });

  test('for which there is no room in time are dropped, with the reason and without their words', async () => {
    const { s, asha, ben, until, seen, ask, row } = await told();
    until('11-26T10:00');
    for (const name of ['one', 'two', 'three']) await ask(name, asha.ref);
    await ask('four', asha.ref, 'other', 1);
    await s.settle();
    expect(seen()).toEqual(['one', 'two', 'three']);
    expect(await row('ask:four')).toMatchObject({ state: 'dropped', problem: 'no-room', card: null });
    // Nobody who does not work before the next step is asked.
    until('11-27T18:00');
    await ask('weekend', ben.ref, 'other', 1);
    await s.settle();
    expect(await row('ask:weekend')).toMatchObject({ state: 'dropped', problem: 'no-working-time' });
    // Dropped is dropped, whatever becomes of what it was about.
    await s.inbox.afterwards(s.clock.now(), (w) => w.refresh('ask:four'));
    until('12-10T10:00');
    await s.settle();
    expect(seen()).toEqual(['one', 'two', 'three']);
  });

  test('are counted by person, over both accounts, with two workers at once', async () => {
    const { s, asha, ben, ask } = await told();
    const identity = await s.prisma.identity.findFirstOrThrow({ where: { ref: asha.ref.id } });
    await s.prisma.identity.updateMany({ where: { ref: ben.ref.id }, data: { personId: identity.personId } });
    for (const name of ['1', '2', '3', '4']) {
      await ask(`teams ${name}`, asha.ref);
      await ask(`slack ${name}`, ben.ref);
    }
    const lanes = [asha, ben].map(({ ref }) => `${ref.platform}/user/${ref.id}`);
    await Promise.all([...lanes, ...lanes].map((lane) => s.sender.send(lane)));
    await s.settle();
    expect(s.teams.posted.length + s.slack.posted.length).toBe(3);
    expect(await s.prisma.outgoing.count({ where: { attention: 'ask', admittedAt: { not: null } } })).toBe(3);
  });

  test('that nobody saw are not counted', async () => {
    const { s, fay, run, now, ask, seen } = await told();
    for (const number of [0, 1, 2])
      await run((w) =>
        w.say(
          `gone:${number}`,
          { to: fay.ref, attention: askBy(new Date(now().getTime() + 48 * HOUR)) },
          { view: 'communities.gone', id: '00000000-0000-7000-8000-0000000000ff' },
        ),
      );
    await s.settle();
    expect(seen()).toEqual([]);
    for (const name of ['a', 'b', 'c']) await ask(name, fay.ref);
    await s.settle();
    expect(seen()).toEqual(['a', 'b', 'c']);
  });
});

test('what was let through and could not be brought waits for its hours again, and is counted once', async () => {
  const { s, asha, until, ask, seen, row } = await told();
  until('11-26T16:50');
  await ask('late', asha.ref);
  const lane = `teams/user/${asha.ref.id}`;
  await s.prisma.lane.upsert({
    where: { id: lane },
    create: { id: lane, heldUntil: new Date('2026-11-26T20:00:00Z') },
    update: { heldUntil: new Date('2026-11-26T20:00:00Z') },
  });
  await s.outbox.admit(lane, s.clock.now());
  expect(await row('ask:late')).toMatchObject({ state: 'owed' });
  until('11-26T20:00');
  await s.settle();
  expect(seen()).toEqual([]);
  expect(await row('ask:late')).toMatchObject({ state: 'held' });
  until('11-27T09:00');
  await s.settle();
  expect(seen()).toEqual(['late']);
});

test('quiet hours, working days and a pause that somebody chose are kept to, from the next decision on', async () => {
  const { s, asha, run, until, ask, seen, row } = await told();
  const { personId } = await s.prisma.identity.findFirstOrThrow({ where: { ref: asha.ref.id } });
  const now = s.clock.now();
  await s.prisma.preference.create({
    data: { personId, quietFrom: '22:00', quietUntil: '07:00', days: [3, 4], evenDays: [3], updatedAt: now },
  });
  until('11-24T23:00');
  await run((w) => w.say('x:yours', { to: asha.ref, attention: yours }, card('Yours')));
  await run((w) => w.say('x:duty', { to: asha.ref, attention: duty }, card('Duty')));
  await s.settle();
  expect(seen()).toEqual([]);
  until('11-25T07:00');
  await s.settle();
  expect(seen()).toEqual(['Yours']);
  until('11-25T09:00');
  await s.settle();
  expect(seen()).toEqual(['Yours', 'Duty']);
  // Thursday is free in the 48th week, and worked in the 49th.
  until('11-26T10:00');
  await ask('thursday', asha.ref, 'other', 5);
  await ask('wednesday', asha.ref, 'other', 6.9);
  await s.settle();
  expect(await row('ask:thursday')).toMatchObject({ state: 'dropped', problem: 'no-working-time' });
  await s.prisma.preference.updateMany({ data: { pausedUntil: new Date('2026-12-20T00:00:00Z') } });
  until('12-02T09:00');
  await s.settle();
  expect(await row('ask:wednesday')).toMatchObject({ state: 'dropped', problem: 'paused' });
  expect(seen()).toHaveLength(2);
});

test('a message of somebody of whom nothing is known yet goes by the usual hours', async () => {
  const { s, run, until, seen } = await told();
  until('11-28T10:00');
  const stranger: UserRef = { kind: 'user', platform: 'teams', id: 'ashcombe/Nobody' };
  await run((w) => w.say('x:1', { to: stranger, attention: duty }, card('Duty')));
  await s.settle();
  expect(seen()).toEqual([]);
  until('11-30T09:00');
  await s.settle();
  expect(seen()).toEqual(['Duty']);
});
