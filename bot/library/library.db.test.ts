/** The library on both platforms: adding, reading, changing and withdrawing what a community keeps. */
import { expect, test } from 'vitest';
import type { Card } from '../core/card.ts';
import type { Reply } from '../core/reply.ts';
import type { Actor } from '../testing/stage.ts';
import { type Story, story } from '../testing/story.ts';
import { buttonsOf, wordsOf } from '../testing/words-of.ts';

const cardOf = (reply: Reply | null): Card => {
  if (reply?.kind !== 'tell' && reply?.kind !== 'replace') throw new Error(`no card but ${JSON.stringify(reply)}`);
  return reply.card;
};
const labels = (card: Card): string[] => buttonsOf(card).map(({ label }) => label);
const fees = {
  kind: 'faq',
  title: 'What does a pavement licence cost?',
  text: 'At most £500, and £350 for a renewal: https://example.org/fees',
  tags: 'Fees, #Pavements, fees',
  link: 'https://example.org/guide',
  review: '180',
};

const adds = ({ s, community }: Story, who: Actor, values: Record<string, string> = {}) =>
  s.submit(who, s.private(who), 'library.add', '', { community, ...fees, ...values });

/** Asha, in Teams, added it. */
async function added(values: Record<string, string> = {}) {
  const all = await story();
  await adds(all, all.asha, values);
  await all.s.settle();
  const { id } = await all.s.prisma.libraryItem.findFirstOrThrow();
  const press = async (who: Actor, action: string) => all.s.press(who, all.s.private(who), `library.${action}`, id);
  return { ...all, id, press };
}

test('what one adds in Teams, others read in Slack, with whose it is, how far to trust it and until when', async () => {
  const all = await added();
  const { s, ben, press } = all;
  const list = cardOf(await s.command(ben, s.private(ben), 'library'));
  expect(wordsOf(list)).toContain('What does a pavement licence cost?');
  expect(wordsOf(list)).toContain('Question and answer · Licensing · Conversation: unofficial');
  const card = cardOf(await press(ben, 'read'));
  for (const words of [
    'Question and answer in the library of Licensing',
    'At most £500',
    'https://example.org/guide',
    'Asha Verma · Ashcombe Council',
    'Conversation: unofficial',
    'Tags: fees, pavements',
    'To be looked at again by',
  ])
    expect(wordsOf(card)).toContain(words);
  // Who keeps it, and who facilitates, may change it; others read it.
  expect(labels(card)).toEqual([]);
  for (const who of [all.asha, all.fay])
    expect(labels(cardOf(await press(who, 'read')))).toEqual(['Change', 'Still right', 'Mark obsolete', 'Delete']);
  const kept = await s.prisma.libraryItem.findFirstOrThrow();
  expect(kept).toMatchObject({ state: 'kept', version: 1, tags: ['fees', 'pavements'] });
  expect(kept.reviewBy.getTime()).toBeGreaterThan(s.clock.now().getTime() + 179 * 86_400_000);
});

test('the form is opened from Slack and from Teams, with the community that is meant', async () => {
  const all = await story();
  const { s, ben, fay, community, slackChannel, teamsChannel } = all;
  for (const [who, place, value] of [
    [ben, slackChannel, ''],
    [fay, teamsChannel, ''],
    [ben, s.private(ben), community],
  ] as const) {
    const form = await s.press(who, place, 'library.add', value);
    expect(form).toMatchObject({ kind: 'ask', form: { form: 'library.add' } });
    expect(form?.kind === 'ask' && form.form.fields[0]).toMatchObject({ name: 'community', value: community });
  }
});

test.each([
  [{ title: '' }, 'title', 'write a title'],
  [{ text: '' }, 'text', 'write the answer'],
  [{ kind: 'note', text: ' ' }, 'text', 'write something'],
  [{ kind: 'link', link: '' }, 'link', 'address of the page'],
  [{ link: 'http://example.org' }, 'link', 'https://'],
  [{ link: 'javascript:alert(1)' }, 'link', 'https://'],
  [{ link: 'https://ann:secret@example.org' }, 'link', 'without a password'],
  [{ official: 'example.org' }, 'official', 'https://'],
  [{ kind: 'poem' }, 'kind', 'choose what it is'],
  [{ tags: Array.from({ length: 11 }, (_, at) => `t${at}`).join(',') }, 'tags', 'At most 10 tags'],
])('%j is said to be wrong by its field, and nothing is kept', async (values, field, words) => {
  const all = await story();
  const reply = await adds(all, all.ben, values);
  expect(reply).toMatchObject({ kind: 'invalid', problems: { [field]: expect.stringContaining(words) } });
  expect(await all.s.prisma.libraryItem.count()).toBe(0);
});

test('who may not read the community adds nothing to it, and reads nothing of it', async () => {
  const all = await added();
  const { s, ben, community, press } = all;
  const gil = s.actor('slack', 'brackenford', 'Gil Guest');
  s.slack.profiles.set(gil.ref.id, { name: gil.name, active: true, guest: true, external: false });
  expect(await adds(all, gil)).toMatchObject({ kind: 'invalid', problems: { community: expect.any(String) } });
  await s.prisma.community.update({ where: { id: community }, data: { access: 'hidden' } });
  expect(await adds(all, ben)).toMatchObject({ kind: 'invalid', problems: { community: expect.any(String) } });
  for (const who of [gil, ben]) {
    expect(wordsOf(cardOf(await press(who, 'read')))).toContain('not in the library any more');
    expect(JSON.stringify(await s.command(who, s.private(who), 'library'))).not.toContain('pavement');
    s.clock.pass(1_000);
    expect(JSON.stringify(await s.command(who, s.private(who), 'library', 'pavement licence'))).not.toContain('£500');
  }
  // Nor does an owner any more who may not read it.
  expect(wordsOf(cardOf(await press(all.asha, 'erase')))).toContain('not in the library any more');
  expect(await s.prisma.libraryItem.count({ where: { state: 'kept' } })).toBe(1);
});

test('others change nothing; of two who change it at once the second is told', async () => {
  const all = await added();
  const { s, ben, asha, fay, id, press } = all;
  for (const action of ['edit', 'confirm', 'retire', 'erase'])
    expect(wordsOf(cardOf(await press(ben, action)))).toContain('Only whoever keeps it');
  const form = await press(asha, 'edit');
  expect(form).toMatchObject({ kind: 'ask', form: { context: `${id}/1` } });
  expect(JSON.stringify(form)).toContain('https://example.org/fees');
  const edit = (who: Actor, version: number, text: string) =>
    s.submit(who, s.private(who), 'library.edit', `${id}/${version}`, { ...fees, text });
  const changed = cardOf(await edit(fay, 1, 'At most £600.'));
  expect(wordsOf(changed)).toContain('Changed last by a facilitator');
  expect(wordsOf(changed)).toContain('Asha Verma');
  expect(await edit(asha, 1, 'At most £700.')).toMatchObject({
    kind: 'invalid',
    problems: { '': expect.stringContaining('Somebody else has changed it') },
  });
  expect(wordsOf(cardOf(await press(ben, 'read')))).toContain('At most £600.');
  expect(wordsOf(cardOf(await edit(asha, 2, 'At most £700.')))).not.toContain('Changed last by');
  expect(JSON.stringify(await edit(ben, 3, 'Nothing.'))).toContain('Only whoever keeps it');
  expect(wordsOf(cardOf(await press(ben, 'read')))).toContain('At most £700.');
});

test('what is obsolete is read as withdrawn and found no more, until somebody uses it again', async () => {
  const all = await added();
  const { s, ben, asha, press } = all;
  expect(wordsOf(cardOf(await press(asha, 'retire')))).toContain('Withdrawn: no longer right');
  await s.settle();
  expect(wordsOf(cardOf(await press(ben, 'read')))).toContain('Withdrawn: no longer right');
  expect(wordsOf(cardOf(await s.command(ben, s.private(ben), 'library')))).toContain('nothing yet');
  s.clock.pass(1_000);
  expect(wordsOf(cardOf(await s.command(ben, s.private(ben), 'find', 'pavement licence cost')))).not.toContain('£500');
  const again = buttonsOf(cardOf(await press(asha, 'read')));
  expect(again.map(({ label }) => label)).toContain('Use it again');
  expect(wordsOf(cardOf(await press(asha, 'confirm')))).toContain('Conversation: unofficial');
  await s.settle();
  s.clock.pass(1_000);
  expect(wordsOf(cardOf(await s.command(ben, s.private(ben), 'find', 'pavement licence cost')))).toContain('£500');
});

test('of what is deleted nothing is left but that it was there', async () => {
  const all = await added();
  const { s, ben, asha, id, press } = all;
  await s.prisma.libraryItem.updateMany({ data: { official: 'https://example.gov.uk/fees' } });
  expect(wordsOf(cardOf(await press(ben, 'read')))).toContain('Official: see the organisation’s page');
  expect(wordsOf(cardOf(await press(asha, 'erase')))).toContain('Deleted');
  await s.settle();
  expect(await s.prisma.libraryItem.findFirstOrThrow()).toMatchObject({
    id,
    state: 'deleted',
    title: '',
    text: '',
    link: null,
    official: null,
    tags: [],
  });
  expect(await s.prisma.searchDoc.count()).toBe(0);
  for (const action of ['read', 'edit', 'confirm', 'retire', 'erase'])
    expect(wordsOf(cardOf(await press(asha, action)))).toContain('not in the library any more');
  expect(await s.submit(asha, s.private(asha), 'library.edit', `${id}/2`, fees)).toMatchObject({ kind: 'invalid' });
  expect((await s.prisma.libraryItem.findFirstOrThrow()).title).toBe('');
  expect(JSON.stringify(await s.command(ben, s.private(ben), 'library'))).not.toContain('pavement');
});

test('in an archived community nothing is added or changed; what is there is read, and can be taken back', async () => {
  const all = await added();
  const { s, ben, asha, community, press } = all;
  await s.prisma.community.update({ where: { id: community }, data: { stage: 'archived' } });
  expect(await adds(all, asha)).toMatchObject({ kind: 'invalid', problems: { community: expect.any(String) } });
  for (const action of ['edit', 'confirm']) expect(wordsOf(cardOf(await press(asha, action)))).toContain('archived');
  expect(labels(cardOf(await press(asha, 'read')))).toEqual(['Mark obsolete', 'Delete']);
  const list = cardOf(await s.press(ben, s.private(ben), 'library.list', community));
  expect(labels(list)).toEqual(['Read']);
  expect(wordsOf(cardOf(await press(asha, 'retire')))).toContain('Withdrawn');
});

test('the library is reached from a look inside, from find and from a channel of the community', async () => {
  const all = await added();
  const { s, ben, community, slackChannel } = all;
  const look = cardOf(await s.press(ben, s.private(ben), 'communities.look', community));
  const there = buttonsOf(look).find(({ label }) => label === 'Library');
  expect(there).toMatchObject({ action: 'library.list', value: community });
  const found = cardOf(await s.command(ben, s.private(ben), 'find', 'licensing'));
  expect(labels(found)).toContain('Library');
  expect(wordsOf(cardOf(await s.command(ben, slackChannel, 'library')))).toContain('The library of Licensing');
  expect(wordsOf(cardOf(await s.command(ben, s.private(ben), 'library', 'licensing')))).toContain(
    'The library of Licensing',
  );
  const asked = await s.say(ben, s.private(ben), 'library opening hours at Christmas');
  expect(wordsOf(cardOf(asked.reply))).toContain('Where should this go?');
});

test('words find items by their title, tags and text, and say where there are none', async () => {
  const all = await added();
  const { s, ben } = all;
  for (const [words, there] of [
    ['pavement', true],
    ['fees', true],
    ['renewals', true],
    ['parade', false],
  ] as const) {
    s.clock.pass(1_000);
    const list = wordsOf(cardOf(await s.command(ben, s.private(ben), 'library', words)));
    expect(list.includes('What does a pavement licence cost?'), words).toBe(there);
    if (!there) expect(list).toContain('Nothing in the libraries that you can read says “parade”.');
  }
});

test('whoever keeps items is asked once for all that are due; one tap is enough; where they have left, those who look after the community', async () => {
  const all = await added({ review: '30' });
  const { s, asha, fay } = all;
  await adds(all, asha, { title: 'Which form is for a street party?', review: '30' });
  await adds(all, asha, { title: 'Where is the fees table?', review: '365' });
  const asked = (who: Actor) =>
    s.teams.posted
      .filter(
        ({ to, card }) => to.kind === 'user' && to.id === who.ref.id && wordsOf(card).includes('to be looked at again'),
      )
      .map(({ card }) => card);
  const pass = async (days: number) => {
    for (let day = 0; day < days; day += 1) {
      s.clock.pass(86_400_000);
      await s.reviews.look();
      await s.settle();
    }
  };
  await pass(29);
  expect(asked(asha)).toHaveLength(0);
  await pass(5);
  const [card, ...more] = asked(asha);
  expect(more).toEqual([]);
  if (!card) throw new Error('not asked');
  expect(wordsOf(card)).toContain('2 items of the library are to be looked at again');
  expect(wordsOf(card)).not.toContain('fees table');
  expect(asked(fay)).toHaveLength(0);
  const still = buttonsOf(card).find(({ label }) => label === 'Still right');
  await s.press(asha, s.private(asha), 'library.confirm', still?.value ?? '');
  const { personId } = await s.prisma.identity.findFirstOrThrow({ where: { ref: asha.ref.id } });
  await s.prisma.identity.updateMany({ where: { personId }, data: { active: false } });
  await s.prisma.person.update({ where: { id: personId }, data: { leftAt: s.clock.now() } });
  await pass(95);
  expect(asked(asha)).toHaveLength(1);
  expect(asked(fay)).toHaveLength(1);
  expect(wordsOf(asked(fay)[0] as Card)).toContain('What does a pavement licence cost?');
});

test('only who may vet, or looks after the community, says which page is official; and not of words that others changed since', async () => {
  const all = await added();
  const { s, asha, fay, ben, community, id } = all;
  const official = 'https://example.gov.uk/fees';
  expect(await adds(all, ben, { official })).toMatchObject({
    kind: 'invalid',
    problems: { official: expect.stringContaining('Only those who may vet') },
  });
  const edit = async (who: Actor, values: Record<string, string>) => {
    const { version } = await s.prisma.libraryItem.findFirstOrThrow({ where: { id } });
    const { kind: _, ...words } = fees;
    return s.submit(who, s.private(who), 'library.edit', `${id}/${version}`, { ...words, review: 'same', ...values });
  };
  const before = await s.prisma.libraryItem.findFirstOrThrow({ where: { id } });
  expect(await edit(asha, { official })).toMatchObject({ kind: 'invalid' });
  expect((await edit(fay, { official }))?.kind).toBe('tell');
  // Whoever keeps it may change its tags; with other words it is nobody's official page.
  expect((await edit(asha, { official, tags: 'money' }))?.kind).toBe('tell');
  expect((await s.prisma.libraryItem.findFirstOrThrow({ where: { id } })).official).toBe(official);
  expect((await edit(asha, { official, text: 'Nothing at all.' }))?.kind).toBe('tell');
  const after = await s.prisma.libraryItem.findFirstOrThrow({ where: { id } });
  expect(after.official).toBe(null);
  expect(after.reviewBy).toEqual(before.reviewBy);
  expect(community).toBe(after.communityId);
});
