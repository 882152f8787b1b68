/** What libraries keep, found beside what was asked: by find, before a question is posted, and by the search extension. */
import { expect, test } from 'vitest';
import type { Card } from '../core/card.ts';
import type { Reply } from '../core/reply.ts';
import type { Actor, Place } from '../testing/stage.ts';
import { type Story, story } from '../testing/story.ts';
import { buttonsOf, wordsOf } from '../testing/words-of.ts';

const cardOf = (reply: Reply | null): Card => {
  if (reply?.kind !== 'tell' && reply?.kind !== 'replace') throw new Error(`no card but ${JSON.stringify(reply)}`);
  return reply.card;
};
const TITLE = 'What does a pitch at a street market cost?';
const ASKED = 'How much is a pitch at a street market?';

/** Fay, in Teams, keeps it; nobody asked. */
async function kept(): Promise<Story & { id: string }> {
  const all = await story();
  const { s, fay, community } = all;
  const text = 'By the metre and by the day.';
  await s.submit(fay, s.private(fay), 'library.add', '', { community, kind: 'faq', title: TITLE, text, tags: 'tolls' });
  await s.settle();
  const { id } = await s.prisma.libraryItem.findFirstOrThrow();
  return { ...all, id };
}
const find = async ({ s }: Story, who: Actor, words: string) => {
  s.clock.pass(1_000);
  return cardOf(await s.command(who, s.private(who), 'find', words));
};
const search = async ({ s }: Story, who: Actor, place: Place, query = 'pitch market') => {
  s.clock.pass(1_000);
  const reply = await s.bring(s.event(who, place, { kind: 'search', of: 'questions', query, by: 'compose' }));
  if (reply?.kind !== 'results') throw new Error('no results');
  return reply.results;
};

test('whoever looks for something finds it, as what the library keeps, with whose it is and how far to trust it', async () => {
  const all = await kept();
  const card = await find(all, all.ben, 'pitch at a street market');
  for (const words of [
    `1. ${TITLE}`,
    'By the metre',
    'Fay Olsen · Ashcombe Council',
    'Library · Conversation: unofficial',
    'Shown because you wrote',
  ])
    expect(wordsOf(card)).toContain(words);
  const read = buttonsOf(card).find(({ label }) => label === 'Read all of number 1');
  expect(read).toMatchObject({ action: 'library.read', value: all.id });
});

test('before a question is posted it is offered, and that it answers is counted', async () => {
  const all = await kept();
  const { s, ben, asha, id } = all;
  for (const who of [ben, asha]) {
    const { reply } = await s.say(who, s.private(who), ASKED);
    const yes = buttonsOf(cardOf(reply)).find(({ label }) => label === 'Number 1 answers it');
    expect(yes?.action).toBe('questions.known');
    const done = cardOf(await s.press(who, s.private(who), 'questions.known', yes?.value ?? ''));
    expect(wordsOf(done)).toContain(`What answered you: “${TITLE}”`);
    expect(wordsOf(done)).toContain(ASKED);
  }
  expect(await s.prisma.libraryUse.count({ where: { itemId: id } })).toBe(2);
  expect(await s.prisma.question.count({ where: { state: 'open' } })).toBe(0);
});

test('it is offered to nobody who may not read it, nor used once it is withdrawn or closed', async () => {
  const all = await kept();
  const { s, ben, fay, community, id } = all;
  const { reply } = await s.say(ben, s.private(ben), ASKED);
  const yes = buttonsOf(cardOf(reply)).find(({ label }) => label === 'Number 1 answers it');
  const press = () => s.press(ben, s.private(ben), 'questions.known', yes?.value ?? '');
  await s.press(fay, s.private(fay), 'library.retire', id);
  expect(wordsOf(cardOf(await press()))).toContain('not there any more');
  // At once, whatever the index still has.
  expect(wordsOf(await find(all, ben, 'pitch at a street market'))).not.toContain(TITLE);
  await s.press(fay, s.private(fay), 'library.confirm', id);
  await s.prisma.community.update({ where: { id: community }, data: { access: 'hidden' } });
  expect(wordsOf(cardOf(await press()))).toContain('not there any more');
  expect(wordsOf(await find(all, ben, 'pitch at a street market'))).not.toContain(TITLE);
  await s.settle();
  expect(wordsOf(await find(all, ben, 'pitch at a street market'))).not.toContain(TITLE);
  expect(await search(all, ben, s.private(ben))).toEqual([]);
  expect(await s.prisma.libraryUse.count()).toBe(0);
  // Who is in it still finds it; a guest who was taken in as well.
  expect(wordsOf(await find(all, fay, 'pitch at a street market'))).toContain(TITLE);
  const gil = s.actor('slack', 'brackenford', 'Gil Guest');
  s.slack.profiles.set(gil.ref.id, { name: gil.name, active: true, guest: true, external: false });
  expect(wordsOf(await find(all, gil, 'pitch at a street market'))).not.toContain(TITLE);
  const { personId } = await s.prisma.identity.findFirstOrThrow({ where: { ref: gil.ref.id } });
  await s.prisma.membership.create({
    data: { communityId: community, personId, role: 'member', joinedAt: s.clock.now() },
  });
  expect(wordsOf(await find(all, gil, 'pitch at a street market'))).toContain(TITLE);
});

test('into any chat goes its title and standing alone, of a closed one nothing; all of it into a channel of its community', async () => {
  const all = await kept();
  const { s, fay, community, teamsChannel } = all;
  const inserted = async (place: Place) => {
    const [first] = await search(all, fay, place);
    return { title: first?.title, text: first?.text, card: first?.card ? wordsOf(first.card) : '' };
  };
  const elsewhere = await inserted(s.channel('teams', 'ashcombe', 'Elsewhere'));
  expect(elsewhere.text).toContain('Library · Fay Olsen');
  expect(elsewhere.card).toContain(TITLE);
  expect(elsewhere.card).toContain('Library · Conversation: unofficial');
  expect(elsewhere.card).not.toMatch(/metre|Fay Olsen|Licensing/);
  const here = await inserted(teamsChannel);
  for (const words of [TITLE, 'By the metre', 'Fay Olsen', 'Conversation: unofficial'])
    expect(here.card).toContain(words);
  await s.prisma.community.update({ where: { id: community }, data: { access: 'request' } });
  const closed = await inserted(s.channel('teams', 'ashcombe', 'Elsewhere'));
  expect(closed.title).toBe(TITLE);
  expect(closed.card).not.toMatch(/pitch|metre|Fay Olsen/);
});

test('of a question and of what the library keeps of it, the library is shown', async () => {
  const all = await kept();
  const { s, ben, asha, slackChannel, teamsChannel, id } = all;
  await s.say(ben, slackChannel, 'What do others charge for a pitch at a street market?', { addressed: true });
  await s.settle();
  const card = s.teams.posted[0]?.ref;
  if (!card) throw new Error('not posted');
  await s.say(asha, teamsChannel, 'Ten pounds a metre.', { thread: card });
  await s.settle();
  expect(wordsOf(await find(all, ben, 'pitch at a street market'))).toContain('Ten pounds');
  const { id: questionId } = await s.prisma.question.findFirstOrThrow();
  await s.prisma.librarySource.create({ data: { itemId: id, questionId } });
  const found = wordsOf(await find(all, ben, 'pitch at a street market'));
  expect(found).toContain('By the metre');
  expect(found).not.toContain('Ten pounds');
  const read = cardOf(await s.press(ben, s.private(ben), 'library.read', id));
  expect(buttonsOf(read)).toMatchObject([{ action: 'questions.read', value: questionId }]);
});
