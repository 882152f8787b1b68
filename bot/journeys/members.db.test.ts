/** Journeys of who is in a community: let in, invited, named, followed, on both platforms. */
import { describe, expect, it } from 'vitest';
import { cast } from '../../adapters/playground/cast.ts';
import { officeClock } from '../testing/clock.ts';
import { journey } from '../testing/journey/journey.ts';
import { eventually } from '../testing/journey/until.ts';

// At an hour at which everybody works: whatever is asked of people waits for one.
const clock = officeClock();
const town = journey({ clock, told: true });

const slackId = (account: string): string =>
  cast.slackTeams.flatMap((team) => team.users).find((user) => user.account === account)?.id ?? '';
const teamsId = (account: string): string =>
  cast.tenant.users.find((user) => user.account === account)?.aadObjectId ?? '';

describe('in Slack', () => {
  const purpose = 'Law about trees, hedges and roots';

  it('a community that is joined on request is created in four fields, and has no public channel', async () => {
    const owen = town.slack('owen.pike');
    await owen.commands('general', 'create');
    await owen.submits(await owen.form('Create a community'), {
      Name: 'Tree law',
      'What is it for?': purpose,
      'Who can join?': 'On request: a facilitator lets people in',
      'What is it mostly for?': 'Best practice',
    });
    const done = await owen.form();
    expect(done.text).toContain('Tree law is there, and you are its lead.');
    await owen.act({ kind: 'close', view: done.id });
    await owen.finds('Guildhall', 'Who stands in for you in Tree law');
    await owen.commands('general', 'bind tree law');
    expect((await owen.finds('general', 'Please use a private channel.')).only).toBe(true);
  });

  it('one that is like it is shown before a second is created; nothing typed is lost', async () => {
    const asha = town.slack('asha.verma');
    await asha.commands('general', 'create');
    await asha.submits(await asha.form('Create a community'), {
      Name: 'Tree roots',
      'What is it for?': 'Roots, hedges and the law',
    });
    const again = await eventually(async () => {
      const form = await asha.form();
      expect(form.text).toContain('like it already');
      return form;
    });
    expect(again.text).toContain('Tree law');
    expect(again.fields.map(({ value }) => value).slice(0, 2)).toEqual(['Tree roots', 'Roots, hedges and the law']);
    expect(again.raw.submit).toMatchObject({ text: 'Create it all the same' });
    // It is joined on request: that is asked from here, and the form stays as it is.
    await asha.presses(again, 'Ask to join');
    const asked = await eventually(async () => {
      const form = await asha.form();
      expect(form.text).toContain('The facilitators of Tree law have your request.');
      return form;
    });
    expect(asked.id).toBe(again.id);
    expect(asked.text).toContain('You have asked to join');
    expect(asked.fields.map(({ value }) => value).slice(0, 2)).toEqual(['Tree roots', 'Roots, hedges and the law']);
    await asha.act({ kind: 'close', view: asked.id });
    expect(await asha.hasNoForm()).toBe(true);
    const owen = town.slack('owen.pike');
    const request = await owen.finds('Guildhall', 'Asha Verma would like to join Tree law');
    expect(request.text).toContain('I was about to create a community called “Tree roots”: Roots, hedges and the law');
    // That was today's message of what he looks after.
    clock.nextDay();
  });

  it('somebody asks to be let in, is asked more, answers, and is let in', async () => {
    const owen = town.slack('owen.pike');
    const meilin = town.slack('meilin.chua');
    await meilin.commands('Guildhall', 'join tree law');
    await meilin.presses(await meilin.finds('Guildhall', 'joined on request'), 'Ask to join');
    const form = await meilin.form('Ask to join');
    await meilin.submits(form, { 'Why would you like to join?': 'Polling stations under old oaks' });
    await meilin.act({ kind: 'close', view: (await meilin.form()).id });
    const card = await owen.finds('Guildhall', 'Meilin Chua would like to join Tree law');
    expect(card.text).toContain('Polling stations under old oaks');
    await owen.presses(card, 'Ask more');
    const more = await owen.form('Ask more');
    expect(more.fields[0]?.value).toContain('Could you tell us a little about your work');
    await owen.submits(more, {});
    await owen.act({ kind: 'close', view: (await owen.form()).id });
    await meilin.presses(await meilin.finds('Guildhall', 'would like to know more'), 'Answer');
    await meilin.submits(await meilin.form('Your answer'), { 'Your answer': 'I run elections in parks' });
    await meilin.act({ kind: 'close', view: (await meilin.form()).id });
    const answered = await owen.finds('Guildhall', 'I run elections in parks');
    await owen.presses(answered, 'Let in');
    await owen.finds('Guildhall', 'Owen Pike let Meilin Chua in.');
    const welcome = await meilin.finds('Guildhall', 'welcome to Tree law');
    await meilin.presses(welcome, 'The digest');
    await meilin.finds('Guildhall', 'You hear of Tree law in its digest.');
    // The request was today's message of what he looks after: who is new comes with the next day's.
    await town.product.quiet();
    expect((await owen.sees('Guildhall')).filter(({ text }) => text.includes('is new in Tree law'))).toEqual([]);
  });

  it('somebody is invited, named deputy, and leads when the lead leaves', async () => {
    const owen = town.slack('owen.pike');
    const ruth = town.slack('ruth.adeyemi');
    await ruth.commands('Guildhall', 'help');
    await ruth.finds('Guildhall', 'What you can do here');
    await owen.commands('Guildhall', 'lead tree law');
    await owen.presses(await owen.finds('Guildhall', 'Looking after Tree law'), 'Invite people');
    await owen.submits(await owen.form('Invite people'), { People: slackId('ruth.adeyemi') });
    await owen.act({ kind: 'close', view: (await owen.form()).id });
    await ruth.presses(await ruth.finds('Guildhall', 'Owen Pike of Brackenford Council invites you'), 'Yes, gladly');
    await ruth.finds('Guildhall', 'You have joined Tree law.');
    await owen.commands('Guildhall', 'lead tree law');
    await owen.presses(await owen.finds('Guildhall', 'Looking after Tree law'), 'Name a deputy');
    await owen.submits(await owen.form('Name a deputy'), { Person: slackId('ruth.adeyemi') });
    await owen.act({ kind: 'close', view: (await owen.form()).id });
    await ruth.presses(await ruth.finds('Guildhall', 'would be the deputy of Tree law'), 'Yes, gladly');
    await owen.finds('Guildhall', 'Ruth Adeyemi said yes, and is the deputy of Tree law.');
    await owen.commands('Guildhall', 'leave tree law');
    await owen.finds('Guildhall', 'You have left Tree law.');
    await ruth.finds('Guildhall', 'You lead Tree law now, because its lead has left.');
  });
});

describe('in Teams', () => {
  it('a hidden community is created, and nobody else finds it', async () => {
    const priya = town.teams('priya.nair');
    const grace = town.teams('grace.oyelaran');
    await priya.says('Guildhall', 'create');
    await priya.presses(await priya.finds('Guildhall', 'Create a community'), 'Open the form');
    await priya.submits(await priya.dialog('Create a community'), 'Create', {
      Name: 'Merger talks',
      'What is it for?': 'What is not yet to be known',
      'Who can join?': 'Hidden: by invitation',
    });
    await priya.finds('Guildhall', 'Who stands in for you in Merger talks');
    await grace.says('Guildhall', 'communities merger');
    expect((await grace.finds('Guildhall', 'matches “merger”')).text).not.toContain('Merger');
    await grace.says('Guildhall', 'join merger talks');
    await grace.finds('Guildhall', 'I found no community for “merger talks”');
  });

  it('somebody is invited to it, says yes, chooses how to hear', async () => {
    const priya = town.teams('priya.nair');
    const helen = town.teams('helen.marsh');
    // Who has never written to Guildhall would be asked to look first.
    await helen.says('Guildhall', 'help');
    await helen.finds('Guildhall', 'What you can do here');
    const asked = await priya.finds('Guildhall', 'Who stands in for you in Merger talks');
    await priya.presses(asked, 'Invite people');
    await priya.submits(await priya.dialog('Invite people'), 'Ask them', { People: teamsId('helen.marsh') });
    const card = await helen.finds('Guildhall', 'Priya Nair of Ashcombe Council invites you to join Merger talks');
    await helen.presses(card, 'Yes, gladly');
    const joined = await helen.finds('Guildhall', 'You have joined Merger talks.');
    expect(joined.text).toContain('Name no resident');
    await helen.presses(joined, 'Everything');
    await helen.finds('Guildhall', 'You hear of everything in Merger talks.');
    await priya.finds('Guildhall', 'is new in Merger talks today');
  });

  it('somebody asks to be let in, and is declined with ready words', async () => {
    const tom = town.teams('tom.whitlock');
    const grace = town.teams('grace.oyelaran');
    await tom.says('Guildhall', 'create');
    await tom.presses(await tom.finds('Guildhall', 'Create a community'), 'Open the form');
    await tom.submits(await tom.dialog('Create a community'), 'Create', {
      Name: 'Refuges',
      'What is it for?': 'Safe places for people who flee',
      'Who can join?': 'On request: a facilitator lets people in',
    });
    await tom.finds('Guildhall', 'Who stands in for you in Refuges');
    await grace.says('Guildhall', 'join refuges');
    await grace.presses(await grace.finds('Guildhall', 'Refuges is joined on request'), 'Ask to join');
    await grace.submits(await grace.dialog('Ask to join'), 'Ask', {
      'Why would you like to join?': 'I register voters in secret',
    });
    const card = await tom.finds('Guildhall', 'Grace Oyelaran would like to join Refuges');
    await tom.presses(card, 'Decline');
    await tom.submits(await tom.dialog('Decline'), 'Decline', {});
    await grace.finds('Guildhall', 'Your request to join Refuges was declined.');
    await tom.finds('Guildhall', 'Tom Whitlock declined.');
  });

  it('what is like a new one is joined from its form, which stays as it was filled in', async () => {
    const [tom, helen] = [town.teams('tom.whitlock'), town.teams('helen.marsh')];
    await tom.says('Guildhall', 'create');
    await tom.presses(await tom.finds('Guildhall', 'Create a community'), 'Open the form');
    await tom.submits(await tom.dialog('Create a community'), 'Create', {
      Name: 'Orchards',
      'What is it for?': 'Old apple trees in parks and churchyards',
    });
    await tom.finds('Guildhall', 'Who stands in for you in Orchards');
    await helen.says('Guildhall', 'create');
    await helen.presses(await helen.finds('Guildhall', 'Create a community'), 'Open the form');
    await helen.submits(await helen.dialog('Create a community'), 'Create', {
      Name: 'Orchards and hives',
      'What is it for?': 'Old apple trees in parks, and bees',
    });
    const shown = await eventually(async () => {
      const dialog = await helen.dialog('Create a community');
      expect(dialog.text).toContain('Old apple trees in parks and churchyards');
      return dialog;
    });
    await helen.submits(shown, 'Join', {});
    const joined = await eventually(async () => {
      const dialog = await helen.dialog('Create a community');
      expect(dialog.text).toContain('Welcome to Orchards.');
      return dialog;
    });
    expect(joined.text).toContain('You are in it');
    expect(joined.fields.map(({ value }) => value).slice(0, 2)).toEqual([
      'Orchards and hives',
      'Old apple trees in parks, and bees',
    ]);
    await helen.submits(joined, 'Create it all the same', {});
    await helen.finds('Guildhall', 'Who stands in for you in Orchards and hives');
  });

  it('the lead is handed over', async () => {
    const tom = town.teams('tom.whitlock');
    const dafydd = town.teams('dafydd.rees');
    await dafydd.says('Guildhall', 'help');
    await dafydd.finds('Guildhall', 'What you can do here');
    await tom.says('Guildhall', 'lead refuges');
    await tom.presses(await tom.finds('Guildhall', 'Looking after Refuges'), 'Hand over the lead');
    await tom.submits(await tom.dialog('Hand over the lead'), 'Ask them', { Person: teamsId('dafydd.rees') });
    await dafydd.presses(await dafydd.finds('Guildhall', 'asks whether you would lead Refuges'), 'Yes, gladly');
    await tom.finds('Guildhall', 'Dafydd Rees said yes, and leads Refuges.');
    await dafydd.says('Guildhall', 'lead refuges');
    expect((await dafydd.finds('Guildhall', 'Looking after Refuges')).text).toContain('Facilitator');
  });
});
