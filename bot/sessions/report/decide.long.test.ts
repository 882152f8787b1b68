/** What says who somebody is keeps a report from being published until whoever leads has decided; and a worded summary is a person's to print. */
import { expect, test } from 'vitest';
import type { Log } from '../../core/ports.ts';
import type { Worded, Writer } from '../../core/writer.ts';
import { sessionFlow } from '../../features.ts';
import { toldBy } from '../../testing/town.ts';
import { buttonsOf, wordsOf } from '../../testing/words-of.ts';
import { createWords } from '../../words/catalogue.ts';
import { HOUR_MS } from '../../words/zone.ts';
import type { Scene } from '../testing/scene.ts';
import { createSummaries } from './prepare.ts';
import { checking, published } from './testing/checked.ts';

const t = createWords()('en-GB', 'Europe/London');
const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined, with: () => quiet };

const summariesOf = (sc: Scene, writer: Writer) =>
  createSummaries({
    run: (_, work) => sc.run(work),
    needs: sessionFlow.needs,
    writer,
    clock: sc.s.clock,
    log: quiet,
  });

async function leadingCard(sc: Scene) {
  const record = await sc.record();
  const blocks = await sc.run(async (w) =>
    (await Promise.all(sessionFlow.parts.map((part) => part.leading?.(w, t, record) ?? []))).flat(),
  );
  return { summary: '', blocks };
}
const findings = async (sc: Scene) =>
  buttonsOf(await leadingCard(sc)).filter(({ action }) => action === 'sessions.report-decide');
const body = async ({ s, session }: Scene, edition = 1): Promise<string> =>
  JSON.stringify(
    await s.prisma.sessionReport.findUnique({ where: { sessionId_edition: { sessionId: session, edition } } }),
  );

test('person named in a text: nothing is published before each is decided, by changing it, leaving it out or leaving it with a reason', async () => {
  const { sc, rows } = await checking();
  const { s, tom, priya } = sc;
  const [point = '', lesson = '', action = ''] = [rows.ids['contribution 2'], rows.ids.lesson, rows.ids.action];
  await s.prisma.contribution.update({
    where: { id: point },
    data: { text: 'Olu Bello had the key, and Olu Bello was late' },
  });
  await s.prisma.lesson.update({ where: { id: lesson }, data: { do: 'ask the porter or Priya' } });
  await s.prisma.action.update({ where: { id: action }, data: { ticket: 'ring 020 7946 0123' } });
  expect(await sc.act({ event: 'next' })).toEqual({ kind: 'refused', why: 'guard', guards: ['no-names'] });

  const card = await leadingCard(sc);
  expect(wordsOf(card)).toContain('3 things in the report may say who somebody is');
  for (const words of [
    'A name: “Olu Bello”',
    'A name: “Priya”',
    'A telephone number: “020 7946 0123”',
    'Lesson 1',
    'Action 1',
  ])
    expect(wordsOf(card)).toContain(words);
  const press =
    (who = tom) =>
    async (at: number) =>
      s.press(who, s.private(who), 'sessions.report-decide', (await findings(sc))[at]?.value ?? '');
  const submit = async (values: Record<string, string>, value: string, who = tom) =>
    s.submit(who, s.private(who), 'sessions.report-decide', value, values);
  const [inPoint, inLesson, inAction] = (await findings(sc)).map(({ value }) => value) as [string, string, string];
  expect(toldBy(await press(priya)(0))).toContain('Only those who lead this review');
  expect(await submit({ how: 'stays', reason: 'x' }, inPoint, priya)).toMatchObject({ kind: 'invalid' });

  // Somebody's own words are left out or left; a lesson is worded anew.
  const form = await press()(0);
  expect(form).toMatchObject({
    kind: 'ask',
    form: { fields: [{ options: [{ value: 'left-out' }, { value: 'stays' }] }, { name: 'reason' }] },
  });
  expect(await submit({ how: 'change', text: 'x' }, inPoint)).toMatchObject({ kind: 'invalid' });
  expect(await submit({ how: 'left-out' }, inLesson)).toMatchObject({ kind: 'invalid' });
  expect(toldBy(await submit({ how: 'left-out' }, inPoint))).toContain('2 things');
  expect(toldBy(await submit({ how: 'left-out' }, inPoint))).toContain('decided already');
  expect(await submit({ how: 'change', text: 'ask Priya' }, inLesson)).toMatchObject({
    kind: 'invalid',
    problems: { text: expect.stringContaining('still in it') },
  });
  expect(toldBy(await submit({ how: 'change', text: 'ask whoever is on duty' }, inLesson))).toContain('1 thing');
  expect(await submit({ how: 'stays', reason: ' ' }, inAction)).toMatchObject({
    kind: 'invalid',
    problems: { reason: expect.any(String) },
  });
  expect(toldBy(await submit({ how: 'stays', reason: 'It is the public help line' }, inAction))).toContain(
    'Nothing else in the report',
  );
  expect(await findings(sc)).toEqual([]);

  expect(await sc.act({ event: 'next' })).toMatchObject({ kind: 'moved' });
  const kept = await body(sc);
  expect(kept).toContain('[…] had the key, and […] was late');
  expect(kept).toContain('ask whoever is on duty');
  expect(kept).toContain('ring 020 7946 0123');
  expect(kept).not.toContain('Olu');
  // Why something stays is kept, and printed nowhere.
  expect(kept).not.toContain('public help line');
  expect(await s.prisma.reportFinding.findMany({ where: { reason: { not: '' } } })).toMatchObject([
    { reason: 'It is the public help line', decision: 'stays' },
  ]);
  // The words themselves stay whose they are.
  expect((await s.prisma.contribution.findUniqueOrThrow({ where: { id: point } })).text).toContain('Olu Bello');
  // Whoever is named leaves the community: what was left out stays out of the next edition.
  await s.prisma.membership.deleteMany({ where: { personId: await sc.personOf(sc.other) } });
  await sc.act({ event: 'amend', reason: 'A date was wrong' });
  expect(await body(sc, 2)).not.toContain('Olu');
  expect((await sc.record()).edition).toBe(2);
}, 300_000);

test('many of them are shown a few at a time, none of them lost', async () => {
  const { sc, rows } = await checking({}, { contributions: 40 });
  const { s, tom, session } = sc;
  for (let at = 0; at < 20; at += 1)
    await s.prisma.contribution.update({
      where: { id: rows.ids[`contribution ${at}`] ?? '' },
      data: { text: `Ring 07700 9001${String(at).padStart(2, '0')}` },
    });
  const card = await leadingCard(sc);
  expect(wordsOf(card)).toContain('20 things');
  expect(await findings(sc)).toHaveLength(4);
  const seen = new Set<string>();
  let reply = await s.press(tom, s.private(tom), 'sessions.report-findings', `${session} 0`);
  for (let page = 0; page < 5; page += 1) {
    if (reply?.kind !== 'tell' && reply?.kind !== 'replace') break;
    for (const [one] of wordsOf(reply.card).matchAll(/07700 9001\d\d/g)) seen.add(one);
    const more = buttonsOf(reply.card).find(({ action }) => action === 'sessions.report-findings');
    if (!more) break;
    reply = await s.press(tom, s.private(tom), more.action, more.value);
  }
  expect(seen.size).toBe(20);
});

test('LLM unavailable or refused: the report is as complete, with figures in place of a summary', async () => {
  const { sc } = await checking();
  let asked = 0;
  const with_ = async (summarise: Writer['summarise']): Promise<number> => {
    const writer: Writer = {
      model: 'made-up',
      prompt: 'p1',
      summarise(...given) {
        asked += 1;
        return summarise(...given);
      },
    };
    const kept = await summariesOf(sc, writer).prepare(sc.session);
    sc.s.clock.pass(HOUR_MS);
    return kept;
  };
  expect(await with_(async () => null)).toBe(0);
  expect(await with_(async () => [])).toBe(0);
  expect(
    await with_(async () => {
      throw new Error('away');
    }),
  ).toBe(0);
  expect(asked).toBe(3);
  await sc.act({ event: 'next' });
  expect(await body(sc)).toContain('"summary":null');
});

test('a worded summary is printed with its records once whoever leads says that it is right, and not before', async () => {
  const { sc, rows } = await checking();
  const { s, tom, priya, session } = sc;
  const given: string[] = [];
  const writer: Writer = {
    model: 'made-up 1',
    prompt: 'p7',
    async summarise(records) {
      given.push(JSON.stringify(records));
      const lesson = records.find(({ kind }) => kind === 'lesson');
      const refs = [lesson?.ref ?? ''];
      return [
        { text: 'Cards help to see what is done.', refs },
        { text: 'All was well.', refs: [] },
        { text: 'Priya turned the cards.', refs },
        { text: records.find(({ kind }) => kind === 'point')?.text ?? '', refs: ['r0'] },
      ] satisfies Worded[];
    },
  };
  expect(await summariesOf(sc, writer).prepare(session)).toBe(1);
  // No name, no id, nothing that is held.
  expect(given[0]).not.toMatch(/Unprinted|Priya|Asha|[0-9a-f]{8}-[0-9a-f]{4}/);
  const card = await leadingCard(sc);
  expect(wordsOf(card)).toContain('generated text (model made-up 1)');
  expect(wordsOf(card)).toContain('It is only printed once you say that it is right.');
  const press = (who: typeof tom, verb: string) =>
    s.press(who, s.private(who), 'sessions.report-summary', `${session} ${verb}`);
  expect(toldBy(await press(priya, 'keep'))).toContain('Only those who lead');
  const reads = async (edition: number): Promise<string> =>
    toldBy(await s.press(priya, s.private(priya), 'sessions.report-here', `${session} ${edition} 1`));
  expect(await reads(0)).toContain('Nobody has checked it yet.');
  // Published as it is, it would not be in it.
  await sc.act({ event: 'next' });
  expect(await body(sc)).not.toContain('Cards help');
  await sc.act({ event: 'reopen', reason: 'For the summary' });
  await s.prisma.session.update({ where: { id: session }, data: { state: 'checking' } });
  await press(tom, 'keep');
  await sc.act({ event: 'next' });
  const kept = await body(sc, 2);
  expect(kept).toContain('Cards help to see what is done.');
  expect(kept).toContain(`"records":["lesson:${rows.ids.lesson}"]`);
  expect(kept).not.toMatch(/All was well|turned the cards/);
  const words = await reads(2);
  expect(words).toContain('Cards help to see what is done. (Lesson 1)');
  expect(words).toContain('generated text (model made-up 1, prompt p7)');
  expect((await s.prisma.reportSummary.findUniqueOrThrow({ where: { sessionId: session } })).checkedBy).toBe(
    await sc.personOf(tom),
  );
}, 300_000);

test('a published one can be amended only where nothing new says who somebody is', async () => {
  const { sc, rows } = await published();
  const { s, tom, session } = sc;
  await s.prisma.lesson.update({ where: { id: rows.ids.lesson ?? '' }, data: { do: 'ask Olu Bello' } });
  const { version } = await sc.record();
  expect(toldBy(await s.press(tom, s.private(tom), 'sessions.report-amend', `${session} ${version}`))).toContain(
    '1 thing in the report may say who somebody is',
  );
  expect(
    toldBy(
      await s.submit(tom, s.private(tom), 'sessions.report-amend', `${session} ${version}`, { reason: 'Better words' }),
    ),
  ).toContain('1 thing');
  expect((await sc.record()).edition).toBe(1);
});

test('why it was opened again is looked through like all else, and printed as it was left, also where editions are listed', async () => {
  const { sc } = await published();
  const { s, tom } = sc;
  await sc.act({ event: 'reopen', reason: 'Olu Bello saw a date that was wrong' });
  await s.prisma.session.update({ where: { id: sc.session }, data: { state: 'checking' } });
  expect(await sc.act({ event: 'next' })).toEqual({ kind: 'refused', why: 'guard', guards: ['no-names'] });
  const [inReason] = await findings(sc);
  await s.submit(tom, s.private(tom), 'sessions.report-decide', inReason?.value ?? '', { how: 'left-out' });
  expect(await sc.act({ event: 'next' })).toMatchObject({ kind: 'moved', session: { edition: 2 } });
  await sc.act({ event: 'amend', reason: 'Better words' });
  for (const edition of [2, 3]) {
    const kept = await body(sc, edition);
    expect(kept).not.toContain('Olu');
    expect(kept).toContain('[…] saw a date that was wrong');
  }
});
