/** Looking after a community: parts are given by asking, ended by the lead, and pass on by themselves. */
import { expect, test } from 'vitest';
import type { Actor } from '../testing/stage.ts';
import { cardFor, cardOf, postedTo, pressOn, toldBy, town } from '../testing/town.ts';
import { buttonsOf, wordsOf } from '../testing/words-of.ts';

async function led() {
  const all = await town();
  const { s, fay, ben } = all;
  const community = await all.create(fay, 'Licensing');
  await all.share(ben, community);
  const offer = async (by: Actor, to: Actor, as: string) => {
    const made = await s.submit(by, s.private(by), 'communities.invite', `${community} ${as}`, { people: [to.ref] });
    await s.settle();
    return made;
  };
  const answer = async (who: Actor, label = 'Yes, gladly') => {
    const said = await pressOn(s, who, cardFor(s, who, 'Licensing'), label);
    await s.settle();
    return said;
  };
  const membership = async (who: Actor) =>
    s.prisma.membership.findFirst({ where: { communityId: community, personId: await all.personOf(who) } });
  return { ...all, community, offer, answer, membership };
}

test('the creator is asked for a deputy; who says yes is a member, a facilitator and the deputy', async () => {
  const { s, fay, ben, community, offer, answer, membership } = await led();
  await s.settle();
  const asked = cardFor(s, fay, 'Who stands in for you');
  expect(await pressOn(s, fay, asked, 'Name a deputy')).toMatchObject({
    kind: 'ask',
    form: { context: `${community} deputy`, fields: [{ field: 'people', max: 1 }] },
  });
  await offer(fay, ben, 'deputy');
  expect(await membership(ben)).toBeNull();
  expect(toldBy(await answer(ben))).toContain('You are the deputy of Licensing');
  expect(await membership(ben)).toMatchObject({ role: 'facilitator', deputy: true });
  expect(wordsOf(cardFor(s, fay, 'is the deputy'))).toContain('Ben Carter said yes');
  const card = cardOf(await s.command(fay, s.private(fay), 'lead'));
  expect(wordsOf(card)).toContain('Helping each other');
  expect(wordsOf(card)).toContain('Ben Carter · Brackenford Council');
  expect(wordsOf(card)).not.toContain('There is no deputy');
});

test('there is one deputy: a new one takes the place of the old, who stays a facilitator', async () => {
  const { s, fay, ben, asha, offer, answer, membership } = await led();
  await offer(fay, ben, 'deputy');
  await answer(ben);
  await offer(fay, asha, 'deputy');
  await answer(asha);
  expect(await membership(ben)).toMatchObject({ role: 'facilitator', deputy: false });
  expect(await membership(asha)).toMatchObject({ deputy: true });
  expect(await s.prisma.membership.count({ where: { deputy: true } })).toBe(1);
});

test('the lead is handed over to who says yes, and kept where they say no', async () => {
  const { s, fay, ben, community, enrol, offer, answer, membership } = await led();
  await enrol(ben, community);
  await offer(fay, ben, 'lead');
  expect(await membership(fay)).toMatchObject({ role: 'lead' });
  await answer(ben, 'No, thank you');
  expect(wordsOf(cardFor(s, fay, 'would rather not'))).toContain('Ben Carter');
  expect(await membership(fay)).toMatchObject({ role: 'lead' });
  await offer(fay, ben, 'lead');
  await answer(ben);
  expect(await membership(ben)).toMatchObject({ role: 'lead' });
  expect(await membership(fay)).toMatchObject({ role: 'facilitator' });
  expect(await s.prisma.membership.count({ where: { role: 'lead' } })).toBe(1);
  // She is lead no more: an offer of hers holds no longer, and she ends nobody's part.
  expect(JSON.stringify(await offer(fay, ben, 'lead'))).toContain('Only the lead of Licensing');
});

test('an offer of somebody who leads no more does not hold', async () => {
  const { s, fay, ben, asha, community, enrol, offer, answer, membership } = await led();
  await enrol(ben, community);
  await offer(fay, asha, 'lead');
  await offer(fay, ben, 'lead');
  await answer(ben);
  const { id } = await s.prisma.invitation.findFirstOrThrow({ where: { ref: asha.ref.id } });
  expect(toldBy(await s.press(asha, s.private(asha), 'communities.take', id))).toContain('does not hold');
  expect(await membership(asha)).toBeNull();
});

test('eight facilitators and no more', async () => {
  const { s, fay, ben, community, enrol, offer, answer, membership } = await led();
  for (let at = 0; at < 7; at += 1) {
    const one = s.actor('teams', 'ashcombe', `Facilitator ${at}`);
    await s.command(one, s.private(one), 'help');
    await enrol(one, community, 'facilitator');
  }
  await offer(fay, ben, 'facilitator');
  expect(toldBy(await answer(ben))).toContain('8 facilitators already');
  // Nothing of it is left: the same offer holds once there is room.
  expect(await membership(ben)).toBeNull();
  await s.prisma.membership.updateMany({ where: { role: 'facilitator' }, data: { role: 'member' } });
  expect(toldBy(await answer(ben))).toContain('You are a facilitator of Licensing');
});

test('the lead ends a facilitator’s part; they stay a member, and hear of it', async () => {
  const { s, fay, asha, ben, community, enrol, membership, personOf } = await led();
  await enrol(ben, community, 'facilitator');
  await enrol(asha, community, 'facilitator');
  expect(buttonsOf(cardOf(await s.command(ben, s.private(ben), 'lead'))).map(({ label }) => label)).not.toContain(
    'Make a member',
  );
  const value = `${community} ${await personOf(ben)}`;
  expect(toldBy(await s.press(asha, s.private(asha), 'communities.end-facilitator', value))).toContain('Only the lead');
  const card = cardOf(await s.command(fay, s.private(fay), 'lead'));
  const ending = buttonsOf(card).find((button) => button.value === value);
  expect(ending).toMatchObject({ label: 'Make a member', confirm: {} });
  const after = await s.press(fay, s.private(fay), 'communities.end-facilitator', value);
  expect(toldBy(after)).not.toContain('Ben Carter');
  expect(await membership(ben)).toMatchObject({ role: 'member' });
  await s.settle();
  expect(postedTo(s.slack, ben).join()).toContain('no longer a facilitator of Licensing');
  // Nobody ends the lead's part, or their own.
  await s.press(fay, s.private(fay), 'communities.end-facilitator', `${community} ${await personOf(fay)}`);
  expect(await membership(fay)).toMatchObject({ role: 'lead' });
  for (const broken of [`${community} x`, community, '']) {
    await s.press(fay, s.private(fay), 'communities.end-facilitator', broken);
  }
});

test('a lead who goes is followed by the deputy at once, else by who facilitates longest, and they are told', async () => {
  const { s, fay, ben, asha, community, enrol, membership, personOf } = await led();
  await enrol(asha, community, 'facilitator');
  s.clock.pass(1_000);
  await enrol(ben, community, 'facilitator');
  await s.prisma.membership.updateMany({ where: { personId: await personOf(ben) }, data: { deputy: true } });
  expect(toldBy(await s.command(fay, s.private(fay), 'leave', 'licensing'))).toContain('You have left');
  expect(await membership(ben)).toMatchObject({ role: 'lead', deputy: false });
  await s.settle();
  expect(buttonsOf(cardFor(s, ben, 'You lead Licensing now')).map(({ label }) => label)).toEqual([
    'Manage',
    'Name a deputy',
    'Hand over the lead',
  ]);
  // Ben's account is closed: there is no deputy, so who has been there longest.
  await s.bring(s.event(ben, s.private(ben), { kind: 'person', who: ben.ref, change: 'deactivated' }));
  await s.settle();
  expect(await membership(ben)).toBeNull();
  expect(await membership(asha)).toMatchObject({ role: 'lead' });
  expect(wordsOf(cardFor(s, asha, 'You lead Licensing now'))).toContain('its lead has left');
});

test('the last facilitator is shown how to find a successor instead of leaving', async () => {
  const { s, fay, asha, community, enrol } = await led();
  await enrol(asha, community);
  const card = cardOf(await s.command(fay, s.private(fay), 'leave', 'licensing'));
  expect(wordsOf(card)).toContain('cannot leave before somebody else');
  expect(buttonsOf(card).map(({ label }) => label)).toEqual(['Hand over the lead', 'Add facilitators']);
});

test('who facilitates nothing, and who has several, is led on', async () => {
  const { s, fay, asha, create } = await led();
  expect(toldBy(await s.command(asha, s.private(asha), 'lead'))).toContain('You facilitate no community');
  expect(toldBy(await s.command(asha, s.private(asha), 'lead', 'licensing'))).toContain(
    'Only a facilitator of Licensing',
  );
  const parking = await create(fay, 'Parking');
  const which = cardOf(await s.command(fay, s.private(fay), 'lead'));
  expect(buttonsOf(which).map(({ action }) => action)).toEqual(['communities.manage', 'communities.manage']);
  expect(toldBy(await s.press(fay, s.private(fay), 'communities.manage', parking))).toContain('Looking after Parking');
  expect(toldBy(await s.press(asha, s.private(asha), 'communities.manage', parking))).toContain('Only a facilitator');
});
