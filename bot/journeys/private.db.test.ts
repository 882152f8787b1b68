/** Private deliveries through every door: what is written is kept, and nothing that anybody keeps says who wrote it. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { hasRedisServer, startRedis } from '../../jobs/testing/redis.ts';
import { redisContent } from '../../jobs/testing/redis-content.ts';
import { everyRow } from '../../prisma/testing/rows.ts';
import { yours } from '../core/attention.ts';
import { card, REFUSED } from '../testing/notes.ts';
import { CALLING, DOORS, openDoor, type PrivateDoor } from '../testing/private-doors.ts';

const CLAIMS = 'public.private_claim';
const NOTES = 'public.private_note';

/** What changed in the database, by table: rows that are there now and were not, in this version, and how many are gone. */
async function changes(
  door: PrivateDoor,
  doing: () => Promise<unknown>,
): Promise<Record<string, readonly [string[], number]>> {
  const [before, beforeQueue] = [await everyRow(door.url, { versions: true }), counted(door)];
  await doing();
  const after = await everyRow(door.url, { versions: true });
  expect(counted(door)).toEqual(beforeQueue);
  expect(Object.keys(after)).toEqual(Object.keys(before));
  return Object.fromEntries(
    Object.entries(after).flatMap(([table, rows]) => {
      const was = new Set(before[table]);
      const is = new Set(rows);
      const made = rows.filter((row) => !was.has(row)).map((row) => row.replace(/^\d+ \(\d+,\d+\) /, ''));
      const gone = [...was].filter((row) => !is.has(row)).length;
      return made.length + gone === 0 ? [] : [[table, [made, gone]]];
    }),
  );
}

/** What was said to platforms, to the log and to the queue. */
const counted = (door: PrivateDoor) => [door.calls(), door.said()];

/** Lines that were not there before. */
const since = (before: readonly string[], door: PrivateDoor): readonly string[] =>
  door.said().filter((line) => !before.includes(line));

describe.each(DOORS)('through %s', (name) => {
  test('a form leaves a claim with the day and what its handler keeps, and not a word to anybody', async () => {
    const door = await openDoor(name);
    await door.press();
    const found = await changes(door, () => door.submit('The radio was silent'));
    expect(found).toEqual({
      [CLAIMS]: [[expect.stringMatching(/^\("\\\\x[0-9a-f]{64}",2026-11-23\)$/)], 0],
      [NOTES]: [
        [
          expect.stringMatching(
            /^\([0-9a-f]{8}-[0-9a-f]{4}-4[^,]+,"\\\\x[0-9a-f]{64}","The radio was silent",2026-11-23\)$/,
          ),
        ],
        0,
      ],
    });
    expect(door.answers().at(-1)).toContain('It is kept.');
  });

  test('a press writes nothing at all, and shows what was written before', async () => {
    const door = await openDoor(name);
    await door.press();
    await door.submit('The radio was silent');
    const isCalling = CALLING.includes(name);
    const [before, lines, rows] = [door.calls().length, door.said(), await everyRow(door.url, { versions: true })];
    expect(await door.press()).toMatchObject({ as: 'form', typed: 'The radio was silent' });
    // A button beside the fields brings what is typed; it goes on in the form.
    expect(await door.more('and then?')).toMatchObject({ as: 'form', typed: 'and then?' });
    expect(await everyRow(door.url, { versions: true })).toEqual(rows);
    expect([door.calls().length - before, door.said()]).toEqual([isCalling ? 2 : 0, lines]);
  });

  test('the same form brought twice has one effect, at once or after it; another is another', async () => {
    const door = await openDoor(name);
    await door.press();
    const both = await changes(door, async () => {
      const all = await Promise.all([1, 2, 3].map(() => door.submit('Once', { id: '7' })));
      expect(all.map(({ as }) => as).sort()).toEqual(['closed', 'closed', 'words']);
      expect(await door.submit('Once more', { id: '7' })).toMatchObject({ as: 'closed' });
    });
    expect(Object.entries(both).map(([table, [made]]) => [table, made.length])).toEqual([
      [CLAIMS, 1],
      [NOTES, 1],
    ]);
    expect(await door.notes.kept(door.s)).toEqual(['Once']);
    await door.press();
    expect(await door.submit('Again', { id: '8' })).toMatchObject({ as: 'words' });
    expect(await door.notes.kept(door.s)).toEqual(['Again']);
  });

  test('a form that cannot be taken is open still and writes nothing, and may be sent again', async () => {
    const door = await openDoor(name);
    await door.press();
    expect(
      await changes(door, async () => {
        expect(await door.submit('', { id: '7' })).toMatchObject({
          as: 'refused',
          text: expect.stringContaining('Write something.'),
        });
        expect(await door.submit(REFUSED, { id: '7' })).toMatchObject({
          as: 'refused',
          text: expect.stringContaining('That is not for here.'),
        });
      }),
    ).toEqual({});
    expect(await door.submit('Something', { id: '7' })).toMatchObject({ as: 'words' });
    expect(await door.notes.kept(door.s)).toEqual(['Something']);
  });

  test('what fails leaves one line, with the number that the person sees and nothing of them', async () => {
    const door = await openDoor(name);
    await door.press();
    const before = door.said();
    door.notes.meanwhile = async () => {
      throw new Error('words of Asha');
    };
    const rows = await everyRow(door.url, { versions: true });
    const answer = await door.submit('Lost?', { id: '7' });
    expect(await everyRow(door.url, { versions: true })).toEqual(rows);
    expect(answer).toMatchObject({ as: 'refused', text: expect.stringContaining('Your words are still here') });
    const [line = '', ...more] = since(before, door);
    expect(more).toEqual([]);
    const [, fields = ''] = /^handler failed (.+)$/.exec(line) ?? [];
    const { fault, ...rest } = JSON.parse(fields) as Record<string, string>;
    expect(answer.text).toContain(fault);
    expect(rest).toEqual({ kind: 'private', error: 'Error', at: expect.stringMatching(/^bot\//) });
    expect(door.s.faults.splice(0)).toHaveLength(1);
    expect(await door.press()).toMatchObject({ as: name === 'a page' ? 'refused' : 'words' });
    expect(door.s.faults.splice(0)).toHaveLength(1);
    door.notes.meanwhile = async () => null;
    expect(await door.submit('Found', { id: '7' })).toMatchObject({ as: 'words' });
  });

  test('somebody whom the bot does not know hears so, and stays unknown', async () => {
    const door = await openDoor(name);
    await door.press();
    const isCalling = CALLING.includes(name);
    const [lines, rows] = [door.said(), await everyRow(door.url, { versions: true })];
    const words = { text: expect.stringContaining('I do not know this account yet') };
    expect(await door.submit('Who am I?', { who: 'stranger' })).toMatchObject({ as: 'refused', ...words });
    const before = door.calls().length;
    expect(await door.press('stranger')).toMatchObject(words);
    expect(door.calls().length - before).toBe(isCalling ? 1 : 0);
    expect([door.said(), await everyRow(door.url, { versions: true })]).toEqual([lines, rows]);
  });

  test('a profile that is a day old is not asked for anew, until something ordinary is said', async () => {
    const door = await openDoor(name);
    await door.press();
    door.s.clock.pass(25 * 3_600_000);
    const rows = await everyRow(door.url, { versions: true });
    await door.press();
    expect(await everyRow(door.url, { versions: true })).toEqual(rows);
  });

  test('a handler is told who it is and the day, and nothing that could be put beside them', async () => {
    const door = await openDoor(name);
    await door.press();
    await door.submit('The radio was silent');
    const [pressed, sent] = door.notes.turns;
    for (const turn of [pressed, sent]) {
      expect(Object.keys(turn ?? {}).sort()).toEqual(['event', 't', 'w', 'who']);
      expect(Object.keys(turn?.w ?? {}).sort()).toEqual(['day', 'id', 'isBefore', 'notes', 'sessions']);
      expect([turn?.who, turn?.w.day]).toEqual([door.person, '2026-11-23']);
      const at = (ms: number) => new Date(door.s.clock.now().getTime() + ms);
      expect([turn?.w.isBefore(at(1)), turn?.w.isBefore(at(0))]).toEqual([true, false]);
    }
    expect(pressed?.event).toEqual({ kind: 'action', name: 'notes.write', value: 'box-1', values: {} });
    expect(sent?.event).toEqual({
      kind: 'submission',
      name: 'notes.write',
      context: 'box-1',
      values: { text: 'The radio was silent' },
    });
    const ids = Array.from({ length: 50 }, () => sent?.w.id() ?? '');
    expect(ids.every((id) => /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(id))).toBe(true);
    expect([...ids].sort()).not.toEqual(ids);
  });
});

describe.each(CALLING)('%s', (name) => {
  test('says in passing that a form cannot be opened any more, and keeps no message of it', async () => {
    const door = await openDoor(name);
    door.shut();
    const rows = await everyRow(door.url, { versions: true });
    const before = door.calls().length;
    expect(await door.press()).toMatchObject({ as: 'words', text: expect.stringContaining('took too long') });
    const calls = door.calls().slice(before) as { method: string; args: { response_type?: string } }[];
    expect(calls.map(({ method, args }) => [method, args.response_type])).toEqual([
      ['views.open', undefined],
      ['respond', 'ephemeral'],
    ]);
    expect(await everyRow(door.url, { versions: true })).toEqual(rows);
  });
});

describe.skipIf(!hasRedisServer)('with the queue on Redis (needs redis-server)', () => {
  test('there is no trace of it', async () => {
    const redis = await startRedis();
    onTestFinished(() => redis.stop());
    const door = await openDoor('Slack over HTTP', { redisUrl: redis.url });
    await door.press();
    const before = await redisContent(redis.url);
    expect(before.length).toBeGreaterThan(0);
    expect(await door.submit('The radio was silent')).toMatchObject({ as: 'words' });
    expect(await redisContent(redis.url)).toEqual(before);
    // A message that is owed to them is there.
    const { ref: id } = await door.s.prisma.identity.findFirstOrThrow({ where: { personId: door.person } });
    const to = { kind: 'user', platform: 'slack', id } as const;
    await door.s.inbox.afterwards(door.s.clock.now(), (w) => w.say('it:1', { to, attention: yours }, card('Hello')));
    expect(await redisContent(redis.url)).not.toEqual(before);
  });
});
