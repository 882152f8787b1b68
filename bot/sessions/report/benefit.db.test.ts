/** What a review brought: its sponsor is asked once, when it is closed, and says so for the report or for themselves. */
import { expect, test } from 'vitest';
import { sessionFlow } from '../../features.ts';
import type { Actor } from '../../testing/stage.ts';
import { cardOf, pressOn, toldBy } from '../../testing/town.ts';
import { buttonsOf, wordsOf } from '../../testing/words-of.ts';
import { createWords } from '../../words/catalogue.ts';
import type { Scene } from '../testing/scene.ts';
import { readingFor } from './access.ts';
import { fileOf } from './files.ts';
import { published } from './testing/checked.ts';

const t = createWords()('en-GB', 'Europe/London');

/** It is closed, and whoever is asked has been. */
async function closed() {
  const { sc } = await published();
  expect(await sc.act({ event: 'close', reason: 'All is said' }, sc.dev)).toMatchObject({ kind: 'moved' });
  await sc.pass(72 * 3_600_000);
  return sc;
}

const asked = ({ s }: Scene, who: Actor) =>
  s.slack.posted.filter(({ to, card }) => to.id === who.ref.id && wordsOf(card).includes('What did it bring?'));

async function fileFor({ run, session }: Scene, who: Actor, format: 'md' | 'json'): Promise<string> {
  return run(async (w) => {
    const [record, me] = [await w.sessions.setup.get(session), await w.people.me(who.ref)];
    if (!record || !me) throw new Error('nothing there');
    const reading = await readingFor(w, sessionFlow.needs, record, { me, t }, null);
    if (!reading) throw new Error('not theirs to read');
    return new TextDecoder().decode((await fileOf(reading, t, format)).bytes);
  });
}

test('they are asked once, what they say stands in the report where they let it, and names nobody', async () => {
  const sc = await closed();
  const { s, dev, priya, session } = sc;
  expect(asked(sc, dev)).toHaveLength(1);
  expect(await fileFor(sc, priya, 'md')).not.toContain('What it brought');
  const send = (values: Record<string, string>, who = dev) =>
    s.submit(who, s.private(who), 'sessions.benefit', session, values);
  expect(await send({})).toMatchObject({
    kind: 'invalid',
    problems: { applied: expect.stringContaining('one of the two') },
  });
  const named = { applied: 'Priya Nair trains a second team', shown: 'yes' };
  expect(await send(named)).toMatchObject({
    kind: 'invalid',
    problems: { applied: expect.stringContaining('who somebody is: Priya Nair') },
  });
  const said = { applied: 'A second team is paid for', realised: 'The count was an hour earlier', shown: 'yes' };
  expect(toldBy(await send(said))).toContain('whoever reads the report reads it too');
  await s.settle();
  for (const format of ['md', 'json'] as const) {
    const file = await fileFor(sc, priya, format);
    for (const words of [said.applied, said.realised]) expect(file).toContain(words);
  }
  expect(await fileFor(sc, priya, 'md')).toMatch(/What it brought[\s\S]*In the words of Dev Shah/);
  // Their message says that it was said; they may change it, and take it out of the report.
  const card = s.slack.posted.find(({ card }) => wordsOf(card).includes('Thank you for saying what'))?.card;
  expect(buttonsOf(card as never).map(({ label }) => label)).toContain('Change what I said');
  expect(await pressOn(s, dev, card as never, 'Change what I said')).toMatchObject({
    form: { fields: [{ value: said.applied }, { value: said.realised }, { value: true }] },
  });
  await send({ ...said, shown: '' });
  expect(await fileFor(sc, priya, 'json')).not.toContain(said.applied);
  // Opened again and closed again: asked once.
  await sc.act({ event: 'reopen', reason: 'More came to light' });
  await s.prisma.session.update({ where: { id: session }, data: { state: 'published' } });
  await sc.act({ event: 'close', reason: 'All is said' }, dev);
  await sc.pass(72 * 3_600_000);
  expect(await s.prisma.outgoing.count({ where: { subject: `session-benefit:${session}` } })).toBe(1);
});

test('nothing is an answer; nobody else is asked, or heard', async () => {
  const sc = await closed();
  const { s, dev, tom, priya, session } = sc;
  for (const who of [tom, priya]) {
    expect(toldBy(await s.press(who, s.private(who), 'sessions.benefit', session))).toContain('not');
    await s.submit(who, s.private(who), 'sessions.benefit', session, { applied: 'Mine' });
  }
  expect(await s.prisma.sessionBenefit.findMany()).toMatchObject([{ answeredAt: null, personId: null, applied: '' }]);
  const card = asked(sc, dev)[0]?.card;
  expect(wordsOf(cardOf(await pressOn(s, dev, card as never, 'Nothing that I know of')))).toContain('that is kept');
  expect(await s.prisma.sessionBenefit.findFirst()).toMatchObject({ applied: '', realised: '', shown: false });
  expect((await s.prisma.sessionBenefit.findFirst())?.answeredAt).not.toBeNull();
});

test('where nobody answers for it nobody is asked', async () => {
  const { sc } = await published();
  await sc.s.prisma.sessionPerson.deleteMany({ where: { sessionId: sc.session, role: 'sponsor' } });
  await sc.s.prisma.action.updateMany({ data: { state: 'dropped', endedAt: sc.s.clock.now() } });
  await sc.act({ event: 'due' }, 'time');
  expect((await sc.record()).state).toBe('closed');
  expect(await sc.s.prisma.sessionBenefit.count()).toBe(0);
});
