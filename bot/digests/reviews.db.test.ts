/** What a review learned is told in its community's digest: as its report prints it, to whom that may be read by, and as it stands by now. */
import { expect, test } from 'vitest';
import { checking } from '../sessions/report/testing/checked.ts';
import type { Scene } from '../sessions/testing/scene.ts';
import { shownIn } from '../testing/digest-story.ts';
import type { Actor, Place } from '../testing/stage.ts';
import { pressOn, toldBy } from '../testing/town.ts';
import { wordsOf } from '../testing/words-of.ts';

/** On to an hour; what is due for digests is done before it and then. */
async function at({ s }: Scene, hour: string): Promise<void> {
  await s.digests.run();
  await s.settle();
  s.clock.pass(new Date(hour).getTime() - s.clock.now().getTime());
  await s.digests.run();
  await s.settle();
}

/** On Wednesday, so that all of it is of the week that Tuesday's tells. */
async function published(how: Parameters<typeof checking>[0] = {}) {
  const all = await checking(how);
  await all.sc.passOver(new Date('2026-12-02T10:00:00Z'));
  expect(await all.sc.act({ event: 'next' })).toMatchObject({ session: { state: 'published' } });
  return all;
}

const digestsIn = ({ s }: Scene, place: Place | Actor) =>
  shownIn(s, place).filter((card) => wordsOf(card).includes('This week in Elections'));

const MONDAY = '2026-12-07T14:00:00Z';
const TUESDAY = '2026-12-08T10:00:00Z';

test('its first lesson stands in both channels, with a button that reads the report; where it is open again, it says so', async () => {
  const { sc } = await published();
  const { s, priya, theirs, channel } = sc;
  await at(sc, MONDAY);
  await at(sc, TUESDAY);
  for (const place of [theirs, channel]) {
    const [card] = digestsIn(sc, place);
    if (!card) throw new Error('no digest');
    expect(wordsOf(card)).toContain('Learned in reviews');
    expect(wordsOf(card)).toContain('By-election count');
    expect(wordsOf(card)).toMatch(/When .+: .+ · Unvalidated community learning/);
  }
  const [card] = digestsIn(sc, theirs);
  expect(toldBy(await pressOn(s, priya, card as NonNullable<typeof card>, 'Read the report'))).toContain(
    'By-election count',
  );
  expect(await sc.act({ event: 'reopen', reason: 'More came to light' })).toMatchObject({ kind: 'moved' });
  expect(digestsIn(sc, theirs).map(wordsOf).join()).toContain('under review');
});

test('one that is read by those who took part alone is told to nobody else', async () => {
  const { sc } = await published({ readers: 'participants' });
  await at(sc, MONDAY);
  await at(sc, TUESDAY);
  for (const place of [sc.theirs, sc.channel]) expect(digestsIn(sc, place)).toEqual([]);
  expect(await sc.s.prisma.digest.findFirst({ where: { state: 'skipped' } })).toMatchObject({ why: 'empty' });
});

test('what was left out of the report is in no digest, and who looks after it may leave it out of that', async () => {
  const { sc } = await published();
  const { s } = sc;
  // The lesson is written anew after it was published: what was printed stands.
  await s.prisma.lesson.updateMany({ where: { sessionId: sc.session }, data: { when: 'Gary Quince is late' } });
  await at(sc, MONDAY);
  const coming = await s.prisma.digest.findFirstOrThrow({ where: { state: 'previewed' } });
  const fay = await s.prisma.membership.findFirstOrThrow({ where: { communityId: sc.community, role: 'lead' } });
  const account = await s.prisma.identity.findFirstOrThrow({ where: { personId: fay.personId } });
  const shown = shownIn(s, { ref: { kind: 'user', platform: account.platform, id: account.ref } } as Actor);
  expect(shown.map(wordsOf).join('\n')).toContain('Learned in reviews');
  await s.prisma.digest.update({ where: { id: coming.id }, data: { leftOut: [sc.session] } });
  await at(sc, TUESDAY);
  expect(digestsIn(sc, sc.theirs)).toEqual([]);
  expect(JSON.stringify([...s.slack.posted, ...s.teams.posted])).not.toContain('Gary Quince');
});
