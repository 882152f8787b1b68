/** A restore: into an empty database or over what may go, with the secret that it needs, all of it or nothing. */
import { describe, expect, test } from 'vitest';
import { createSealer } from '../../bot/core/seal.ts';
import { fullStory, stageSecret } from '../../bot/testing/full-story.ts';
import { ask, clock, doubted, empty, fileIn, read, refusal, write } from '../testing/backups.ts';
import { everything } from '../testing/rows.ts';

describe('a restore', () => {
  test('refuses a database that holds anything, unless it may replace that', async () => {
    const { url } = await fullStory();
    const file = await fileIn();
    await write(url, file);
    const target = await empty({});
    await ask(target, `INSERT INTO organisation VALUES (gen_random_uuid(), 'Before', now())`);
    const before = await everything(target);
    expect(await refusal(read(target, file))).toContain('The database is not empty');
    expect(await everything(target)).toEqual(before);
    await read(target, file, { replace: true });
    expect(doubted(await everything(target))).toEqual(doubted(await everything(url)));
  }, 60_000);

  test('takes a database in which Guildhall only made its tables, and leaves that of others alone', async () => {
    const { url } = await fullStory();
    const file = await fileIn();
    await write(url, file);
    const made = await empty({});
    await read(made, file);
    expect(doubted(await everything(made))).toEqual(doubted(await everything(url)));

    const foreign = await empty();
    await ask(foreign, 'CREATE TABLE ledger (entry text)');
    expect(await refusal(read(foreign, file, { replace: true }))).toContain('tables that are not Guildhall’s');
    expect(await ask(foreign, 'SELECT * FROM ledger')).toEqual([]);
  }, 60_000);

  test('leaves out a table that somebody else made, and says so', async () => {
    const { url } = await fullStory();
    await ask(url, `CREATE TABLE ledger (entry text); INSERT INTO ledger VALUES ('mine')`);
    const file = await fileIn();
    await write(url, file);
    const target = await empty();
    expect((await read(target, file)).skipped).toEqual(['ledger']);
    const { ledger, ...rest } = await everything(url);
    expect(ledger).toHaveLength(1);
    expect(doubted(await everything(target))).toEqual(doubted(rest));
  }, 60_000);

  test('refuses while Guildhall runs there', async () => {
    const { url } = await fullStory();
    const file = await fileIn();
    await write(url, file);
    // The stage is connected as Guildhall is.
    expect(await refusal(read(url, file, { replace: true }))).toContain('Guildhall is running on this database');
  }, 60_000);

  test('asks for the secret, and goes without where that was said', async () => {
    const { url, s } = await fullStory();
    const file = await fileIn();
    await write(url, file);
    const other = new Uint8Array(32).fill(8);
    const target = await empty();
    for (const wrong of [[], [other]]) {
      const said = await refusal(read(target, file, { secrets: wrong, secretFile: '/data/secret' }));
      expect(said).toContain('bring the file secret of the old data folder too and put it at /data/secret');
    }
    expect(await refusal(read(target, file, { secrets: [other] }))).toContain('set GUILDHALL_SECRET to what it was');
    expect(await everything(target)).toEqual({});
    await read(target, file, { secrets: [other], withoutSecret: true });

    // An old secret that nothing is sealed under any more is not asked for; one that something still is, is.
    const list = [other, stageSecret];
    const both = await fileIn();
    await write(url, both, { secrets: list });
    await read(await empty(), both);
    await s.prisma.teamsReference.create({
      data: { id: 'new', body: createSealer(list, 'teams references').seal(1), updatedAt: clock.now() },
    });
    const mixed = await fileIn();
    await write(url, mixed, { secrets: list });
    expect(await refusal(read(await empty(), mixed))).toContain('set GUILDHALL_SECRET');
    await read(await empty(), mixed, { secrets: list });
    // And what none of them opens is counted.
    expect((await write(url, await fileIn())).unreadable).toBe(1);
  }, 60_000);

  test('changes nothing where it fails half-way', async () => {
    const { url } = await fullStory();
    // A reply without its question: no database of ours has one, so that its foreign key cannot be made.
    await ask(
      url,
      'ALTER TABLE reply DROP CONSTRAINT "reply_question_id_fkey"; DELETE FROM question WHERE id IN (SELECT question_id FROM reply)',
    );
    const file = await fileIn();
    await write(url, file);
    const target = await empty({});
    const before = await everything(target);
    const said = await refusal(read(target, file));
    expect(said).toContain('could not be loaded (23503) and nothing was changed');
    expect(await everything(target)).toEqual(before);
  }, 60_000);
});
