/** As large as a review gets: forty people and four hundred points, and every press answered within a second. */
import { expect, test } from 'vitest';
import type { Reply } from '../../core/reply.ts';
import { sessionFlow } from '../../features.ts';
import { buttonsOf } from '../../testing/words-of.ts';
import { createWords } from '../../words/catalogue.ts';
import { act } from '../flow.ts';
import { sensing, wordsIn } from '../testing/sense.ts';
import { leading, panel } from './panel.ts';

/** What a person waits at most, on any machine that is not otherwise busy. */
const MOST_MS = 1_000;
const QUESTIONS = ['expected', 'happened', 'worked', 'harder', 'harder', 'next'] as const;
const THINGS =
  'ballot boxes tally sheets paper accounts lamps rota vans depot radio keys lists stewards count hall signs'.split(
    ' ',
  );

/** Texts as people write them: about two things each, in words of their own. */
const written = Array.from({ length: 400 }, (_, at) => {
  const [one, two] = [THINGS[at % THINGS.length], THINGS[(at * 7 + 3) % THINGS.length]];
  const text = `${one} and ${two}: number ${at}, ${'as it was seen from where we stood that night, '.repeat(1 + (at % 5))}so far.`;
  return [QUESTIONS[at % QUESTIONS.length] ?? 'next', text] as const;
});

test('every press at that size is answered in time', async () => {
  const t = createWords()('en-GB', 'Europe/London');
  const all = await sensing({ people: 40, written });
  const { s, session, priya, tom, points, run, record, personOf } = all;
  const times = new Map<string, number>();
  async function timed<R>(what: string, run: () => Promise<R>): Promise<R> {
    const began = performance.now();
    const result = await run();
    times.set(what, Math.max(times.get(what) ?? 0, performance.now() - began));
    return result;
  }
  const press = (who: typeof tom, action: string, value: string): Promise<Reply | null> =>
    timed(action, () => all.press(who, action, value));
  const submit = (who: typeof tom, form: string, context: string, values: Parameters<typeof all.submit>[3]) =>
    timed(`${form} sent`, () => all.submit(who, form, context, values));
  const ok = (reply: Reply | null): void => expect(['tell', 'replace', 'ask'], wordsIn(reply)).toContain(reply?.kind);

  for (const action of ['points', 'topics', 'facts', 'catch-up']) ok(await press(priya, `sessions.${action}`, session));
  ok(await press(priya, 'sessions.topic-group', `${session}/-/0/-`));
  ok(
    await submit(priya, 'sessions.topic-group', `${session}/-/0/-`, {
      points: points.slice(2, 22),
      into: 'new',
      title: 'Many',
    }),
  );
  const many = await all.topic('Many');
  ok(await press(priya, 'sessions.topic-accept-all', session));
  ok(await press(priya, 'sessions.topic', many.id));
  for (const action of ['name', 'merge', 'why', 'say', 'outcome', 'past'])
    ok(
      await press(
        priya,
        `sessions.topic-${action}`,
        action === 'outcome' ? `${many.id}/1` : `${many.id}${action === 'past' ? '/0' : ''}`,
      ),
    );
  ok(await submit(priya, 'sessions.topic-name', many.id, { title: 'Very many', kind: 'change' }));
  const step = await s.prisma.groupingStep.findFirstOrThrow({ orderBy: { seq: 'desc' } });
  ok(await press(priya, 'sessions.topic-undo', step.id));
  ok(await press(tom, 'sessions.votes-open', session));
  ok(await press(priya, 'sessions.vote', session));
  ok(await submit(priya, 'sessions.vote', session, { one: [many.id], two: [many.id] }));
  ok(await press(tom, 'sessions.votes-close', session));
  ok(await press(tom, 'sessions.topic-deal', `${session}/-`));
  ok(await submit(priya, 'sessions.topic-why', many.id, { statement: 'It was so', category: 'plan' }));
  ok(await submit(priya, 'sessions.topic-say', many.id, { text: 'It was so' }));
  const form = await press(priya, 'sessions.topic-outcome', `${many.id}/0`);
  if (form?.kind === 'ask') ok(await submit(priya, 'sessions.topic-outcome', form.form.context, { outcome: 'keep' }));
  const fact = await s.prisma.sessionFact.findFirstOrThrow();
  ok(await press(priya, 'sessions.fact-voice', `${fact.id}/agree/0`));
  ok(await press(priya, 'sessions.fact-dispute', fact.id));
  ok(await submit(tom, 'sessions.fact-dispute', fact.id, { reason: 'Not so' }));
  ok(await submit(priya, 'sessions.fact-add', session, { statement: 'One more' }));
  ok(await press(tom, 'sessions.topic-first', `${many.id}/no`));
  ok(await press(tom, 'sessions.coverage', session));
  const batch = await run((w) => w.sessions.sense.points(session, 'uncovered', { from: 0, most: 5 }));
  ok(await press(tom, 'sessions.points-seen', batch.rows.map(({ id }) => id).join('/')));
  ok(await press(tom, 'sessions.point-talk', points[200] ?? ''));
  await timed('the panel', async () =>
    run(async (w) => panel(w, t, await record(), { person: await personOf(priya), roles: ['participant'] })),
  );
  const lead = await timed('the lead’s card', () => run(async (w) => leading(w, t, await record())));
  expect(buttonsOf({ summary: '', blocks: lead }).length).toBeGreaterThan(0);
  const leads = await personOf(tom);
  await timed('next, refused', () =>
    run((w) => act(w, sessionFlow, session, { event: 'next' }, { by: leads, cause: 'test:next' })),
  );

  const slow = [...times].sort(([, a], [, b]) => b - a);
  if (process.env.GUILDHALL_FIGURES) for (const [what, ms] of slow) console.log(`${Math.round(ms)} ms  ${what}`);
  expect(slow.length).toBeGreaterThan(25);
  expect(slow.filter(([, ms]) => ms > MOST_MS)).toEqual([]);
}, 300_000);
