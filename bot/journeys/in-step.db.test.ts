/** Journeys of a community and its channels in step: the channels lead, then the community does, on both platforms. */
import { expect, it } from 'vitest';
import { keepingJob } from '../../jobs/definitions.ts';
import { officeClock } from '../testing/clock.ts';
import { journey } from '../testing/journey/journey.ts';
import type { SlackPerson } from '../testing/journey/slack-person.ts';
import { eventually } from '../testing/journey/until.ts';

const town = journey({ clock: officeClock(), told: true });
const PLACE = 'Regulatory Services/General';

const comes = async (who: SlackPerson, kind: 'join' | 'leave') =>
  who.act({ kind, channel: await who.channel('general') });

it('in Slack the difference is shown, and who leads is chosen', async () => {
  const owen = town.slack('owen.pike');
  await comes(town.slack('meilin.chua'), 'leave');
  await owen.commands('general', 'create');
  await owen.submits(await owen.form('Create a community'), {
    Name: 'Bat boxes',
    'What is it for?': 'Where to hang boxes for bats',
  });
  await owen.act({ kind: 'close', view: (await owen.form()).id });
  await owen.commands('general', 'bind bat boxes');
  await owen.finds('general', 'belongs to Bat boxes now.');
  await town.product.soon(keepingJob);
  const card = await eventually(async () => {
    await owen.commands('Guildhall', 'lead bat boxes');
    const shown = await owen.finds('Guildhall', 'Looking after Bat boxes');
    const all = (await owen.sees('Guildhall')).filter(({ text }) => text.includes('Looking after Bat boxes'));
    const last = all.at(-1) ?? shown;
    expect(last.text).toContain('Kept apart. 3 people in its channels are not members');
    return last;
  });
  await owen.presses(card, 'Members and channels');
  const difference = await owen.finds('Guildhall', 'Members and channels of Bat boxes');
  expect(difference.text).toContain('4 people. 3 of them are not members.');
  await owen.presses(difference, 'Change which leads');
  await owen.submits(await owen.form('Members and channels'), { 'Which of the two leads?': 'The channels lead' });
  await owen.act({ kind: 'close', view: (await owen.form()).id });
});

it('who comes into the channel is in the community, and out of it with the channel', async () => {
  const meilin = town.slack('meilin.chua');
  await comes(meilin, 'join');
  await meilin.finds('Guildhall', 'You came into general, so you are in Bat boxes as well.');
  await comes(meilin, 'leave');
  await meilin.finds('Guildhall', 'You left general, the last channel of Bat boxes');
});

it('where the community leads, who joins it is brought into the channel; who is in the team already is left alone', async () => {
  const owen = town.slack('owen.pike');
  const meilin = town.slack('meilin.chua');
  const helen = town.teams('helen.marsh');
  const dafydd = town.teams('dafydd.rees');
  await owen.commands('Guildhall', 'code bat boxes');
  const code = /[A-Z2-9]{5}-[A-Z2-9]{5}/.exec((await owen.finds('Guildhall', 'A code for Bat boxes')).text)?.[0];
  await helen.says(PLACE, `@Guildhall bind ${code}`);
  await helen.presses(await helen.isTold(PLACE, 'offers Ashcombe Council'), 'Accept for Ashcombe Council');
  await helen.finds(PLACE, 'This channel is part of Bat boxes');
  await owen.presses(await owen.finds('Guildhall', 'Members and channels of Bat boxes'), 'Change which leads');
  await owen.submits(await owen.form('Members and channels'), { 'Which of the two leads?': 'The community leads' });
  await owen.act({ kind: 'close', view: (await owen.form()).id });

  const came = async () =>
    (await owen.sees('general')).filter(({ text }) => text.includes('has joined the channel')).length;
  const before = await came();
  await meilin.commands('Guildhall', 'join bat boxes');
  await meilin.finds('Guildhall', 'Welcome to Bat boxes.');
  await dafydd.says('Guildhall', 'join bat boxes');
  await dafydd.finds('Guildhall', 'Welcome to Bat boxes.');
  await town.product.soon(keepingJob);
  await eventually(async () => expect(await came()).toBe(before + 1));
  await town.product.quiet();
  const told = (await dafydd.sees('Guildhall')).map(({ text }) => text).join('\n');
  expect(told).not.toContain('I could not add you there');
  await owen.commands('Guildhall', 'lead bat boxes');
  await eventually(async () => {
    const all = (await owen.sees('Guildhall')).filter(({ text }) => text.includes('Looking after Bat boxes'));
    expect(all.at(-1)?.text).toContain('The community leads.');
  });
});
