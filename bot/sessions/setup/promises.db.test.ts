/** What stays as people were told, whoever presses what, and however old the card is on which they press. */
import { expect, test } from 'vitest';
import type { Form, Value } from '../../core/card.ts';
import type { Reply } from '../../core/reply.ts';
import type { Actor } from '../../testing/stage.ts';
import { cardFor, cardOf, pressOn, toldBy } from '../../testing/town.ts';
import { type Scene, scene } from '../testing/scene.ts';

const HOUR = 3_600_000;
const formOf = (reply: Reply | null): Form => {
  if (reply?.kind !== 'ask') throw new Error(`no form but ${reply?.kind}`);
  return reply.form;
};
const press = ({ s }: Scene, who: Actor, action: string, value: string) =>
  s.press(who, s.private(who), `sessions.${action}`, value);
const send = ({ s }: Scene, who: Actor, { form, context }: Form, values: Record<string, Value>) =>
  s.submit(who, s.private(who), form, context, values);

test('an old card of one that had lapsed changes no method', async () => {
  const all = await scene();
  const { tom, session, record } = all;
  const { version } = await record();
  for (const seen of [version, version - 1]) {
    expect(toldBy(await press(all, tom, 'go-on', `${session} ${seen} live`))).toContain('already moved on');
    expect(await record()).toMatchObject({ method: 'aar', state: 'collecting', version });
  }
});

test('one that is copied begins as a draft, whatever the other has become', async () => {
  const all = await scene();
  const { s, tom, session } = all;
  await s.settle();
  cardOf(await press(all, tom, 'copy', session));
  const copies = await s.prisma.session.findMany({ where: { id: { not: session } } });
  expect(copies).toMatchObject([
    { state: 'draft', version: 1, edition: 0, reference: null, title: 'By-election count', closesAt: null },
  ]);
});

test('whoever was told that names are not kept is told no other by its being set up again', async () => {
  const all = await scene({ state: 'scheduled' });
  const { s, tom, session, record } = all;
  await send(all, tom, formOf(await press(all, tom, 'more', session)), { what: 'edit', why: 'Another time' });
  expect(await record()).toMatchObject({ state: 'draft' });
  const how = formOf(await press(all, tom, 'edit', `${session} how`));
  const values = { place: 'channels', readers: 'community', screens: 'no', opens: '2026-12-01', time: '09:00' };
  expect(await send(all, tom, how, { ...values, boundary: 'yes', attribution: 'named' })).toMatchObject({
    kind: 'invalid',
    problems: { attribution: 'People were told that names are not kept. That stays so.' },
  });
  expect(await record()).toMatchObject({ attribution: 'unattributed' });
  await s.settle();
});

test('names are given up before anybody is asked to write, and not after', async () => {
  const before = await scene({ attribution: 'named', state: 'scheduled' });
  await send(before, before.tom, formOf(await press(before, before.tom, 'more', before.session)), {
    what: 'unattributed',
  });
  expect(await before.record()).toMatchObject({ attribution: 'unattributed' });
  const all = await scene({ attribution: 'named' });
  const { tom, session, record } = all;
  const more = formOf(await press(all, tom, 'more', session));
  expect(await send(all, tom, more, { what: 'unattributed' })).toMatchObject({ kind: 'invalid' });
  expect(await record()).toMatchObject({ attribution: 'named' });
});

test('nobody leads what people have heard of without having agreed to', async () => {
  const all = await scene();
  const { s, tom, priya, session, personOf, run, away } = all;
  const form = formOf(await press(all, tom, 'people', session));
  const said = await send(all, tom, form, { who: await personOf(priya), part: 'facilitator' });
  expect(toldBy(said)).toContain('I have asked Priya Nair. You lead it until they agree.');
  const parts = async (who: Actor) =>
    (await run(async (w) => w.sessions.setup.attending(session, await personOf(who))))?.parts;
  expect(await parts(tom)).toContain('facilitator');
  expect(await parts(priya)).not.toContain('facilitator');
  await away(73 * HOUR);
  await pressOn(s, priya, cardFor(s, priya, 'asks you to lead'), 'I will lead it');
  expect(await parts(priya)).toContain('facilitator');
  expect((await parts(tom)) ?? []).not.toContain('facilitator');
});

test('who comes while people write is asked to write, as the others were', async () => {
  const all = await scene();
  const { s, tom, other, session, personOf, away } = all;
  const form = formOf(await press(all, tom, 'people', session));
  await send(all, tom, form, { who: await personOf(other), part: 'participant' });
  await away(24 * HOUR);
  const to = { path: ['id'], equals: other.ref.id };
  expect(await s.prisma.outgoing.count({ where: { view: 'sessions.write-please', to } })).toBe(1);
});

test('after hours in which nobody could reach it, whoever leads has as long as before to move it on', async () => {
  const all = await scene();
  const { s, session, away } = all;
  const at = async (kind: string) =>
    (await s.prisma.sessionTimer.findUniqueOrThrow({ where: { sessionId_kind: { sessionId: session, kind } } })).at;
  const [due, silent] = [await at('due'), await at('silent')];
  await away(72 * HOUR);
  expect((await at('due')).getTime()).toBeGreaterThan(due.getTime());
  expect((await at('silent')).getTime() - (await at('due')).getTime()).toBeGreaterThanOrEqual(
    silent.getTime() - due.getTime(),
  );
});

test('what was held back in one that was cancelled is shown to nobody', async () => {
  const all = await scene({ attribution: 'named', screens: true });
  const { s, tom, act, session } = all;
  await act({ event: 'cancel', reason: 'Not needed' });
  const id = crypto.randomUUID();
  await s.prisma.contribution.create({
    data: {
      id,
      sessionId: session,
      round: 1,
      question: 'what-happened',
      text: 'The seals were late',
      status: 'held',
      heldFor: 'personal',
      place: 1,
      day: '2026-11-27',
    },
  });
  expect(toldBy(await press(all, tom, 'release', id))).toContain('This point is not held back any more.');
  expect(await s.prisma.contribution.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: 'held' });
});
