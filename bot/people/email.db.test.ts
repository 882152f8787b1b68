/** Accounts that are joined without asking: only in workspaces of one organisation, by an address whose domain it alone has listed. */
import { expect, test } from 'vitest';
import type { Profile } from '../core/chat.ts';
import type { Actor } from '../testing/stage.ts';
import { postedTo, toldBy, town } from '../testing/town.ts';
import { buttonsOf } from '../testing/words-of.ts';

const EMAIL = 'asha.verma@ashcombe.example';
const DAY = 24 * 3_600_000;

/** A town where Ashcombe has a Slack workspace as well, and where it, or who is named, has listed its domain. */
async function listed(...organisations: readonly string[]) {
  const all = await town();
  const { s } = all;
  await s.workspace('slack', 'ashcombe', 'Ashcombe Council');
  await s.workspace('teams', 'imposters', 'Imposters');
  const list = async (name: string, domain = 'ashcombe.example') => {
    const { id } = await s.prisma.organisation.findFirstOrThrow({ where: { name } });
    await s.prisma.listedDomain.create({ data: { domain, organisationId: id, createdAt: s.clock.now() } });
  };
  for (const name of organisations) await list(name);
  const says = (actor: Actor, profile: Partial<Profile>) => {
    const chat = actor.ref.platform === 'slack' ? s.slack : s.teams;
    chat.profiles.set(actor.ref.id, {
      name: actor.name,
      active: true,
      guest: false,
      external: false,
      email: EMAIL,
      ...profile,
    });
  };
  /** Somebody who is met, with what their platform says of them. */
  const meet = async (platform: 'slack' | 'teams', workspace: string, name: string, profile: Partial<Profile> = {}) => {
    const actor = s.actor(platform, workspace, name);
    says(actor, profile);
    await s.command(actor, s.private(actor), 'help');
    await s.settle();
    return actor;
  };
  const again = async (actor: Actor) => {
    s.clock.pass(DAY);
    await s.command(actor, s.private(actor), 'help');
    await s.settle();
  };
  const areOne = async (one: Actor, other: Actor) => (await all.personOf(one)) === (await all.personOf(other));
  return { ...all, list, says, meet, again, areOne };
}

test('the same address in two workspaces of one organisation is one person; both ends are told, and either can undo it for good', async () => {
  const { s, meet, again, areOne } = await listed('Ashcombe Council');
  const first = await meet('teams', 'ashcombe', 'A Verma');
  const second = await meet('slack', 'ashcombe', 'Asha', { email: ' Asha.Verma@Ashcombe.example' });
  expect(await areOne(first, second)).toBe(true);
  const told = [postedTo(s.teams, first), postedTo(s.slack, second)];
  for (const [words] of told) expect(words).toContain('both have the same e-mail address of your organisation');
  expect(told.map((words) => words.length)).toEqual([1, 1]);

  const button = s.slack.posted.flatMap(({ card }) => buttonsOf(card)).find(({ action }) => action === 'people.part');
  expect(toldBy(await s.press(second, s.private(second), 'people.part', button?.value ?? ''))).toContain('two people');
  await s.settle();
  expect(await areOne(first, second)).toBe(false);
  for (const actor of [first, second]) await again(actor);
  expect(await areOne(first, second)).toBe(false);
});

test('accounts that were there before the domain was listed are joined once their platform says the address again', async () => {
  const { meet, list, again, areOne } = await listed();
  const first = await meet('teams', 'ashcombe', 'A Verma');
  const second = await meet('slack', 'ashcombe', 'Asha');
  expect(await areOne(first, second)).toBe(false);
  await list('Ashcombe Council');
  await again(second);
  expect(await areOne(first, second)).toBe(true);
});

/** Whoever comes to have the address, and must get nothing of Asha's by it. */
const CLAIMS: readonly (readonly [
  string,
  {
    by?: Partial<Profile>;
    at?: readonly ['slack' | 'teams', string];
    listed?: readonly string[];
    victim?: Partial<Profile>;
  },
])[] = [
  ['another organisation’s tenant', { at: ['teams', 'imposters'] }],
  [
    'another organisation’s tenant that has listed the domain as well',
    { at: ['teams', 'imposters'], listed: ['Ashcombe Council', 'Imposters'] },
  ],
  ['another organisation’s tenant that alone has listed it', { at: ['teams', 'imposters'], listed: ['Imposters'] }],
  [
    'a workspace of its own, where another has listed the domain as well',
    { listed: ['Ashcombe Council', 'Imposters'] },
  ],
  ['a workspace of its own, where nobody has listed it', { listed: [] }],
  ['a workspace of its own, where another has listed it', { listed: ['Imposters'] }],
  ['a guest of its own', { by: { guest: true } }],
  ['somebody from outside in a workspace of its own', { by: { external: true } }],
  ['an account that is closed', { by: { active: false } }],
  ['a workspace of its own, with an address below the domain', { by: { email: 'asha.verma@mail.ashcombe.example' } }],
  [
    'a workspace of its own, with another domain behind it',
    { by: { email: 'asha.verma@ashcombe.example@evil.example' } },
  ],
  ['a colleague of the same name', { by: { email: 'asha.verma2@ashcombe.example', name: 'Asha Verma' } }],
  ['a workspace of its own, where Asha is a guest', { victim: { guest: true } }],
  ['a workspace of its own, where Asha is from outside', { victim: { external: true } }],
];

test.each(CLAIMS)('an address joins nothing for %s', async (_who, claim) => {
  const { s, meet, again, areOne, fay, create, enrol, facts } = await listed(...(claim.listed ?? ['Ashcombe Council']));
  const asha = await meet('teams', 'ashcombe', 'Asha V', claim.victim);
  const secret = await create(fay, 'Fraud investigations');
  await s.prisma.community.update({ where: { id: secret }, data: { access: 'hidden' } });
  await enrol(asha, secret);
  const [platform, workspace] = claim.at ?? ['slack', 'ashcombe'];
  const claimant = await meet(platform, workspace, 'Asha W', claim.by);
  await again(claimant);
  expect(await areOne(asha, claimant)).toBe(false);
  expect(await facts('PeopleJoined')).toEqual([]);
  for (const name of ['communities', 'home', 'questions', 'unlink']) {
    expect(JSON.stringify(await s.command(claimant, s.private(claimant), name))).not.toMatch(/Fraud/);
  }
});

test('an address that changes joins and un-joins nothing', async () => {
  const { meet, says, again, areOne, s } = await listed('Ashcombe Council');
  const asha = await meet('teams', 'ashcombe', 'Asha V');
  // Somebody else comes to have hers: not the first that is known of that account.
  const other = await meet('slack', 'ashcombe', 'Ola', { email: 'ola@ashcombe.example' });
  says(other, { email: EMAIL });
  await again(other);
  expect(await areOne(asha, other)).toBe(false);
  // Nor is one that she had before hers: it may be somebody else's by now.
  says(asha, { email: 'asha.reid@ashcombe.example' });
  await again(asha);
  const heir = await meet('slack', 'ashcombe', 'Ash');
  expect(await areOne(asha, heir)).toBe(false);

  const bea = await meet('teams', 'ashcombe', 'Bea', { email: 'bea@ashcombe.example' });
  const same = await meet('slack', 'ashcombe', 'Bea', { email: 'bea@ashcombe.example' });
  expect(await areOne(bea, same)).toBe(true);
  says(same, { email: 'bea.carter@ashcombe.example' });
  await again(same);
  expect(await areOne(bea, same)).toBe(true);
  expect(await s.prisma.joining.count({ where: { undoneAt: null } })).toBe(1);
});

test('an address that two accounts of one workspace have says of neither whose it is', async () => {
  const { meet, areOne } = await listed('Ashcombe Council');
  const first = await meet('teams', 'ashcombe', 'Shared box');
  await meet('slack', 'ashcombe', 'One');
  const third = await meet('slack', 'ashcombe', 'Two');
  expect(await areOne(first, third)).toBe(false);
});

test('what was said of the other account too long ago joins nothing', async () => {
  const { s, meet, areOne } = await listed('Ashcombe Council');
  const first = await meet('teams', 'ashcombe', 'A Verma');
  s.clock.pass(91 * DAY);
  const second = await meet('slack', 'ashcombe', 'Asha');
  expect(await areOne(first, second)).toBe(false);
});
