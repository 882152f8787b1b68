/** Steps of grouping as they are kept: whatever is done and undone in the database is what the model says. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sensing } from '../testing/sense.ts';
import { apply, type Grouped, type Op, undo } from './grouping.ts';

const POINTS = 6;
const wish = fc.record({
  op: fc.constantFrom(
    'accept',
    'accept-all',
    'dismiss',
    'rename',
    'put',
    'new',
    'out',
    'alone',
    'merge',
    'undo',
    'undo',
  ),
  points: fc.uniqueArray(fc.nat(POINTS - 1), { minLength: 1, maxLength: 3 }),
  topic: fc.nat(5),
  into: fc.nat(5),
  step: fc.nat(6),
});

/** As two that hold the same are equal, in whatever order they are read. */
const sorted = ({ points, topics }: Grouped): unknown => [
  [...points].sort((a, b) => (a.id < b.id ? -1 : 1)),
  [...topics].sort((a, b) => (a.id < b.id ? -1 : 1)),
];

test('no step loses or doubles a point, and what is undone is as it was', async () => {
  const written = Array.from(
    { length: POINTS },
    (_, at) => ['harder', at < 3 ? `Ballot boxes ${at}` : `Other${at}`] as const,
  );
  const all = await sensing({ written });
  const { run, session, points, priya, personOf, s } = all;
  const by = await personOf(priya);
  const begun = await run((w) => w.sessions.sense.grouped(session));
  let [steps, undone] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.array(wish, { minLength: 4, maxLength: 12 }), async (wishes) => {
      for (const one of wishes) {
        await run(async (w) => {
          const { sense } = w.sessions;
          const now = await sense.grouped(session);
          if (one.op === 'undo') {
            const { rows } = await sense.steps(session, { from: 0, most: 7 });
            const kept = rows[one.step % Math.max(1, rows.length)];
            const result = kept && undo(kept.step, now, await sense.stepsAfter(session, kept.seq));
            if (!kept || result?.kind !== 'done') return;
            await sense.undo(kept.id, result);
            undone += 1;
            return;
          }
          const name = (at: number): string => now.topics[at]?.id ?? crypto.randomUUID();
          const ids = one.points.map((at) => points[at] ?? '');
          const ops: Record<string, Op> = {
            accept: { op: 'accept', topic: name(one.topic) },
            'accept-all': { op: 'accept-all' },
            dismiss: { op: 'dismiss', topic: name(one.topic) },
            rename: { op: 'rename', topic: name(one.topic), title: `Title ${one.step}`, kind: 'keep' },
            put: { op: 'put', points: ids, into: name(one.into) },
            new: { op: 'new', points: ids, id: crypto.randomUUID(), title: 'New', kind: 'change' },
            out: { op: 'out', points: ids },
            alone: { op: 'alone', points: ids },
            merge: { op: 'merge', topic: name(one.topic), into: name(one.into) },
          };
          const op = ops[one.op];
          const applied = op && apply(op, now);
          if (!op || applied?.kind !== 'done') return;
          await sense.keepStep(session, by, op.op, applied.step);
          steps += 1;
          // In the database it is undone to exactly what was before, and done again.
          const then = await sense.grouped(session);
          const back = undo(applied.step, then, []);
          if (back.kind !== 'done') throw new Error(back.why);
          const { rows } = await sense.steps(session, { from: 0, most: 1 });
          await sense.undo(rows[0]?.id ?? '', back);
          expect(sorted(await sense.grouped(session))).toEqual(sorted(now));
          await sense.keepStep(session, by, op.op, applied.step);
          expect(sorted(await sense.grouped(session))).toEqual(sorted(then));
        });
        const rows = await s.prisma.contribution.findMany({ include: { topic: true } });
        expect(rows.map(({ id }) => id).sort()).toEqual([...points].sort());
        for (const { topic, alone } of rows) {
          expect(topic !== null && alone).toBe(false);
          if (topic) expect(['accepted', 'suggested']).toContain(topic.state);
        }
      }
      // The last first, all of it comes back to the beginning.
      await run(async ({ sessions: { sense } }) => {
        for (;;) {
          const { rows } = await sense.steps(session, { from: 0, most: 1 });
          const [kept] = rows;
          if (!kept) break;
          const result = undo(kept.step, await sense.grouped(session), []);
          if (result.kind !== 'done') throw new Error(result.why);
          await sense.undo(kept.id, result);
        }
        expect(sorted(await sense.grouped(session))).toEqual(sorted(begun));
      });
    }),
    { numRuns: 12, endOnFailure: true },
  );
  expect(steps).toBeGreaterThan(20);
  expect(undone).toBeGreaterThan(3);
}, 120_000);
