/** A weekly digest over both platforms: shown to its facilitators, changed by one of them, sent to every channel, answered from, and cut when a question is deleted. */
import { describe, expect, it } from 'vitest';
import { cast } from '../../adapters/playground/cast.ts';
import { digestsJob } from '../../jobs/definitions.ts';
import { movedClock } from '../testing/clock.ts';
import { journey } from '../testing/journey/journey.ts';
import { eventually } from '../testing/journey/until.ts';

/** An hour of a week to come, and further as a test says. */
const clock = movedClock(new Date('2026-11-30T13:30:00Z'));
const town = journey({ clock });

/** What runs every twenty seconds is done at once; on a busy machine it takes a while. */
const A_RUN_MS = 100_000;
const run = () => town.product.soon(digestsJob);

const licensing = async () => {
  const { id } = await town.product.prisma.community.findFirstOrThrow({ where: { name: 'Licensing' } });
  return id;
};

const slackId = (account: string): string =>
  cast.slackTeams.flatMap((team) => team.users).find((user) => user.account === account)?.id ?? '';
const teamsId = (account: string): string =>
  cast.tenant.users.find((user) => user.account === account)?.aadObjectId ?? '';

/** In each chat somebody passes what waits for help to one colleague: one says that it is not for them, one answers. */
async function passedOn(
  inSlack: Awaited<ReturnType<ReturnType<typeof town.slack>['finds']>>,
  inTeams: Awaited<ReturnType<ReturnType<typeof town.teams>['finds']>>,
): Promise<void> {
  const [marcus, joe] = [town.slack('marcus.bell'), town.slack('joe.ferris')];
  const [priya, dafydd] = [town.teams('priya.nair'), town.teams('dafydd.rees')];
  await joe.commands('Guildhall', 'help');
  await joe.finds('Guildhall', 'What you can do here');
  await dafydd.says('Guildhall', 'help');
  await dafydd.finds('Guildhall', 'What you can do here');

  await marcus.presses(inSlack, 'Pass to someone');
  await marcus.submits(await marcus.form('Pass to someone'), {
    'Who may know?': slackId('joe.ferris'),
    'A line from you': 'You have the park.',
  });
  const told = await marcus.form();
  expect(told.text).toContain('Passed on. Joe Ferris gets it in private');
  await marcus.act({ kind: 'close', view: told.id });
  const asksJoe = await joe.finds('Guildhall', 'Marcus Bell of Harbourside Homes thinks that you may know');
  expect(asksJoe.text).toContain('taxi driver badge renewals');
  expect(asksJoe.text).toContain('You have the park.');
  await joe.presses(asksJoe, 'Not for me');
  await joe.finds('Guildhall', 'That is fine, and nobody is told.');

  await priya.presses(inTeams, 'Pass to someone');
  await priya.submits(await priya.dialog('Pass to someone'), 'Pass it on', { 'Who may know?': teamsId('dafydd.rees') });
  await eventually(async () => {
    const { text, message = '' } = await priya.dialog();
    expect(text + message).toContain('Passed on. Dafydd Rees gets it in private');
  });
  const asksDafydd = await dafydd.finds('Guildhall', 'Priya Nair of Ashcombe Council thinks that you may know');
  await dafydd.presses(asksDafydd, 'Answer');
  expect((await dafydd.dialog('Answer')).text).toContain('taxi driver badge renewals');
}

describe('a weekly digest', () => {
  let asked = '';

  it('is looked after in both chats by those who facilitate the community, and by nobody else', async () => {
    const priya = town.teams('priya.nair');
    const asha = town.slack('asha.verma');
    await run();
    await eventually(async () => {
      const planned = { communityId: await licensing(), week: '2026-W49' };
      expect(await town.product.prisma.digest.count({ where: planned })).toBe(1);
    }, A_RUN_MS);
    await priya.says('Guildhall', 'digest licensing');
    const card = await priya.finds('Guildhall', 'Weekly digest of Licensing');
    expect(card.text).toContain('Tuesday 10:00, London time');
    await priya.presses(card, 'Change');
    await priya.submits(await priya.dialog('Weekly digest'), 'Save', { Time: '10:30' });
    await eventually(async () => {
      const { text, message = '' } = await priya.dialog();
      expect(text + message).toContain('Tuesday 10:30, London time');
    });
    await asha.commands('Guildhall', 'lead licensing');
    await asha.presses(await asha.finds('Guildhall', 'Looking after Licensing'), 'Digest');
    await asha.finds('Guildhall', 'Tuesday 10:30, London time');
    const ruth = town.slack('ruth.adeyemi');
    await ruth.commands('Guildhall', 'digest licensing');
    await ruth.finds('Guildhall', 'looked after by its facilitators');
  }, 180_000);

  it('is shown to them before it goes, and what one of them changes the other sees', async () => {
    const priya = town.teams('priya.nair');
    const asha = town.slack('asha.verma');
    asked = await priya.says('Licensing', '@Guildhall Who has a form for street pianos?');
    await asha.finds('licensing', 'street pianos');
    clock.to(new Date('2026-11-30T14:31:00Z'));
    await run();
    const preview = await eventually(() => asha.finds('Guildhall', 'The next digest of Licensing'), A_RUN_MS);
    expect(preview.text).toContain('street pianos');
    expect(preview.text).toContain('taxi driver badge renewals');
    expect((await priya.finds('Guildhall', 'The next digest of Licensing')).text).toContain('Pavement licences');
    await asha.presses(preview, 'Edit');
    await asha.submits(await asha.form('Edit the digest'), { 'An introductory line': 'A week of pianos.' });
    await asha.act({ kind: 'close', view: (await asha.form()).id });
    await priya.finds('Guildhall', 'A week of pianos.');
    expect((await asha.sees('licensing')).some(({ text }) => text.includes('This week in Licensing'))).toBe(false);
  }, 180_000);

  it('goes to every channel, with buttons that work', async () => {
    clock.to(new Date('2026-12-01T10:31:00Z'));
    await run();
    const asha = town.slack('asha.verma');
    const marcus = town.slack('marcus.bell');
    const priya = town.teams('priya.nair');
    const there = await eventually(() => marcus.finds('hmo-licensing', 'This week in Licensing'), A_RUN_MS);
    const digests = [
      there,
      await asha.finds('licensing', 'This week in Licensing'),
      await priya.finds('Licensing', 'This week in Licensing'),
    ];
    for (const { text } of digests) {
      for (const words of ['A week of pianos.', 'Can you help?', 'street pianos', 'Answered this week', 'London time'])
        expect(text).toContain(words);
      expect(text).toContain('Suggested answer: not checked');
    }
    await passedOn(there, await priya.finds('Licensing', 'This week in Licensing'));
    await marcus.presses(await marcus.again(there), 'Answer');
    const form = await marcus.form('Answer');
    await marcus.submits(form, { 'Your answer': 'We moved badges online in May.' });
    await eventually(async () => {
      expect((await marcus.again(there)).text).toContain('answered since');
    });
    // Drawn anew, its buttons are others.
    await marcus.presses(await marcus.again(there), 'Yes');
    await marcus.finds('hmo-licensing', 'noted as useful');
    const noted = await priya.presses(await priya.finds('Licensing', 'This week in Licensing'), 'No');
    expect(noted.message).toContain('noted as not useful');
    await priya.finds('Guildhall', 'The digest of Licensing has gone to its channels.');
  }, 180_000);

  it('is cut where a question is deleted afterwards', async () => {
    const priya = town.teams('priya.nair');
    const marcus = town.slack('marcus.bell');
    await priya.deletes('Licensing', asked);
    await eventually(async () => {
      const inSlack = await marcus.finds('hmo-licensing', 'This week in Licensing');
      const inTeams = await priya.finds('Licensing', 'This week in Licensing');
      for (const { text } of [inSlack, inTeams]) expect(text).not.toContain('street pianos');
    });
  });

  it('goes once, also after a restart', async () => {
    await town.product.stop();
    await town.product.start();
    const marcus = town.slack('marcus.bell');
    await marcus.finds('hmo-licensing', 'This week in Licensing');
    await eventually(async () => {
      const { lookAt } = await town.product.prisma.digestRule.findUniqueOrThrow({
        where: { communityId: await licensing() },
      });
      expect(lookAt?.getTime()).toBeGreaterThan(clock.now().getTime());
    }, A_RUN_MS);
    const all = await marcus.sees('hmo-licensing');
    expect(all.filter(({ text }) => text.includes('This week in Licensing'))).toHaveLength(1);
  }, 180_000);
});
