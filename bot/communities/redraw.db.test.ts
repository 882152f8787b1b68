/** A new label, and a community that becomes hidden or is no more: what was posted before is drawn again, a little at a time. */
import { expect, test } from 'vitest';
import type { Actor, Place, Stage } from '../testing/stage.ts';
import { story } from '../testing/story.ts';
import { wordsOf } from '../testing/words-of.ts';

const DAY = 24 * 3_600_000;
const OPEN = 'You may pass on what is said here';
const MEMBERS = 'Share within member organisations';

/** Licensing, which Fay leads, with a question of Asha's in two channels that are no longer open to everybody. */
async function posted() {
  const all = await story();
  const { s, asha, fay, community } = all;
  await s.prisma.channel.updateMany({ data: { opens: 'members' } });
  const cole = s.actor('teams', 'ashcombe', 'Cole Marsh');
  await s.command(cole, s.private(cole), 'help');
  const { personId } = await s.prisma.identity.findFirstOrThrow({ where: { ref: asha.ref.id } });
  await s.prisma.membership.create({
    data: { communityId: community, personId, role: 'member', joinedAt: s.clock.now() },
  });
  await s.submit(asha, s.private(asha), 'questions.ask', '', { community, text: 'Who licenses street pianos?' });
  await s.settle();
  const { id } = await s.prisma.question.findFirstOrThrow();
  await s.submit(fay, s.private(fay), 'questions.pass', id, { person: [cole.ref], line: '' });
  await s.settle();
  const change = (form: 'label' | 'access', to: string) =>
    s.submit(fay, s.private(fay), `communities.${form}`, community, { [form]: to });
  return { ...all, cole, id, change };
}

const at = (s: Stage, { ref }: Actor | Place): string =>
  [...s.slack.posted, ...s.teams.posted]
    .filter(({ to, removed }) => !removed && to.id === ref.id)
    .map(({ card }) => wordsOf(card))
    .join('\n');
const raised = (s: Stage) =>
  s.prisma.outgoing.findMany({ where: { state: 'owed', remoteId: { not: null } }, orderBy: { seq: 'desc' } });

test('a new label stands on what was posted before, in channels and in private', async () => {
  const { s, asha, cole, teamsChannel, slackChannel, change } = await posted();
  const everywhere = [teamsChannel, slackChannel, asha, cole];
  for (const one of everywhere) expect(at(s, one)).toContain(OPEN);
  await change('label', 'members');
  await s.settle();
  for (const one of everywhere) expect(at(s, one)).toContain(OPEN);
  await s.redraw.next();
  await s.settle();
  for (const one of everywhere) {
    expect(at(s, one)).not.toContain(OPEN);
    expect(at(s, one)).toContain(MEMBERS);
  }
  expect(await s.prisma.communityRedraw.count()).toBe(0);
  // What it was already is no change.
  await change('label', 'members');
  expect(await s.prisma.communityRedraw.count()).toBe(0);
});

test('a community that becomes hidden is named to nobody else any more, and stands again once it is not', async () => {
  const { s, cole, asha, teamsChannel, slackChannel, change } = await posted();
  // One channel is taken out before: what stands there was posted while it was open.
  await s.command(s.actor('teams', 'ashcombe', 'Fay Olsen'), teamsChannel, 'unbind');
  await s.settle();
  expect(at(s, teamsChannel)).toContain('Question for Licensing');
  expect(at(s, cole)).toContain('Asked in Licensing');
  await change('access', 'hidden');
  for (let round = 0; round < 3; round += 1) await s.redraw.next();
  await s.settle();
  for (const one of [cole, teamsChannel]) expect(at(s, one)).not.toMatch(/Licensing|pianos/);
  expect(at(s, cole)).toContain('is not there for you any more');
  for (const one of [asha, slackChannel]) expect(at(s, one)).toContain('Question for Licensing');
  await change('access', 'open');
  await s.redraw.next();
  await s.settle();
  expect(at(s, cole)).toContain('Asked in Licensing');
});

test('where it is joined on request instead, only what people have in private depends on it, if its label stays', async () => {
  const { s, cole, change } = await posted();
  await s.prisma.community.updateMany({ data: { label: 'members' } });
  await change('access', 'request');
  await s.redraw.next();
  const rows = await raised(s);
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every(({ lane }) => lane.includes('/user/'))).toBe(true);
  await s.settle();
  expect(at(s, cole)).not.toMatch(/Licensing|pianos/);
});

test('of thousands of cards some at a time, the newest first, and only the last two hundred of ninety days', async () => {
  const { s, community, slackChannel, change } = await posted();
  const { personId, id: identityId } = await s.prisma.identity.findFirstOrThrow();
  const root = await s.prisma.outgoing.findFirstOrThrow({
    where: { view: 'question', lane: { contains: slackChannel.ref.id } },
  });
  const { seq: _, to, thread: __, only: ___, ...row } = root;
  const add = async (count: number, createdAt: Date) => {
    for (let number = 0; number < count; number += 1) {
      const id = crypto.randomUUID();
      const text = 'Another question';
      await s.prisma.question.create({
        data: { id, communityId: community, personId, identityId, text, files: [], state: 'open', createdAt },
      });
      await s.prisma.outgoing.create({
        data: { ...row, id: crypto.randomUUID(), to: to ?? {}, subject: `question:${id}`, viewId: id, createdAt },
      });
    }
  };
  await s.prisma.outgoing.deleteMany({ where: { lane: root.lane } });
  await add(3, new Date(s.clock.now().getTime() - 91 * DAY));
  await add(205, s.clock.now());
  await change('label', 'members');
  const here = () =>
    s.prisma.outgoing.findMany({ where: { lane: root.lane, state: 'owed' }, orderBy: { seq: 'desc' } });
  const all = await s.prisma.outgoing.findMany({ where: { lane: root.lane }, orderBy: { seq: 'desc' } });
  await s.redraw.next();
  const first = await here();
  expect(first.length).toBeGreaterThan(10);
  expect(first.length).toBeLessThanOrEqual(20);
  expect(first.map(({ id }) => id)).toEqual(all.slice(0, first.length).map(({ id }) => id));
  for (let round = 0; round < 12; round += 1) await s.redraw.next();
  expect((await here()).map(({ id }) => id)).toEqual(all.slice(0, 200).map(({ id }) => id));
  expect(await s.prisma.communityRedraw.count()).toBe(0);
  await s.prisma.outgoing.updateMany({ where: { lane: root.lane }, data: { state: 'shown' } });
  // Half way it becomes another once more: it begins anew.
  await change('label', 'open');
  await s.redraw.next();
  await change('label', 'members');
  expect(await s.prisma.communityRedraw.findFirst()).toMatchObject({ before: null });
  await s.prisma.communityRedraw.deleteMany();
  await s.prisma.outgoing.updateMany({ where: { lane: root.lane }, data: { state: 'shown' } });
});
