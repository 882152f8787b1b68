/** Looking through what was written before all see it: what is held back, who hears of it, and when the rest is shown. */
import { describe, expect, test } from 'vitest';
import type { Form } from '../../core/card.ts';
import { pressOn, toldBy } from '../../testing/town.ts';
import { buttonsOf, wordsOf } from '../../testing/words-of.ts';
import { HOUR_MS } from '../../words/zone.ts';
import { type Scene, scene } from '../testing/scene.ts';
import { cardsFor, close, inChannels, writers } from '../testing/writers.ts';

async function screened(how: Parameters<typeof scene>[0] = {}): Promise<Scene> {
  const all = await scene({ people: 6, screens: true, ...how });
  await inChannels(all);
  for (const [at, who] of all.people.entries()) await writers(all).write(who, { worked: `Good ${at}` });
  await close(all);
  return all;
}
const leading = async (all: Scene) => (await cardsFor(all, await all.personOf(all.tom))).leading;
const idOf = async (all: Scene, text: string) =>
  (await all.s.prisma.contribution.findFirstOrThrow({ where: { text } })).id;
async function hold(all: Scene, text: string, values: Record<string, string>): Promise<string> {
  const id = await idOf(all, text);
  const reply = await all.s.press(all.tom, all.s.private(all.tom), 'sessions.hold', id);
  if (reply?.kind !== 'ask') return toldBy(reply);
  const form: Form = reply.form;
  const answer = await all.s.submit(all.tom, all.s.private(all.tom), form.form, form.context, values);
  await all.s.settle();
  return answer?.kind === 'invalid' ? Object.values(answer.problems).join() : toldBy(answer);
}
const posted = (all: Scene) => all.s.slack.posted.filter(({ removed }) => !removed).map(({ card }) => wordsOf(card));

test('the card lists the words without names; what is held is counted for all, the rest is shown at the press', async () => {
  const all = await screened();
  const card = await leading(all);
  expect(wordsOf(card)).toContain('Good 0');
  expect(wordsOf(card)).not.toContain('Priya');
  expect(await hold(all, 'Good 1', { for: 'other' })).toContain('Please say why');
  expect(await hold(all, 'Good 1', { for: 'personal', words: 'A name' })).toContain('held back');
  expect(await hold(all, 'Good 1', { for: 'personal' })).toContain('already');
  expect(posted(all).filter((words) => words.includes('Good'))).toEqual([]);
  expect(toldBy(await pressOn(all.s, all.tom, await leading(all), 'Show everything now'))).toContain('shown now');
  await all.s.settle();
  expect(posted(all).filter((words) => words.includes('Good'))).toHaveLength(5);
  expect(posted(all).join()).not.toContain('Good 1');
  expect(wordsOf((await cardsFor(all, await all.personOf(all.dev))).own)).toContain('1 point is held back');
  expect(toldBy(await all.s.press(all.dev, all.s.private(all.dev), 'sessions.points', all.session))).toContain(
    'held back: personal data',
  );
  // Its words are there still, for whoever leads.
  expect(wordsOf(await leading(all))).toMatch(/Good 1.*Personal data: A name/s);
  await all.s.press(all.tom, all.s.private(all.tom), 'sessions.release', await idOf(all, 'Good 1'));
  await all.s.settle();
  expect(posted(all).filter((words) => words.includes('Good 1'))).toHaveLength(1);
});

test('where nobody looks, it is shown by itself after an hour of work; a second press is told that it has moved on', async () => {
  const all = await screened();
  const card = await leading(all);
  await all.pass(2 * HOUR_MS);
  expect(posted(all).filter((words) => words.includes('Good'))).toHaveLength(6);
  expect(await all.record()).toMatchObject({ isScreening: false });
  expect(toldBy(await pressOn(all.s, all.tom, card, 'Show everything now'))).toContain('moved on');
});

test('Abuse or a threat: it is held, those who look after the community are told, and its author stays unknown', async () => {
  const all = await screened();
  expect(await hold(all, 'Good 2', { for: 'abuse', words: 'A threat' })).toContain('moderators');
  await all.pass(24 * HOUR_MS);
  const told = [...all.s.teams.posted, ...all.s.slack.posted].filter(({ card }) =>
    wordsOf(card).includes('held back as abuse or a threat'),
  );
  // Fay founded the community.
  expect(told.map(({ to }) => to.id)).toEqual(['ashcombe/Fay Olsen']);
  const words = told.map(({ card }) => wordsOf(card)).join();
  expect(words).toContain('nobody can find out');
  expect(words).not.toContain('Good 2');
  const row = await all.s.prisma.contribution.findFirstOrThrow({ where: { text: 'Good 2' } });
  expect(row.personId).toBeNull();
});

test('whoever does not lead holds nothing, releases nothing and shows nothing', async () => {
  const all = await screened();
  const id = await idOf(all, 'Good 3');
  for (const who of [all.priya, all.dev, all.other])
    for (const [action, value] of [
      ['sessions.hold', id],
      ['sessions.release', id],
      ['sessions.screen', all.session],
      ['sessions.write-reveal', `${all.session}/${(await all.record()).version}`],
    ] as const)
      expect(toldBy(await all.s.press(who, all.s.private(who), action, value))).toContain('Only whoever leads');
});

describe('after it was shown', () => {
  test('what is held then goes from wherever it stands, and says that it is held', async () => {
    const all = await screened({ screens: false });
    expect(posted(all).filter((words) => words.includes('Good 4'))).toHaveLength(1);
    await hold(all, 'Good 4', { for: 'personal' });
    expect(posted(all).join()).not.toContain('Good 4');
    expect(posted(all).filter((words) => words.includes('One point is held back: personal data'))).toHaveLength(1);
  });

  test('long lists come by pages, and nothing is cut', async () => {
    const all = await scene({ people: 4, screens: true });
    const long = (who: number, at: number) => `${who}/${at} ${'word '.repeat(300)}end${who}/${at}`;
    for (const [who, actor] of all.people.entries())
      await writers(all).write(actor, { worked: [long(who, 1)].join('\n'), harder: long(who, 2), next: long(who, 3) });
    await close(all);
    const seen: string[] = [];
    let more = buttonsOf(await leading(all)).find(({ action }) => action === 'sessions.screen');
    seen.push(wordsOf(await leading(all)));
    for (let pages = 0; more && pages < 20; pages += 1) {
      const reply = await all.s.press(all.tom, all.s.private(all.tom), more.action, more.value);
      if (reply?.kind !== 'tell') throw new Error('no page');
      seen.push(wordsOf(reply.card));
      more = buttonsOf(reply.card).find(({ action }) => action === 'sessions.screen');
    }
    for (const who of all.people.keys())
      for (const at of [1, 2, 3]) expect(seen.join('\n')).toContain(`end${who}/${at}`);
    for (const page of seen) expect(page.length).toBeLessThan(7_000);
  });
});
