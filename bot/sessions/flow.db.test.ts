/** A session that moves: what is kept of it, its timers, and that the same twice has one effect. */
import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../words/zone.ts';
import { scene } from './testing/scene.ts';

test('it opens when it is time, closes on the third working day at five, and looks again where too few took part', async () => {
  const { record, to, run, session } = await scene();
  expect(await record()).toMatchObject({
    state: 'collecting',
    hasKey: true,
    closesAt: new Date('2026-12-01T17:00:00Z'),
  });
  await to(new Date('2026-12-01T17:00:00Z'));
  // Nobody wrote: five more working days.
  expect(await record()).toMatchObject({ inGrace: true, closesAt: new Date('2026-12-08T17:00:00Z') });
  const history = await run((w) => w.sessions.setup.history(session));
  expect(history.map(({ event, to, by }) => [event, to, by?.name ?? null])).toEqual([
    ['schedule', 'scheduled', 'Priya Nair'],
    ['due', 'collecting', null],
    ['due', 'collecting', null],
  ]);
});

test('a timer of an earlier version does nothing, and one that nobody could hear gives its time back', async () => {
  const { record, away, act, s } = await scene();
  await act({ event: 'extend', days: 2 });
  expect((await record()).closesAt).toEqual(new Date('2026-12-03T17:00:00Z'));
  await s.sessionTimers.look();
  // Nothing looked for two days: as much longer, and to the end of a day on which people work.
  await away(48 * 3_600_000);
  expect((await record()).closesAt).toEqual(new Date('2026-12-07T17:00:00Z'));
});

test('whoever saw an earlier version is told that it has moved on, and whoever may not is refused', async () => {
  const { act, other, record } = await scene();
  const { version } = await record();
  expect(await act({ event: 'extend', days: 1 }, undefined, version)).toMatchObject({ kind: 'moved' });
  expect(await act({ event: 'extend', days: 1 }, undefined, version)).toEqual({ kind: 'refused', why: 'moved-on' });
  expect(await act({ event: 'extend', days: 1 }, other)).toEqual({ kind: 'refused', why: 'not-yours' });
});

test('whether it opens before the event has begun is asked by the clock of its own place', async () => {
  const opensAt = new Date('2026-11-27T20:00:00Z');
  // Nine in the morning of the 28th there.
  const { act, priya } = await scene({ state: 'draft', zone: 'Pacific/Auckland', startsOn: '2026-11-28', opensAt });
  expect(await act({ event: 'schedule' }, priya)).toMatchObject({ kind: 'moved' });
});

test('a timer that fails is looked at again five minutes later, as it was set, and holds up no other', async () => {
  const { s, session, record, passOver } = await scene();
  const { version, closesAt } = await record();
  const closes = closesAt ?? new Date(Number.NaN);
  await s.prisma.session.update({ where: { id: session }, data: { method: 'unheard-of' } });
  await passOver(closes);
  await s.sessionTimers.look();
  expect(s.faults.splice(0).filter((fault) => fault.includes('"kind":"due"'))).toHaveLength(1);
  const due = await s.prisma.sessionTimer.findMany({ where: { sessionId: session, kind: 'due' } });
  expect(due).toMatchObject([{ at: new Date(closes.getTime() + 5 * MINUTE_MS), version }]);
  await s.prisma.session.update({ where: { id: session }, data: { method: 'aar' } });
  await passOver(new Date(closes.getTime() + 5 * MINUTE_MS));
  await s.sessionTimers.look();
  expect(await record()).toMatchObject({ inGrace: true, version: version + 1 });
});

test('after an outage, one that cannot be looked at keeps no other from having its time back', async () => {
  const { s, session, record } = await scene();
  const { windows: _, ...whole } = await s.prisma.session.findUniqueOrThrow({ where: { id: session } });
  // It would close before the other, so its turn comes first.
  const closesAt = new Date((whole.closesAt?.getTime() ?? 0) - MINUTE_MS);
  const broken = { id: crypto.randomUUID(), method: 'unheard-of', reference: null, closesAt };
  await s.prisma.session.create({ data: { ...whole, ...broken } });
  const failed = () => s.faults.splice(0).filter((fault) => fault.includes('could not be given back'));
  s.clock.pass(48 * HOUR_MS);
  await s.sessionTimers.look();
  expect(failed()).toHaveLength(1);
  expect((await record()).closesAt).toEqual(new Date('2026-12-03T17:00:00Z'));
  // What looks has looked: the next minute is no second outage.
  s.clock.pass(MINUTE_MS);
  await s.sessionTimers.look();
  expect(failed()).toHaveLength(0);
});
