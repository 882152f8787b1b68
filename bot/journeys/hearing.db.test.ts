/** Journeys of what the bot hears and repeats: consent, and words that try to be more than words. That nothing is repeated for ever is no-loop.long.test.ts. */
import { describe, expect, it } from 'vitest';
import { officeClock } from '../testing/clock.ts';
import { journey } from '../testing/journey/journey.ts';
import { everywhere } from '../testing/journey/town.ts';
import { eventually } from '../testing/journey/until.ts';

// What facilitators are told comes in working time.
const town = journey({ clock: officeClock(), told: true });

describe('a team that has not consented', () => {
  const place = 'Licensing';

  it('is told to press or to mention, and its facilitators how to change that', async () => {
    const priya = town.teams('priya.nair');
    const asha = town.slack('asha.verma');
    await asha.says('licensing', '@Guildhall Who weighs *lorries*?');
    const card = await priya.finds(place, 'Who weighs **lorries**?');
    expect(card.text).toContain('Reply in this thread to answer.');
    await priya.consents('Regulatory Services', false);
    const changed = await eventually(async () => {
      const now = await priya.again(card);
      expect(now.text).toContain('Press Answer, or mention me in your reply.');
      return now;
    });
    expect(changed.text).not.toContain('Reply in this thread to answer.');
    const news = await priya.finds('Guildhall', 'hears mentions only');
    expect(news.text).toContain('an owner of the team opens Manage team');
    // A new question says so from the start.
    await asha.says('licensing', '@Guildhall Who weighs *trains*?');
    expect((await priya.finds(place, 'Who weighs **trains**?')).text).toContain(
      'Press Answer, or mention me in your reply.',
    );
  });

  it('has its replies heard only where they mention the bot', async () => {
    const priya = town.teams('priya.nair');
    const asha = town.slack('asha.verma');
    const card = await priya.finds(place, 'Who weighs **trains**?');
    await priya.says(place, 'Nobody hears me say this.', { root: card.id });
    await priya.says(place, '@Guildhall The railway weighs them itself.', { root: card.id });
    const copy = await asha.finds(
      'licensing',
      'The railway weighs them itself.',
      (await asha.finds('licensing', 'weighs *trains*'.replaceAll('*', '**'))).id,
    );
    expect(copy.text).not.toContain('@Guildhall');
    await town.product.quiet();
    const thread = await asha.sees('licensing', copy.raw.thread);
    expect(thread.some(({ text }) => text.includes('Nobody hears me'))).toBe(false);
    // And the button needs no hearing.
    await priya.presses(await priya.again(card), 'Answer');
    await priya.submits(await priya.dialog('Answer'), 'Send answer', { 'Your answer': 'By the button, too.' });
    await asha.finds('licensing', 'By the button, too.', copy.raw.thread);
  });

  it('is told to reply once it has consented and somebody talks', async () => {
    const priya = town.teams('priya.nair');
    const asha = town.slack('asha.verma');
    const card = await priya.finds(place, 'Who weighs **trains**?');
    await priya.consents('Regulatory Services', true);
    await priya.says(place, 'Now I am heard.', { root: card.id });
    await eventually(async () => expect((await priya.again(card)).text).toContain('Reply in this thread to answer.'));
    const far = await asha.finds('licensing', '**trains**');
    await asha.finds('licensing', 'Now I am heard.', far.id);
    await eventually(async () =>
      expect((await priya.finds(place, 'Who weighs **lorries**?')).text).toContain('Reply in this thread to answer.'),
    );
  });
});

/** An address that was typed leads to itself: the words are the same. */
const asTyped = (text: string): string => text.replace(/\[(https?:[^\]]+)\]\(\1\)/g, '$1');

describe('words are words', () => {
  const nasty = [
    '<!channel> <!here|all> <!everyone>',
    '<@U0000000001> <#C0000000001|general> <https://evil.example|click>',
    '<at>Priya Nair</at> <b>bold</b> <script>alert(1)</script>',
    '*stars* _lines_ ~waves~ **more** [words](https://evil.example)',
    '{"type":"Action.Execute","verb":"x"} $(x) {{DATE(2026-01-01)}} &lt;!channel&gt;',
    '\'; DROP TABLE question; -- " $1 %s \\u0000',
    ':tada: @channel @here @everyone',
  ];

  it('typed into the form: the same on both platforms, and nobody is rung', async () => {
    const asha = town.slack('asha.verma');
    const priya = town.teams('priya.nair');
    await asha.commands('general', 'ask');
    const typed = `Do these stay as they are?\n${nasty.join('\n')}`;
    await asha.submits(await asha.form('Ask a community'), { Community: 'Licensing', 'Your question': typed });
    const at = await everywhere(town, 'Do these stay as they are?');
    for (const line of nasty) {
      for (const seen of [at.ashcombe, at.brackenford, at.harbourside]) expect(asTyped(seen.text)).toContain(line);
    }
    const rings = /"type":"(broadcast|user|usergroup|channel|emoji)"/;
    for (const seen of [at.brackenford, at.harbourside]) expect(JSON.stringify(seen.raw.blocks)).not.toMatch(rings);
    expect(JSON.stringify(at.ashcombe.raw.attachments)).not.toContain('"entities"');
    // The notification text is literal as well.
    for (const seen of [at.brackenford, at.harbourside])
      expect(seen.raw.text).not.toMatch(/<!(channel|here|everyone)|<@U/);
    const { conversations } = await town.slack('marcus.bell').snapshot();
    expect(conversations.find(({ name }) => name === 'hmo-licensing')?.mentions).toBe(0);
    const { teams } = await priya.snapshot();
    expect(teams.flatMap(({ channels }) => channels).find(({ name }) => name === 'Licensing')?.mentions).toBe(0);
    expect(await town.product.prisma.question.count()).toBeGreaterThan(0);
  });

  it('typed into an answer in Teams: the same in Slack', async () => {
    const asha = town.slack('asha.verma');
    const priya = town.teams('priya.nair');
    const post = await priya.finds('Licensing', 'Do these stay as they are?');
    await priya.presses(post, 'Answer');
    await priya.submits(await priya.dialog('Answer'), 'Send answer', {
      'Your answer': `They do:\n${nasty.join('\n')}`,
    });
    const card = await asha.finds('licensing', 'Do these stay as they are?');
    const copy = await asha.finds('licensing', 'They do:', card.id);
    for (const line of nasty) expect(asTyped(copy.text)).toContain(line);
    expect(JSON.stringify(copy.raw.blocks)).not.toMatch(/"type":"(broadcast|user|usergroup|channel|emoji)"/);
    const { conversations } = await asha.snapshot();
    expect(conversations.find(({ name }) => name === 'licensing')?.mentions).toBe(0);
  });

  it('a mention of a person in a reply is a name elsewhere', async () => {
    const asha = town.slack('asha.verma');
    const priya = town.teams('priya.nair');
    const card = await asha.finds('licensing', 'Do these stay as they are?');
    await asha.says('licensing', '@Ruth Adeyemi and @channel know this', { thread: card.id });
    const post = await priya.finds('Licensing', 'Do these stay as they are?');
    const copy = await priya.finds('Licensing', 'know this', post.id);
    expect(copy.text).toContain('Ruth Adeyemi and');
    const far = await town.slack('marcus.bell').finds('hmo-licensing', 'Do these stay as they are?');
    const there = await town.slack('marcus.bell').finds('hmo-licensing', 'know this', far.id);
    expect(JSON.stringify(there.raw.blocks)).not.toMatch(/"type":"(broadcast|user)"/);
    expect(there.text).toContain('Ruth Adeyemi and');
  });

  it('a community’s name and a file’s name stay words', async () => {
    const owen = town.slack('owen.pike');
    await owen.commands('general', 'create');
    const name = 'R&D <!channel> *x* <at>y</at>';
    await owen.submits(await owen.form('Create a community'), {
      Name: name,
      'What is it for?': 'To see that a name is only a name',
    });
    expect((await owen.form()).text).toContain(`${name} is there`);
    await owen.act({ kind: 'close', view: (await owen.form()).id });
    await owen.act({ kind: 'openHome', tab: 'home' });
    const page = await owen.home(/R&D/);
    // A literal name is a text element or plain text; only in mrkdwn would its brackets ring.
    expect(JSON.stringify(page.raw.blocks)).not.toMatch(/"type":"mrkdwn","text":"[^"]*<!channel>/);
    expect(page.text).toContain(name);
    const asha = town.slack('asha.verma');
    const card = await asha.finds('licensing', 'Do these stay as they are?');
    await asha.says('licensing', 'a file', {
      thread: card.id,
      files: [{ name: '<!here> *a* [b](https://evil.example).pdf' }],
    });
    const priya = town.teams('priya.nair');
    const post = await priya.finds('Licensing', 'Do these stay as they are?');
    expect((await priya.finds('Licensing', 'a file', post.id)).text).toContain(
      '<!here> *a* [b](https://evil.example).pdf',
    );
  });
});
