/** A draft's summary from the sweep to the report: worded by a model on this machine, read by who leads, and never needed. */
import { expect, onTestFinished, test } from 'vitest';
import { createWriter } from '../../../adapters/openai/index.ts';
import {
  type Asked,
  type FakeModel,
  recordsIn,
  refusing,
  startFakeModel,
  wording,
} from '../../../adapters/openai/testing/fake-model.ts';
import { summaryWork } from '../../../jobs/summary.ts';
import { sweepWork } from '../../../jobs/sweep.ts';
import type { JobData, Log } from '../../core/ports.ts';
import { sessionFlow } from '../../features.ts';
import { once } from '../../testing/once.ts';
import { toldBy } from '../../testing/town.ts';
import { wordsOf } from '../../testing/words-of.ts';
import { createWords } from '../../words/catalogue.ts';
import { MINUTE_MS } from '../../words/zone.ts';
import { playing, type Scene } from '../testing/scene.ts';
import { createSummaries, type Summaries } from './prepare.ts';
import { checking } from './testing/checked.ts';

const t = createWords()('en-GB', 'Europe/London');
const KEY = 'sk-a-secret-0123456789';
const POINT = 'Nobody at all could see which of the trays were counted already';

/** A review with a draft that was just sent. */
async function checked(): Promise<Awaited<ReturnType<typeof checking>>> {
  const { s, made } = await once('a draft to be worded', async () => {
    const { sc, rows } = await checking();
    const { community, channel, theirs, tom, asha, dev, priya, people, other, session } = sc;
    const laid = { community, channel, theirs, tom, asha, dev, priya, people, other, session };
    return { s: sc.s, made: { laid, rows } };
  });
  return { sc: playing(s, made.laid), rows: made.rows };
}

/** Summaries worded by the model, with the lines that are logged of it. */
function worded(sc: Scene, { baseUrl }: FakeModel): { summaries: Summaries; lines: string[] } {
  const lines: string[] = [];
  const line = (event: string, fields = {}) => void lines.push(`${event} ${JSON.stringify(fields)}`);
  const log: Log = { info: line, warn: line, error: line, with: () => log };
  const writer = createWriter({ apiKey: KEY, baseUrl, model: 'made-up-1', log });
  const { clock } = sc.s;
  const run = <R>(_: Date, work: Parameters<typeof sc.run<R>>[0]) => sc.run(work);
  return { summaries: createSummaries({ run, needs: sessionFlow.needs, writer, clock, log }), lines };
}

/** What the queue would do now: the sweep hints, and what it hinted at is done. @returns the jobs that were queued */
async function swept({ s }: Scene, summaries: Summaries | null): Promise<readonly JobData[]> {
  const hinted: JobData[] = [];
  const jobs = {
    hint: async ({ name }: { name: string }, data: JobData) => void (name === 'summary' && hinted.push(data)),
  };
  const { outbox, inbox, facts, gaps, clock } = s;
  const once = { attempt: 1, lastAttempt: false };
  await sweepWork({ outbox, inbox, facts, gaps, summaries, drafts: s.drafts, jobs, clock }).run({}, once);
  for (const data of hinted) await summaryWork({ summaries }).run(data, once);
  return hinted;
}

async function leadingWords(sc: Scene): Promise<string> {
  const record = await sc.record();
  const blocks = await sc.run(async (w) =>
    (await Promise.all(sessionFlow.parts.map((part) => part.leading?.(w, t, record) ?? []))).flat(),
  );
  return wordsOf({ summary: '', blocks });
}

const press = ({ s, tom, session }: Scene, verb: 'keep' | 'drop') =>
  s.press(tom, s.private(tom), 'sessions.report-summary', `${session} ${verb}`);
const body = async ({ s, session }: Scene): Promise<string> =>
  JSON.stringify(
    await s.prisma.sessionReport.findFirst({ where: { sessionId: session }, orderBy: { edition: 'desc' } }),
  );

async function fakeModel(): Promise<FakeModel> {
  const model = await startFakeModel();
  onTestFinished(() => model.close());
  return model;
}

/** Sentences of all kinds: one that may stay. */
function mixed(asked: Asked) {
  const of = (kind: string) => recordsIn(asked).find((one) => one.kind === kind)?.ref ?? '';
  const lesson = [of('lesson')];
  return wording(
    { text: 'Cards help to see what is done.', refs: [...lesson, of('action')] },
    { text: 'It all went well.', refs: ['r999'] },
    { text: 'Some said that nobody at all could see which of the trays were counted.', refs: [of('point')] },
    { text: 'Priya turned the cards.', refs: lesson },
  );
}

test('whoever leads is shown the words to keep or drop, and the report links each sentence to its records', async () => {
  const model = await fakeModel();
  const { sc, rows } = await checked();
  const { s, session } = sc;
  await s.prisma.contribution.update({
    where: { id: rows.ids['contribution 2'] ?? '' },
    data: { text: `${POINT}, said Olu Bello on 020 7946 0123` },
  });
  const { summaries, lines } = worded(sc, model);
  model.answers(mixed);
  expect(await swept(sc, summaries)).toEqual([{ session }]);
  // Neither who somebody is nor any id goes out, also where nobody has decided about it yet.
  const records = recordsIn(model.asked[0] as Asked);
  expect(records.find(({ text }) => text.startsWith(POINT))).toMatchObject({
    quotable: false,
    text: `${POINT}, said […] on […]`,
  });
  expect(JSON.stringify(records)).not.toMatch(/Olu|7946|Unprinted|[0-9a-f]{8}-[0-9a-f]{4}/);
  expect(Object.keys(records[0] ?? {}).sort()).toEqual(['kind', 'quotable', 'ref', 'text']);

  expect(await leadingWords(sc)).toContain('generated text (model made-up-1)');
  expect(await leadingWords(sc)).toContain('Cards help to see what is done.');
  expect(await leadingWords(sc)).not.toMatch(/It all went well|Some said|turned the cards/);
  // Asked once, whatever looks again, now or later.
  s.clock.pass(24 * 60 * MINUTE_MS);
  expect(await swept(sc, summaries)).toEqual([]);
  expect(await summaries.prepare(session)).toBe(0);
  expect(model.asked).toHaveLength(1);
  expect(lines.join()).not.toMatch(/sk-a-secret|Cards|trays/);

  await press(sc, 'keep');
  await s.prisma.contribution.update({ where: { id: rows.ids['contribution 2'] ?? '' }, data: { text: POINT } });
  expect(await sc.act({ event: 'next' })).toMatchObject({ kind: 'moved' });
  const printed = await body(sc);
  expect(printed).toContain('Cards help to see what is done.');
  expect(printed).toContain(`"records":["lesson:${rows.ids.lesson}","action:${rows.ids.action}"]`);
  expect(printed).toContain('"model":"made-up-1"');
  expect(printed).toContain('"prompt":"summary-1"');
}, 60_000);

test('a model that fails is asked four times with growing pauses and then left; what is dropped does not come back by itself', async () => {
  const model = await fakeModel();
  const { sc } = await checked();
  const { s, session } = sc;
  const { summaries, lines } = worded(sc, model);
  model.answers(refusing(401));
  const tries: number[] = [];
  let now = 0;
  for (const minutes of [0, 4, 5, 34, 35, 214, 215, 219, 220, 600]) {
    s.clock.pass((minutes - now) * MINUTE_MS);
    now = minutes;
    if ((await swept(sc, summaries)).length > 0) tries.push(minutes);
  }
  // The fifth finds that four have been made, and asks nobody.
  expect(tries).toEqual([0, 5, 35, 215, 220]);
  expect(model.asked).toHaveLength(4);
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(/"error":"ModelError","code":"status-401"/);
  expect(lines.join()).not.toMatch(/sk-a-secret|said here/);
  expect(s.faults).toEqual([]);

  // As where a draft is sent: of two that come at once, one asks.
  const again = () => sc.run(async (w) => w.sessions.report.oweWording(session, (await sc.record()).version));
  await again();
  model.answers(mixed);
  const other = worded(sc, model).summaries;
  expect((await Promise.all([summaries.prepare(session), other.prepare(session)])).sort()).toEqual([0, 2]);
  expect(model.asked).toHaveLength(5);
  await press(sc, 'drop');
  s.clock.pass(60 * MINUTE_MS);
  expect(await sc.act({ event: 'extend', days: 1 })).toMatchObject({ kind: 'moved' });
  expect(await swept(sc, summaries)).toEqual([]);
  expect(await leadingWords(sc)).not.toContain('generated text');
  // Whoever decides while a model still thinks has decided.
  await again();
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  model.answers((asked) => ({ body: released.then(() => mixed(asked).body) }));
  const thinking = summaries.prepare(session);
  while (model.asked.length < 6) await new Promise((resolve) => setImmediate(resolve));
  await press(sc, 'drop');
  release();
  expect(await thinking).toBe(0);
  expect(await s.prisma.reportSummary.count()).toBe(0);
  expect(await swept(sc, summaries)).toEqual([]);
  // What goes no further does not go to a model either.
  await again();
  await s.prisma.session.update({ where: { id: session }, data: { label: 'closed' } });
  expect(await summaries.prepare(session)).toBe(0);
  expect(model.asked).toHaveLength(6);
  // Nor is anything asked about one that is paused.
  await s.prisma.session.update({ where: { id: session }, data: { label: null } });
  await again();
  await sc.act({ event: 'pause', reason: 'An inquiry', holds: false });
  expect(await swept(sc, summaries)).toEqual([]);
  expect(await summaries.prepare(session)).toBe(0);
  expect(model.asked).toHaveLength(6);
}, 60_000);

test('without a model nothing is queued, nothing is said, and nothing is missing', async () => {
  const { sc } = await checked();
  expect(sc.s.summaries).toBeNull();
  expect(await swept(sc, sc.s.summaries)).toEqual([]);
  expect(await leadingWords(sc)).not.toContain('generated text');
  expect(await sc.act({ event: 'next' })).toMatchObject({ kind: 'moved', session: { state: 'published' } });
  expect(await body(sc)).toContain('"summary":null');
  const { priya, s, session } = sc;
  expect(toldBy(await s.press(priya, s.private(priya), 'sessions.report-here', `${session} 1 1`))).toContain(
    'There is no generated text here',
  );
}, 60_000);

test('what was worded of a draft is gone once that is changed, and the next draft is worded anew', async () => {
  const model = await fakeModel();
  const { sc } = await checked();
  const { s } = sc;
  const { summaries } = worded(sc, model);
  model.answers(mixed);
  await swept(sc, summaries);
  await press(sc, 'keep');
  expect(await sc.act({ event: 'accept-objection' })).toMatchObject({ kind: 'moved' });
  expect(await sc.act({ event: 'next' })).toMatchObject({ kind: 'moved', session: { state: 'checking' } });
  expect(await s.prisma.reportSummary.count()).toBe(0);
  expect(await leadingWords(sc)).not.toContain('Cards help');
  expect(await swept(sc, summaries)).toHaveLength(1);
  expect(await leadingWords(sc)).toContain('Cards help');
  // Kept once is not kept again: nobody has read this one.
  expect(await sc.act({ event: 'next' })).toMatchObject({ kind: 'moved', session: { state: 'published' } });
  expect(await body(sc)).toContain('"summary":null');
}, 60_000);
