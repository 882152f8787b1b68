/** Journeys of a question, by every way that there is to ask one, from the words to the card in each channel. */
import { describe, expect, it } from 'vitest';
import { journey } from '../testing/journey/journey.ts';
import { everywhere } from '../testing/journey/town.ts';
import { eventually } from '../testing/journey/until.ts';

const town = journey();
/** How many questions hold these words. */
async function asked(words: string): Promise<number> {
  const all = await town.product.prisma.question.findMany({ select: { text: true } });
  return all.filter(({ text }) => JSON.stringify(text).includes(words)).length;
}

describe('by a mention', () => {
  it('in Teams: a card in every Slack channel, and a word under the question', async () => {
    const priya = town.teams('priya.nair');
    const id = await priya.says(
      'Licensing',
      '@Guildhall Who inspects *circuses*? See **the Act** and `s.17`:\n- lions\n- clowns',
    );
    const at = await everywhere(town, 'Who inspects', { in: 'ashcombe', id });
    for (const card of [at.brackenford, at.harbourside]) {
      expect(card.text).toContain('# Question for Licensing');
      expect(card.text).toContain('**Priya Nair** · Ashcombe Council · Microsoft Teams');
      expect(card.text).toContain('Who inspects _circuses_? See **the Act** and `s.17`:\n- lions\n- clowns');
      expect(card.text).toContain('Open: no answer yet');
      expect(card.text).toContain('Reply in this thread to answer.');
      expect(card.buttons.map(({ label }) => label)).toEqual(['Answer', 'Pass to someone']);
    }
    expect(at.ashcombe.text).toContain('I have posted this question to Licensing and 2 more channels.');
    expect(await asked('Who inspects')).toBe(1);
  });

  it('in Slack: a card in Teams and in the other workspace', async () => {
    const ruth = town.slack('ruth.adeyemi');
    const id = await ruth.says(
      'licensing',
      '@Guildhall Does anybody license *drone shows*? See <https://caa.example/drones|the guide>',
    );
    const at = await everywhere(town, 'Does anybody license', { in: 'brackenford', id });
    expect(at.ashcombe.text).toContain('**Ruth Adeyemi** · Brackenford Council · Slack');
    expect(at.ashcombe.text).toContain('Does anybody license **drone shows**?');
    expect(at.harbourside.text).toContain('**drone shows**');
    // Nobody is told twice: her own message stands above, so the card has no words of hers.
    expect(at.brackenford.text).not.toContain('drone shows');
    expect(await asked('drone shows')).toBe(1);
  });

  it('without words: a hint with a button that opens the form', async () => {
    const ruth = town.slack('ruth.adeyemi');
    await ruth.says('licensing', '@Guildhall');
    const hint = await ruth.finds('licensing', 'I am here. Mention me with your question');
    expect(hint.only).toBe(true);
    await ruth.presses(hint, 'Ask a question');
    const form = await ruth.form('Ask a community');
    await ruth.act({ kind: 'close', view: form.id });
  });
});

describe('on Slack', () => {
  it('by the form of /guild ask: a mistake is said beside the field and the text stays, then it is posted', async () => {
    const asha = town.slack('asha.verma');
    await asha.commands('general', 'ask');
    const form = await asha.form('Ask a community');
    expect(form.fields.map(({ label }) => label)).toEqual(['Community', 'Your question']);
    const refused = await asha.submits(form, { Community: 'Licensing', 'Your question': '  \n ' });
    expect(refused.view).toBe('errors');
    const still = await asha.form('Ask a community');
    expect(Object.values(still.errors)).toEqual(['Please write your question.']);
    expect(JSON.stringify(still.raw.values)).toContain('Licensing');
    const sent = await asha.submits(still, { 'Your question': 'Which form do you use for ice cream vans?' });
    expect(sent.view).toBe('updated');
    expect((await asha.form()).text).toContain('Your question is in Licensing.');
    const at = await everywhere(town, 'ice cream vans');
    expect(at.ashcombe.text).toContain('**Asha Verma** · Brackenford Council · Slack');
    // The asker has it in private too, with a way to take it back.
    const own = await asha.finds('Guildhall', 'ice cream vans');
    expect(own.buttons.map(({ label }) => label)).toEqual(['Withdraw']);
    expect(await asked('ice cream vans')).toBe(1);
  });

  it('by /guild ask and the words, in a channel of the community', async () => {
    const asha = town.slack('asha.verma');
    await asha.commands('licensing', 'ask How long is a skip licence?');
    await everywhere(town, 'How long is a skip licence?');
    expect((await asha.finds('licensing', 'Your question is in Licensing.')).only).toBe(true);
    expect(await asked('skip licence')).toBe(1);
  });

  it('by a direct message: a draft that only the asker sees, then a community is chosen', async () => {
    const asha = town.slack('asha.verma');
    await asha.says('Guildhall', 'Who trains your *door staff*?');
    const draft = await asha.finds('Guildhall', 'Where should this go?');
    expect(draft.text).toContain('Who trains your **door staff**?');
    expect(draft.text).toContain('only you can see');
    await town.product.quiet();
    expect((await asha.sees('licensing')).some(({ text }) => text.includes('door staff'))).toBe(false);
    await asha.presses(draft, 'Licensing');
    await everywhere(town, 'door staff');
    const after = await eventually(async () => {
      const now = await asha.again(draft);
      expect(now.text).toContain('Your question is in Licensing.');
      return now;
    });
    // An old button, pressed once more: nothing is asked twice.
    expect(after.buttons).toEqual([]);
    expect(await asked('door staff')).toBe(1);
  });

  it('by a direct message that is thrown away', async () => {
    const asha = town.slack('asha.verma');
    await asha.says('Guildhall', 'Never mind the bollards?');
    const draft = await asha.finds('Guildhall', 'Never mind the bollards?');
    await asha.presses(
      draft.buttons.length > 0 ? draft : await asha.finds('Guildhall', 'Where should this go?'),
      'Discard',
    );
    await asha.finds('Guildhall', 'Discarded. Nothing was posted.');
    await town.product.quiet();
    expect((await asha.sees('licensing')).some(({ text }) => text.includes('bollards'))).toBe(false);
  });

  it('by the global shortcut', async () => {
    const marcus = town.slack('marcus.bell');
    await marcus.shortcut('Ask the community');
    const form = await marcus.form('Ask a community');
    await marcus.submits(form, { Community: 'Licensing', 'Your question': 'Who checks fire doors in shared houses?' });
    const at = await everywhere(town, 'fire doors');
    expect(at.brackenford.text).toContain('**Marcus Bell** · Harbourside Homes · Slack');
  });

  it('by the shortcut of a message: its words stand in the form', async () => {
    const owen = town.slack('owen.pike');
    const asha = town.slack('asha.verma');
    const ts = await owen.says('general', 'I wonder who still prints *paper badges* for drivers');
    const { id } = await asha.finds('general', 'paper badges');
    expect(id).toBe(ts);
    await asha.shortcut('Ask the community', { channel: 'general', ts });
    const form = await asha.form('Ask a community');
    expect(form.fields.find(({ label }) => label === 'Your question')?.value).toBe(
      'I wonder who still prints paper badges for drivers',
    );
    await asha.submits(form, { Community: 'Licensing' });
    await everywhere(town, 'paper badges');
  });

  it('by the shortcut of a message with an address and a file: both go with the question', async () => {
    const owen = town.slack('owen.pike');
    const asha = town.slack('asha.verma');
    const ts = await owen.says('general', 'Who follows https://badges.example/rules on *badges*?', {
      files: [{ name: 'Badges.pdf', mimetype: 'application/pdf', size: 2_000_000 }],
    });
    await asha.finds('general', 'badges.example');
    await asha.shortcut('Ask the community', { channel: 'general', ts });
    const form = await asha.form('Ask a community');
    expect(form.fields.find(({ label }) => label === 'Your question')?.value).toBe(
      'Who follows https://badges.example/rules on badges?',
    );
    expect(form.text).toContain('a link to that message and name its file');
    await asha.submits(form, { Community: 'Licensing' });
    const { ashcombe } = await everywhere(town, 'on badges?');
    expect(ashcombe.text).toContain('[https://badges.example/rules](https://badges.example/rules)');
    expect(ashcombe.text).toMatch(/Asked about \[a message\]\(http\S+\) in Slack\./);
    expect(ashcombe.text).toMatch(/With that message: \[Badges\.pdf \(2 MB\)\]\(http\S+\)\./);
  });

  it('from the home page', async () => {
    const ruth = town.slack('ruth.adeyemi');
    await ruth.act({ kind: 'openHome', tab: 'home' });
    await ruth.presses(await ruth.home('My questions'), 'Ask a question');
    await ruth.submits(await ruth.form('Ask a community'), {
      Community: 'Licensing',
      'Your question': 'Do you take cards at the counter?',
    });
    await everywhere(town, 'cards at the counter');
    await ruth.home('cards at the counter');
  });
});

describe('in Teams', () => {
  it('by the message action: a dialog with the words, a mistake said in it, then posted', async () => {
    const tom = town.teams('tom.whitlock');
    const priya = town.teams('priya.nair');
    const id = await tom.says('Regulatory Services/General', 'Somebody must know how others do **zoo** licences');
    await tom.act({
      kind: 'messageAction',
      conversation: await tom.place('Regulatory Services/General'),
      commandId: 'ask',
      message: id,
    });
    const dialog = await tom.dialog('Ask a community');
    expect(dialog.fields.map(({ label }) => label)).toEqual(['Community', 'Your question']);
    expect(dialog.fields[1]?.value).toBe('Somebody must know how others do zoo licences');
    await tom.submits(dialog, 'Ask', { Community: 'Licensing', 'Your question': ' \n' });
    const again = await eventually(async () => {
      const now = await tom.dialog('Ask a community');
      expect(now.text).toContain('Please write your question.');
      return now;
    });
    // What was chosen is still chosen.
    expect(again.fields[0]?.value).not.toBe('');
    await tom.submits(again, 'Ask', { 'Your question': 'How do others do zoo licences?' });
    const at = await everywhere(town, 'zoo licences?');
    expect(at.brackenford.text).toContain('**Tom Whitlock** · Ashcombe Council · Microsoft Teams');
    expect((await priya.sees('Licensing')).filter(({ text }) => text.includes('zoo licences?'))).toHaveLength(1);
    await tom.finds('Guildhall', 'zoo licences?');
  });

  it('by the message action on one with an address: it is a link again, and the question leads back', async () => {
    const tom = town.teams('tom.whitlock');
    const place = 'Regulatory Services/General';
    const id = await tom.says(place, 'Who follows https://zoo.example/act on **otters**?');
    await tom.act({ kind: 'messageAction', conversation: await tom.place(place), commandId: 'ask', message: id });
    const dialog = await tom.dialog('Ask a community');
    expect(dialog.fields[1]?.value).toBe('Who follows https://zoo.example/act on otters?');
    expect(dialog.text).toContain('a link to that message');
    await tom.submits(dialog, 'Ask', { Community: 'Licensing' });
    const { brackenford } = await everywhere(town, 'on otters?');
    expect(brackenford.text).toContain('[https://zoo.example/act](https://zoo.example/act)');
    expect(brackenford.text).toMatch(/Asked about \[a message\]\(https:\/\/teams\.\S+\) in Microsoft Teams\./);
  });

  it('by the action of the composer, without a message', async () => {
    const dafydd = town.teams('dafydd.rees');
    await dafydd.act({ kind: 'messageAction', conversation: await dafydd.place('Licensing'), commandId: 'ask' });
    const dialog = await dafydd.dialog('Ask a community');
    // Opened in a channel of Licensing: that is what is meant.
    const [community] = dialog.fields;
    expect(community?.options.find(({ value }) => value === community.value)?.label).toMatch(/^Licensing – /);
    await dafydd.submits(dialog, 'Ask', { 'Your question': 'Who clears the snow at taxi ranks?' });
    await everywhere(town, 'snow at taxi ranks');
  });

  it('by writing in the personal chat', async () => {
    const helen = town.teams('helen.marsh');
    await helen.says('Guildhall', 'How do you price *market stalls*?');
    const draft = await helen.finds('Guildhall', 'Where should this go?');
    expect(draft.text).toContain('How do you price _market stalls_?');
    await helen.presses(draft, 'Licensing');
    const at = await everywhere(town, 'market stalls');
    expect(at.harbourside.text).toContain('**Helen Marsh** · Ashcombe Council · Microsoft Teams');
    await eventually(async () => expect((await helen.again(draft)).text).toContain('Your question is in Licensing.'));
  });

  it('by the command alone: a card whose button opens the dialog', async () => {
    const helen = town.teams('helen.marsh');
    await helen.says('Guildhall', 'ask');
    const card = await helen.finds('Guildhall', 'Press the button to open the form.');
    await helen.presses(card, 'Open the form');
    const dialog = await helen.dialog('Ask a community');
    await helen.submits(dialog, 'Ask', {
      Community: 'Licensing',
      'Your question': 'Who keeps the register of scrap dealers?',
    });
    await everywhere(town, 'scrap dealers');
    expect((await helen.dialog()).message ?? (await helen.dialog()).text).toContain('Your question is in Licensing.');
    await helen.act({ kind: 'dialogClose', dialog: (await helen.dialog()).id });
  });

  it('by the command and the words, in a channel', async () => {
    const dafydd = town.teams('dafydd.rees');
    const id = await dafydd.says('Licensing', '@Guildhall ask Who still has a horse trough?');
    const at = await everywhere(town, 'Who still has a horse trough?', { in: 'ashcombe', id });
    expect(at.brackenford.text).not.toMatch(/ask Who/);
  });

  it('by a mention in a group chat: a draft, told to the asker alone', async () => {
    const tom = town.teams('tom.whitlock');
    await tom.says('Duty managers', '@Guildhall Who is on call at Easter?');
    const draft = await tom.isTold('Duty managers', 'Where should this go?');
    expect(draft.text).toContain('Who is on call at Easter?');
    const priya = town.teams('priya.nair');
    expect((await priya.sees('Duty managers')).some(({ text }) => text.includes('Where should this go?'))).toBe(false);
    await tom.presses(draft, 'Licensing');
    await everywhere(town, 'on call at Easter');
  });
});

it('counts each person’s questions once, wherever they asked', async () => {
  const helen = town.teams('helen.marsh');
  await helen.says('Guildhall', 'questions');
  const mine = await helen.finds('Guildhall', 'My questions');
  expect(mine.text.match(/market stalls/g)).toHaveLength(1);
  expect(mine.text.match(/scrap dealers/g)).toHaveLength(1);
});
