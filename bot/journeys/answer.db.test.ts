/** Journeys of an answer: into every thread, to the asker once, marked and unmarked, edited and taken back. */
import { describe, expect, it } from 'vitest';
import type { Drawn } from '../testing/journey/drawn.ts';
import { journey } from '../testing/journey/journey.ts';
import type { SlackPerson, SlackSeen } from '../testing/journey/slack-person.ts';
import type { TeamsPerson, TeamsSeen } from '../testing/journey/teams-person.ts';
import { everywhere } from '../testing/journey/town.ts';
import { eventually } from '../testing/journey/until.ts';

const town = journey();
const labels = ({ buttons }: Drawn): string[] => buttons.map(({ label }) => label);
const holding = <S extends Drawn>(all: readonly S[], words: string): S[] =>
  all.filter(({ text }) => text.includes(words));

interface Again<S> {
  again(seen: S): Promise<S>;
}
/** Waits until a message says something, or says it no more. */
const becomes = <S extends Drawn>(person: Again<S>, seen: S, words: string | RegExp, not = false): Promise<S> =>
  eventually(async () => {
    const now = await person.again(seen);
    if (not) expect(now.text).not.toMatch(words);
    else if (typeof words === 'string') expect(now.text).toContain(words);
    else expect(now.text).toMatch(words);
    return now;
  });

describe('asked in Teams, answered in Slack', () => {
  let asha: SlackPerson;
  let marcus: SlackPerson;
  let priya: TeamsPerson;
  let root = '';
  let card: SlackSeen;
  let far: SlackSeen;
  let under: TeamsSeen;
  let notice: TeamsSeen;
  let mirrored: TeamsSeen;

  it('stands in each Slack channel', async () => {
    asha = town.slack('asha.verma');
    marcus = town.slack('marcus.bell');
    priya = town.teams('priya.nair');
    root = await priya.says('Licensing', '@Guildhall How do you check a late-night food stall?');
    const at = await everywhere(town, 'late-night food stall', { in: 'ashcombe', id: root });
    card = at.brackenford;
    far = at.harbourside;
    under = at.ashcombe;
  });

  it('is answered in a Slack thread, and the answer is in the other threads with who said it and how', async () => {
    const said =
      'Two visits, *unannounced*. See https://food.example/check and run `hygiene --late`:\n- before ten\n- after _midnight_';
    await asha.says('licensing', said, { thread: card.id });
    mirrored = await priya.finds('Licensing', 'Two visits', root);
    const there = await marcus.finds('hmo-licensing', 'Two visits', far.id);
    for (const copy of [mirrored, there]) {
      expect(copy.from).toBe('Guildhall');
      expect(copy.text).toContain('**Asha Verma** · Brackenford Council · Slack');
      expect(copy.text).toContain(
        'Two visits, **unannounced**. See [https://food.example/check](https://food.example/check) and run `hygiene --late`:',
      );
      expect(copy.text.replaceAll('•\u00a0', '- ')).toContain('- before ten\n- after _midnight_');
      expect(labels(copy)).toEqual(['This answered it']);
    }
  });

  it('tells the asker in private, once', async () => {
    notice = await priya.finds('Guildhall', 'late-night food stall');
    expect(notice.text).toContain('**Asha Verma** (Brackenford Council) answered your question');
    expect(notice.text).toContain('Two visits, **unannounced**');
    await town.product.quiet();
    expect(holding(await priya.sees('Guildhall'), 'late-night food stall')).toHaveLength(1);
    expect(holding(await asha.sees('licensing', card.id), 'Two visits')).toHaveLength(1);
    for (const person of [asha, marcus]) expect(holding(await person.sees('Guildhall'), 'food stall')).toHaveLength(0);
    expect(holding(await town.teams('tom.whitlock').sees('Guildhall'), 'food stall')).toHaveLength(0);
    for (const [person, seen] of [[asha, card] as const, [marcus, far] as const])
      expect((await person.again(seen)).text).toContain('1 answer, none marked yet');
    expect((await priya.again(under)).text).toContain('1 answer, none marked yet');
  });

  it('lets nobody but the asker and facilitators mark it', async () => {
    const dafydd = town.teams('dafydd.rees');
    const seen = await dafydd.finds('Licensing', 'Two visits', root);
    const answer = await dafydd.presses(seen, 'This answered it');
    expect(answer.message).toBe('Only the person who asked, or a facilitator, can do this.');
    expect((await asha.again(card)).text).not.toContain('Answered by');
  });

  it('says in every channel what answered it, once the asker pressed', async () => {
    await priya.presses(notice, 'This answered it');
    for (const [person, seen] of [[asha, card] as const, [marcus, far] as const]) {
      const now = await becomes(person, seen, 'Answered by Asha Verma, Brackenford Council');
      expect(now.text).toContain('> Two visits');
      expect(labels(now)).toContain('Not answered after all');
    }
    await becomes(priya, under, 'Answered by Asha Verma, Brackenford Council');
    await becomes(priya, mirrored, 'This answered it.');
    await becomes(priya, notice, 'This answered it.');
    const thanks = await asha.finds('Guildhall', 'was marked as the one that answered it');
    expect(thanks.text).toContain('“How do you check a late-night food stall?”');
    expect((await asha.finds('licensing', 'Answered by Asha Verma')).id).toBe(card.id);
  });

  it('takes it back everywhere', async () => {
    await priya.presses(await priya.again(under), 'Not answered after all');
    for (const [person, seen] of [[asha, card] as const, [marcus, far] as const])
      await becomes(person, seen, '1 answer, none marked yet');
    await becomes(priya, under, '1 answer, none marked yet');
    const again = await becomes(priya, mirrored, /This answered it\./, true);
    expect(labels(again)).toEqual(['This answered it']);
  });

  it('is marked by a facilitator, who did not ask', async () => {
    // Asha facilitates Licensing; the answer to mark is Marcus’s.
    await marcus.says('hmo-licensing', 'We ask the fire service first.', { thread: far.id });
    const here = await asha.finds('licensing', 'fire service first', card.id);
    expect(here.text).toContain('**Marcus Bell** · Harbourside Homes · Slack');
    await asha.presses(here, 'This answered it');
    await becomes(priya, under, 'Answered by Marcus Bell, Harbourside Homes');
    await becomes(marcus, far, 'Answered by Marcus Bell, Harbourside Homes');
  });

  it('moves the mark when another answer is marked', async () => {
    await priya.presses(await priya.again(mirrored), 'This answered it');
    await becomes(priya, under, 'Answered by Asha Verma');
    await becomes(priya, mirrored, 'This answered it.');
    const other = await priya.finds('Licensing', 'fire service first', root);
    await becomes(priya, other, /This answered it\./, true);
    await becomes(asha, card, 'Answered by Asha Verma');
  });
});

describe('asked in Slack, answered in Teams', () => {
  let ruth: SlackPerson;
  let priya: TeamsPerson;
  let root = '';
  let post: TeamsSeen;

  it('is mirrored into the asker’s own Slack thread, formatting kept', async () => {
    ruth = town.slack('ruth.adeyemi');
    priya = town.teams('priya.nair');
    root = await ruth.says('licensing', '@Guildhall Who has rules for *hot tubs* on boats?');
    const at = await everywhere(town, 'hot tubs', { in: 'brackenford', id: root });
    post = at.ashcombe;
    await priya.says(
      'Licensing',
      'Yes: **two pages**, https://boats.example/tubs and `tub.xlsx`\n1. depth\n2. ~~heat~~ _care_',
      { root: post.id },
    );
    const copy = await ruth.finds('licensing', 'two pages', root);
    expect(copy.text).toContain('**Priya Nair** · Ashcombe Council · Microsoft Teams');
    expect(copy.text).toContain(
      'Yes: **two pages**, [https://boats.example/tubs](https://boats.example/tubs) and `tub.xlsx`',
    );
    expect(copy.text).toContain('1. depth\n2. ~~heat~~ _care_');
    const notice = await ruth.finds('Guildhall', 'hot tubs');
    expect(notice.text).toContain('**Priya Nair** (Ashcombe Council) answered your question');
    await ruth.presses(notice, 'This answered it');
    await becomes(priya, post, 'Answered by Priya Nair, Ashcombe Council');
    await priya.finds('Guildhall', 'was marked as the one that answered it');
    await ruth.presses(await becomes(ruth, notice, 'This answered it.'), 'Not answered after all');
    await becomes(priya, post, '1 answer, none marked yet');
  });

  it('does not take what the asker adds for an answer', async () => {
    await ruth.says('licensing', 'I should say that the boats are *moored*.', { thread: root });
    const copy = await priya.finds('Licensing', 'the boats are', post.id);
    expect(copy.text).toContain('**Ruth Adeyemi** · Brackenford Council · Slack');
    expect(labels(copy)).toEqual([]);
    await town.product.quiet();
    expect((await priya.again(post)).text).toContain('1 answer, none marked yet');
    expect(holding(await ruth.sees('Guildhall'), 'moored')).toHaveLength(0);
  });

  it('follows an edit and a deletion from Teams', async () => {
    const id = await priya.says('Licensing', 'Also ask about the **chlorine**.', { root: post.id });
    const copy = await ruth.finds('licensing', 'chlorine', root);
    await priya.edits('Licensing', id, 'Also ask about the _bromine_.');
    expect((await becomes(ruth, copy, 'bromine')).text).toContain('Also ask about the _bromine_.');
    await eventually(async () => expect(holding(await ruth.sees('Guildhall'), 'bromine')).toHaveLength(1));
    await priya.deletes('Licensing', id);
    await eventually(async () => {
      expect(holding(await ruth.sees('licensing', root), 'bromine')).toHaveLength(0);
      expect(holding(await ruth.sees('Guildhall'), 'bromine')).toHaveLength(0);
    });
    await becomes(priya, post, '1 answer, none marked yet');
  });

  it('follows an edit and a deletion from Slack', async () => {
    const marcus = town.slack('marcus.bell');
    const far = await marcus.finds('hmo-licensing', 'hot tubs');
    const ts = await marcus.says('hmo-licensing', 'Our surveyor says *never*.', { thread: far.id });
    const inTeams = await priya.finds('Licensing', 'Our surveyor says', post.id);
    const inSlack = await ruth.finds('licensing', 'Our surveyor says', root);
    await marcus.edits('hmo-licensing', ts, 'Our surveyor says *sometimes*.');
    expect((await becomes(priya, inTeams, 'sometimes')).text).toContain('**sometimes**');
    await becomes(ruth, inSlack, '**sometimes**');
    await marcus.deletes('hmo-licensing', ts);
    await eventually(async () => {
      expect(holding(await priya.sees('Licensing', post.id), 'Our surveyor says')).toHaveLength(0);
      expect(holding(await ruth.sees('licensing', root), 'Our surveyor says')).toHaveLength(0);
    });
  });

  it('follows an edit of the question itself, and its withdrawal', async () => {
    await ruth.edits('licensing', root, '@Guildhall Who has rules for *hot tubs* on barges?');
    await becomes(priya, post, 'on barges?');
    await ruth.deletes('licensing', root);
    const now = await becomes(priya, post, 'Withdrawn by the person who asked');
    expect(now.text).not.toContain('hot tubs');
    expect(labels(now)).toEqual([]);
  });
});

describe('with a mention and the name of a command', () => {
  it('is a reply all the same', async () => {
    const asha = town.slack('asha.verma');
    const dafydd = town.teams('dafydd.rees');
    const root = await asha.says('licensing', '@Guildhall Who clears fly posters?');
    const { ashcombe } = await everywhere(town, 'fly posters', { in: 'brackenford', id: root });
    await dafydd.says('Licensing', '@Guildhall leave it to the county', { root: ashcombe.id });
    const copy = await asha.finds('licensing', 'leave it to the county', root);
    expect(copy.text).toContain('**Dafydd Rees** · Ashcombe Council · Microsoft Teams');
    await asha.finds('Guildhall', 'fly posters');
  });
});

describe('by the Answer button', () => {
  it('in Slack: a modal, a mistake said beside the field, then in every thread', async () => {
    const asha = town.slack('asha.verma');
    const priya = town.teams('priya.nair');
    const root = await priya.says('Licensing', '@Guildhall Who insures street parties?');
    const { brackenford, harbourside } = await everywhere(town, 'street parties', { in: 'ashcombe', id: root });
    await asha.presses(brackenford, 'Answer');
    const form = await asha.form('Answer');
    expect(form.text).toContain('Who insures street parties?');
    expect((await asha.submits(form, { 'Your answer': ' ' })).view).toBe('errors');
    expect(Object.values((await asha.form('Answer')).errors)).toEqual(['Please write your answer.']);
    await asha.submits(await asha.form('Answer'), { 'Your answer': 'The county does, with *stars* typed.' });
    expect((await asha.form()).text).toContain('Your answer is in every thread of this question.');
    for (const copy of [
      await priya.finds('Licensing', 'The county does', root),
      await asha.finds('licensing', 'The county does', brackenford.id),
      await town.slack('marcus.bell').finds('hmo-licensing', 'The county does', harbourside.id),
    ]) {
      expect(copy.text).toContain('**Asha Verma** · Brackenford Council · Slack');
      expect(copy.text).toContain('with *stars* typed.');
    }
    await priya.finds('Guildhall', 'street parties');
  });

  it('in Teams: a dialog, a mistake said in it, then in every thread', async () => {
    const asha = town.slack('asha.verma');
    const dafydd = town.teams('dafydd.rees');
    const root = await asha.says('licensing', '@Guildhall Who tests *taxi meters*?');
    const { ashcombe } = await everywhere(town, 'taxi meters', { in: 'brackenford', id: root });
    await dafydd.presses(await dafydd.again(ashcombe), 'Answer');
    const dialog = await dafydd.dialog('Answer');
    expect(dialog.text).toContain('Who tests **taxi meters**?');
    await dafydd.submits(dialog, 'Send answer', { 'Your answer': '   ' });
    const still = await eventually(async () => {
      const now = await dafydd.dialog('Answer');
      expect(now.text).toContain('Please write your answer.');
      return now;
    });
    await dafydd.submits(still, 'Send answer', { 'Your answer': 'Trading standards, each March.' });
    const copy = await asha.finds('licensing', 'Trading standards, each March.', root);
    expect(copy.text).toContain('**Dafydd Rees** · Ashcombe Council · Microsoft Teams');
    await dafydd.finds('Licensing', 'Trading standards, each March.', ashcombe.id);
    await asha.finds('Guildhall', 'taxi meters');
  });

  it('of a question that is answered: the list to mark one from', async () => {
    const asha = town.slack('asha.verma');
    const root = await asha.says('licensing', '@Guildhall Who keeps a list of pigeon lofts?');
    const { ashcombe, brackenford } = await everywhere(town, 'pigeon lofts', { in: 'brackenford', id: root });
    await town.teams('helen.marsh').says('Licensing', 'Environmental health does.', { root: ashcombe.id });
    const card = await becomes(asha, brackenford, '1 answer');
    await asha.presses(card, 'Mark the answer');
    const form = await asha.form('Mark the answer');
    await asha.submits(form, { 'Which reply answered it?': 'Helen Marsh: Environmental health does.' });
    await becomes(asha, brackenford, 'Answered by Helen Marsh, Ashcombe Council');
  });
});

describe('with a file', () => {
  it('named and linked, with whom to ask for it', async () => {
    const asha = town.slack('asha.verma');
    const priya = town.teams('priya.nair');
    const root = await priya.says('Licensing', '@Guildhall Who has a policy for fireworks?');
    const { brackenford } = await everywhere(town, 'fireworks', { in: 'ashcombe', id: root });
    const file = { name: 'Fireworks-policy.pdf', mimetype: 'application/pdf', size: 2_000_000 };
    await asha.says('licensing', 'This is ours.', { thread: brackenford.id, files: [file] });
    const copy = await priya.finds('Licensing', 'This is ours.', root);
    expect(copy.text).toMatch(/Asha Verma attached \[Fireworks-policy\.pdf \(2 MB\)\]\(http\S+\) in Slack\./);
    expect(copy.text).toContain('ask Asha Verma for it');
    // A reply that is only a file is an answer.
    await asha.says('licensing', '', { thread: brackenford.id, files: [{ name: 'Only-this.docx', size: 30_000 }] });
    await priya.finds('Licensing', 'Only-this.docx', root);
    await eventually(async () => expect((await asha.again(brackenford)).text).toContain('2 answers'));
    // From a Teams channel a bot is not told what a file is called: only that it is there, and where.
    await priya.says('Licensing', 'And the site plan:', { root, files: [{ name: 'Plan.png', size: 120_000 }] });
    const back = await asha.finds('licensing', 'And the site plan:', brackenford.id);
    expect(back.text).toMatch(/Priya Nair attached \[a file\]\(https:\/\/teams\.\S+\) in Microsoft Teams\./);
    await priya.says('Licensing', '', { root, files: [{ name: 'Alone.png', size: 120_000 }] });
    await eventually(async () => {
      const all = await asha.sees('licensing', brackenford.id);
      expect(all.filter(({ text }) => text.includes('[a file](https://teams.'))).toHaveLength(2);
    });
  });
});

it('keeps an answer that was marked and then deleted from being shown as the answer', async () => {
  const asha = town.slack('asha.verma');
  const priya = town.teams('priya.nair');
  const root = await priya.says('Licensing', '@Guildhall Who stores old licences?');
  const { brackenford, ashcombe } = await everywhere(town, 'old licences', { in: 'ashcombe', id: root });
  const ts = await asha.says('licensing', 'The archive, wrongly.', { thread: brackenford.id });
  await priya.presses(await priya.finds('Guildhall', 'old licences'), 'This answered it');
  await becomes(asha, brackenford, 'Answered by Asha Verma');
  await asha.deletes('licensing', ts);
  await becomes(asha, brackenford, 'Open: no answer yet');
  const under = await becomes(priya, ashcombe, 'Open: no answer yet');
  expect(under.text).not.toContain('The archive');
});
