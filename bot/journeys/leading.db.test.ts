/** Journeys of leading: a community shared under its rules and withdrawn from, labelled, and its channels' modes, on both platforms. */
import { describe, expect, it } from 'vitest';
import { officeClock } from '../testing/clock.ts';
import { journey } from '../testing/journey/journey.ts';

// What facilitators are told comes in working time.
const clock = officeClock();
const town = journey({ clock, told: true });

const PLACE = 'Regulatory Services/General';

describe('a community of one organisation', () => {
  it('is offered to another, whose people see the rules with the code and accept them', async () => {
    const owen = town.slack('owen.pike');
    const helen = town.teams('helen.marsh');
    await owen.commands('general', 'create');
    await owen.submits(await owen.form('Create a community'), {
      Name: 'Bat surveys',
      'What is it for?': 'Ecologists who survey for bats before building work',
    });
    await owen.act({ kind: 'close', view: (await owen.form()).id });
    await owen.commands('general', 'bind bat surveys');
    await owen.finds('general', 'belongs to Bat surveys now.');
    await owen.commands('Guildhall', 'share bat surveys');
    const sharing = await owen.finds('Guildhall', 'Who shares Bat surveys');
    expect(sharing.text).toContain('Founded it');
    await owen.presses(sharing, 'Share with an organisation');
    const form = await owen.form('Share a community');
    await owen.submits(form, { 'With which organisation?': 'Ashcombe Council' });
    const offered = await owen.form();
    // Nobody is admin there: whoever has a code speaks for it.
    expect(offered.text).toContain('Ashcombe Council has no admin at the moment.');
    await owen.act({ kind: 'close', view: offered.id });

    await owen.commands('Guildhall', 'code bat surveys');
    const code = /[A-Z2-9]{5}-[A-Z2-9]{5}/.exec((await owen.finds('Guildhall', 'A code for Bat surveys')).text)?.[0];
    await helen.says(PLACE, `@Guildhall bind ${code}`);
    const rules = await helen.isTold(PLACE, 'offers Ashcombe Council to share Bat surveys');
    expect(rules.text).toContain('Open: You may pass on what is said here');
    expect(rules.text).toContain('What was written stays in the community under these rules');
    await helen.presses(rules, 'Accept for Ashcombe Council');
    await helen.finds(PLACE, 'This channel is part of Bat surveys');
    await owen.finds('Guildhall', 'Ashcombe Council shares Bat surveys now.');
  });

  it('has a handling label, shown where people type on both platforms', async () => {
    const owen = town.slack('owen.pike');
    const helen = town.teams('helen.marsh');
    await owen.commands('Guildhall', 'lead bat surveys');
    await owen.presses(await owen.finds('Guildhall', 'Looking after Bat surveys'), 'Change the handling label');
    await owen.submits(await owen.form('Handling label'), {
      'What may be done with what is written here?': 'Do not pass on',
    });
    await owen.act({ kind: 'close', view: (await owen.form()).id });
    // Who accepted the rules for Ashcombe hears that they are others now.
    await helen.finds('Guildhall', 'Owen Pike changed how Bat surveys is to be handled.');

    const asked = await helen.says(PLACE, '@Guildhall Who surveys in winter?');
    const there = await owen.finds('general', 'Who surveys in winter?');
    expect(there.text).toContain('Do not pass on: What is said here goes no further than this community.');
    await owen.presses(there, 'Answer');
    const answer = await owen.form();
    expect(JSON.stringify(answer.raw.blocks)).toContain('Do not pass on');
    await owen.act({ kind: 'close', view: answer.id });
    await owen.commands('general', 'ask');
    const ask = await owen.form();
    expect(JSON.stringify(ask.raw.blocks)).toContain('goes no further than this community');
    await owen.act({ kind: 'close', view: ask.id });
    const card = await helen.finds(PLACE, 'Do not pass on: What is said here goes no further', asked);
    await helen.presses(card, 'Answer');
    expect((await helen.dialog('Answer')).text).toContain('goes no further than this community');
  });
});

describe('a channel', () => {
  it('suggests privately in Slack: who seems to ask gets a hint that only they see', async () => {
    const owen = town.slack('owen.pike');
    const asha = town.slack('asha.verma');
    await asha.commands('general', 'mode suggest');
    expect((await asha.finds('general', 'Only a facilitator of Bat surveys')).only).toBe(true);
    await owen.commands('general', 'mode');
    const card = await owen.finds('general', 'When mentioned');
    expect(card.only).toBe(true);
    await owen.presses(card, 'Suggest privately');
    await owen.finds('general', /general: Suggest privately/);
    await asha.says('general', 'Does anyone know how long a bat survey is valid?');
    const hint = await asha.finds('general', 'Bat surveys could be asked');
    expect(hint.only).toBe(true);
    expect((await owen.sees('general')).some(({ text }) => text.includes('could be asked'))).toBe(false);
    await asha.presses(hint, 'Ask a question');
    const form = await asha.form();
    expect(JSON.stringify(form.raw.blocks)).toContain('Bat surveys');
    await asha.act({ kind: 'close', view: form.id });
    expect(await town.product.prisma.question.count({ where: { text: { string_contains: 'valid' } } })).toBe(0);
  });

  it('is off in Teams: nothing comes, nothing is heard, and who bound it turns it on again', async () => {
    const owen = town.slack('owen.pike');
    const helen = town.teams('helen.marsh');
    const priya = town.teams('priya.nair');
    await helen.says(PLACE, '@Guildhall mode off');
    await helen.isTold(PLACE, 'General: Off');
    await owen.says('general', '@Guildhall Who trains surveyors?');
    await town.product.quiet();
    expect((await helen.sees(PLACE)).some(({ text }) => text.includes('Who trains surveyors?'))).toBe(false);
    await priya.says(PLACE, '@Guildhall Who lends detectors?');
    await town.product.quiet();
    expect((await owen.sees('general')).some(({ text }) => text.includes('detectors'))).toBe(false);
    await helen.says(PLACE, '@Guildhall mode mention');
    await helen.isTold(PLACE, 'General: When mentioned');
  });
});

describe('an organisation', () => {
  it('withdraws: its channel is taken out, its people’s part ends, and both sides hear', async () => {
    const owen = town.slack('owen.pike');
    const helen = town.teams('helen.marsh');
    await helen.says('Guildhall', 'share bat surveys');
    const card = await helen.finds('Guildhall', 'Who shares Bat surveys');
    await helen.presses(card, 'Yes, withdraw');
    await helen.finds(PLACE, 'This channel is no longer part of Bat surveys.');
    // He has had his one message of today about what he looks after.
    clock.nextDay();
    await owen.finds('Guildhall', 'Ashcombe Council has withdrawn from Bat surveys.');
    await helen.says('Guildhall', 'join bat surveys');
    await helen.finds('Guildhall', 'I found no community for “bat surveys”');
    // What was asked stays where it was carried to.
    await owen.finds('general', 'Who surveys in winter?');
  });
});
