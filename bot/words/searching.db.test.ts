/** Two searches a second for one person, wherever they search. */
import { expect, test } from 'vitest';
import { story } from '../testing/story.ts';
import { toldBy } from '../testing/town.ts';
import { searchesTooFast } from './searching.ts';

const FAST = 'You search very fast';

test('two at once and two a second, in forms, in compositions and by command together; others are not kept back by it', async () => {
  const { s, asha, fay, ben } = await story();
  const search = (who: typeof asha, of: string, by: 'form' | 'compose') =>
    s.bring(s.event(who, s.private(who), { kind: 'search', of, query: 'lic', by }));
  const found = { kind: 'results', results: [expect.objectContaining({ title: 'Licensing' })] };
  expect(await search(asha, 'communities', 'form')).toMatchObject(found);
  expect(await search(asha, 'questions', 'compose')).toEqual({ kind: 'results', results: [] });
  for (const of of ['communities', 'questions'])
    expect(await search(asha, of, 'form')).toEqual({
      kind: 'results',
      results: [],
      said: expect.stringContaining(FAST),
    });
  const told = toldBy(await s.command(asha, s.private(asha), 'communities', 'licensing officers'));
  expect(told).toContain(FAST);
  expect(told).toContain('licensing officers');
  // The whole list is no search.
  expect(toldBy(await s.command(asha, s.private(asha), 'communities'))).toContain('Licensing');
  expect(await search(fay, 'communities', 'form')).toMatchObject(found);
  expect(await search(ben, 'communities', 'form')).toMatchObject(found);
  for (let half = 0; half < 6; half += 1) {
    s.clock.pass(500);
    expect(await search(asha, 'communities', 'form')).toMatchObject(found);
  }
  expect(await search(asha, 'communities', 'form')).toMatchObject({ said: expect.stringContaining(FAST) });
});

test('of many at once, two are answered', async () => {
  const { s, asha } = await story();
  const replies = await Promise.all(
    Array.from({ length: 8 }, () =>
      s.bring(s.event(asha, s.private(asha), { kind: 'search', of: 'communities', query: 'lic', by: 'form' })),
    ),
  );
  expect(replies.filter((reply) => reply?.kind === 'results' && reply.results.length > 0)).toHaveLength(2);
});

test('while two searches of one person take long, more of them are refused at once, and others search', async () => {
  const { s, ben } = await story();
  let finish = (): void => undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const said: boolean[] = [];
  // As many as a process has at work at once, and two more.
  const slow = Array.from({ length: 10 }, () =>
    s.inbox.afterwards(s.clock.now(), async (w) => {
      const tooFast = await searchesTooFast(w, 'somebody');
      said.push(tooFast);
      if (!tooFast) await finished;
    }),
  );
  try {
    await expect.poll(() => said.filter(Boolean)).toHaveLength(8);
    expect(said.filter((tooFast) => !tooFast)).toHaveLength(1);
    const found = { kind: 'results', results: [expect.objectContaining({ title: 'Licensing' })] };
    expect(
      await s.bring(s.event(ben, s.private(ben), { kind: 'search', of: 'communities', query: 'lic', by: 'form' })),
    ).toMatchObject(found);
  } finally {
    finish();
    await Promise.all(slow);
  }
  // The one that waited for the first one's budget was within it.
  expect(said.filter((tooFast) => !tooFast)).toHaveLength(2);
});
