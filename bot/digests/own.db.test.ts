/** The digest in private: one message a week for whoever chose it, of all their communities, and nothing for anybody else. */
import { expect, test } from 'vitest';
import { type DigestStory, digestStory, shownIn } from '../testing/digest-story.ts';
import type { Actor } from '../testing/stage.ts';
import { cardFor, pressOn, toldBy } from '../testing/town.ts';
import { buttonsOf, wordsOf } from '../testing/words-of.ts';

const PREVIEW = '2026-11-23T14:00:00Z';
const TUESDAY = '2026-11-24T10:00:00Z';

const own = ({ s }: DigestStory, who: Actor): readonly string[] =>
  shownIn(s, who)
    .map(wordsOf)
    .filter((words) => words.includes('This week in your communit'));

/** A second community of Fay's, with Ben in it and a question of his that waits. */
async function beekeepers({ s, fay, ben, enrol }: DigestStory, access: 'open' | 'hidden' = 'open'): Promise<string> {
  const id = '00000000-0000-7000-8000-000000000002';
  const now = s.clock.now();
  const [lead, other] = await Promise.all(
    [fay, ben].map((who) =>
      s.prisma.identity.findFirstOrThrow({ where: { ref: who.ref.id }, include: { workspace: true } }),
    ),
  );
  if (!lead || !other) throw new Error('nobody is there');
  const place = s.channel('slack', 'brackenford', 'bees').ref;
  await s.prisma.community.create({
    data: {
      id,
      name: 'Beekeepers',
      nameKey: access === 'hidden' ? `beekeepers ${id}` : 'beekeepers',
      purpose: 'Bees on roofs',
      access,
      founderId: lead.workspace.organisationId,
      createdBy: lead.personId,
      createdAt: now,
      members: {
        create: [
          { personId: lead.personId, role: 'lead', joinedAt: now },
          { personId: other.personId, role: 'member', joinedAt: now, hears: 'digest' },
        ],
      },
      organisations: {
        create: [lead, other].map(({ workspace: { organisationId } }) => ({
          organisationId,
          agreedBy: lead.personId,
          agreedAt: now,
        })),
      },
      channels: {
        create: {
          id: '00000000-0000-7000-8000-000000000021',
          platform: 'slack',
          ref: place.id,
          organisationId: other.workspace.organisationId,
          name: 'bees',
          hears: 'all',
          opens: 'members',
          boundBy: lead.personId,
          boundAt: now,
        },
      },
    },
  });
  await enrol(ben);
  await s.submit(ben, s.private(ben), 'questions.ask', '', { community: id, text: 'Who has swarms?' });
  await s.settle();
  return id;
}

const choose = ({ s, community }: DigestStory, who: Actor, hears: string, of = community) =>
  s.press(who, s.private(who), 'communities.hears', `${of} ${hears}`);

test('who chose the digest has it in private, with buttons that work; nobody else has', async () => {
  const all = await digestStory();
  const { s, asha, ben, fay, at, ask, enrol } = all;
  await enrol(asha);
  await enrol(ben);
  await choose(all, ben, 'digest');
  await choose(all, asha, 'nothing');
  await ask('Who knows?');
  await at(PREVIEW);
  await at(TUESDAY);
  expect(own(all, ben)).toEqual([expect.stringMatching(/Licensing\s+Can you help\?\s+Who knows\?/)]);
  expect([...own(all, asha), ...own(all, fay)]).toEqual([]);
  const form = await pressOn(s, ben, cardFor(s, ben, 'This week in your communit'), 'Answer');
  expect(form).toMatchObject({ kind: 'ask', form: { form: 'questions.answer' } });
});

test('all their communities stand in one message, and what they may not read does not', async () => {
  const all = await digestStory();
  const { s, ben, at, ask } = all;
  const bees = await beekeepers(all);
  await choose(all, ben, 'digest');
  await ask('Who knows?');
  await at(PREVIEW);
  await at(TUESDAY);
  await at('2026-11-25T12:00:00Z');
  const [words, ...more] = own(all, ben);
  expect(more).toEqual([]);
  expect(words).toContain('This week in your communities');
  expect(words).toMatch(/Beekeepers[\s\S]*Who has swarms\?[\s\S]*Licensing[\s\S]*Who knows\?/);
  // They are out of one, and it becomes hidden to them, before the next is told.
  await s.prisma.community.update({ where: { id: bees }, data: { access: 'hidden' } });
  await s.prisma.membership.deleteMany({ where: { communityId: bees, role: 'member' } });
  await at('2026-11-30T14:00:00Z');
  await at('2026-12-01T10:00:00Z');
  await at('2026-12-02T10:00:00Z');
  expect(own(all, ben)).toHaveLength(2);
  expect(own(all, ben)[1]).not.toMatch(/Beekeepers|swarms/);
});

test('what is taken back is cut out of it, and who has enough of one community keeps the others', async () => {
  const all = await digestStory();
  const { s, asha, ben, at, ask } = all;
  const bees = await beekeepers(all);
  await choose(all, ben, 'digest');
  const question = await ask('Who knows?');
  await ask('Who else knows?');
  await at(PREVIEW);
  await at(TUESDAY);
  await s.press(asha, s.private(asha), 'questions.withdraw', question);
  await s.settle();
  expect(own(all, ben)[0]).not.toContain('Who knows?');
  expect(own(all, ben)[0]).toContain('Who else knows?');
  const form = await pressOn(s, ben, cardFor(s, ben, 'This week in your communit'), 'Change what you hear');
  expect(form).toMatchObject({ kind: 'ask', form: { form: 'digests.own', context: '2026-W48' } });
  const saved = await s.submit(ben, s.private(ben), 'digests.own', '2026-W48', { keep: [bees] });
  expect(toldBy(saved)).toContain('nothing more from one community');
  await s.settle();
  expect(own(all, ben)[0]).not.toContain('Licensing');
  expect(own(all, ben)[0]).toContain('Who has swarms?');
});

test('who has two accounts has one message, where something of it is read, of all that either reads', async () => {
  const all = await digestStory();
  const { s, ben, at, ask, enrol } = all;
  await s.workspace('slack', 'corvale', 'Corvale Homes');
  await s.workspace('slack', 'dunmere', 'Dunmere Water');
  const bees = await beekeepers(all);
  await choose(all, ben, 'digest');
  // Beekeepers is Corvale's; the older accounts are there, and where nothing is shared.
  const personId = await enrol(ben);
  const older = await Promise.all(
    ['dunmere', 'corvale'].map(async (workspace, index) => {
      const actor = s.actor('slack', workspace, 'Ben Elsewhere');
      await s.command(actor, s.private(actor), 'help');
      const { id, workspace: of } = await s.prisma.identity.findFirstOrThrow({
        where: { ref: actor.ref.id },
        include: { workspace: true },
      });
      await s.prisma.identity.update({ where: { id }, data: { personId, createdAt: new Date(index) } });
      return { actor, id, organisationId: of.organisationId };
    }),
  );
  const [unrelated, corvale] = older;
  if (!unrelated || !corvale) throw new Error('nobody is there');
  const { organisationId } = corvale;
  const theirs = { communityId: bees, organisation: { workspaces: { some: { externalId: 'brackenford' } } } };
  await s.prisma.communityOrganisation.updateMany({ where: theirs, data: { organisationId } });
  await s.prisma.channel.updateMany({ where: { communityId: bees }, data: { organisationId } });
  await ask('Who knows?');
  await at(PREVIEW);
  await at(TUESDAY);
  await at('2026-11-25T12:00:00Z');
  for (const actor of [ben, unrelated.actor]) expect(own(all, actor)).toEqual([]);
  const [words, ...more] = own(all, corvale.actor);
  expect(more).toEqual([]);
  expect(words).toMatch(/Beekeepers[\s\S]*Who has swarms\?[\s\S]*Licensing[\s\S]*Who knows\?/);
  // What is read by another account is answered from there.
  const card = cardFor(s, corvale.actor, 'This week in your communit');
  expect(buttonsOf(card).filter(({ label }) => label === 'Answer')).toHaveLength(1);
  const form = await pressOn(s, corvale.actor, card, 'Answer');
  expect(form).toMatchObject({ kind: 'ask', form: { form: 'questions.answer' } });
  const change = await pressOn(s, corvale.actor, card, 'Change what you hear');
  expect(JSON.stringify(change)).toContain('Beekeepers');
  expect(JSON.stringify(change)).not.toContain('Licensing');

  // Where they want their messages it goes, whoever's account that is.
  await s.prisma.preference.create({ data: { personId, placeId: unrelated.id, updatedAt: s.clock.now() } });
  await ask('Who else knows?');
  await at('2026-11-30T14:00:00Z');
  await at('2026-12-01T10:00:00Z');
  await at('2026-12-02T12:00:00Z');
  expect(own(all, unrelated.actor)).toEqual([expect.stringContaining('Who else knows?')]);
  expect(own(all, corvale.actor)).toHaveLength(1);
});

test('very many are told in batches, each once, whoever works at it', async () => {
  const all = await digestStory();
  const { s, at, ask, community } = all;
  const { workspaceId } = await s.prisma.identity.findFirstOrThrow({ where: { platform: 'slack' } });
  const now = s.clock.now();
  const people = Array.from({ length: 130 }, (_, index) => ({
    id: `00000000-0000-7000-9000-000000000${String(index).padStart(3, '0')}`,
    index,
  }));
  await s.prisma.person.createMany({ data: people.map(({ id }) => ({ id, createdAt: now })) });
  await s.prisma.identity.createMany({
    data: people.map(({ id, index }) => ({
      id,
      personId: id,
      workspaceId,
      platform: 'slack',
      ref: `brackenford/Member ${index}`,
      name: `Member ${index}`,
      checkedAt: now,
      createdAt: now,
    })),
  });
  await s.prisma.membership.createMany({
    data: people.map(({ id }) => ({
      communityId: community,
      personId: id,
      role: 'member',
      joinedAt: now,
      hears: 'digest',
    })),
  });
  await ask('Who knows?');
  await at(PREVIEW);
  s.clock.pass(new Date(TUESDAY).getTime() - s.clock.now().getTime());
  await Promise.all([s.digests.run(), s.digests.run()]);
  expect(await s.prisma.outgoing.count({ where: { view: 'digests.own' } })).toBe(130);
  expect(await s.prisma.digestReader.count()).toBe(130);
  expect(await s.prisma.digest.count({ where: { telling: true } })).toBe(0);
}, 60_000);
