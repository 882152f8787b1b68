/** Finding questions by their words, and what of them may be put into a chat. */
import { expect, test } from 'vitest';
import type { Result } from '../core/reply.ts';
import type { Text } from '../core/text.ts';
import type { Actor, Place } from '../testing/stage.ts';
import { type Story, story } from '../testing/story.ts';
import { wordsOf } from '../testing/words-of.ts';

async function find({ s, fay }: Story, query: string, place?: Place, who: Actor = fay): Promise<readonly Result[]> {
  // What was asked is found a few seconds later, and nobody searches faster than they may.
  await s.settle();
  s.clock.pass(1_000);
  const reply = await s.bring(
    s.event(who, place ?? s.private(who), { kind: 'search', of: 'questions', query, by: 'compose' }),
  );
  if (reply?.kind !== 'results') throw new Error('found something or nothing');
  return reply.results;
}
const titles = (results: readonly Result[]): string[] => results.map(({ title }) => title);
const inserted = (results: readonly Result[]): string => wordsOf(results[0]?.card ?? never());

/** Asks in Asha's channel, formatted as given. */
const ask = ({ s, asha, teamsChannel }: Story, text: Text) => s.say(asha, teamsChannel, text, { addressed: true });
const bold = (text: string) => ({ run: 'text', text, style: { bold: true } }) as const;

test('words are looked for in what was written, not in how it is kept', async () => {
  const all = await story();
  await ask(all, [bold('Who'), { run: 'text', text: ' prices market stalls?' }]);
  for (const key of ['text', 'run', 'style', 'bold', '"', '{']) expect(await find(all, key)).toEqual([]);
  expect(titles(await find(all, 'MARKET who'))).toEqual(['Who prices market stalls?']);
});

test('an older question is found behind many newer ones', async () => {
  const all = await story();
  await ask(all, 'Which style of signs do you text to traders?');
  for (let number = 0; number < 11; number += 1) {
    // More than one person may ask in a day.
    all.s.clock.pass(3 * 3_600_000);
    await ask(all, [bold(`Number ${number}?`)]);
  }
  expect(titles(await find(all, 'style text'))).toEqual(['Which style of signs do you text to traders?']);
  expect(await find(all, '')).toHaveLength(10);
});

test('every kind of words is searched, and no sign stands for others', async () => {
  const all = await story();
  await ask(all, [
    { run: 'text', text: 'Is 100% of a "pavement" (or c:\\street) ' },
    bold('free? '),
    { run: 'link', url: 'https://example.org/hidden', text: 'the guide' },
    { run: 'quote', of: [{ run: 'text', text: 'quoted' }] },
    { run: 'list', ordered: false, items: [[{ run: 'code', text: 'a_b' }], [{ run: 'person', name: 'Fay Olsen' }]] },
  ]);
  for (const query of ['100%', '"PAVEMENT"', '(or c', 'c:\\street', 'free?', 'guide', 'quoted', 'a_b', 'fay olsen']) {
    expect(await find(all, query), query).toHaveLength(1);
  }
  for (const query of ['a%', 'hidden', 'example.org', 'pave.ent', 'ments', '.*', '% _'])
    expect(await find(all, query), query).toEqual([]);
});

/** A question too long for a title, answered by Ben. */
async function answered() {
  const all = await story();
  const { s, ben, slackChannel } = all;
  const long = `Who knows? ${'Our pavements are narrow and our cafés are many. '.repeat(4)}The very end.`;
  await ask(all, long);
  await s.settle();
  await s.say(ben, slackChannel, 'We all do', { thread: (s.slack.posted[0] ?? never()).ref });
  await s.settle();
  return all;
}

test('its state is the true one', async () => {
  const all = await answered();
  const { s, asha, teamsChannel } = all;
  expect(inserted(await find(all, 'knows'))).toContain('1 answer, none marked yet');
  const { id } = await s.prisma.reply.findFirstOrThrow();
  await s.press(asha, teamsChannel, 'questions.useful', id);
  expect(inserted(await find(all, 'knows'))).toContain('Answered');
  expect(inserted(await find(all, 'knows'))).not.toContain('no answer yet');
});

test('into any chat goes its title, state and address alone; all of it only into a channel of its community', async () => {
  const all = await answered();
  const { s, asha, fay, teamsChannel } = all;
  const { id } = await s.prisma.reply.findFirstOrThrow();
  await s.press(asha, teamsChannel, 'questions.useful', id);

  const other = '00000000-0000-7000-8000-000000000002';
  const elsewhere = s.channel('teams', 'ashcombe', 'Parking');
  const { id: _, ...community } = await s.prisma.community.findFirstOrThrow();
  await s.prisma.community.create({ data: { ...community, id: other, name: 'Parking', nameKey: 'parking' } });
  const channel = await s.prisma.channel.findFirstOrThrow({ where: { platform: 'teams' } });
  await s.prisma.channel.create({
    data: { ...channel, id: crypto.randomUUID(), communityId: other, ref: elsewhere.ref.id },
  });
  const group: Place = { ...s.channel('teams', 'ashcombe', 'Group'), where: 'group' };
  for (const place of [s.private(fay), group, elsewhere, s.channel('teams', 'ashcombe', 'Unbound')]) {
    const found = await find(all, 'knows', place);
    expect(inserted(found)).toContain('Who knows?');
    expect(inserted(found)).not.toMatch(/The very end|We all do|Ben Carter|Asha Verma/);
    expect(JSON.stringify(found[0]?.card)).toContain('https://chat.example/');
  }
  const here = inserted(await find(all, 'knows', teamsChannel));
  for (const words of ['The very end', 'We all do', 'Answered by Ben Carter', 'Asha Verma'])
    expect(here).toContain(words);
});

function never(): never {
  throw new Error('not there');
}
