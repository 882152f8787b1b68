/** Joining and leaving. */
import { expect, test } from 'vitest';
import type { Tx } from '../../prisma/work.ts';
import { cardOf, meeting, storeOn, toldBy, town } from '../testing/town.ts';
import { buttonsOf } from '../testing/words-of.ts';

test('a name half remembered is enough; several are offered; none is said', async () => {
  const { s, fay, asha, create, roleIn } = await town();
  const officers = await create(fay, 'Licensing officers');
  const alcohol = await create(fay, 'Licensing of alcohol');
  const exact = await create(fay, 'Licensing');
  const home = s.private(asha);
  expect(toldBy(await s.command(asha, home, 'join', 'the LICENSING-offic community'))).toContain(
    'Welcome to Licensing officers',
  );
  expect(await roleIn(asha, officers)).toBe('member');
  expect(toldBy(await s.command(asha, home, 'join', 'licensing'))).toContain('Welcome to Licensing.');
  expect(await roleIn(asha, exact)).toBe('member');
  const several = cardOf(await s.command(asha, home, 'join', 'lic'));
  expect(buttonsOf(several).map((button) => [button.action, button.value])).toContainEqual([
    'communities.join',
    alcohol,
  ]);
  expect(buttonsOf(several)).toHaveLength(3);
  expect(toldBy(await s.command(asha, home, 'join', 'parking'))).toContain('no community for “parking”');
});

test('joining twice, and twice at once, is joining once', async () => {
  const { s, fay, asha, create, facts, roleIn } = await town();
  const community = await create(fay, 'Licensing');
  const replies = await Promise.all([1, 2, 3].map(() => s.press(asha, s.private(asha), 'communities.join', community)));
  expect(replies.map(toldBy).filter((words) => words.includes('Welcome to'))).toHaveLength(1);
  expect(toldBy(await s.command(asha, s.private(asha), 'join', 'licensing'))).toContain('in Licensing already');
  expect(await roleIn(asha, community)).toBe('member');
  // Fay's own, and one of Asha's.
  expect(await facts('MemberJoined')).toHaveLength(2);
});

test('a button in the list draws the list again, for the same words; elsewhere it tells', async () => {
  const { s, fay, asha, create, roleIn, facts } = await town();
  const community = await create(fay, 'Licensing');
  await create(fay, 'Parking');
  const list = cardOf(await s.command(asha, s.private(asha), 'communities', 'lic'));
  const [join] = buttonsOf(list);
  const joined = await s.press(asha, s.private(asha), join?.action ?? '', join?.value ?? '');
  expect(joined?.kind).toBe('replace');
  expect(toldBy(joined)).toContain('Welcome to Licensing');
  expect(toldBy(joined)).not.toContain('Parking');
  const [leave] = buttonsOf(cardOf(joined));
  expect(leave?.action).toBe('communities.leave');
  const left = await s.press(asha, s.private(asha), leave?.action ?? '', leave?.value ?? '');
  expect(left?.kind).toBe('replace');
  expect(await roleIn(asha, community)).toBeNull();
  expect(await facts('MemberLeft')).toHaveLength(1);
  expect((await s.press(asha, s.private(asha), 'communities.join', community))?.kind).toBe('tell');
});

test('in a bound channel, join needs no name', async () => {
  const { s, fay, asha, create, roleIn } = await town();
  const community = await create(fay, 'Licensing');
  const channel = s.channel('teams', 'ashcombe', 'Licensing');
  await s.command(fay, channel, 'bind');
  expect(toldBy(await s.command(asha, channel, 'join'))).toContain('Welcome to Licensing');
  expect(await roleIn(asha, community)).toBe('member');
});

test('the last facilitator stays while others are there', async () => {
  const { s, fay, asha, create, enrol, roleIn } = await town();
  const community = await create(fay, 'Licensing');
  await enrol(asha, community);
  const refused = toldBy(await s.command(fay, s.private(fay), 'leave', 'licensing'));
  expect(refused).toContain('only facilitator of Licensing');
  expect(refused).toContain('1 other person');
  expect(await roleIn(fay, community)).toBe('lead');
  expect(toldBy(await s.command(asha, s.private(asha), 'leave', 'licensing'))).toContain('You have left Licensing');
  expect(toldBy(await s.command(asha, s.private(asha), 'leave', 'licensing'))).toContain('You are not in Licensing');
  expect(toldBy(await s.command(asha, s.private(asha), 'leave'))).toContain('in no community');
  // Alone she may go.
  const [offered] = buttonsOf(cardOf(await s.command(fay, s.private(fay), 'leave')));
  expect(offered).toMatchObject({ action: 'communities.leave', value: community });
  expect(toldBy(await s.press(fay, s.private(fay), 'communities.leave', community))).toContain('You have left');
});

test('of two facilitators who leave at once, one stays', async () => {
  const { s, fay, asha, ben, create, enrol, share, personOf } = await town();
  const community = await create(fay, 'Licensing');
  await share(ben, community);
  await enrol(ben, community);
  await enrol(asha, community, 'facilitator');
  const [first, second] = [await personOf(fay), await personOf(asha)];
  const leaving = (person: string) => (tx: Tx) => storeOn(tx).leave(person, community);
  expect(await meeting(s, leaving(first), leaving(second))).toEqual([
    { left: true, successor: second, joinedAt: expect.any(Date) },
    { left: false, why: 'last-facilitator', others: 1 },
  ]);
});
