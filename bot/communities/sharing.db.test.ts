/** Sharing a community with another organisation: allowed by its founder, accepted under its rules, and ended by either. */
import { expect, test } from 'vitest';
import type { Tx } from '../../prisma/work.ts';
import type { Actor } from '../testing/stage.ts';
import { cardFor, cardOf, founded, meeting, postedTo, pressOn, storeOn, toldBy, typesCode } from '../testing/town.ts';
import { buttonsOf, wordsOf } from '../testing/words-of.ts';

/** Fay leads Licensing at Ashcombe, whose admin is Asha; Ben is Brackenford's admin. */
async function governed() {
  const all = await founded();
  const { s, asha, ben, fay, channel } = all;
  const admin = async (actor: Actor) => {
    await s.prisma.organisationAdmin.create({
      data: {
        organisationId: await all.organisationOf(actor),
        personId: await all.personOf(actor),
        addedAt: s.clock.now(),
      },
    });
  };
  await s.command(fay, channel, 'bind', 'licensing');
  await s.settle();
  for (const chat of [s.slack, s.teams]) chat.posted.length = 0;
  return {
    ...all,
    admin,
    async bothGoverned() {
      await admin(asha);
      await admin(ben);
    },
    /** What was held back comes with the next day's message. */
    async nextDay() {
      s.clock.pass(24 * 3_600_000);
      await s.settle();
    },
    sharing: async () => (await s.prisma.sharing.findFirst()) ?? null,
    sharers: async () => (await s.prisma.communityOrganisation.findMany()).length,
    offer: async (by: Actor, to: Actor) =>
      s.submit(by, s.private(by), 'communities.share', all.community, {
        organisation: await all.organisationOf(to),
      }),
  };
}

/** Brackenford shares Licensing: accepted by Ben, its admin, who facilitates it; Bea is a member, Bo asked to be let in. */
async function shared() {
  const all = await governed();
  const { s, asha, ben, community, theirs, enrol } = all;
  await all.bothGoverned();
  await all.offer(asha, ben);
  await s.settle();
  await pressOn(s, ben, cardFor(s, ben, 'offers Brackenford Council'), 'Accept for Brackenford Council');
  await enrol(ben, community, 'facilitator');
  await s.command(ben, theirs, 'bind', 'licensing');
  const bea = s.actor('slack', 'brackenford', 'Bea Colleague');
  await s.command(bea, s.private(bea), 'join', 'licensing');
  await s.settle();
  await all.nextDay();
  return { ...all, bea };
}

test('the founder’s admin offers it, the other’s sees the rules and accepts, and both sides hear of it', async () => {
  const { s, fay, asha, ben, cora, community, bothGoverned, offer, sharers, facts, roleIn } = await governed();
  await bothGoverned();
  const card = cardOf(await s.command(asha, s.private(asha), 'share', 'licensing'));
  expect(wordsOf(card)).toContain('Who shares Licensing');
  const form = await pressOn(s, asha, card, 'Share with an organisation');
  expect(form).toMatchObject({ kind: 'ask', form: { form: 'communities.share', fields: [{ field: 'choice' }] } });
  expect(JSON.stringify(form)).toContain('Corvale Homes');
  expect(JSON.stringify(form)).not.toContain('Ashcombe Council');
  expect(toldBy(await offer(asha, ben))).toContain('Brackenford Council sees the rules of');
  await s.settle();

  const rules = cardFor(s, ben, 'offers Brackenford Council');
  for (const line of [
    'can find it, read what is asked and answered, and join',
    'Open: You may pass on',
    'shows who wrote it, and for which organisation',
    'belongs to Ashcombe Council',
    'What was written stays',
    'can withdraw at any time',
  ])
    expect(wordsOf(rules)).toContain(line);
  // Until it is accepted, nothing of it is there for them.
  expect(toldBy(await s.command(ben, s.private(ben), 'join', 'licensing'))).toContain('no community for');
  const { value } = buttonsOf(rules)[0] ?? { value: '' };
  for (const who of [cora, fay, s.actor('slack', 'brackenford', 'Bea Colleague')])
    expect(toldBy(await s.press(who, s.private(who), 'communities.accept-sharing', value))).toMatch(
      /does not hold|Only an admin of Brackenford/,
    );
  expect(await sharers()).toBe(1);

  expect(toldBy(await pressOn(s, ben, rules, 'Accept for Brackenford Council'))).toContain('accepted the rules for');
  expect(await sharers()).toBe(2);
  expect(await s.prisma.sharing.findFirst()).toMatchObject({ state: 'accepted', access: 'open', label: 'open' });
  // An admin is in it no more than anybody else.
  expect(await roleIn(ben, community)).toBeNull();
  expect(toldBy(await s.command(ben, s.private(ben), 'join', 'licensing'))).toContain('Welcome');
  await s.settle();
  for (const who of [fay, asha])
    expect(postedTo(s.teams, who).join('\n')).toContain('Brackenford Council shares Licensing now');
  expect(await facts('OrganisationWithdrew')).toEqual([]);
  // Pressed again, nothing happens again.
  expect(toldBy(await pressOn(s, ben, rules, 'Accept for Brackenford Council'))).toContain('accepted the rules for');
});

test('rules that changed since they were shown are shown again before they are accepted', async () => {
  const { s, fay, asha, ben, community, bothGoverned, offer, sharers } = await governed();
  await bothGoverned();
  await offer(asha, ben);
  await s.settle();
  const rules = cardFor(s, ben, 'offers Brackenford Council');
  await s.submit(fay, s.private(fay), 'communities.label', community, { label: 'closed' });
  const again = cardOf(await pressOn(s, ben, rules, 'Accept for Brackenford Council'));
  expect(wordsOf(again)).toContain('The rules have changed');
  expect(wordsOf(again)).toContain('Do not pass on');
  expect(await sharers()).toBe(1);
  await pressOn(s, ben, again, 'Accept for Brackenford Council');
  expect(await s.prisma.sharing.findFirst()).toMatchObject({ state: 'accepted', label: 'closed' });
});

test('a lead asks; the founder’s admin allows or does not; whoever asked hears what became of it', async () => {
  const { s, fay, asha, ben, cora, bothGoverned, offer, sharing, nextDay } = await governed();
  await bothGoverned();
  expect(toldBy(await offer(fay, ben))).toContain('before the admins of Ashcombe Council');
  await s.settle();
  expect(postedTo(s.slack, ben)).toEqual([]);
  const asked = cardFor(s, asha, 'would like Brackenford Council to share Licensing');
  const id = (await sharing())?.id ?? '';
  expect(toldBy(await s.press(fay, s.private(fay), 'communities.allow-sharing', id))).toContain('Only an admin');
  await pressOn(s, asha, asked, 'Allow');
  await s.settle();
  expect(wordsOf(cardFor(s, ben, 'offers Brackenford Council'))).toContain('Accept for Brackenford Council');
  await pressOn(s, ben, cardFor(s, ben, 'offers Brackenford Council'), 'Decline');
  await s.settle();
  expect(await sharing()).toMatchObject({ state: 'declined' });
  expect(postedTo(s.teams, fay).join('\n')).toContain('does not share Licensing');

  expect(toldBy(await offer(fay, cora))).toContain('before the admins');
  await nextDay();
  await pressOn(s, asha, cardFor(s, asha, 'would like Corvale Homes'), 'Do not allow');
  await s.settle();
  expect(postedTo(s.teams, fay).join('\n')).toContain('Asha Verma did not allow Corvale Homes to share Licensing');
  expect(await s.prisma.communityOrganisation.count()).toBe(1);
});

test('with an admin on either side, a code alone shares nothing, and is not used up by the asking', async () => {
  const { s, asha, ben, code, theirs, admin, offer, sharers, community, roleIn } = await governed();
  await admin(asha);
  const shown = await code();
  // Not allowed by the founder: of which community it is, is not said.
  const refused = toldBy(await s.command(ben, theirs, 'bind', shown));
  expect(refused).toContain('allows Brackenford Council to share the community');
  expect(refused).not.toContain('Licensing');
  expect(await s.prisma.sharing.count()).toBe(0);
  await offer(asha, ben);
  // Allowed, and nobody speaks for Brackenford but who has the code.
  expect(toldBy(await s.command(ben, theirs, 'bind', shown))).toContain('Accept for Brackenford Council');
  expect(await sharers()).toBe(1);

  const bea = s.actor('slack', 'brackenford', 'Bea Colleague');
  await s.command(bea, s.private(bea), 'help');
  await admin(bea);
  expect(toldBy(await s.command(ben, theirs, 'bind', shown))).toContain(
    'The admins of Brackenford Council see the rules',
  );
  await s.settle();
  const id = (await s.prisma.sharing.findFirstOrThrow()).id;
  expect(toldBy(await s.press(ben, theirs, 'communities.accept-sharing', `${id} open open`))).toContain(
    'Only an admin of Brackenford Council',
  );
  const look = cardOf(await s.press(bea, s.private(bea), 'communities.organisation', ''));
  expect(wordsOf(look)).toContain('Licensing is offered to Brackenford Council');
  const rules = cardOf(await pressOn(s, bea, look, 'See the rules'));
  await pressOn(s, bea, rules, 'Accept for Brackenford Council');
  expect(await sharers()).toBe(2);
  expect(await s.prisma.channel.count({ where: { platform: 'slack' } })).toBe(0);
  await s.settle();
  expect(postedTo(s.slack, ben).join('\n')).toContain('Type bind and the code again');
  expect(toldBy(await typesCode(s, ben, theirs, shown))).toContain('licensing belongs to Licensing now');
  expect(await roleIn(ben, community)).toBe('member');
});

test('any organisation may share one where the admin says so; a hidden one is offered by name alone', async () => {
  const { s, fay, asha, ben, code, theirs, admin, community } = await governed();
  await admin(asha);
  const card = cardOf(await s.command(asha, s.private(asha), 'share', 'licensing'));
  expect(toldBy(await pressOn(s, asha, card, 'Let any organisation share it'))).toContain(
    'Any organisation may share it',
  );
  // Its lead is no admin.
  const byFay = await s.press(fay, s.private(fay), 'communities.share-all', `${community} named`);
  expect(toldBy(byFay)).toContain('Only an admin of Ashcombe Council');
  expect(toldBy(await s.command(ben, theirs, 'bind', await code()))).toContain('Accept for Brackenford Council');

  await s.prisma.channel.deleteMany();
  await s.submit(fay, s.private(fay), 'communities.access', community, { access: 'hidden' });
  await s.prisma.sharing.deleteMany();
  expect(toldBy(await s.command(ben, theirs, 'bind', await code()))).not.toContain('Licensing');
  expect(await s.prisma.sharing.count()).toBe(0);
});

test('an organisation withdraws: channels, people, requests and invitations go, what was written stays, both sides hear', async () => {
  const { s, fay, asha, ben, bea, community, channel, theirs, roleIn, facts, sharers, nextDay } = await shared();
  const bo = s.actor('slack', 'brackenford', 'Bo Asks');
  await s.command(bo, s.private(bo), 'help');
  await s.say(bea, theirs, 'Who weighs lorries?', { addressed: true });
  await s.settle();
  await s.prisma.community.update({ where: { id: community }, data: { access: 'request' } });
  await s.submit(bo, s.private(bo), 'communities.request', community, { why: 'I weigh lorries' });
  await s.submit(fay, s.private(fay), 'communities.invite', `${community} member`, { people: [bo.ref] });
  await s.settle();
  s.slack.posted.length = 0;

  const card = cardOf(await s.command(ben, s.private(ben), 'share', 'licensing'));
  // Nobody ends another's part but the founder's admin.
  expect(buttonsOf(card).map(({ label }) => label)).not.toContain('End sharing');
  expect(toldBy(await pressOn(s, ben, card, 'Withdraw'))).toContain('Brackenford Council has withdrawn from Licensing');
  expect(await sharers()).toBe(1);
  expect(await s.prisma.channel.count({ where: { platform: 'slack', goneAt: null } })).toBe(0);
  expect(await roleIn(ben, community)).toBeNull();
  // What its people could read they cannot any more, before their memberships have ended one by one.
  expect(toldBy(await s.press(bea, s.private(bea), 'communities.look', community))).toContain('not there');
  await s.settle();
  expect(await roleIn(bea, community)).toBeNull();
  expect(await roleIn(fay, community)).toBe('lead');
  expect(await facts('MemberLeft')).toHaveLength(2);
  expect(await s.prisma.joinRequest.findFirst()).toMatchObject({ state: 'withdrawn' });
  const { id } = await s.prisma.invitation.findFirstOrThrow();
  expect(toldBy(await s.press(bo, s.private(bo), 'communities.take', id))).toContain('does not hold');
  expect(await roleIn(bo, community)).toBeNull();

  expect(postedTo(s.slack, theirs).at(-1)).toContain('no longer part of Licensing');
  await nextDay();
  for (const who of [fay, asha])
    expect(postedTo(s.teams, who).join('\n')).toContain('Brackenford Council has withdrawn from Licensing');
  // The question stays where it was carried to.
  expect(postedTo(s.teams, channel).join('\n')).toContain('Who weighs lorries?');
  const question = await s.prisma.question.findFirstOrThrow();
  expect(question.state).toBe('open');
  // An answer to it is theirs to read no more, and nothing that they say goes into it.
  const root = s.teams.posted.find((one) => wordsOf(one.card).includes('Who weighs lorries?'));
  s.slack.posted.length = 0;
  if (!root) throw new Error('the question was not carried');
  await s.say(asha, channel, 'The weighbridge does.', { thread: root.ref });
  await s.settle();
  expect(await s.prisma.reply.count()).toBe(1);
  expect(s.slack.posted.map((one) => wordsOf(one.card)).join('\n')).not.toContain('weighbridge');
});

test('the founder’s admin ends it; the other side’s admin and those who looked after it hear; it can be shared anew', async () => {
  const { s, asha, ben, bea, community, theirs, roleIn, offer, nextDay } = await shared();
  s.slack.posted.length = 0;
  const card = cardOf(await s.command(asha, s.private(asha), 'share', 'licensing'));
  expect(toldBy(await pressOn(s, asha, card, 'End sharing'))).toContain(
    'Ashcombe Council has ended sharing Licensing with Brackenford Council',
  );
  await s.settle();
  await nextDay();
  expect(postedTo(s.slack, ben).join('\n')).toContain('Ashcombe Council has ended sharing Licensing');
  expect(await roleIn(bea, community)).toBeNull();
  // Twice is once.
  const again = `${community} ${(await s.prisma.sharing.findFirstOrThrow()).organisationId}`;
  expect(toldBy(await s.press(asha, s.private(asha), 'communities.end-sharing', again))).toContain(
    'does not share this community',
  );
  await offer(asha, ben);
  await nextDay();
  await pressOn(s, ben, cardFor(s, ben, 'offers Brackenford Council'), 'Accept for Brackenford Council');
  expect(toldBy(await s.command(bea, s.private(bea), 'join', 'licensing'))).toContain('Welcome');
  await s.settle();
  expect(await roleIn(bea, community)).toBe('member');
  expect(postedTo(s.slack, theirs).filter((words) => words.includes('no longer part'))).toHaveLength(1);
});

test('where its lead goes with an organisation, the next leads; somebody who works for two stays', async () => {
  const { s, fay, ben, bea, community, enrol, roleIn, personOf, nextDay } = await shared();
  await enrol(fay, community, 'facilitator');
  await enrol(ben, community, 'lead');
  // Bea works for Ashcombe as well.
  const twin = s.actor('teams', 'ashcombe', 'Bea Twin');
  await s.command(twin, s.private(twin), 'help');
  await s.prisma.identity.updateMany({ where: { ref: twin.ref.id }, data: { personId: await personOf(bea) } });
  await s.press(ben, s.private(ben), 'communities.withdraw', community);
  await s.settle();
  await nextDay();
  expect(await roleIn(fay, community)).toBe('lead');
  expect(postedTo(s.teams, fay).join('\n')).toContain('You lead Licensing now');
  expect(await roleIn(bea, community)).toBe('member');
});

test('somebody who comes in while their organisation withdraws goes with it', async () => {
  const { s, ben, community, personOf, organisationOf } = await shared();
  const bo = s.actor('slack', 'brackenford', 'Bo Late');
  await s.command(bo, s.private(bo), 'help');
  const reader = { person: await personOf(bo), organisation: await organisationOf(bo), outside: false };
  const by = await personOf(ben);
  const joins = (tx: Tx) => storeOn(tx, s.clock.now()).join(reader, community);
  const withdraws = async (tx: Tx) => {
    const store = storeOn(tx, s.clock.now());
    await store.endShare(community, reader.organisation, { state: 'withdrew', by });
    return store.endMembers(community, reader.organisation, 50);
  };
  const [, gone] = await meeting(s, joins, withdraws);
  expect(gone.map(({ person }) => person)).toContain(reader.person);
  expect(await s.prisma.membership.count({ where: { personId: reader.person } })).toBe(0);
});

test('a hidden one is named to nobody who may not know of it, an admin who did not agree to it among them', async () => {
  const { s, fay, asha, ben, cora, community, admin, offer, nextDay } = await shared();
  await s.prisma.channel.deleteMany();
  await s.prisma.community.update({ where: { id: community }, data: { access: 'hidden' } });
  const dora = s.actor('slack', 'brackenford', 'Dora Admin');
  await s.command(dora, s.private(dora), 'help');
  await admin(dora);
  const theirs = cardOf(await s.press(dora, s.private(dora), 'communities.organisation', ''));
  expect(wordsOf(theirs)).toContain('A hidden community');
  expect(wordsOf(theirs)).not.toContain('Licensing');
  expect(toldBy(await s.press(dora, s.private(dora), 'communities.sharing', community))).not.toContain('Licensing');
  // Ben agreed to it.
  expect(toldBy(await s.press(ben, s.private(ben), 'communities.organisation', ''))).toContain('Licensing');
  expect(toldBy(await s.command(asha, s.private(asha), 'share', 'licensing'))).toContain('no community for');
  for (const chat of [s.slack, s.teams]) chat.posted.length = 0;
  // The founder's admin is not in it: they offer it, and end that, without hearing which one it is.
  const own = await s.press(asha, s.private(asha), 'communities.share', community);
  expect(own).toMatchObject({ kind: 'ask', form: { form: 'communities.share' } });
  await admin(cora);
  const offered = await offer(asha, cora);
  expect(toldBy(offered)).toContain('sees the rules of a hidden community');
  await s.submit(fay, s.private(fay), 'communities.label', community, { label: 'members' });
  await nextDay();
  const told = [...postedTo(s.teams, asha), ...postedTo(s.slack, dora)].join('\n');
  expect(told).toContain('changed how a hidden community is to be handled');
  const left = await s.press(dora, s.private(dora), 'communities.withdraw', community);
  expect(toldBy(left)).toContain('has withdrawn from a hidden community');
  await nextDay();
  for (const said of [own, offered, told, left, postedTo(s.slack, dora)])
    expect(JSON.stringify(said)).not.toContain('Licensing');
});

test('whoever accepted its rules hears who can join from now on, whoever changed that, and learns no hidden name by it', async () => {
  const { s, fay, asha, ben, theirs, channel, community, admin, enrol, nextDay } = await shared();
  const dora = s.actor('slack', 'brackenford', 'Dora Admin');
  await s.command(dora, s.private(dora), 'help');
  await admin(dora);
  await enrol(ben, community);
  await s.command(ben, theirs, 'unbind');
  await s.command(fay, channel, 'unbind');
  await s.settle();
  const change = async (access: string) => {
    for (const chat of [s.slack, s.teams]) chat.posted.length = 0;
    return s.submit(fay, s.private(fay), 'communities.access', community, { access });
  };
  const heard = (who: Actor) =>
    postedTo(who.ref.platform === 'slack' ? s.slack : s.teams, who).filter((one) =>
      one.includes('changed who can join'),
    );
  await change('request');
  await nextDay();
  for (const who of [ben, dora])
    expect(heard(who)).toEqual([expect.stringContaining('Fay Olsen changed who can join Licensing. On request')]);
  expect(heard(fay)).toEqual([]);

  // Hidden, once the founder's admin has said yes; Fay, who proposed it, hears that as hers.
  await s.prisma.organisation.updateMany({ data: { hiddenNeedsAdmin: true } });
  expect(toldBy(await change('hidden'))).toContain('is before the admins of Ashcombe Council');
  await s.settle();
  await nextDay();
  expect([...heard(ben), ...heard(dora)]).toEqual([]);
  await pressOn(s, asha, cardFor(s, asha, 'make a community hidden'), 'Agree');
  await nextDay();
  expect(heard(ben)).toEqual([expect.stringContaining('Asha Verma changed who can join Licensing. Hidden')]);
  expect(heard(dora)).toEqual([expect.stringContaining('changed who can join a hidden community. Hidden')]);
  expect([...heard(fay), ...heard(asha)]).toEqual([]);
  expect(postedTo(s.teams, fay).join()).toContain('Asha Verma');
});

test('whoever typed a code hears that it works in the account that they chose', async () => {
  const { s, asha, ben, cora, code, theirs, admin, offer, personOf } = await governed();
  await admin(asha);
  const bea = s.actor('slack', 'brackenford', 'Bea Colleague');
  await s.command(bea, s.private(bea), 'help');
  await admin(bea);
  // Ben has another account, at an organisation that has nothing to do with it, and his messages there.
  const personId = await personOf(ben);
  const { id: placeId } = await s.prisma.identity.findFirstOrThrow({ where: { ref: cora.ref.id } });
  await s.prisma.identity.update({ where: { id: placeId }, data: { personId } });
  await s.prisma.preference.create({ data: { personId, placeId, updatedAt: s.clock.now() } });
  await offer(asha, ben);
  await s.command(ben, theirs, 'bind', await code());
  await s.settle();
  await pressOn(s, bea, cardFor(s, bea, 'offers Brackenford Council'), 'Accept for Brackenford Council');
  await s.settle();
  expect(postedTo(s.slack, cora).join('\n')).toContain('Type bind and the code again');
});

test('whoever founded a hidden one and left it knows of it no more, an admin though they be', async () => {
  const { s, fay, asha, community, admin, enrol } = await shared();
  await s.prisma.channel.deleteMany();
  await s.prisma.community.update({ where: { id: community }, data: { access: 'hidden' } });
  await admin(fay);
  await enrol(asha, community, 'facilitator');
  await s.press(fay, s.private(fay), 'communities.leave', community);
  for (const [action, value] of [
    ['organisation', ''],
    ['sharing', community],
  ] as const) {
    const said = toldBy(await s.press(fay, s.private(fay), `communities.${action}`, value));
    expect(said).toMatch(/hidden community/i);
    expect(said).not.toContain('Licensing');
  }
});

test('ids that nobody was given do no harm', async () => {
  const { s, cora, gil, community } = await shared();
  for (const action of [
    'sharing',
    'share',
    'share-all',
    'sharing-look',
    'allow-sharing',
    'refuse-sharing',
    'accept-sharing',
    'decline-sharing',
    'withdraw',
    'end-sharing',
  ]) {
    for (const value of ['', 'x', community, `${community} ${community}`, "'; DROP TABLE sharing; --"]) {
      for (const who of [cora, gil])
        expect(JSON.stringify(await s.press(who, s.private(who), `communities.${action}`, value))).not.toContain(
          'Licensing',
        );
    }
  }
  expect(await s.prisma.communityOrganisation.count()).toBe(2);
});
