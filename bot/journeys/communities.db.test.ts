/** Journeys of communities: founded, given channels, shared with another organisation by a code, joined, left and found. */
import { describe, expect, it } from 'vitest';
import { officeClock } from '../testing/clock.ts';
import { journey } from '../testing/journey/journey.ts';
import { everywhere } from '../testing/journey/town.ts';
import { eventually } from '../testing/journey/until.ts';

// What facilitators are told comes in working time.
const town = journey({ clock: officeClock(), told: true });

describe('a community of one’s own', () => {
  it('is created by a form: a mistake keeps what was typed', async () => {
    const owen = town.slack('owen.pike');
    await owen.commands('general', 'create');
    const form = await owen.form('Create a community');
    const purpose = 'People who look after trees in towns';
    const refused = await owen.submits(form, { Name: 'x', 'What is it for?': purpose });
    expect(refused.view).toBe('errors');
    const still = await owen.form('Create a community');
    expect(Object.values(still.errors).join()).toMatch(/A name has \d+ to \d+ characters\. This one has 1\./);
    expect(JSON.stringify(still.raw.values)).toContain(purpose);
    await owen.submits(still, { Name: 'Tree officers', 'What is it for?': purpose });
    const done = await owen.form();
    expect(done.text).toContain('Tree officers is there, and you are its lead.');
    await owen.act({ kind: 'close', view: done.id });
    // A name is taken once in an organisation, whatever its case.
    const asha = town.slack('asha.verma');
    await asha.commands('general', 'create');
    await asha.submits(await asha.form('Create a community'), { Name: 'TREE  officers', 'What is it for?': purpose });
    expect(Object.values((await asha.form()).errors).join()).toContain('Brackenford Council has a community called');
    await asha.act({ kind: 'close', view: (await asha.form()).id });
  });

  it('gets a channel on Slack from its facilitator, and from nobody else', async () => {
    const owen = town.slack('owen.pike');
    const asha = town.slack('asha.verma');
    await asha.commands('general', 'bind tree officers');
    expect((await asha.finds('general', 'Only a facilitator of Tree officers can do this.')).only).toBe(true);
    await owen.commands('general', 'bind Tree officers');
    const told = await owen.finds('general', 'belongs to Tree officers now.');
    expect(told.only).toBe(true);
    const said = await asha.finds('general', 'This channel is part of Tree officers');
    expect(said.only).toBe(false);
    expect(said.text).toContain('To answer, reply in the thread under a question.');
    await owen.commands('general', 'bind Tree officers');
    await owen.finds('general', 'This channel belongs to Tree officers already.');
    // A private place is none.
    await owen.commands('Guildhall', 'bind Tree officers');
    await owen.finds('Guildhall', 'A community lives in channels.');
  });

  it('is shared with another organisation by a code, which works once', async () => {
    const owen = town.slack('owen.pike');
    const helen = town.teams('helen.marsh');
    const grace = town.teams('grace.oyelaran');
    await owen.commands('Guildhall', 'code tree officers');
    const card = await owen.finds('Guildhall', 'A code for Tree officers');
    expect(card.text).toContain('The code works once, until');
    const code = /[A-Z2-9]{5}-[A-Z2-9]{5}/.exec(card.text)?.[0] ?? '';
    expect(code).not.toBe('');
    const place = 'Regulatory Services/General';
    // Ashcombe does not share it yet: it is not there for them.
    await helen.says('Guildhall', 'join tree officers');
    await helen.finds('Guildhall', 'I found no community for “tree officers”');
    await helen.says(place, `@Guildhall bind ${code.toLowerCase()}`);
    // Nobody is admin there: whoever has the code sees the rules, and accepts them for Ashcombe.
    const rules = await helen.isTold(place, 'offers Ashcombe Council to share Tree officers');
    expect(rules.text).toContain('Any organisation can withdraw at any time');
    await helen.presses(rules, 'Accept for Ashcombe Council');
    await helen.finds(place, 'This channel is part of Tree officers');
    await owen.finds('Guildhall', /General of Ashcombe Council now belongs to Tree officers/);
    await grace.says('Democratic Services/General', `@Guildhall bind ${code}`);
    await grace.isTold('Democratic Services/General', 'This code does not work.');
    // And from now on questions go both ways.
    await helen.says(place, '@Guildhall Who pays when a *plane tree* lifts a pavement?');
    const there = await owen.finds('general', 'lifts a pavement');
    await owen.says('general', 'The highways people, here.', { thread: there.id });
    await helen.finds('Guildhall', 'The highways people, here.');
  });

  it('is bound in Teams by its facilitator, and unbound', async () => {
    const tom = town.teams('tom.whitlock');
    const priya = town.teams('priya.nair');
    const place = 'Housing and Communities/General';
    await priya.says(place, '@Guildhall bind homelessness prevention');
    await priya.isTold(place, 'Only a facilitator of Homelessness prevention can do this.');
    await tom.says(place, '@Guildhall bind homelessness prevention');
    await tom.finds(place, 'This channel is part of Homelessness prevention');
    await tom.says(place, '@Guildhall unbind');
    await tom.finds(place, 'This channel is no longer part of Homelessness prevention.');
  });
});

describe('who is in it', () => {
  it('is listed, joined and left in Slack', async () => {
    const asha = town.slack('asha.verma');
    await asha.commands('Guildhall', 'communities');
    const all = await asha.finds('Guildhall', /# .*Communities/i);
    for (const name of ['Licensing', 'Elections', 'Homelessness prevention', 'Tree officers'])
      expect(all.text).toContain(name);
    await asha.commands('Guildhall', 'join elections');
    await asha.finds('Guildhall', 'Welcome to Elections.');
    await asha.act({ kind: 'openHome', tab: 'home' });
    expect((await asha.home('Elections')).text).toContain('you are one of them');
    await asha.commands('Guildhall', 'leave elections');
    await asha.finds('Guildhall', 'You have left Elections.');
    await eventually(async () => expect((await asha.home('Licensing')).text).not.toContain('Elections'));
  });

  it('is joined by a button of the list, which changes it', async () => {
    const asha = town.slack('asha.verma');
    await asha.commands('Guildhall', 'communities tree');
    const found = await asha.finds('Guildhall', 'Communities for “tree”');
    expect(found.text).not.toContain('Elections');
    await asha.presses(found, 'Join');
    await asha.finds('Guildhall', 'Welcome to Tree officers.');
  });

  it('is listed, joined and left in Teams', async () => {
    const grace = town.teams('grace.oyelaran');
    await grace.says('Guildhall', 'communities');
    const all = await grace.finds('Guildhall', 'Licensing officers of neighbouring councils');
    expect(all.text).toContain('Elections');
    await grace.says('Guildhall', 'join licensing');
    await grace.finds('Guildhall', 'Welcome to Licensing.');
    await grace.says('Guildhall', 'home');
    expect((await grace.finds('Guildhall', 'My communities')).text).toContain('Licensing');
    await grace.says('Guildhall', 'leave licensing');
    await grace.finds('Guildhall', 'You have left Licensing.');
  });

  it('cannot be without a facilitator', async () => {
    const owen = town.slack('owen.pike');
    await owen.commands('Guildhall', 'leave tree officers');
    await owen.finds('Guildhall', 'You are the only facilitator of Tree officers');
  });
});

describe('what is found', () => {
  it('the home page has my questions and my communities', async () => {
    const ruth = town.slack('ruth.adeyemi');
    await ruth.act({ kind: 'openHome', tab: 'home' });
    const page = await ruth.home('My communities');
    expect(page.text).toContain('Has anybody moved taxi driver badge renewals online?');
    expect(page.text).toContain('Licensing');
    expect(page.text).not.toContain('Elections');
  });

  it('the search extension finds questions that the organisation shares, with their answers', async () => {
    const priya = town.teams('priya.nair');
    const found = await priya.searches('Licensing', 'pavement');
    expect(JSON.stringify(found)).toContain('Pavement licences');
    expect(JSON.stringify(found)).toContain('QR code');
    expect((await priya.searches('Licensing', 'zzzz')).length).toBe(0);
    expect((await priya.searches('Licensing', '')).length).toBeGreaterThan(0);
    const card = found[0]?.card;
    if (!card) throw new Error('nothing found');
    await priya.act({ kind: 'post', conversation: await priya.place('Licensing'), text: 'See this', card });
    // Quoting a question is no new one and no answer.
    await town.product.quiet();
    expect((await town.slack('asha.verma').sees('licensing')).some(({ text }) => text.includes('See this'))).toBe(
      false,
    );
  });

  it('help says what can be done there', async () => {
    const joe = town.slack('joe.ferris');
    await joe.commands('general', 'help');
    await joe.finds('general', 'What you can do here');
    await joe.commands('general', 'dance');
    await joe.finds('general', 'I do not know “dance”.');
    const tom = town.teams('tom.whitlock');
    await tom.says('Guildhall', 'help');
    await tom.finds('Guildhall', 'What you can do here');
  });
});

it('a channel that is archived takes no more questions, and its facilitators hear of it', async () => {
  const { hooks } = town.product.playground;
  const marcus = town.slack('marcus.bell');
  const priya = town.teams('priya.nair');
  await everywhere(town, 'taxi driver badge');
  hooks.archiveChannel(marcus.team.teamId, await marcus.channel('hmo-licensing'), true);
  await priya.finds('Guildhall', /hmo-licensing was deleted or archived/);
  await priya.says('Licensing', '@Guildhall Who still needs a quill?');
  const card = await priya.finds(
    'Licensing',
    /I have posted this question to Licensing and 1 more channel\./,
    (await priya.finds('Licensing', 'quill')).id,
  );
  expect(card.text).not.toContain('2 more');
});
