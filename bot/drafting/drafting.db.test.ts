/** An answer drafted from what was found: by a press, in private first, checked again and again, shared where all may read. */
import { expect, test } from 'vitest';
import { wordsOf } from '../testing/words-of.ts';
import { changesOf } from './testing/changes.ts';
import { ANSWER, cardOf, GOOD, LOOKED_FOR, OLD, pressOn, told } from './testing/told.ts';

test.each(['slack', 'teams'] as const)(
  'on %s a draft is written in private, labelled, with its sources',
  async (on) => {
    const all = await told();
    const { s, ben, fay, asked, write, draftOf, ask } = all;
    const who = on === 'slack' ? ben : fay;
    const reply = await ask(who, s.private(who));
    expect(wordsOf(cardOf(reply))).toContain('Writing from 1 answer.');
    expect(wordsOf(draftOf(who))).toContain('Writing from 1 answer…');
    expect(draftOf(who).generated).toBeUndefined();
    await write();
    // Neither who answered, nor where, is any business of the model.
    expect(asked).toEqual([{ question: LOOKED_FOR, passages: [{ ref: 'p1', asked: OLD, answer: ANSWER }] }]);
    const card = draftOf(who);
    const words = wordsOf(card);
    for (const said of [
      'A draft from 1 answer',
      'Written by software from the answers below; check them.',
      'Pitches are priced by the metre and by the day. [1]',
      'How far to trust it: Conversation: unofficial',
      `[1] ${OLD}`,
      'Asha Verma · Ashcombe Council',
    ])
      expect(words).toContain(said);
    expect(card.generated?.sources).toMatchObject([{ number: 1, title: OLD, words: ANSWER }]);
    // Each sentence leads to where it was asked.
    expect(JSON.stringify(card.blocks)).toMatch(/"run":"link","url":"https:[^"]+","text":"\[1\]"/);
    const read = pressOn(card, 'Read all of number 1');
    expect(wordsOf(cardOf(await s.press(who, s.private(who), read.action, read.value)))).toContain(
      'dearer on Saturdays',
    );
    // What was looked for is gone, and the next look finds nothing to do.
    expect(await s.prisma.draftedAnswer.findFirst()).toMatchObject({ words: null, state: 'written', tries: 1 });
    await write();
    expect(asked).toHaveLength(1);
  },
);

test('a draft of a question can be answered by one before it is posted; the question stays', async () => {
  const { s, fay, write, draftOf, asked } = await told();
  const text = 'What should a pitch at a street market cost?';
  const card = cardOf((await s.say(fay, s.private(fay), text)).reply);
  const { action, value } = pressOn(card, 'Draft an answer from these');
  await s.press(fay, s.private(fay), action, value);
  await write();
  expect(asked[0]?.question).toBe(text);
  expect(wordsOf(draftOf(fay))).toContain('[1]');
  expect(await s.prisma.question.count({ where: { state: 'drafted' } })).toBe(1);
});

test('sentences without a source, with one that was not given, or that say what no source says are dropped', async () => {
  const { s, fay, ask, write, draftOf, gives } = await told();
  gives([
    { text: 'Pitches are free for everybody in the whole county.', refs: ['p1'] },
    { text: 'Pitches are priced by the metre.', refs: [] },
    { text: 'Pitches are priced by the day.', refs: ['p9'] },
    GOOD,
    { text: 'Charities pay.', refs: ['p1'] },
    { text: 'Pitches are priced by the metre and cost 40 pounds.', refs: ['p1'] },
  ]);
  await ask(fay, s.private(fay));
  await write();
  const words = wordsOf(draftOf(fay));
  expect(words.match(/\[1\]/g)).toHaveLength(2);
  for (const not of ['county', 'Charities', '40']) expect(words).not.toContain(not);
  gives([{ text: 'Nobody knows anything at all about market pitches here.', refs: ['p1'] }]);
  await ask(fay, s.private(fay));
  await write();
  const plain = wordsOf(draftOf(fay));
  for (const said of ['No draft: nothing that the language model wrote held', `[1] ${OLD}`])
    expect(plain).toContain(said);
  expect(draftOf(fay).generated).toBeUndefined();
});

test.each(changesOf)('what it rests on is %s: what was written from it goes, and that is said', async (_, change) => {
  const all = await told();
  const { s, fay, ask, write, draftOf } = all;
  await ask(fay, s.private(fay));
  await write();
  expect(wordsOf(draftOf(fay))).toContain('priced by the metre');
  await change(all);
  await s.settle();
  const words = wordsOf(draftOf(fay));
  expect(words).not.toContain('priced by the metre');
  expect(words).toContain('Nothing of this draft is left.');
  expect(draftOf(fay).generated).toBeUndefined();
});

test.each(changesOf)('what it rests on is %s before it is written: the model is asked nothing', async (_, change) => {
  const all = await told();
  const { s, fay, ask, asked, write, draftOf } = all;
  await ask(fay, s.private(fay));
  await change(all);
  await s.settle();
  await write();
  // An edited answer is still one, as it reads now.
  if (asked.length > 0) expect(asked[0]?.passages[0]?.answer).toContain('Nothing to say about that');
  expect(wordsOf(draftOf(fay))).not.toContain('priced by the metre');
});

test.each([
  ['down', new Error('fetch failed')],
  ['refusing, or gives rubbish', null],
] as const)(
  'a model that is %s: what was found is there in time, with a reference that the log has',
  async (_, gives) => {
    const all = await told();
    const { s, fay, ask, write, draftOf } = all;
    all.gives(gives);
    await ask(fay, s.private(fay));
    await write();
    const words = wordsOf(draftOf(fay));
    expect(words).toContain('the language model did not answer in time, or not well');
    expect(words).toContain(`[1] ${OLD}`);
    const [, fault] = /reference ([\w-]+)/.exec(words) ?? [];
    const line = s.lines.find((one) => one.startsWith('an answer could not be drafted'));
    expect(line).toContain(`"fault":"${fault}"`);
    expect(s.lines.join('\n')).not.toContain(LOOKED_FOR);
    expect(s.lines.join('\n')).not.toContain('metre');
  },
);

test('who writes and dies is followed by another, once; then it is said', async () => {
  const { s, fay, ask, asked, write, draftOf } = await told();
  await ask(fay, s.private(fay));
  const [id = ''] = await s.drafts.due(1);
  await s.prisma.draftedAnswer.update({ where: { id }, data: { tries: 1, lookAt: s.clock.now() } });
  s.clock.pass(60_000);
  await write();
  expect(asked).toHaveLength(1);
  await ask(fay, s.private(fay));
  await s.prisma.draftedAnswer.updateMany({ where: { state: 'writing' }, data: { tries: 2, lookAt: s.clock.now() } });
  await write();
  expect(asked).toHaveLength(1);
  expect(wordsOf(draftOf(fay))).toContain('No draft');
});

test('it is offered only where a model is there, and every organisation and the community allow it', async () => {
  const { s, fay, ask, community } = await told();
  const offered = async () => {
    s.clock.pass(1_000);
    return wordsOf(cardOf(await s.command(fay, s.private(fay), 'find', LOOKED_FOR))).includes('Draft an answer');
  };
  expect(await offered()).toBe(true);
  const off = [
    ['community', { drafting: false }, { drafting: true }],
    ['community', { label: 'closed' }, { label: null }],
  ] as const;
  for (const [, no, yes] of off) {
    await s.prisma.community.update({ where: { id: community }, data: no });
    expect(await offered()).toBe(false);
    await s.prisma.community.update({ where: { id: community }, data: yes });
  }
  for (const name of ['Ashcombe Council', 'Brackenford Council']) {
    await s.prisma.organisation.updateMany({ where: { name }, data: { drafting: false } });
    expect(await offered()).toBe(false);
    // Who kept the button gets nothing by it either.
    const reply = await s.press(fay, s.private(fay), 'drafting.ask', `words ${LOOKED_FOR}`);
    expect(wordsOf(cardOf(reply))).toContain('nothing to draft from');
    await s.prisma.organisation.updateMany({ where: { name }, data: { drafting: true } });
  }
  expect(await s.prisma.draftedAnswer.count()).toBe(0);
  await ask(fay, s.private(fay));
});

test('a lead and an admin switch it, and what was drafted goes with it', async () => {
  const { s, fay, ask, write, draftOf, community } = await told({ off: true });
  const { personId, workspace } = await s.prisma.identity.findFirstOrThrow({
    where: { ref: fay.ref.id },
    include: { workspace: true },
  });
  const organisationId = workspace.organisationId;
  await s.prisma.organisation.updateMany({ where: { id: { not: organisationId } }, data: { drafting: true } });
  await s.prisma.organisationAdmin.create({ data: { organisationId, personId, addedAt: s.clock.now() } });
  const card = cardOf(await s.press(fay, s.private(fay), 'communities.organisation', ''));
  expect(wordsOf(card)).toContain('No language model is given anything');
  const on = pressOn(card, 'Allow drafts by a language model');
  expect(wordsOf(cardOf(await s.press(fay, s.private(fay), on.action, on.value)))).toContain('leaves this machine');
  await ask(fay, s.private(fay));
  await write();
  expect(wordsOf(draftOf(fay))).toContain('priced by the metre');
  const manage = cardOf(await s.press(fay, s.private(fay), 'communities.manage', community));
  const off = pressOn(manage, 'No drafts by a language model');
  expect(wordsOf(cardOf(await s.press(fay, s.private(fay), off.action, off.value)))).toContain('Never from what');
  await s.settle();
  expect(wordsOf(draftOf(fay))).not.toContain('priced by the metre');
  // Nobody else may.
  const { asha } = { asha: s.actor('teams', 'ashcombe', 'Nia Not Lead') };
  expect(wordsOf(cardOf(await s.press(asha, s.private(asha), off.action, `${community} on`)))).not.toContain('May be');
  expect((await s.prisma.community.findFirstOrThrow({ where: { id: community } })).drafting).toBe(false);
});

test('so many a day, for one person; then it is said, and what was found is there', async () => {
  const { s, fay, ben, ask } = await told();
  for (let at = 0; at < 10; at += 1) await ask(fay, s.private(fay));
  expect(wordsOf(cardOf(await ask(fay, s.private(fay))))).toContain('as many drafts as one person may have');
  expect(await s.prisma.draftedAnswer.count()).toBe(10);
  // Somebody else is not held up by it, and what was refused took nothing of what they share.
  expect(wordsOf(cardOf(await ask(ben, s.private(ben))))).toContain('Writing from');
});

test('what a community, and all together, may have in a day is spent too', async () => {
  const { s, fay, ask, community } = await told();
  const spend = (key: string, burst: number, everyMs: number) =>
    s.prisma.budget.create({ data: { key, earnedAt: new Date(s.clock.now().getTime() + burst * everyMs) } });
  await spend(`drafts/community/${community}`, 50, 28 * 60_000);
  expect(wordsOf(cardOf(await ask(fay, s.private(fay))))).toContain('made from what is answered in Licensing');
  await s.prisma.budget.deleteMany();
  await spend('drafts/all', 250, 5 * 60_000);
  expect(wordsOf(cardOf(await ask(fay, s.private(fay))))).toContain('were made here');
  expect(await s.prisma.draftedAnswer.count()).toBe(0);
});

test.each(['slack', 'teams'] as const)(
  'on %s it is shared where everybody may read what it rests on, under their name',
  async (on) => {
    const all = await told();
    const { s, ben, fay, ask, write, draftOf, slackChannel, teamsChannel } = all;
    const [who, place, chat] =
      on === 'slack' ? ([ben, slackChannel, s.slack] as const) : ([fay, teamsChannel, s.teams] as const);
    await ask(who, place);
    await write();
    const share = pressOn(draftOf(who), 'Share with everyone here');
    // Nobody else's to share.
    const other = who === ben ? fay : ben;
    await s.press(other, s.private(other), share.action, share.value);
    await s.settle();
    const shown = () =>
      chat.posted.filter(({ to, card }) => to.id === place.ref.id && /shares a draft/.test(card.summary));
    expect(shown()).toEqual([]);
    for (const _ of [1, 2])
      expect(wordsOf(cardOf(await s.press(who, s.private(who), share.action, share.value)))).toContain(
        'Shared in the channel',
      );
    await s.settle();
    expect(shown()).toHaveLength(1);
    const card = shown()[0]?.card;
    if (!card) throw new Error('not shared');
    for (const words of [who.name, 'Written by software', 'priced by the metre', '[1]', 'Conversation: unofficial'])
      expect(wordsOf(card)).toContain(words);
    expect(card.generated?.sources).toHaveLength(1);
    expect(wordsOf(draftOf(who))).toContain('You shared it');
    // The question is withdrawn: nothing of it stays there either.
    const { id } = await s.prisma.question.findFirstOrThrow({ where: { state: 'answered' } });
    await s.press(ben, s.private(ben), 'questions.withdraw', id);
    await s.settle();
    const left = chat.posted
      .filter(({ to }) => to.id === place.ref.id)
      .map((one) => wordsOf(one.card))
      .join('\n');
    expect(left).not.toContain('priced by the metre and by the day');
    expect(left).toContain('A draft was shared here.');
  },
);

test('it is not shared where somebody may open the channel and not read a source, or where nobody knows who reads', async () => {
  const all = await told();
  const { s, fay, ask, write, draftOf, teamsChannel } = all;
  const unbound = s.channel('teams', 'ashcombe', 'Canteen');
  await ask(fay, unbound);
  await write();
  const there = pressOn(draftOf(fay), 'Share with everyone here');
  expect(wordsOf(cardOf(await s.press(fay, s.private(fay), there.action, there.value)))).toContain(
    'belongs to no community',
  );
  // Of another community than the channel's.
  await ask(fay, teamsChannel);
  await write();
  const share = pressOn(draftOf(fay), 'Share with everyone here');
  const founderId = (await s.prisma.organisation.findFirstOrThrow({ where: { name: 'Ashcombe Council' } })).id;
  const { personId } = await s.prisma.identity.findFirstOrThrow({ where: { ref: fay.ref.id } });
  const other = await s.prisma.community.create({
    data: {
      id: '00000000-0000-7000-8000-000000000099',
      name: 'Other',
      nameKey: 'other',
      purpose: 'Other',
      founderId,
      createdBy: personId,
      createdAt: s.clock.now(),
      organisations: { create: { organisationId: founderId, agreedBy: personId, agreedAt: s.clock.now() } },
    },
  });
  await s.prisma.channel.updateMany({ where: { ref: teamsChannel.ref.id }, data: { communityId: other.id } });
  expect(wordsOf(cardOf(await s.press(fay, s.private(fay), share.action, share.value)))).toContain(
    'not everybody who can open that channel',
  );
  await s.settle();
  expect(s.teams.posted.filter(({ card }) => /shares a draft/.test(card.summary))).toEqual([]);
  // From a private chat there is nowhere to share it.
  await ask(fay, s.private(fay));
  await write();
  expect(() => pressOn(draftOf(fay), 'Share with everyone here')).toThrow();
});

test('whether it was useful is counted, without a name after 14 days; then the draft is forgotten', async () => {
  const { s, fay, ben, ask, write, draftOf } = await told();
  await ask(fay, s.private(fay));
  await write();
  const on = s.teams.posted.find(({ card }) => card.generated)?.ref;
  if (!on) throw new Error('no draft');
  const say = (who: typeof fay, useful: boolean) =>
    s.bring(s.event(who, s.private(who), { kind: 'feedback', on, useful }));
  expect(wordsOf(cardOf(await say(fay, true)))).toContain('counted, without your name');
  await say(fay, false);
  expect(await say(ben, true)).toEqual({ kind: 'nothing' });
  expect(await s.prisma.draftVote.findMany({ select: { useful: true } })).toEqual([{ useful: false }]);
  await s.drafts.forget(10);
  expect(await s.prisma.draftedAnswer.count()).toBe(1);
  s.clock.pass(15 * 24 * 3_600_000);
  await s.drafts.forget(10);
  await s.drafts.forget(10);
  await s.settle();
  expect(await s.prisma.draftCount.findMany()).toMatchObject([
    { model: 'made-up-1', prompt: 'draft-1', useful: 0, notUseful: 1 },
  ]);
  expect([
    await s.prisma.draftVote.count(),
    await s.prisma.draftedAnswer.count(),
    await s.prisma.draftedSource.count(),
  ]).toEqual([0, 0, 0]);
  expect(wordsOf(draftOf(fay))).toContain('kept here for 14 days');
});
