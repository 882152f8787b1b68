/** Somebody leads a session at all times: handed over, taken over, asked of others in turn, or led by the group itself. */
import { describe, expect, test } from 'vitest';
import type { Actor } from '../../testing/stage.ts';
import { cardFor, cardOf, postedTo, pressOn, toldBy } from '../../testing/town.ts';
import { buttonsOf, wordsOf } from '../../testing/words-of.ts';
import { HOUR_MS } from '../../words/zone.ts';
import { type Scene, scene } from '../testing/scene.ts';

const DAY_MS = 24 * HOUR_MS;
const leader = async ({ run, session }: Scene): Promise<string | undefined> =>
  (await run((w) => w.sessions.setup.people(session))).find(({ parts }) => parts.includes('facilitator'))?.name;
const deactivated = async ({ s }: Scene, who: Actor): Promise<void> => {
  const profile = (who.ref.platform === 'teams' ? s.teams : s.slack).profiles.get(who.ref.id);
  if (profile)
    (who.ref.platform === 'teams' ? s.teams : s.slack).profiles.set(who.ref.id, { ...profile, active: false });
  await s.bring(s.event(who, s.private(who), { kind: 'person', who: who.ref, change: 'deactivated' }));
  await s.settle();
};
const chat = ({ s }: Scene, who: Actor) => (who.ref.platform === 'teams' ? s.teams : s.slack);

describe('facilitator leaves, is deactivated or goes silent', () => {
  test('deactivated: the deputy leads at once, and all are told', async () => {
    const all = await scene();
    await deactivated(all, all.tom);
    expect(await leader(all)).toBe('Asha Verma');
    // They were told that it opened on this Friday: on Monday comes the next that somebody is told.
    await all.pass(3 * DAY_MS);
    expect(postedTo(all.s.slack, all.priya).join()).toContain('Asha Verma leads “By-election count” from now on.');
    expect(wordsOf(cardFor(all.s, all.asha, 'Close writing now'))).toContain('By-election count');
  });

  test('silent for two working days past what was due: the deputy leads, nobody having asked for it', async () => {
    const all = await scene({ attribution: 'named' });
    // Into a phase that time alone does not end.
    await all.run((w) =>
      w.sessions.setup.save(all.session, { state: 'agreeing', closesAt: new Date('2026-12-01T17:00:00Z') }),
    );
    const { version } = await all.record();
    await all.run((w) => w.sessions.setup.timer(all.session, 'silent', new Date('2026-12-03T17:00:00Z'), version));
    await all.to(new Date('2026-12-03T16:00:00Z'));
    expect(await leader(all)).toBe('Tom Reed');
    await all.pass(HOUR_MS);
    expect(await leader(all)).toBe('Asha Verma');
  });

  test('without a deputy the sponsor is asked, then who looks after the community, then the group leads itself where three agree', async () => {
    const all = await scene();
    const { s, tom, asha, dev, people, session, personOf, run, record } = all;
    await run(async (w) => w.sessions.setup.take(session, await personOf(asha), 'deputy'));
    await deactivated(all, tom);
    await all.pass(DAY_MS);
    const asked = cardFor(s, dev, 'Will you lead it');
    // Who takes part cannot yet: others are asked before.
    await all.pass(3 * DAY_MS);
    const community = s.teams.posted.find(({ card }) => wordsOf(card).includes('in Elections. Will you lead it?'));
    expect(community).toBeDefined();
    await all.pass(3 * DAY_MS);
    const group = people.map((who) => cardFor(s, who, 'Shall the group lead itself?'));
    expect(toldBy(await pressOn(s, people[0] as Actor, group[0] as never, 'We lead ourselves'))).toContain(
      '2 more have to agree',
    );
    // The same person twice is one.
    expect(toldBy(await pressOn(s, people[0] as Actor, group[0] as never, 'We lead ourselves'))).toContain('2 more');
    await pressOn(s, people[2] as Actor, group[2] as never, 'We lead ourselves');
    expect((await record()).isSelfLed).toBe(false);
    await pressOn(s, people[3] as Actor, group[3] as never, 'We lead ourselves');
    expect((await record()).isSelfLed).toBe(true);
    // The sponsor comes too late: the group does it.
    expect(toldBy(await pressOn(s, dev, asked, 'I will lead it'))).toContain('nothing to take over');
  });

  test('a sponsor who says yes leads it', async () => {
    const all = await scene();
    await all.run(async (w) => w.sessions.setup.take(all.session, await all.personOf(all.asha), 'deputy'));
    await deactivated(all, all.tom);
    await all.pass(DAY_MS);
    await pressOn(all.s, all.dev, cardFor(all.s, all.dev, 'Will you lead it'), 'I will lead it');
    expect(await leader(all)).toBe('Dev Shah');
  });
});

test('a deputy, its sponsor and an admin may lead it at any time: from its card, asked whether they are sure; all are told, also who led it', async () => {
  const all = await scene();
  const { s, tom, asha, dev, other, session, run, personOf } = all;
  const card = async (who: Actor) => cardOf(await s.press(who, s.private(who), 'sessions.read', session));
  const takesOver = async (who: Actor) => buttonsOf(await card(who)).find(({ label }) => label === 'I will lead it');
  for (const who of [tom, all.priya]) expect(await takesOver(who)).toBeUndefined();
  for (const who of [asha, dev]) expect(await takesOver(who)).toMatchObject({ confirm: { yes: 'I will lead it' } });
  const { organisationId } = await s.prisma.session.findUniqueOrThrow({ where: { id: session } });
  const personId = await personOf(other);
  await s.prisma.organisationAdmin.create({ data: { organisationId, personId, addedAt: s.clock.now() } });
  expect(wordsOf(await card(other))).not.toContain('Scope');
  expect(toldBy(await pressOn(s, other, await card(other), 'I will lead it'))).toContain(
    'You lead “By-election count” now',
  );
  expect(await leader(all)).toBe('Olu Bello');
  expect(await takesOver(other)).toBeUndefined();
  await all.pass(3 * DAY_MS);
  expect(postedTo(s.slack, all.priya).join()).toContain('Olu Bello leads “By-election count” from now on.');
  expect(postedTo(s.teams, tom).join()).toContain('Olu Bello leads “By-election count” from now on.');
  // They led it, and took no part: they go on reading it, and write nothing.
  expect(await run(async (w) => (await w.sessions.setup.attending(session, await personOf(tom)))?.parts)).toEqual([
    'observer',
  ]);
  const history = await run((w) => w.sessions.setup.history(session));
  expect(history.findLast(({ event }) => event === 'leads')?.by?.name).toBe('Olu Bello');
});

test('two who take over at once: one leads, and nobody beside them', async () => {
  const all = await scene();
  const { s, asha, dev, session } = all;
  for (let round = 0; round < 5; round += 1) {
    await Promise.all([asha, dev].map((who) => s.press(who, s.private(who), 'sessions.take-over', session)));
    const leading = await s.prisma.sessionPerson.findMany({ where: { sessionId: session, role: 'facilitator' } });
    expect(leading).toHaveLength(1);
    // Both may again.
    await s.prisma.sessionPerson.updateMany({
      where: { sessionId: session, role: 'facilitator' },
      data: { personId: await all.personOf(all.tom) },
    });
    await s.prisma.sessionPerson.createMany({
      data: [
        { sessionId: session, personId: await all.personOf(asha), role: 'deputy', since: s.clock.now() },
        { sessionId: session, personId: await all.personOf(dev), role: 'sponsor', since: s.clock.now() },
      ],
      skipDuplicates: true,
    });
  }
});

test('facilitator wants to leave mid-way: handing over needs the other’s yes, and a no is told', async () => {
  const all = await scene();
  const { s, tom, people, session, personOf } = all;
  const [, , third, fourth] = people as [Actor, Actor, Actor, Actor];
  const offer = async (to: Actor) => {
    const form = await s.press(tom, s.private(tom), 'sessions.more', session);
    if (form?.kind !== 'ask') throw new Error('no form');
    const said = await s.submit(tom, s.private(tom), form.form.form, form.form.context, {
      what: 'hand-over',
      to: await personOf(to),
    });
    expect(toldBy(said)).toContain('You lead it until they agree');
    // On the next day of work: they were told of something today.
    await all.pass(4 * DAY_MS);
  };
  await offer(third);
  expect(await leader(all)).toBe('Tom Reed');
  await pressOn(s, third, cardFor(s, third, 'asks you to lead'), 'I cannot');
  await all.pass(3 * DAY_MS);
  expect(postedTo(chat(all, tom), tom).join()).toContain('cannot lead “By-election count”');
  await offer(fourth);
  const card = cardFor(s, fourth, 'asks you to lead');
  // Nobody else accepts it for them.
  await s.press(third, s.private(third), 'sessions.accept-lead', session);
  expect(await leader(all)).toBe('Tom Reed');
  await pressOn(s, fourth, card, 'I will lead it');
  expect(await leader(all)).toBe(fourth.name);
});

test('self-led: two of those who take part move it on, and one twice is one', async () => {
  const all = await scene({ isSelfLed: true, attribution: 'named' });
  const { s, session, people, record, run } = all;
  const [first, second] = people as [Actor, Actor];
  await run((w) => w.sessions.setup.save(session, { state: 'making_sense', hasKey: false }));
  const { version } = await record();
  // What went well was not talked about; they know.
  const press = (who: Actor) => s.press(who, s.private(who), 'sessions.next-sure', `${session} ${version}`);
  expect(toldBy(await press(first))).toContain('One more of you has to press “Go on to agreeing”');
  expect(toldBy(await press(first))).toContain('You pressed Next already');
  expect((await record()).state).toBe('making_sense');
  await press(second);
  expect((await record()).state).toBe('agreeing');
});

test('somebody who cannot take part is asked no more; somebody who comes late is let in by whoever leads', async () => {
  const all = await scene();
  const { s, tom, people, other, session, run, theirs } = all;
  const [, , third] = people as [Actor, Actor, Actor];
  await all.pass(DAY_MS);
  await pressOn(s, third, cardFor(s, third, 'you take part'), 'I cannot take part');
  const count = async () =>
    (await run((w) => w.sessions.setup.people(session))).filter(({ parts }) => parts.includes('participant')).length;
  expect(await count()).toBe(5);
  expect(toldBy(await s.press(other, theirs, 'sessions.join', session))).toContain('I have asked whoever leads it');
  await all.pass(2 * DAY_MS);
  await pressOn(s, tom, cardFor(s, tom, 'Olu Bello would like to take part'), 'Let them take part');
  expect(await count()).toBe(6);
  await all.pass(DAY_MS);
  expect(wordsOf(cardFor(s, other, 'you take part'))).toContain('By-election count');
});
