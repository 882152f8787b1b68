/** Writing apart: what is typed is kept for who typed it, handed in, changed, taken back, and shown all at once. */
import { describe, expect, test } from 'vitest';
import { wordsOf } from '../../testing/words-of.ts';
import { scene } from '../testing/scene.ts';
import { close, filled, formOf, inChannels, pressed, said, submitted, writers } from '../testing/writers.ts';

describe.each(['unattributed', 'named'] as const)('%s', (attribution) => {
  test('three steps, a draft on each, handed in on the last, and there again until it closes', async () => {
    const all = await scene({ attribution });
    const { write, open, send, read } = writers(all);
    const [priya, asha] = [all.priya, all.asha];
    const first = await open(priya);
    expect(first.fields.map(({ name }) => name)).toEqual(['expected', 'clear', 'happened']);
    expect(JSON.stringify(first.intro)).toContain(
      attribution === 'named' ? 'Your name is shown with your words.' : 'after closing nobody can',
    );
    const second = formOf(await send(priya, first, { expected: 'To be done by two', clear: 'partly' }));
    expect(second.fields.map(({ name }) => name)).toEqual(['worked', 'harder']);
    // Left there, it is a draft.
    expect(filled(await open(priya))).toEqual({ expected: 'To be done by two', clear: 'partly', happened: '' });
    expect(await all.s.prisma.stagedInput.count()).toBe(0);
    expect(
      await write(priya, {
        worked: 'The new boxes\nThe list by the door',
        next: 'When the polls close, we will test the radios',
      }),
    ).toContain('it is handed in');
    expect(await read(priya)).toEqual({
      expected: 'To be done by two',
      clear: 'partly',
      happened: '',
      worked: 'The new boxes\nThe list by the door',
      harder: '',
      next: 'When the polls close, we will test the radios',
      urgent: '',
    });
    expect(await all.s.prisma.stagedInput.count()).toBe(5);
    // Somebody else sees nothing of it.
    expect(Object.values(await read(asha)).join('')).toBe('');
    // Handing in again takes its place.
    await write(priya, { worked: 'The new boxes', clear: 'yes' });
    expect(await all.s.prisma.stagedInput.count()).toBe(4);
    expect(await read(priya)).toMatchObject({ worked: 'The new boxes', clear: 'yes' });
  });

  test('it closes, and everything is shown at once, shuffled, with how the aim was answered', async () => {
    const all = await scene({ attribution, people: 6 });
    const { write } = writers(all);
    await inChannels(all);
    for (const [at, who] of all.people.entries())
      await write(who, {
        worked: `Good ${at}`,
        harder: `Hard ${at}\nHarder ${at} <@U123> <at>Tom</at>`,
        clear: at < 4 ? 'yes' : 'no',
      });
    await close(all);
    const shown = await all.run((w) => w.sessions.writing.contributions(all.session));
    expect(shown).toHaveLength(18);
    expect(shown.map(({ text }) => text)).not.toEqual([...shown.map(({ text }) => text)].sort());
    expect(shown.every(({ author }) => (author === null) === (attribution === 'unattributed'))).toBe(true);
    const [round] = await all.run((w) => w.sessions.writing.rounds(all.session));
    expect(round).toMatchObject({ contributors: 6, answers: { clear: { yes: 4, no: 2 } } });
    const posted = all.s.teams.posted.map(({ card }) => wordsOf(card)).filter((words) => /Good|Hard/.test(words));
    expect(posted).toHaveLength(18);
    expect(posted.map((words) => /(Good|Hard|Harder) \d/.exec(words)?.[0])).toEqual(
      shown.map(({ text }) => /(Good|Hard|Harder) \d/.exec(text)?.[0]),
    );
    expect(await all.run((w) => w.sessions.writing.shownIn(all.session, all.channel.ref))).toEqual({
      shown: 18,
      of: 18,
    });
    for (const table of ['stagedInput', 'sessionDraft', 'doneMark', 'sessionKey'] as const)
      expect(await (all.s.prisma[table] as { count(): Promise<number> }).count(), table).toBe(0);
  });

  test('it is taken back, and may be written anew', async () => {
    const all = await scene({ attribution });
    const { write, open, read } = writers(all);
    await write(all.priya, { worked: 'The new boxes' });
    const form = await open(all.priya);
    expect(form.rows?.[0]?.button).toMatchObject({ action: 'sessions.write-back' });
    const sure = formOf(
      await all.s.bot.privately(
        all.s.event(all.priya, all.s.private(all.priya), {
          kind: 'action',
          action: 'sessions.write-back',
          value: all.session,
          on: null,
        }) as never,
      ),
    );
    expect(said(await submitted(all.s, all.priya, sure, {}))).toContain('taken back');
    expect(await all.s.prisma.stagedInput.count()).toBe(0);
    expect(await all.s.prisma.doneMark.count()).toBe(0);
    expect(Object.values(await read(all.priya)).join('')).toBe('');
    expect(await write(all.priya, { worked: 'Something else' })).toContain('handed in');
  });

  test('nothing at all, a point that is too long and too many are said beside the box, and nothing is handed in', async () => {
    const all = await scene({ attribution });
    const { write, open, send } = writers(all);
    expect(await write(all.priya, { clear: 'yes' })).toContain('at least one box');
    expect(said(await send(all.priya, await open(all.priya), { expected: 'x'.repeat(2_001) }))).toContain(
      '2000 characters',
    );
    expect(said(await send(all.priya, await open(all.priya), { expected: 'x\n'.repeat(21) }))).toContain('20');
    expect(await all.s.prisma.stagedInput.count()).toBe(0);
  });
});

test('whoever has no account left where the community is shared neither writes nor asks about a point', async () => {
  const all = await scene({ people: 6 });
  const { open, write } = writers(all);
  const form = await open(all.priya);
  for (const who of all.people) await write(who, { worked: `Good of ${who.name}` });
  const identity = await all.s.prisma.identity.findFirstOrThrow({
    where: { ref: all.priya.ref.id },
    include: { workspace: true },
  });
  const share = {
    communityId_organisationId: { communityId: all.community, organisationId: identity.workspace.organisationId },
  };
  const kept = await all.s.prisma.communityOrganisation.delete({ where: share });
  const write_ = () => pressed(all.s, all.priya, 'sessions.write', all.session);
  expect(said(await write_())).toContain('You do not take part in this review');
  expect(said(await submitted(all.s, all.priya, form, { expected: 'More of it' }))).toContain('You do not take part');
  await all.s.prisma.communityOrganisation.create({ data: kept });
  expect(formOf(await write_())).toMatchObject({ form: form.form });
  await close(all);
  const [point] = await all.run((w) => w.sessions.writing.contributions(all.session));
  const challenge = () => pressed(all.s, all.priya, 'sessions.challenge', point?.id ?? '');
  expect(formOf(await challenge())).toMatchObject({ form: 'sessions.challenge' });
  await all.s.prisma.communityOrganisation.delete({ where: share });
  expect(said(await challenge())).toContain('not shown any more');
});
