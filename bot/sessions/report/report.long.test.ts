/** The report of a review from its draft to its editions: who gets what, what stays as it was, and that nothing is lost and nobody named. */
import { describe, expect, test } from 'vitest';
import type { Reply } from '../../core/reply.ts';
import { sessionFlow } from '../../features.ts';
import type { Actor, Place } from '../../testing/stage.ts';
import { cardFor, cardOf, postedTo, pressOn, toldBy } from '../../testing/town.ts';
import { buttonsOf, wordsOf } from '../../testing/words-of.ts';
import { createWords } from '../../words/catalogue.ts';
import { type Scene, scene } from '../testing/scene.ts';
import { reportPart } from './index.ts';
import { checking, filled, published } from './testing/checked.ts';
import { into } from './testing/rows.ts';

/** What is kept of an edition, as the database has it. */
async function kept({ s, session }: Scene, edition: number): Promise<string> {
  const [row] = await s.prisma.$queryRaw<{ body: string }[]>`
    SELECT body::text || at::text || COALESCE(reason, '') AS body FROM session_report WHERE session_id = ${session}::uuid AND edition = ${edition}`;
  return row?.body ?? '';
}

/** All that somebody can read of a report in the chat, card after card. */
async function readsHere(sc: Scene, who: Actor, edition: number | 'newest', at?: Place): Promise<string> {
  const { s, session } = sc;
  const place = at ?? s.private(who);
  let reply: Reply | null = await s.press(who, place, 'sessions.report-here', `${session} ${edition} 1`);
  const words: string[] = [];
  for (let parts = 0; parts < 200; parts += 1) {
    const card = cardOf(reply);
    words.push(wordsOf(card));
    const next = buttonsOf(card).find(({ label }) => label === 'Next part');
    if (!next) break;
    reply = await s.press(who, place, next.action, next.value);
    // It takes the place of the one before.
    expect(reply?.kind).toBe('replace');
  }
  return words.join('\n');
}
const refused = 'There is no such report, or it is not for you to read.';

describe('the draft', () => {
  test('goes to those who take part and to the sponsor in private, as a duty, and nothing of it to a channel', async () => {
    const { sc } = await checking();
    const { s, people, dev, other, channel, theirs, session } = sc;
    for (const who of [...people, dev]) {
      const chat = who.ref.platform === 'slack' ? s.slack : s.teams;
      expect(postedTo(chat, who).join('\n'), who.name).toContain('The draft report of “By-election count');
    }
    for (const place of [channel, theirs, other])
      expect(postedTo(place.ref.platform === 'slack' ? s.slack : s.teams, place).join('\n')).not.toMatch(
        // What it is called and about stands on its card; nothing of what was put in does.
        /draft report|Mark0(?!0[1-6])/,
      );
    const rows = await s.prisma.outgoing.findMany({ where: { view: 'sessions.report-draft' } });
    expect(rows.every(({ attention }) => attention === 'duty')).toBe(true);
    const card = cardFor(s, dev, 'The draft report');
    const object = buttonsOf(card).find(({ action }) => action === 'sessions.objection-add');
    expect(object).toMatchObject({ value: session, opens: true });
    // To be read at once, in a browser or here.
    expect(buttonsOf(card).map(({ action, value }) => `${action} ${value}`)).toEqual(
      expect.arrayContaining([`sessions.report-here ${session} 0 1`, `pages.open reports/${session}/0`]),
    );
  });

  test('is read by who has a part in the review, whole, and by nobody else', async () => {
    const { sc, rows } = await checking();
    const { s, priya, dev, tom, other, theirs } = sc;
    for (const who of [priya, dev, tom]) {
      const words = await readsHere(sc, who, 0);
      for (const [where, mark] of Object.entries(rows.marks)) expect(words, where).toContain(mark);
      expect(words).toContain('Draft: it may still change');
    }
    for (const place of [s.private(other), theirs])
      expect(toldBy(await s.press(other, place, 'sessions.report-here', `${sc.session} 0 1`))).toBe(
        `${refused}\n${refused}`,
      );
  });

  test('that is changed after an objection is said to be, and the next one comes again', async () => {
    const { sc } = await checking();
    const { s, dev } = sc;
    await sc.act({ event: 'accept-objection' });
    expect(wordsOf(cardFor(s, dev, 'You hear when'))).toContain('is being changed. You hear when there is another.');
    await sc.act({ event: 'next' });
    await sc.pass(24 * 3_600_000);
    const sent = await s.prisma.outgoing.findMany({ where: { view: 'sessions.report-draft' } });
    expect(sent.filter(({ to }) => (to as { id: string }).id === dev.ref.id)).toHaveLength(2);
    expect(wordsOf(cardFor(s, dev, 'By-election'))).toContain('is there for you to read');
  });
});

describe('publishing', () => {
  test('keeps an edition and tells the channels of the community once', async () => {
    const { sc, rows } = await published();
    const { s, channel, theirs, session } = sc;
    for (const place of [channel, theirs]) {
      const words = postedTo(place.ref.platform === 'slack' ? s.slack : s.teams, place).filter((one) =>
        one.includes('Report published'),
      );
      expect(words).toHaveLength(1);
      expect(words[0]).toContain('Unvalidated community learning');
      expect(words[0]).toContain(rows.marks['lesson do']);
      // What people put in is for those who were there.
      expect(words[0]).not.toContain('Point ');
    }
    const card = cardFor(s, channel, 'Report published');
    expect(buttonsOf(card).map(({ label, value }) => [label, value])).toEqual([
      ['Read it here', `${session} newest 1`],
      ['Read it in a browser', `reports/${session}`],
    ]);
    expect(await s.prisma.sessionReport.count({ where: { sessionId: session } })).toBe(1);
    expect(await s.prisma.outgoing.count({ where: { view: 'sessions.report' } })).toBe(2);
  });

  test('the same once more has no second effect', async () => {
    const { sc } = await published();
    const before = await kept(sc, 1);
    const record = await sc.record();
    await sc.run(
      (w) =>
        reportPart(sessionFlow).effect?.(w, sessionFlow.needs, record, { effect: 'publish' }, null) ??
        Promise.resolve(),
    );
    await sc.s.settle();
    expect(await kept(sc, 1)).toBe(before);
    expect(postedTo(sc.s.slack, sc.theirs).filter((one) => one.includes('Report published'))).toHaveLength(1);
  });

  test('for those who take part alone is told to them in private, and to no channel', async () => {
    const { sc } = await published({ readers: 'participants' });
    const { s, channel, theirs, priya, other } = sc;
    // Over the weekend.
    await sc.pass(72 * 3_600_000);
    expect(postedTo(s.slack, priya).join('\n')).toContain('Report published');
    for (const place of [channel, theirs, other])
      expect(postedTo(place.ref.platform === 'slack' ? s.slack : s.teams, place).join('\n')).not.toContain(
        'Report published',
      );
    expect(toldBy(await s.press(other, s.private(other), 'sessions.report-here', `${sc.session} newest 1`))).toContain(
      refused,
    );
    expect(await readsHere(sc, priya, 'newest')).toContain('Point 0');
  });

  test('by time is said to have been by time', async () => {
    const { sc } = await checking();
    await sc.until('published');
    expect(await readsHere(sc, sc.priya, 1)).toContain('It was published when the time for objections was over.');
  });

  test('check 11: every contribution is in the report or counted as held or withdrawn, 400 of them', async () => {
    const { sc, rows } = await published({}, { contributions: 400 });
    const report = JSON.parse((await kept(sc, 1)).replace(/\}[^}]*$/, '}')) as {
      points: { id: string; text: string }[];
      held: number;
      withdrawn: number;
    };
    const all = await sc.s.prisma.contribution.findMany({ where: { sessionId: sc.session } });
    expect(all).toHaveLength(403);
    for (const one of all)
      if (one.status === 'revealed')
        expect(report.points.filter(({ id, text }) => id === one.id && text === one.text)).toHaveLength(1);
    expect([report.points.length, report.held, report.withdrawn]).toEqual([400, 1, 2]);
    const words = await readsHere(sc, sc.priya, 1);
    for (const [where, mark] of Object.entries(rows.marks)) {
      if (!where.startsWith('contribution')) continue;
      // Each in one place.
      expect(words.split(mark).length - 1, where).toBe(1);
    }
    expect(words).toContain('1 point was held back');
    expect(words).toContain('2 points were withdrawn');
    expect(words).not.toContain('Unprinted');
  }, 300_000);

  test('check 12: no name of anybody but who owns, sponsors or leads', async () => {
    const { sc } = await published();
    const raw = await kept(sc, 1);
    const words = await readsHere(sc, sc.dev, 1);
    for (const name of ['Priya', 'Nair', 'Person 0', 'Olu', 'Bello', 'Fay']) {
      expect(raw).not.toContain(name);
      expect(words).not.toContain(name);
    }
    // Nor does what is kept have any name at all, nor who objected, disputed or proposed.
    for (const name of ['Asha', 'Tom Reed', 'Dev Shah']) expect(raw).not.toContain(name);
    expect(raw).not.toContain(await sc.personOf(sc.priya));
    expect(words).toContain('Asha Verma, Ashcombe Council');
    expect(words).toContain('Tom Reed, Ashcombe Council');
  });
});

describe('editions', () => {
  test('check 10: the first stays byte for byte, through an amendment, a reopening and a second publishing', async () => {
    const { sc, rows } = await published();
    const { s, tom, channel, session } = sc;
    const first = await kept(sc, 1);
    await s.prisma.lesson.update({ where: { id: rows.ids.lesson ?? '' }, data: { do: 'count every tray twice' } });
    const { version } = await sc.record();
    const form = await s.press(tom, s.private(tom), 'sessions.report-amend', `${session} ${version}`);
    expect(form).toMatchObject({ kind: 'ask', form: { form: 'sessions.report-amend' } });
    const told = await s.submit(tom, s.private(tom), 'sessions.report-amend', `${session} ${version}`, {
      reason: 'The lesson was too narrow',
    });
    expect(toldBy(told)).toContain('Edition 2 is published');
    await s.settle();
    const second = await kept(sc, 2);
    expect(second).toContain('count every tray twice');
    expect(second).toContain('The lesson was too narrow');
    expect(await kept(sc, 1)).toBe(first);
    const cards = postedTo(s.teams, channel);
    expect(cards.find((one) => one.includes('Report published'))).toContain('There is a later one: edition 2');
    expect(cards.some((one) => one.includes('Edition 2 of a report'))).toBe(true);

    await sc.act({ event: 'reopen', reason: 'The second hall was left out' });
    expect(postedTo(s.teams, channel).find((one) => one.includes('Edition 2 of a report'))).toContain('Under review');
    // It stays readable, each of them.
    expect(await readsHere(sc, sc.other, 'newest')).toContain('count every tray twice');
    expect(await readsHere(sc, sc.other, 1)).toContain(rows.marks['lesson do']);
    expect(await readsHere(sc, sc.other, 1)).toContain('Under review');
    await into(sc, 'agreeing');
    await sc.act({ event: 'next' });
    expect(await sc.act({ event: 'next' })).toMatchObject({ session: { edition: 3, state: 'published' } });
    expect([await kept(sc, 1), await kept(sc, 2)]).toEqual([first, second]);
    const words = await readsHere(sc, sc.priya, 3);
    expect(words).toContain('The second hall was left out');
    expect(words).toContain('The lesson was too narrow');
    expect(postedTo(s.teams, channel).find((one) => one.includes('Edition 2 of a report'))).not.toContain(
      'Under review',
    );
  }, 300_000);

  test('there is no other without a reason, by somebody else, or of one that has moved on', async () => {
    const { sc } = await published();
    const { s, tom, priya, session } = sc;
    const { version } = await sc.record();
    const amend = (who: Actor, values: Record<string, string>, seen = version) =>
      s.submit(who, s.private(who), 'sessions.report-amend', `${session} ${seen}`, values);
    expect(await amend(tom, { reason: ' ' })).toMatchObject({
      kind: 'invalid',
      problems: { reason: expect.stringContaining('Please say why') },
    });
    expect(await amend(priya, { reason: 'Mine' })).toMatchObject({
      kind: 'invalid',
      problems: { '': 'Only those who lead this review can do this.' },
    });
    expect(toldBy(await amend(tom, { reason: 'Late' }, version - 1))).toContain('has moved on already');
    expect(await amend(tom, { reason: 'Priya Nair asked for it' })).toMatchObject({
      kind: 'invalid',
      problems: { reason: expect.stringContaining('“Priya Nair” says who somebody is') },
    });
    expect(await s.prisma.sessionReport.count()).toBe(1);
  });

  test('actions are shown as they are by now, beside how they were', async () => {
    const { sc, rows } = await published();
    await sc.s.prisma.action.update({ where: { id: rows.ids.action ?? '' }, data: { state: 'confirmed' } });
    const words = await readsHere(sc, sc.priya, 1);
    expect(words).toContain('Done, and confirmed');
    expect(words).toContain('In edition 1: Offered to its owner.');
  });

  test('once what was put in is deleted, another edition has the words of the one before', async () => {
    const { sc, rows } = await published();
    const { s, session } = sc;
    await s.prisma.contribution.deleteMany({ where: { sessionId: session } });
    await s.prisma.session.update({ where: { id: session }, data: { clearedAt: s.clock.now() } });
    await sc.act({ event: 'amend', reason: 'A date was wrong' });
    const words = await readsHere(sc, sc.priya, 2);
    for (const [where, mark] of Object.entries(rows.marks))
      if (where.startsWith('contribution')) expect(words).toContain(mark);
    expect(words).toContain('1 point was held back');
  });
});

describe('edge cases', () => {
  test('sponsor leaves: the report prints that there is none', async () => {
    const { sc } = await filled();
    await sc.s.prisma.recommendation.updateMany({ data: { answer: null, answerWhy: null, answeredAt: null } });
    await sc.run(async (w) => w.sessions.setup.take(sc.session, await sc.personOf(sc.dev), 'sponsor'));
    await sc.act({ event: 'next' });
    await sc.act({ event: 'next' });
    const words = await readsHere(sc, sc.priya, 1);
    expect(words).toContain('Sponsor: Vacant');
    expect(words).toMatch(/No answer by \d+ \w+ 2026: sponsor vacant\./);
  });

  test('participant leaves the organisation: whoever owned an action is a former member, in every edition', async () => {
    const { sc } = await published();
    const asha = await sc.personOf(sc.asha);
    await sc.s.prisma.person.update({ where: { id: asha }, data: { leftAt: sc.s.clock.now() } });
    const words = await readsHere(sc, sc.priya, 1);
    expect(words).toContain('Former member');
    expect(words).not.toContain('Asha');
  });

  test('nothing went wrong: a report without lessons says why', async () => {
    const sc = await scene();
    await into(sc, 'agreeing', { noLesson: 'All went as it was planned' });
    await sc.act({ event: 'next' });
    await sc.act({ event: 'next' });
    const words = await readsHere(sc, sc.priya, 1);
    expect(words).toContain('No lesson, because: All went as it was planned');
    for (const heading of ['What was expected', 'Actions', 'Who was heard, and who was not', 'How the review was done'])
      expect(words).toContain(heading);
  });

  test('a hot debrief has no topics: each point stands under its question', async () => {
    const sc = await scene({ method: 'hot_debrief', attribution: 'named' });
    const { s, session } = sc;
    for (const [at, question] of ['worked', 'harder', 'next'].entries())
      await s.prisma.contribution.create({
        data: {
          id: crypto.randomUUID(),
          sessionId: session,
          round: 1,
          question,
          text: `Said ${question}`,
          status: 'revealed',
          place: at,
          day: '2026-11-27',
          personId: await sc.personOf(sc.priya),
        },
      });
    await into(sc, 'checking');
    const words = await readsHere(sc, sc.priya, 0);
    for (const question of ['worked', 'harder', 'next']) expect(words.split(`Said ${question}`).length - 1).toBe(1);
    expect(words).toContain('Everything that was raised was discussed.');
    await sc.act({ event: 'next' });
    expect(await readsHere(sc, sc.priya, 1)).toContain('Hot debrief');
  });

  test('where a channel is taken out of the community, nothing of a report stays there', async () => {
    const { sc } = await published();
    const { s, theirs } = sc;
    await s.prisma.channel.updateMany({ where: { ref: theirs.ref.id }, data: { communityId: await another(sc) } });
    await sc.run((w) => w.refresh(`session-report:${sc.session}/1`));
    await s.settle();
    const words = postedTo(s.slack, theirs).join('\n');
    expect(words).not.toContain('Report published');
    expect(words).toContain('A report was told here.');
  });
});

async function another({ s }: Scene): Promise<string> {
  const one = await s.prisma.community.findFirstOrThrow();
  const id = crypto.randomUUID();
  await s.prisma.community.create({ data: { ...one, id, name: 'Other', nameKey: 'other' } as never });
  return id;
}

test('whoever leads sees ten facts about how it was done, and what is in the way of publishing', async () => {
  const { sc } = await checking();
  const t = createWords()('en-GB', 'Europe/London');
  const record = await sc.record();
  const blocks = await sc.run(async (w) => {
    const all = await Promise.all(sessionFlow.parts.map((part) => part.leading?.(w, t, record) ?? []));
    return all.flat();
  });
  const words = wordsOf({ summary: '', blocks });
  for (const [so, what] of [
    ['Yes', 'Scope and purpose are stated'],
    ['Yes', 'The facilitator was not part of it'],
    ['Yes', 'People wrote before they talked'],
    ['Yes', 'What worked is in it as well as what was harder'],
    ['Yes', 'Those who took part could correct the draft'],
  ] as const)
    expect(words).toContain(`${so}: ${what}`);
  expect(words).toContain('Each recommendation has an action, a referral or a reason (1 of 1)');
  expect(words).toContain('Nothing in the report says who somebody is');
  // No sum of them: it is no mark.
  expect(words).not.toMatch(/\b\d+ of 10\b/);
  await pressOn(sc.s, sc.tom, { summary: '', blocks }, 'Read it here').then((reply) =>
    expect(toldBy(reply)).toContain('Draft'),
  );
});
