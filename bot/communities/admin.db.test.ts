/** An organisation's admins, and hidden communities that need their yes. */
import { expect, test } from 'vitest';
import { cardFor, cardOf, make, postedTo, pressOn, toldBy, town } from '../testing/town.ts';
import { buttonsOf, wordsOf } from '../testing/words-of.ts';

async function governed() {
  const all = await town();
  const { s, fay } = all;
  const organisation = await all.organisationOf(fay);
  await s.prisma.organisationAdmin.create({
    data: { organisationId: organisation, personId: await all.personOf(fay), addedAt: s.clock.now() },
  });
  return { ...all, organisation };
}

const wish = { name: 'Mergers', purpose: 'What is not yet to be known', access: 'hidden', kind: 'innovation' };

test('a hidden one waits for an admin where the organisation says so, is nowhere meanwhile, and is there with their yes', async () => {
  const { s, fay, asha, roleIn } = await governed();
  const card = cardOf(await s.command(fay, s.private(fay), 'lead'));
  const own = cardOf(await pressOn(s, fay, card, 'Your organisation'));
  expect(wordsOf(own)).toContain('Anybody here may create a hidden community');
  expect(toldBy(await pressOn(s, fay, own, 'Let admins decide'))).toContain('when an admin agrees');

  expect(toldBy(await s.submit(asha, s.private(asha), 'communities.create', '', wish))).toContain(
    'before the admins of Ashcombe Council',
  );
  expect(await s.prisma.community.count()).toBe(0);
  await s.settle();
  const proposal = cardFor(s, fay, 'would like to create a hidden community: Mergers');
  expect(wordsOf(proposal)).toContain('What is not yet to be known');
  const { value } = buttonsOf(proposal)[0] ?? { value: '' };
  expect(toldBy(await s.press(asha, s.private(asha), 'communities.approve', value))).toContain('Only an admin');
  expect(toldBy(await pressOn(s, fay, proposal, 'Agree'))).toContain('Fay Olsen agreed.');
  await s.press(fay, s.private(fay), 'communities.approve', value);
  const { id } = await s.prisma.community.findFirstOrThrow();
  expect(await roleIn(asha, id)).toBe('lead');
  // An admin is in it no more than anybody else.
  expect(await roleIn(fay, id)).toBeNull();
  s.clock.pass(1_000);
  expect(toldBy(await s.command(fay, s.private(fay), 'communities', 'mergers'))).toContain('No community');
  await s.settle();
  expect(postedTo(s.teams, asha).join('\n')).toContain('Fay Olsen agreed: Mergers is hidden now.');
  expect(postedTo(s.teams, asha).join('\n')).toContain('Who stands in for you in Mergers');
  // An admin's own needs nobody's yes.
  expect(
    toldBy(await s.submit(fay, s.private(fay), 'communities.create', '', { ...wish, name: 'Closures' })),
  ).toContain('you are its lead');
});

test('a no gives the words back, and each proposal counts as one of the day', async () => {
  const { s, fay, asha, organisation } = await governed();
  await s.prisma.organisation.update({ where: { id: organisation }, data: { hiddenNeedsAdmin: true } });
  for (let at = 0; at < 5; at += 1) {
    await s.submit(asha, s.private(asha), 'communities.create', '', { ...wish, name: `Mergers ${at}` });
  }
  expect(
    await s.submit(asha, s.private(asha), 'communities.create', '', { ...wish, name: 'Mergers six' }),
  ).toMatchObject({
    kind: 'invalid',
    problems: { '': expect.stringContaining('5') },
  });
  await s.settle();
  await pressOn(s, fay, cardFor(s, fay, 'Mergers 0'), 'Do not agree');
  await s.settle();
  expect(postedTo(s.teams, asha).join('\n')).toContain('What is not yet to be known');
  expect(await s.prisma.community.count()).toBe(0);
});

test('one that is to become hidden waits too, and is not hidden beside a public channel', async () => {
  const { s, fay, asha, organisation, create } = await governed();
  await s.prisma.organisation.update({ where: { id: organisation }, data: { hiddenNeedsAdmin: true } });
  const community = await create(asha, 'Mergers');
  expect(
    toldBy(await s.submit(asha, s.private(asha), 'communities.access', community, { access: 'hidden' })),
  ).toContain('before the admins');
  expect(await s.prisma.community.findFirst()).toMatchObject({ access: 'open' });
  const channel = s.channel('teams', 'ashcombe', 'Mergers');
  await s.command(asha, channel, 'bind');
  await s.settle();
  const proposal = cardFor(s, fay, 'would like to make a community hidden');
  expect(toldBy(await pressOn(s, fay, proposal, 'Agree'))).toContain('taken out first');
  await s.command(asha, channel, 'unbind');
  make(s.teams, channel, { opens: 'members' });
  await s.command(asha, channel, 'bind');
  expect(toldBy(await pressOn(s, fay, proposal, 'Agree'))).toContain('agreed');
  expect(await s.prisma.community.findFirst()).toMatchObject({ access: 'hidden' });
});

test('admins name each other, among those who are known to work there; nobody else gets that far', async () => {
  const { s, fay, asha, gil, ben, organisation } = await governed();
  const add = (who: typeof fay, whom: typeof fay) =>
    s.submit(who, s.private(who), 'communities.add-admin', '', { people: [whom.ref] });
  expect(JSON.stringify(await add(asha, asha))).toContain('Only an admin of Ashcombe Council');
  for (const other of [gil, ben, s.actor('teams', 'ashcombe', 'Nobody Yet')]) {
    expect(await add(fay, other)).toMatchObject({
      kind: 'invalid',
      problems: { people: expect.stringContaining('I do not know them') },
    });
  }
  expect(toldBy(await add(fay, asha))).toContain('Asha Verma');
  await s.settle();
  expect(wordsOf(cardFor(s, asha, 'You are an admin of Ashcombe Council'))).toContain('Your organisation');
  const card = cardOf(await s.press(asha, s.private(asha), 'communities.organisation', ''));
  // She ends Fay's part, not her own: one is always left.
  expect(buttonsOf(card).filter(({ label }) => label === 'Make no admin')).toHaveLength(1);
  await pressOn(s, asha, card, 'Make no admin');
  expect(await s.prisma.organisationAdmin.count({ where: { organisationId: organisation } })).toBe(1);
  expect(toldBy(await s.press(fay, s.private(fay), 'communities.organisation', ''))).toContain('Only an admin');
  for (const action of ['hidden-rule', 'end-admin', 'add-admin', 'approve', 'reject']) {
    expect(toldBy(await s.press(fay, s.private(fay), `communities.${action}`, 'free'))).toContain('Only an admin');
  }
  // Whose account is closed is none any more.
  await s.bring(s.event(asha, s.private(asha), { kind: 'person', who: asha.ref, change: 'deactivated' }));
  await s.settle();
  expect(await s.prisma.organisationAdmin.count()).toBe(0);
});

test('where nobody is there to agree, that is said, and nothing is lost', async () => {
  const { s, fay, asha, organisation, personOf } = await governed();
  await s.prisma.organisation.update({ where: { id: organisation }, data: { hiddenNeedsAdmin: true } });
  await s.prisma.organisationAdmin.deleteMany({ where: { personId: await personOf(fay) } });
  expect(await s.submit(asha, s.private(asha), 'communities.create', '', wish)).toMatchObject({
    kind: 'invalid',
    problems: { access: expect.stringContaining('no admin') },
  });
});
