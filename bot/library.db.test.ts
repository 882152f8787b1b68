/** What an operator does to fill a library and to take out what a community owns, as it is typed. */
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../prisma/testing/folder.ts';
import { addressOf } from '../prisma/testing/rows.ts';
import { commandsIn } from './testing/commands.ts';
import { stageSecret } from './testing/full-story.ts';
import { type Story, story } from './testing/story.ts';
import { wordsOf } from './testing/words-of.ts';

async function operator({ s }: Story) {
  const cwd = await temporaryFolder();
  const secret = Buffer.from(stageSecret).toString('base64');
  const command = commandsIn(cwd, { DATABASE_URL: await addressOf(s.prisma), GUILDHALL_SECRET: secret });
  return { cwd, run: (...args: readonly string[]) => command('library', ...args) };
}
const SHEET = `Question,Answer,Tags
What does a pitch cost?,By the metre and by the day.,tolls
Who closes a road?,,roads
Who closes a street?,The county does.,roads
`;

test('a table is shown first, written with --yes, found at once, and imported again without doubling', async () => {
  const all = await story();
  const { s, ben, fay } = all;
  const { cwd, run } = await operator(all);
  await writeFile(join(cwd, 'faq.csv'), SHEET);
  const looked = await run('import', 'licensing', 'faq.csv', '--dry');
  expect(looked.said).toContain('Left out, line 3: the question has no answer.');
  expect(looked.said).toContain('would go: 2 new, 0 updated, 0 as they were, kept by Fay Olsen (Ashcombe Council)');
  expect(looked.code).toBe(0);
  await run('import', 'licensing', 'faq.csv');
  expect(await s.prisma.libraryItem.count()).toBe(0);
  const done = await run('import', 'Licensing', 'faq.csv', '--yes', '--owner', 'Ben Carter');
  expect(done.said).toContain('now: 2 new');
  await s.settle();
  s.clock.pass(1_000);
  const found = await s.command(fay, s.private(fay), 'find', 'what does a pitch cost');
  expect(found?.kind === 'tell' && wordsOf(found.card)).toContain('Ben Carter · Brackenford Council');
  // Changed there, it is changed here; changed here, it stays; deleted here, it does not come back.
  const [pitch, street] = await s.prisma.libraryItem.findMany({ orderBy: { title: 'asc' } });
  await writeFile(join(cwd, 'faq.csv'), SHEET.replace('By the metre and by the day.', 'By the day.'));
  expect((await run('import', 'Licensing', 'faq.csv', '--yes')).said).toContain('0 new, 1 updated, 1 as they were');
  const values = { title: 'Who closes a street?', text: 'We do.' };
  await s.submit(ben, s.private(ben), 'library.edit', `${street?.id}/1`, values);
  await s.press(ben, s.private(ben), 'library.erase', pitch?.id ?? '');
  await writeFile(join(cwd, 'faq.csv'), SHEET.replace('The county', 'The district'));
  const again = await run('import', 'Licensing', 'faq.csv', '--yes');
  expect(again.said).toContain('somebody has changed it here since it was imported');
  expect(again.said).toContain('somebody has deleted it here since it was imported');
  expect(await s.prisma.libraryItem.findMany({ where: { state: 'kept' } })).toMatchObject([{ text: 'We do.' }]);
}, 120_000);

test('whoever does not read the community keeps nothing in it, and what is official says where', async () => {
  const all = await story();
  const { s, community } = all;
  const { cwd, run } = await operator(all);
  await writeFile(join(cwd, 'pages.csv'), 'title,link\nFees,https://example.gov.uk/fees\nOur way,\n');
  await s.prisma.identity.updateMany({ where: { name: 'Asha Verma' }, data: { guest: true } });
  await s.prisma.community.update({ where: { id: community }, data: { access: 'request' } });
  for (const who of ['Asha Verma', 'Ben Carter', 'Nobody']) {
    const { code, said } = await run('import', community, 'pages.csv', '--owner', who, '--yes');
    expect([code, said]).toEqual([1, expect.stringContaining(`${who} is nobody who reads Licensing`)]);
  }
  const official = await run('import', community, 'pages.csv', '--standing', 'official', '--yes');
  expect(official.said).toContain('Left out, line 3: it has no text');
  expect(await s.prisma.libraryItem.findMany()).toMatchObject([
    { official: 'https://example.gov.uk/fees', kind: 'link' },
  ]);
  await s.prisma.community.update({ where: { id: community }, data: { stage: 'archived' } });
  expect((await run('import', community, 'pages.csv')).said).toContain('is archived');
}, 120_000);

test('what is exported and imported elsewhere is exported there the same; what was taken back does not leave', async () => {
  const all = await story();
  const { s, community, asha, ben, slackChannel, teamsChannel } = all;
  const { cwd, run } = await operator(all);
  await mkdir(join(cwd, 'notes'));
  await writeFile(
    join(cwd, 'notes', 'a.md'),
    '# =A note\n\n**Words** with [a link](https://example.org).\n\n- one\n- two\n',
  );
  await run('import', 'Licensing', 'notes', '--yes');
  const add = (title: string, more: Record<string, string> = {}, who = asha) =>
    s.submit(who, s.private(who), 'library.add', '', {
      community,
      kind: 'faq',
      title,
      text: 'So.',
      tags: 'one, two',
      ...more,
    });
  // Who looks after the community may say which page is official.
  const official = { official: 'https://example.gov.uk/way', link: 'https://example.org/way', review: '365' };
  await add('Which way?', official, all.fay);
  await add('Qobsolete?');
  await add('Qdeleted?');
  const idOf = async (title: string) => (await s.prisma.libraryItem.findFirstOrThrow({ where: { title } })).id;
  await s.press(asha, s.private(asha), 'library.retire', await idOf('Qobsolete?'));
  await s.press(asha, s.private(asha), 'library.erase', await idOf('Qdeleted?'));
  await s.say(ben, slackChannel, 'Who prices stalls?', { addressed: true });
  const { message } = await s.say(ben, slackChannel, 'Qwithdrawn: who?', { addressed: true });
  await s.say(ben, s.private(ben), 'Qdraft: which?');
  await s.settle();
  const root = s.teams.posted[0]?.ref;
  if (!root) throw new Error('not posted');
  await s.say(asha, teamsChannel, 'We do.', { thread: root });
  const { message: gone } = await s.say(asha, teamsChannel, 'Qgone', { thread: root });
  await s.bring(s.event(asha, teamsChannel, { kind: 'deleted', message: gone, thread: root, version: '99' }));
  await s.bring(s.event(ben, slackChannel, { kind: 'deleted', message, thread: message, version: '99' }));
  await s.settle();
  // How far to trust an answer leaves with it.
  const { id: answer } = await s.prisma.reply.findFirstOrThrow({ where: { deletedAt: null } });
  await s.press(ben, s.private(ben), 'questions.useful', answer);
  await s.press(all.fay, s.private(all.fay), 'standing.withdraw', answer);
  await s.settle();
  const exported = await run('export', 'Licensing', 'out');
  expect(exported.said).toContain('out holds 3 items and 1 questions of Licensing');
  const read = async (file: string) => readFile(join(cwd, file), 'utf8');
  for (const file of ['guildhall.json', 'library.md', 'questions.md', 'items.csv']) {
    expect(await read(`out/${file}`)).not.toMatch(/Qdeleted|Qwithdrawn|Qdraft|Qgone/);
    expect((await stat(join(cwd, 'out', file))).mode & 0o077).toBe(0);
  }
  expect(await read('out/questions.md')).toContain('We do\\.');
  expect(await read('out/guildhall.json')).toContain('Withdrawn: no longer right');
  expect(await read('out/items.csv')).toContain('"\'=A note"');
  expect((await run('export', 'Licensing', 'out')).said).toContain('is there already');

  const other = await story();
  const there = await operator(other);
  await run('export', community, join(there.cwd, 'in'));
  expect((await there.run('import', 'Licensing', 'in', '--yes')).said).toContain('3 new');
  expect((await there.run('import', 'Licensing', 'in', '--yes')).said).toContain('0 new, 0 updated, 3 as they were');
  await there.run('export', 'Licensing', 'out');
  const itemsIn = async (folder: string) => {
    const { items } = JSON.parse(await readFile(join(folder, 'guildhall.json'), 'utf8')) as {
      items: Record<string, unknown>[];
    };
    return items
      .map(({ id: _, created: __, changed: ___, sources: ____, ...item }) => item)
      .sort((a, b) => String(a.title).localeCompare(String(b.title)));
  };
  const was = await itemsIn(join(cwd, 'out'));
  expect(was.map(({ title }) => title)).toEqual(['=A note', 'Qobsolete?', 'Which way?']);
  expect(await itemsIn(join(there.cwd, 'out'))).toEqual(was);
}, 120_000);
