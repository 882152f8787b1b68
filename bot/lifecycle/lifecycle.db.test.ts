/** The life of a community, told by time travel: each stage, what is asked in it and of whom, and what ends it. */
import { expect, test } from 'vitest';
import { DAY, living } from '../testing/life.ts';
import type { Actor } from '../testing/stage.ts';
import { cardFor, cardOf, founded, postedTo, pressOn, toldBy } from '../testing/town.ts';
import { buttonsOf, wordsOf } from '../testing/words-of.ts';

/** A community where nothing was said for so long that its members are asked. */
async function dormant(hears: string | null = null, members = 6) {
  const all = await living();
  await all.meet(members, hears);
  await all.set('active');
  await all.pass(62);
  expect(await all.stage()).toBe('dormant');
  return all;
}

const votes = (words: string) => /(\d+) to keep it, (\d+) to archive it/.exec(words)?.slice(1, 3).map(Number);

test('it has found its people with two who look after it, eight members, and three others who contributed', async () => {
  const { s, meet, ask, look, stage, community, channel, asha } = await living();
  const [one, two, three] = await meet(6);
  if (!one || !two || !three) throw new Error('nobody');
  const { message } = await ask(one, 'Who weighs lorries?');
  // Those who look after it do not count, and whoever asks twice counts once.
  await ask(asha, 'Who weighs trains?');
  await ask(one, 'Who weighs boats?');
  await s.say(two, channel, 'We do.', { thread: message });
  await look();
  expect(await stage()).toBe('forming');
  await s.submit(three, s.private(three), 'communities.hello', community, { words: 'Hello, all.' });
  s.clock.pass(DAY);
  await look();
  expect(await stage()).toBe('active');
});

test('after sixty days without, its lead is asked: as much time again, or the end', async () => {
  const { s, fay, asha, pass, stage } = await living();
  const asked = (who: Actor) => postedTo(s.teams, who).filter((words) => words.includes('Shall it go on?'));
  await pass(59);
  expect(asked(fay)).toEqual([]);
  await pass(4);
  expect(asked(fay)).toHaveLength(1);
  expect(asked(asha)).toEqual([]);
  const card = cardFor(s, fay, 'Shall it go on?');
  expect(buttonsOf(card).map(({ label }) => label)).toEqual(['Give it 60 more days', 'Close this community']);
  expect(toldBy(await s.press(asha, s.private(asha), 'lifecycle.extend', buttonsOf(card)[0]?.value ?? ''))).toContain(
    'Only the lead',
  );
  expect(toldBy(await pressOn(s, fay, card, 'Give it 60 more days'))).toContain('Licensing goes on');
  // Pressed once more, it is no more than that.
  await pressOn(s, fay, card, 'Give it 60 more days');
  await pass(55);
  expect(asked(fay)).toEqual([]);
  await pass(10);
  expect(asked(fay)).toHaveLength(1);
  await pressOn(s, fay, cardFor(s, fay, 'Shall it go on?'), 'Close this community');
  await s.settle();
  expect(await stage()).toBe('archived');
  expect(postedTo(s.teams, fay).at(-1)).toContain('Licensing is archived');
});

/** Ten questions a week in an active community, until a week ago. */
async function lively() {
  const all = await living();
  const { s, asha, fay, community, set, meet, personOf } = all;
  await meet(6);
  const { id: identityId } = await s.prisma.identity.findFirstOrThrow({ where: { ref: fay.ref.id } });
  const personId = await personOf(all.people[0] ?? asha);
  const said = async (from: number, to: number, each: number): Promise<void> => {
    for (let day = from; day < to; day += 1)
      for (let number = 0; number < each; number += 1) {
        const at = new Date(s.clock.now().getTime() - day * DAY - number * 60_000);
        await s.prisma.question.create({
          data: {
            id: crypto.randomUUID(),
            communityId: community,
            personId,
            identityId,
            text: 'Who weighs lorries?',
            files: [],
            state: 'open',
            createdAt: at,
            openedAt: at,
            heardAt: at,
          },
        });
      }
  };
  await s.prisma.community.update({ where: { id: community }, data: { createdAt: new Date('2026-01-01T00:00:00Z') } });
  await said(0, 70, 2);
  await set('active');
  const noted = () => postedTo(s.teams, fay).filter((words) => words.includes('Less is said in Licensing'));
  return { ...all, said, noted };
}

test('two weeks below its own usual, and its lead gets a private note with what could be done; as usual again, it is active', async () => {
  const { s, asha, people, said, noted, pass, stage, ask } = await lively();
  // Nothing counts that was before it was looked at for two weeks.
  await pass(13);
  expect(await stage()).toBe('active');
  await pass(4);
  expect(await stage()).toBe('quiet');
  await pass(3);
  expect(noted()).toHaveLength(1);
  expect(noted()[0]).toContain('it is compared with itself alone');
  expect(noted()[0]).toMatch(/had no answer/);
  expect(postedTo(s.teams, asha).filter((words) => words.includes('Less is said'))).toEqual([]);
  await ask(people[0] ?? asha, 'Who weighs trains?');
  await pass(2);
  expect(await stage()).toBe('quiet');
  await said(0, 7, 2);
  await ask(people[1] ?? asha, 'Who weighs boats?');
  await s.settle();
  await s.lifecycles.look();
  expect(await stage()).toBe('active');
  await pass(2);
  expect(noted()).toHaveLength(1);
});

test('of presence and of quiet there is one note in a week, whichever comes first', async () => {
  const { s, fay, noted } = await lively();
  const absent = () => postedTo(s.teams, fay).filter((words) => words.includes('quiet from your side'));
  await s.presence.look();
  const both = async (days: number): Promise<void> => {
    for (let day = 0; day < days; day += 1) {
      s.clock.pass(DAY);
      await s.presence.look();
      await s.lifecycles.look();
      await s.settle();
    }
  };
  // Five working days after Monday, her own absence is noticed; after two weeks, that of everybody.
  await both(9);
  expect([absent().length, noted().length]).toEqual([1, 0]);
  await s.prisma.lifecycle.updateMany({ data: { clock: new Date('2026-01-01T00:00:00Z') } });
  const { toldAt } = await s.prisma.presence.findFirstOrThrow();
  for (let day = 0; day < 12 && noted().length === 0; day += 1) await both(1);
  const { notedAt } = await s.prisma.presence.findFirstOrThrow();
  expect(noted()).toHaveLength(1);
  expect((notedAt?.getTime() ?? 0) - (toldAt?.getTime() ?? 0)).toBeGreaterThanOrEqual(7 * DAY);
  // The other way round: a week after the note, and not before.
  await s.prisma.presence.updateMany({
    data: { stage: 0, dueAt: s.clock.now(), actedAt: new Date('2026-10-01T09:00:00Z') },
  });
  await both(5);
  expect(absent()).toHaveLength(1);
  await both(5);
  expect(absent()).toHaveLength(2);
});

test('what a small community never was, it cannot fall below; four weeks of nothing are quiet, sixty days ask its members', async () => {
  const { s, set, pass, stage, meet, ask, fay, channel } = await living();
  const [one] = await meet(3);
  await set('active');
  await ask(one ?? fay, 'Who weighs lorries?');
  await pass(25);
  expect(await stage()).toBe('active');
  await pass(5);
  expect(await stage()).toBe('quiet');
  await pass(29);
  expect(await stage()).toBe('quiet');
  await pass(2);
  expect(await stage()).toBe('dormant');
  expect(postedTo(s.teams, channel).filter((words) => words.includes('What shall become of it?'))).toHaveLength(1);
});

test('members are asked once, in its channels and in private where they hear of it', async () => {
  const { s, people, channel, pass } = await dormant('digest', 3);
  const asked = (who: Actor) => postedTo(s.teams, who).filter((words) => words.includes('What shall become of it?'));
  await pass(3);
  expect(people.map((one) => asked(one).length)).toEqual([1, 1, 1]);
  expect(postedTo(s.teams, channel).filter((words) => words.includes('What shall become of it?'))).toHaveLength(1);
  const rows = await s.prisma.outgoing.findMany({ where: { view: 'lifecycle.vote' } });
  expect(rows.map(({ attention }) => attention).sort()).toEqual(['ask', 'ask', 'ask', null]);
});

test('one vote each, which can be changed; counts are shown from five on; most of all members decide', async () => {
  const { s, fay, asha, ben, people, channel, community, stage } = await dormant();
  const press = async (who: Actor, choice: string) => {
    const reply = await s.press(who, s.private(who), 'lifecycle.vote', `${community} ${choice}`);
    await s.settle();
    return reply;
  };
  const shown = () => votes(wordsOf(cardFor(s, channel, 'What shall become of it?')));
  expect(toldBy(await press(ben, 'archive'))).toContain('not there');
  for (const one of people.slice(0, 4)) expect(toldBy(await press(one, 'archive'))).toContain('you would archive');
  await press(people[0] as Actor, 'archive');
  expect(shown()).toBeUndefined();
  expect(toldBy(await press(people[0] as Actor, 'keep'))).toContain('you would like to keep');
  await press(fay, 'keep');
  expect(shown()).toEqual([2, 3]);
  expect(await stage()).toBe('dormant');
  await press(people[4] as Actor, 'archive');
  // Four of eight are not most of them.
  expect(await stage()).toBe('dormant');
  await press(asha, 'archive');
  expect(await stage()).toBe('archived');
  expect(postedTo(s.teams, channel).join()).toContain('Licensing is archived');
  expect(await s.prisma.lifecycleVote.count()).toBe(0);
  // A press that comes late says how it is.
  expect(toldBy(await press(people[1] as Actor, 'keep'))).toContain('is archived');
});

test('kept by most, it is asked about again only after another sixty days', async () => {
  const { s, fay, asha, people, channel, community, pass, stage } = await dormant();
  for (const who of [fay, asha, ...people.slice(0, 3)])
    await s.press(who, s.private(who), 'lifecycle.vote', `${community} keep`);
  expect(await stage()).toBe('quiet');
  await pass(59);
  expect(await stage()).toBe('quiet');
  expect(postedTo(s.teams, channel).join()).toContain('is kept');
  await pass(2);
  expect(await stage()).toBe('dormant');
});

test('whoever asks something in a dormant community wakes it by that', async () => {
  const { s, people, channel, ask, stage } = await dormant();
  await ask(people[0] as Actor, 'Who weighs lorries?');
  await s.settle();
  await s.lifecycles.look();
  await s.settle();
  expect(await stage()).toBe('active');
  expect(postedTo(s.teams, channel).join()).toContain('Licensing goes on');
});

test('after ninety days without a decision it is archived', async () => {
  const { pass, stage } = await dormant();
  await pass(85);
  expect(await stage()).toBe('dormant');
  await pass(6);
  expect(await stage()).toBe('archived');
});

test('what there was before an upgrade is active at once, and its clocks begin then', async () => {
  const all = await founded();
  const { s, fay, channel, community } = all;
  await s.command(fay, channel, 'bind', 'licensing');
  await s.prisma.community.update({ where: { id: community }, data: { createdAt: new Date('2020-01-01T00:00:00Z') } });
  await s.settle();
  for (const chat of [s.slack, s.teams]) chat.posted.length = 0;
  for (let day = 0; day < 13; day += 1) {
    await s.lifecycles.look();
    await s.settle();
    s.clock.pass(DAY);
  }
  expect(await s.prisma.community.findFirst()).toMatchObject({ stage: 'active' });
  expect([...s.teams.posted, ...s.slack.posted]).toEqual([]);
});

test('several who look at once do it once', async () => {
  const { s, channel, set, meet } = await living();
  await meet(2, 'everything');
  await set('quiet');
  s.clock.pass(61 * DAY);
  await Promise.all([s.lifecycles.look(), s.lifecycles.look(), s.lifecycles.look()]);
  await s.settle();
  expect(await s.prisma.community.findFirst()).toMatchObject({ stage: 'dormant' });
  expect(postedTo(s.teams, channel).filter((words) => words.includes('What shall become of it?'))).toHaveLength(1);
});

test('its stage stands where it is looked after and looked at', async () => {
  const { s, fay, asha, community } = await living();
  const shown = async (who: Actor, action: string) =>
    wordsOf(cardOf(await s.press(who, s.private(who), action, community)));
  expect(await shown(fay, 'communities.manage')).toContain('Finding its people');
  expect(await shown(asha, 'communities.look')).toContain('Finding its people');
});
