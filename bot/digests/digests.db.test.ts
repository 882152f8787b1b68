/** The weekly digest on its way: planned, shown, changed, sent or skipped, once, whoever is there twice. */
import { describe, expect, it, test } from 'vitest';
import type { Log } from '../core/ports.ts';
import type { Work } from '../core/work.ts';
import { digestNeeds } from '../features.ts';
import { digestStory, shownIn } from '../testing/digest-story.ts';
import { pressOn, toldBy } from '../testing/town.ts';
import { buttonsOf, wordsOf } from '../testing/words-of.ts';
import { advance } from './flow.ts';
import { createDigests } from './run.ts';

const PREVIEW = '2026-11-23T14:00:00Z';
const TUESDAY = '2026-11-24T10:00:00Z';

describe('a digest', () => {
  it('is shown to the facilitator four working hours before, and goes to every channel at its time', async () => {
    const {
      s,
      fay,
      ben,
      asha,
      at,
      ask,
      answer,
      accept,
      enrol,
      digestsIn,
      preview,
      digest,
      teamsChannel,
      slackChannel,
    } = await digestStory();
    await ask('Who has a policy on scrap?');
    await enrol(ben, { hello: 'I am Ben' });
    await accept(await answer(await ask('How long does it take?'), 'Eight weeks here'));
    await at('2026-11-23T13:59:00Z');
    expect(() => preview()).toThrow();
    await at(PREVIEW);
    const shown = wordsOf(preview());
    expect(shown).toContain('It goes to every channel');
    expect(shown).toContain('Who has a policy on scrap?');
    expect(digestsIn(teamsChannel)).toEqual([]);
    expect(shownIn(s, ben).map(wordsOf).join()).not.toContain('The next digest');
    await at(TUESDAY);
    for (const place of [teamsChannel, slackChannel]) {
      const [card, ...more] = digestsIn(place);
      expect(more).toEqual([]);
      const words = card ? wordsOf(card) : '';
      expect(words).toContain('This week in Licensing');
      expect(words).toMatch(/Can you help\?\s+Who has a policy on scrap\?\s+Asha Verma · Ashcombe Council/);
      expect(words).toMatch(/Answered this week\s+How long does it take\?/);
      expect(words).toContain('Ben Carter, Brackenford Council: “Eight weeks here” · Suggested answer: not checked');
      expect(words).toContain('Thank you, Ben Carter');
      expect(words).toContain('Welcome, Ben Carter');
    }
    // Where it was asked, those who read can open that; elsewhere there is nothing that they could.
    const links = (place: typeof teamsChannel) =>
      JSON.stringify(digestsIn(place)).match(/https:\/\/chat\.example/g) ?? [];
    expect([links(teamsChannel).length, links(slackChannel).length]).toEqual([2, 0]);
    expect(wordsOf(preview())).toContain('has gone to its channels');
    expect(await digest()).toMatchObject({ state: 'planned', week: '2026-W49' });
    // Its button answers.
    const [theirs] = digestsIn(slackChannel);
    const button = theirs && buttonsOf(theirs).find(({ action }) => action === 'questions.answer');
    const form = await s.press(ben, slackChannel, 'questions.answer', button?.value ?? '');
    expect(form).toMatchObject({ kind: 'ask', form: { form: 'questions.answer', context: button?.value } });
    await s.submit(ben, slackChannel, 'questions.answer', button?.value ?? '', { text: 'We have one' });
    await s.settle();
    expect(wordsOf(digestsIn(slackChannel)[0] ?? { summary: '', blocks: [] })).toContain('answered since');
    expect(shownIn(s, asha).map(wordsOf).join()).toContain('We have one');
    expect(
      shownIn(s, fay)
        .map(wordsOf)
        .filter((words) => words.includes('digest of Licensing')),
    ).toHaveLength(1);
  });

  it('comes each week, with what happened since the last', async () => {
    const { at, ask, answer, accept, digestsIn, slackChannel } = await digestStory();
    await accept(await answer(await ask('How long does it take?'), 'Eight weeks'));
    await ask('Who waits?');
    await at(PREVIEW);
    await at(TUESDAY);
    await at('2026-11-30T14:00:00Z');
    await at('2026-12-01T10:00:00Z');
    const [first, second, ...more] = digestsIn(slackChannel).map(wordsOf);
    expect(more).toEqual([]);
    expect(first).toContain('How long does it take?');
    expect(second).not.toContain('How long does it take?');
    expect(second).toContain('Who waits?');
  });

  it('tells three things of a kind, what waits longest first, and what was told already last', async () => {
    const { s, at, ask, digestsIn, slackChannel } = await digestStory();
    for (const name of ['one', 'two', 'three', 'four']) {
      await ask(`Who knows ${name}?`);
      s.clock.pass(1_000);
    }
    await at(PREVIEW);
    await at(TUESDAY);
    await at('2026-11-30T14:00:00Z');
    await at('2026-12-01T10:00:00Z');
    const asked = digestsIn(slackChannel).map((card) => wordsOf(card).match(/knows (\w+)/g));
    expect(asked).toEqual([
      ['knows one', 'knows two', 'knows three'],
      ['knows four', 'knows one', 'knows two'],
    ]);
  });
});

describe('a facilitator', () => {
  it('writes a line, and leaves something out', async () => {
    const { s, fay, at, ask, digestsIn, preview, digest, slackChannel } = await digestStory();
    const out = await ask('Who knows one?');
    await ask('Who knows two?');
    await at(PREVIEW);
    const form = await pressOn(s, fay, preview(), 'Edit');
    expect(form).toMatchObject({ kind: 'ask', form: { form: 'digests.edit' } });
    const { id } = await digest();
    const long = await s.submit(fay, s.private(fay), 'digests.edit', id, { intro: 'so '.repeat(51) });
    expect(long).toMatchObject({ kind: 'invalid', problems: { intro: expect.stringContaining('51 words') } });
    const saved = await s.submit(fay, s.private(fay), 'digests.edit', id, { intro: 'A quiet week.', out: [out] });
    expect(toldBy(saved)).toContain('Saved.');
    await s.settle();
    expect(wordsOf(preview())).toContain('A quiet week.');
    expect(wordsOf(preview())).not.toContain('knows one');
    // What was left out can be put back.
    const again = await pressOn(s, fay, preview(), 'Edit');
    expect(again).toMatchObject({ kind: 'ask', form: { fields: [{ value: 'A quiet week.' }, { value: [out] }] } });
    await at(TUESDAY);
    const [words] = digestsIn(slackChannel).map(wordsOf);
    expect(words).toMatch(/A quiet week\.\s+Fay Olsen, Ashcombe Council/);
    expect(words).toContain('knows two');
    expect(words).not.toContain('knows one');
    const late = await s.submit(fay, s.private(fay), 'digests.edit', id, { intro: 'Too late' });
    expect(late).toMatchObject({ kind: 'invalid', problems: { intro: expect.stringContaining('has gone already') } });
  });

  it('sends it now: once, and at its time nothing more', async () => {
    const { s, fay, at, ask, digestsIn, preview, slackChannel, teamsChannel } = await digestStory();
    await ask('Who knows?');
    await at(PREVIEW);
    const card = preview();
    expect(toldBy(await pressOn(s, fay, card, 'Send now'))).toContain('Fay Olsen let the digest');
    expect(toldBy(await pressOn(s, fay, card, 'Send now'))).toContain('Fay Olsen let the digest');
    await at(TUESDAY);
    expect([digestsIn(slackChannel).length, digestsIn(teamsChannel).length]).toEqual([1, 1]);
  });

  it('skips it, and the next week’s comes', async () => {
    const { s, fay, at, ask, digestsIn, preview, slackChannel } = await digestStory();
    await ask('Who knows?');
    await at(PREVIEW);
    const card = preview();
    expect(toldBy(await pressOn(s, fay, card, 'Skip'))).toContain('Fay Olsen skipped');
    expect(toldBy(await pressOn(s, fay, card, 'Send now'))).toContain('Fay Olsen skipped');
    await at(TUESDAY);
    expect(digestsIn(slackChannel)).toEqual([]);
    await at('2026-11-30T14:00:00Z');
    await at('2026-12-01T10:00:00Z');
    expect(digestsIn(slackChannel)).toHaveLength(1);
  });

  it('sees and changes when it comes; nobody else does', async () => {
    const { s, fay, asha, ben, at, ask, community, enrol, digestsIn, digest, slackChannel } = await digestStory();
    await ask('Who knows?');
    const home = s.private(fay);
    const card = toldBy(await s.command(fay, home, 'digest'));
    expect(card).toContain('Tuesday 10:00, London time');
    expect(card).toContain('by itself');
    const form = await s.press(fay, home, 'digests.change', community);
    expect(form).toMatchObject({
      kind: 'ask',
      form: { fields: [{ value: '2' }, { value: '10:00' }, { value: 'itself' }] },
    });
    const wrong = await s.submit(fay, home, 'digests.change', community, { day: '7', time: '25:00', how: 'x' });
    expect(wrong?.kind === 'invalid' && Object.keys(wrong.problems)).toEqual(['day', 'time', 'how']);
    const values = { day: '4', time: '9:30', how: 'itself' };
    expect(toldBy(await s.submit(fay, home, 'digests.change', community, values))).toContain('Thursday 09:30');
    await enrol(asha);
    for (const actor of [asha, ben]) {
      expect(toldBy(await s.command(actor, s.private(actor), 'digest'))).toContain('looked after by its facilitators');
      for (const action of ['open', 'look', 'change', 'not-this-week', 'on', 'off'])
        expect(toldBy(await s.press(actor, s.private(actor), `digests.${action}`, community))).toContain(
          'Only facilitators',
        );
      const { id } = await digest();
      for (const action of ['approve', 'edit', 'send', 'skip'])
        expect(toldBy(await s.press(actor, s.private(actor), `digests.${action}`, id))).toContain('Only facilitators');
      const change = await s.submit(actor, s.private(actor), 'digests.change', community, values);
      expect(change).toMatchObject({ kind: 'invalid' });
      expect(await s.submit(actor, s.private(actor), 'digests.edit', id, { intro: 'x' })).toMatchObject({
        kind: 'invalid',
      });
    }
    await at(TUESDAY);
    expect(digestsIn(slackChannel)).toEqual([]);
    await at('2026-11-25T13:30:00Z');
    await at('2026-11-26T09:30:00Z');
    expect(digestsIn(slackChannel)).toHaveLength(1);
  });

  it('leaves one week out before it is shown, and switches it off and on', async () => {
    const { s, fay, at, ask, community, digestsIn, slackChannel } = await digestStory();
    await ask('Who knows?');
    const home = s.private(fay);
    const skipped = toldBy(await s.press(fay, home, 'digests.not-this-week', community));
    expect(skipped).toContain('2026-12-01T10:00:00.000Z');
    await at(PREVIEW);
    expect(shownIn(s, fay).map(wordsOf).join()).not.toContain('The next digest');
    await at(TUESDAY);
    expect(digestsIn(slackChannel)).toEqual([]);
    expect(toldBy(await s.press(fay, home, 'digests.off', community))).toContain('Switched off');
    await at('2026-11-30T14:00:00Z');
    await at('2026-12-01T10:00:00Z');
    expect(digestsIn(slackChannel)).toEqual([]);
    expect(toldBy(await s.press(fay, home, 'digests.on', community))).toContain('2026-12-08T10:00:00.000Z');
    await at('2026-12-07T14:00:00Z');
    await at('2026-12-08T10:00:00Z');
    expect(digestsIn(slackChannel)).toHaveLength(1);
  });

  it('looks at it before its time, and sends it by hand', async () => {
    const { s, fay, ask, due, community, digestsIn, teamsChannel, slackChannel } = await digestStory();
    const home = s.private(fay);
    const nothing = await s.press(fay, home, 'digests.look', community);
    expect(toldBy(nothing)).toContain('nothing to tell so far');
    await ask('Who knows?');
    const looked = await s.press(fay, home, 'digests.look', community);
    expect(toldBy(looked)).toContain('Who knows?');
    await pressOn(s, fay, looked?.kind === 'tell' ? looked.card : { summary: '', blocks: [] }, 'Send now');
    await due();
    expect([digestsIn(teamsChannel).length, digestsIn(slackChannel).length]).toEqual([1, 1]);
  });
});

describe('an empty week', () => {
  it('has no digest, and its facilitator is told once', async () => {
    const { s, fay, at, digestsIn, digest, slackChannel } = await digestStory();
    const told = () =>
      shownIn(s, fay)
        .map(wordsOf)
        .filter((words) => words.includes('digest of Licensing'));
    await at(PREVIEW);
    expect(told()).toEqual([expect.stringContaining('If that stays so, there is no digest this week')]);
    await at(TUESDAY);
    await at('2026-11-24T16:00:00Z');
    expect(told()).toEqual([expect.stringContaining('There is no digest of Licensing this week')]);
    expect(digestsIn(slackChannel)).toEqual([]);
    await at('2026-11-25T09:00:00Z');
    expect(told()).toHaveLength(1);
    expect(await s.prisma.digest.findFirst({ where: { week: '2026-W48' } })).toMatchObject({
      state: 'skipped',
      why: 'empty',
    });
    expect(await digest()).toMatchObject({ state: 'planned', week: '2026-W49' });
  });

  it('that had something when it was shown, and has not at its time: told once more', async () => {
    const { s, fay, asha, at, ask, digestsIn, slackChannel } = await digestStory();
    const question = await ask('Who knows?');
    await at(PREVIEW);
    await s.press(asha, s.private(asha), 'questions.withdraw', question);
    await s.settle();
    const shown = () => shownIn(s, fay).map(wordsOf);
    expect(shown().join()).not.toContain('Who knows?');
    await at(TUESDAY);
    await at('2026-11-25T09:00:00Z');
    expect(digestsIn(slackChannel)).toEqual([]);
    expect(shown().filter((words) => words.includes('There is no digest of Licensing this week'))).toHaveLength(2);
    await at('2026-11-26T09:00:00Z');
    expect(shown().filter((words) => words.includes('There is no digest of Licensing this week'))).toHaveLength(2);
  });

  it('is no news to who stops looking after it before they hear of it', async () => {
    const { s, fay, ben, asha, at, ask, enrol } = await digestStory();
    await enrol(ben, { role: 'facilitator' });
    const question = await ask('Who knows?');
    await at(PREVIEW);
    await s.press(asha, s.private(asha), 'questions.withdraw', question);
    s.clock.pass(new Date(TUESDAY).getTime() - s.clock.now().getTime());
    await s.digests.run();
    await enrol(ben);
    await s.settle();
    await at('2026-11-25T09:00:00Z');
    const told = (who: typeof fay) =>
      shownIn(s, who)
        .map(wordsOf)
        .filter((words) => words.includes('There is no digest of Licensing this week'));
    expect([told(fay).length, told(ben).length]).toEqual([2, 0]);
  });

  it('without a channel is nobody’s news', async () => {
    const { s, fay, at, ask, digest } = await digestStory();
    await ask('Who knows?');
    await s.prisma.channel.updateMany({ data: { goneAt: s.clock.now() } });
    await at(PREVIEW);
    expect(shownIn(s, fay).map(wordsOf).join()).not.toContain('digest of Licensing');
    await at(TUESDAY);
    expect(await s.prisma.digest.findFirst({ where: { week: '2026-W48' } })).toMatchObject({ why: 'no-channel' });
    expect(await digest()).toMatchObject({ week: '2026-W49' });
  });
});

describe('a digest that waits for a yes', () => {
  const approving = async () => {
    const all = await digestStory();
    const { s, fay, community, ask } = all;
    await ask('Who knows?');
    await s.submit(fay, s.private(fay), 'digests.change', community, { day: '2', time: '10:00', how: 'approved' });
    await all.at(PREVIEW);
    return all;
  };

  it('goes at its time once somebody said so', async () => {
    const { s, fay, at, digestsIn, preview, slackChannel } = await approving();
    expect(wordsOf(preview())).toContain('if one of you approves it before');
    expect(toldBy(await pressOn(s, fay, preview(), 'Approve'))).toContain('Fay Olsen approved it.');
    expect(digestsIn(slackChannel)).toEqual([]);
    await at(TUESDAY);
    expect(digestsIn(slackChannel)).toHaveLength(1);
  });

  it('goes at once where that is after its time', async () => {
    const { s, fay, at, due, digestsIn, preview, slackChannel } = await approving();
    await at('2026-11-25T11:00:00Z');
    expect(digestsIn(slackChannel)).toEqual([]);
    await pressOn(s, fay, preview(), 'Approve');
    await due();
    expect(digestsIn(slackChannel)).toHaveLength(1);
  });

  it('is skipped when the next one is to be looked at', async () => {
    const { s, at, digestsIn, slackChannel } = await approving();
    await at('2026-11-30T13:59:00Z');
    expect(await s.prisma.digest.findMany()).toMatchObject([{ week: '2026-W48', state: 'previewed' }]);
    await at('2026-11-30T14:00:00Z');
    expect(await s.prisma.digest.findMany({ orderBy: { week: 'asc' } })).toMatchObject([
      { week: '2026-W48', state: 'skipped', why: 'unapproved' },
      { week: '2026-W49', state: 'previewed' },
    ]);
    await at('2026-12-01T10:00:00Z');
    expect(digestsIn(slackChannel)).toEqual([]);
  });
});

describe('once', () => {
  it('with several workers at once, again and again', async () => {
    const { s, at, ask, digestsIn, slackChannel, teamsChannel } = await digestStory();
    await ask('Who knows?');
    await at(PREVIEW);
    s.clock.pass(new Date(TUESDAY).getTime() - s.clock.now().getTime());
    await Promise.all([s.digests.run(), s.digests.run(), s.digests.run()]);
    await s.settle();
    await Promise.all([s.digests.run(), s.digests.run()]);
    await s.settle();
    expect([digestsIn(slackChannel).length, digestsIn(teamsChannel).length]).toEqual([1, 1]);
    const weeks = await s.prisma.digest.findMany({ orderBy: { week: 'asc' } });
    expect(weeks.map(({ week, state }) => `${week} ${state}`)).toEqual(['2026-W48 posted', '2026-W49 planned']);
    expect(await s.prisma.outgoing.count({ where: { view: 'digests.weekly' } })).toBe(2);
  });

  it('with a facilitator who presses while its time comes', async () => {
    const { s, fay, at, ask, digestsIn, preview, slackChannel } = await digestStory();
    await ask('Who knows?');
    await at(PREVIEW);
    const card = preview();
    s.clock.pass(new Date(TUESDAY).getTime() - s.clock.now().getTime());
    await Promise.all([s.digests.run(), pressOn(s, fay, card, 'Send now'), s.digests.run()]);
    await s.settle();
    expect(digestsIn(slackChannel)).toHaveLength(1);
    expect(await s.prisma.digest.count({ where: { state: 'posted' } })).toBe(1);
  });

  it('after a crash between the decision and its commit, and one between posting and writing so', async () => {
    const { s, community, at, due, ask, digestsIn, slackChannel, teamsChannel } = await digestStory();
    await ask('Who knows?');
    await at(PREVIEW);
    s.clock.pass(new Date(TUESDAY).getTime() - s.clock.now().getTime());
    const dying = s.inbox.afterwards(s.clock.now(), async (w) => {
      await advance(w, digestNeeds, community);
      throw new Error('the process died');
    });
    await expect(dying).rejects.toThrow('the process died');
    expect(await s.prisma.digest.count({ where: { state: 'posted' } })).toBe(0);
    await s.digests.run();
    // The sender dies with the message in hand: its lease runs out, and another looks whether it is there.
    const lane = `slack/conversation/${slackChannel.ref.id}`;
    const owed = await s.outbox.next(lane, s.clock.now(), new Date(s.clock.now().getTime() + 60_000));
    expect(owed?.subject).toMatch(/^digest:/);
    await s.slack.post(slackChannel.ref, { summary: 'This week', blocks: [] }, { row: owed?.id ?? '' });
    s.clock.pass(90_000);
    await due();
    expect([digestsIn(slackChannel).length, digestsIn(teamsChannel).length]).toEqual([1, 1]);
    expect(s.slack.posted.filter(({ row }) => row === owed?.id)).toHaveLength(1);
  });

  it('that nobody could work at: what was missed is shown late, and goes four working hours after that', async () => {
    const { s, at, due, ask, digestsIn, preview, digest, slackChannel } = await digestStory();
    await ask('Who knows?');
    await due();
    s.clock.pass(new Date('2026-11-24T12:00:00Z').getTime() - s.clock.now().getTime());
    await due();
    expect(wordsOf(preview())).toContain('Who knows?');
    expect(digestsIn(slackChannel)).toEqual([]);
    expect((await digest()).sendsAt.toISOString()).toBe('2026-11-24T16:00:00.000Z');
    await at('2026-11-24T16:00:00Z');
    expect(digestsIn(slackChannel)).toHaveLength(1);
  });
});

test('a zone that is changed moves it, in the same week', async () => {
  const { s, fay, at, due, ask, community, digest, digestsIn, slackChannel } = await digestStory();
  await ask('Who knows?');
  await due();
  await s.submit(fay, s.private(fay), 'calendars.change', community, { zone: 'Asia/Kathmandu', holidays: 'none' });
  await due();
  expect((await digest()).sendsAt.toISOString()).toBe('2026-11-24T04:15:00.000Z');
  await at('2026-11-24T04:15:00Z');
  expect(digestsIn(slackChannel)).toHaveLength(1);
});

test('many communities are planned in one go, and one with a fault leaves the others, and is tried again', async () => {
  const { s, community } = await digestStory();
  const { founderId, createdBy, createdAt } = await s.prisma.community.findFirstOrThrow();
  await s.prisma.community.createMany({
    data: Array.from({ length: 250 }, (_, at) => ({
      id: `00000000-0000-7000-8000-000000001${String(at).padStart(3, '0')}`,
      name: `Community ${at}`,
      nameKey: `community ${at}`,
      purpose: 'One of many',
      founderId,
      createdBy,
      createdAt,
    })),
  });
  const faults: string[] = [];
  const log: Log = {
    info: () => undefined,
    warn: () => undefined,
    error: (event) => void faults.push(event),
    with: () => log,
  };
  const run = async <R>(now: Date, work: (w: Work) => Promise<R>): Promise<R> => {
    const done: R[] = [];
    await s.inbox.afterwards(now, async (w) => void done.push(await work(w)));
    return done[0] as R;
  };
  const ailing = createDigests({
    needs: {
      ...digestNeeds,
      calendarOf: (w, id) => (id === community ? Promise.reject(new Error('ill')) : digestNeeds.calendarOf(w, id)),
    },
    run,
    clock: s.clock,
    log,
  });
  await ailing.run();
  expect(faults).toEqual(['a digest could not be moved on']);
  expect(await s.prisma.digest.count({ where: { state: 'planned', week: '2026-W48' } })).toBe(250);
  expect(await s.prisma.digestRule.count({ where: { lookAt: { lte: s.clock.now() } } })).toBe(0);
  s.clock.pass(300_000);
  await s.digests.run();
  expect(await s.prisma.digest.count({ where: { state: 'planned', week: '2026-W48' } })).toBe(251);
}, 60_000);
