/** What happens once an hour while people write: counts, receipts of several at once, what is urgent; and the reminder half way. */
import { describe, expect, test } from 'vitest';
import type { Actor } from '../../testing/stage.ts';
import { wordsOf } from '../../testing/words-of.ts';
import { HOUR_MS } from '../../words/zone.ts';
import { type Scene, scene } from '../testing/scene.ts';
import { cardsFor, close, writers } from '../testing/writers.ts';

const receipts = async (all: Scene): Promise<number> => (await all.s.prisma.receipt.findMany()).length;
const own = async (all: Scene, who: Actor): Promise<string> =>
  wordsOf((await cardsFor(all, await all.personOf(who))).own);
/** What somebody was told in private that has these words, their cards of the review left aside. */
const toldTo = (all: Scene, who: Actor, words: string): number =>
  [...all.s.slack.posted, ...all.s.teams.posted]
    .filter(({ to, removed }) => !removed && to.id === who.ref.id)
    .map(({ card }) => wordsOf(card))
    .filter((said) => said.includes(words) && !/It is your own card of it|you lead this review/.test(said)).length;

describe('where names are not kept', () => {
  test('a count changes at the full hour alone, and says of when it is', async () => {
    const all = await scene({ people: 8 });
    const { write } = writers(all);
    const [first, second] = all.people as readonly [Actor, Actor];
    await all.pass(HOUR_MS);
    expect(await own(all, first)).toContain('0 of 8 were done');
    all.s.clock.pass(10 * 60_000);
    await write(first, { worked: 'One' });
    await all.s.sessionTimers.look();
    expect(await own(all, first)).toContain('0 of 8 were done');
    expect(await own(all, second)).toContain('0 of 8 were done');
    await all.pass(HOUR_MS);
    expect(await own(all, second)).toContain('1 of 8 were done');
    // Not even on one's own card: a card is a message.
    expect((await own(all, first)).replace(first.name, '')).toBe((await own(all, second)).replace(second.name, ''));
  });

  test('receipts are of three at least, without a time; one alone waits for others, and in the end is nobody’s', async () => {
    const all = await scene({ people: 8 });
    const { write } = writers(all);
    for (const who of all.people.slice(0, 2)) await write(who, { worked: who.name });
    await all.pass(HOUR_MS);
    expect(await receipts(all)).toBe(0);
    await write(all.people[2] as Actor, { worked: 'Three' });
    await all.pass(HOUR_MS);
    expect((await all.s.prisma.receipt.findMany()).map(({ at }) => at)).toEqual([null, null, null]);
    for (const who of all.people.slice(3, 5)) await write(who, { worked: who.name });
    await all.pass(HOUR_MS);
    expect(await receipts(all)).toBe(3);
    await close(all);
    expect(await receipts(all)).toBe(3);
    expect(await all.run((w) => w.sessions.writing.contributions(all.session))).toHaveLength(5);
  });

  test('half way everybody is reminded in the same words where few are done; where several are, those who are not known to be', async () => {
    const few = await scene({ people: 8 });
    const { write } = writers(few);
    await write(few.priya, { worked: 'One' });
    await few.to(new Date('2026-11-30T17:00:00Z'));
    for (const who of few.people) expect(toldTo(few, who, 'If you have finished there is nothing to do')).toBe(1);

    const many = await scene({ people: 8 });
    for (const who of many.people.slice(0, 4)) await writers(many).write(who, { worked: who.name });
    await many.pass(HOUR_MS);
    // Who finishes after the last receipts is not known to be done, or who is left out would tell.
    await writers(many).write(many.people[4] as Actor, { worked: 'Late' });
    await many.to(new Date('2026-11-30T17:00:00Z'));
    const reminded = many.people.map((who) => toldTo(many, who, 'If you have finished there is nothing to do'));
    expect(reminded.slice(0, 4)).toEqual([0, 0, 0, 0]);
    // The fifth was written down with nobody else in time: three of the batch are needed.
    expect(reminded.slice(4)).toEqual([1, 1, 1, 1]);
  }, 120_000);

  test('urgent: it goes to whoever leads at the full hour, once, without a name, before anything is shown', async () => {
    const all = await scene({ people: 6 });
    const { write } = writers(all);
    await write(all.priya, { worked: 'Well', urgent: 'The fire door is locked' });
    expect(toldTo(all, all.tom, 'The fire door is locked')).toBe(0);
    await all.pass(HOUR_MS);
    expect(toldTo(all, all.tom, 'The fire door is locked')).toBe(1);
    expect(toldTo(all, all.asha, 'The fire door is locked')).toBe(1);
    expect(toldTo(all, all.dev, 'fire door')).toBe(0);
    const told = all.s.teams.posted.filter(({ card }) => wordsOf(card).includes('fire door'));
    expect(told.map(({ card }) => wordsOf(card)).join('\n')).not.toContain('Priya');
    expect(wordsOf((await cardsFor(all, await all.personOf(all.tom))).leading)).toContain('The fire door is locked');
    // Handing in again with the same in it tells nobody anew.
    await write(all.priya, { harder: 'Less well' });
    await all.pass(HOUR_MS);
    expect(toldTo(all, all.tom, 'The fire door is locked')).toBe(1);
  });

  test('nothing is owed, hinted at or written with a name as somebody writes', async () => {
    const all = await scene({ people: 6 });
    const { write } = writers(all);
    const owed = await all.s.prisma.outgoing.count();
    const lines = all.s.lines.length;
    await write(all.priya, { worked: 'Well', harder: 'Less well' });
    expect(await all.s.prisma.outgoing.count()).toBe(owed);
    expect(await all.s.prisma.delivery.count({ where: { key: { contains: 'submission' } } })).toBe(0);
    expect(all.s.lines.length).toBe(lines);
    expect(
      (await all.s.prisma.stagedInput.findMany()).every(({ personId, day }) => !personId && day === '2026-11-27'),
    ).toBe(true);
  });
});

describe('where names are kept', () => {
  test('receipts come at once, with a time; those who lead see who is missing, and only those are reminded', async () => {
    const all = await scene({ attribution: 'named', people: 4 });
    const { write } = writers(all);
    await write(all.priya, { worked: 'One', urgent: 'The fire door is locked' });
    await all.s.sessionTimers.look();
    await all.s.settle();
    expect((await all.s.prisma.receipt.findMany()).map(({ at }) => at)).toEqual([all.s.clock.now()]);
    expect(toldTo(all, all.tom, 'The fire door is locked')).toBe(1);
    expect(toldTo(all, all.tom, 'Priya Nair')).toBe(1);
    expect(await own(all, all.priya)).toContain('You are done');
    expect(await own(all, all.asha)).not.toContain('You are done');
    const { leading } = await cardsFor(all, await all.personOf(all.tom));
    expect(wordsOf(leading)).toMatch(/Not done yet: .*Asha Verma/);
    expect(wordsOf(leading)).not.toContain('Priya');
    await all.to(new Date('2026-11-30T17:00:00Z'));
    expect(all.people.map((who) => toldTo(all, who, 'and you have not finished'))).toEqual([0, 1, 1, 1]);
  }, 60_000);
});
