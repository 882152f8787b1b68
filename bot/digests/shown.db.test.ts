/** What a digest that was posted shows stays true: what was taken back goes, who left is named no more, and nobody reads what they may not. */
import { describe, expect, it, test } from 'vitest';
import { digestStory, shownIn } from '../testing/digest-story.ts';
import type { Place } from '../testing/stage.ts';
import { toldBy } from '../testing/town.ts';
import { wordsOf } from '../testing/words-of.ts';

const PREVIEW = '2026-11-23T14:00:00Z';
const TUESDAY = '2026-11-24T10:00:00Z';

describe('what is taken back afterwards is cut out', () => {
  const posted = async () => {
    const all = await digestStory();
    const { ask, answer, accept, enrol, ben, at, digestsIn, slackChannel, teamsChannel } = all;
    await enrol(ben);
    const waits = await ask('Who waits?');
    const settled = await ask('How long does it take?');
    const reply = await answer(settled, 'Eight weeks');
    await accept(reply);
    await at(PREVIEW);
    await at(TUESDAY);
    const words = (place: Place = slackChannel) => digestsIn(place).map(wordsOf).join();
    for (const place of [slackChannel, teamsChannel]) expect(words(place)).toContain('Who waits?');
    return { ...all, waits, settled, reply, words };
  };

  it('a question that its asker withdraws', async () => {
    const { s, asha, waits, words, teamsChannel, slackChannel } = await posted();
    await s.press(asha, s.private(asha), 'questions.withdraw', waits);
    await s.settle();
    for (const place of [slackChannel, teamsChannel]) {
      expect(words(place)).not.toContain('Who waits?');
      expect(words(place)).toContain('How long does it take?');
    }
  });

  it('a question that is deleted where it was asked, and all of it where nothing is left', async () => {
    const { s, asha, waits, settled, words, teamsChannel, digestsIn, slackChannel } = await posted();
    for (const id of [waits, settled]) {
      const { sourceKey } = await s.prisma.question.findFirstOrThrow({ where: { id } });
      const message = { kind: 'message' as const, platform: 'teams', id: sourceKey ?? '', key: sourceKey ?? '' };
      await s.bring(s.event(asha, teamsChannel, { kind: 'deleted', message, thread: message, version: '9' }));
    }
    await s.settle();
    expect(words()).not.toMatch(/Who waits|How long|Eight weeks/);
    expect(digestsIn(slackChannel).map(wordsOf)).toEqual([expect.stringContaining('has been taken back')]);
  });

  it('an answer that is deleted, with the thanks for it', async () => {
    const { s, ben, reply, words, slackChannel } = await posted();
    expect(words()).toContain('Thank you, Ben Carter');
    const { key } = await s.prisma.reply.findFirstOrThrow({ where: { id: reply } });
    const message = { kind: 'message' as const, platform: 'slack', id: key, key };
    await s.bring(s.event(ben, slackChannel, { kind: 'deleted', message, thread: message, version: '9' }));
    await s.settle();
    expect(words()).not.toMatch(/Eight weeks|Thank you, Ben/);
    expect(words()).toContain('How long does it take?');
  });

  it('an answer that is not marked any more', async () => {
    const { s, asha, settled, words } = await posted();
    await s.press(asha, s.private(asha), 'questions.unaccept', settled);
    await s.settle();
    expect(words()).not.toMatch(/Suggested answer|Thank you, Ben/);
    expect(words()).toContain('Conversation: unofficial');
  });

  it('and words that are edited are edited there', async () => {
    const { s, asha, waits, words, teamsChannel } = await posted();
    const { sourceKey } = await s.prisma.question.findFirstOrThrow({ where: { id: waits } });
    const message = { kind: 'message' as const, platform: 'teams', id: sourceKey ?? '', key: sourceKey ?? '' };
    const said = {
      message,
      thread: message,
      author: asha.ref,
      text: 'Who waits for long?',
      files: [],
      version: '999999',
      link: 'https://chat.example/1',
    };
    await s.bring(s.event(asha, teamsChannel, { kind: 'edited', said, addressed: true }));
    await s.settle();
    expect(words()).toContain('Who waits for long?');
  });
});

describe('people', () => {
  it('who left between the preview and its time are neither welcomed nor thanked', async () => {
    const { s, ben, asha, at, ask, answer, accept, enrol, preview, digestsIn, slackChannel } = await digestStory();
    await enrol(ben, { hello: 'I am Ben' });
    await enrol(asha, { hello: 'I am Asha' });
    await accept(await answer(await ask('How long?'), 'Eight weeks'));
    await at(PREVIEW);
    expect(wordsOf(preview())).toContain('Welcome, Ben Carter');
    expect(wordsOf(preview())).toContain('Thank you, Ben Carter');
    await s.command(ben, s.private(ben), 'leave', 'licensing');
    await s.settle();
    expect(wordsOf(preview())).not.toMatch(/(Welcome|Thank you), Ben/);
    await at(TUESDAY);
    const [words] = digestsIn(slackChannel).map(wordsOf);
    expect(words).not.toMatch(/(Welcome|Thank you), Ben/);
    expect(words).toContain('Welcome, Asha');
    // And who leaves afterwards is welcome no more.
    await s.command(asha, s.private(asha), 'leave', 'licensing');
    await s.settle();
    expect(digestsIn(slackChannel).map(wordsOf).join()).not.toContain('Welcome');
  });

  it('who left and had only said hello stand in no preview, and who looked after it has none', async () => {
    const { s, ben, at, ask, enrol, preview } = await digestStory();
    await enrol(ben, { hello: 'I am Ben', role: 'facilitator' });
    await ask('Who knows?');
    await at(PREVIEW);
    await at('2026-11-24T09:30:00Z');
    expect(wordsOf(preview())).toContain('Welcome, Ben Carter');
    expect(wordsOf(preview(ben))).toContain('Who knows?');
    await s.command(ben, s.private(ben), 'leave', 'licensing');
    await s.settle();
    expect(wordsOf(preview())).toContain('Who knows?');
    expect(wordsOf(preview())).not.toContain('Ben');
    expect(shownIn(s, ben).map(wordsOf).join()).not.toContain('Who knows?');
  });

  it('who want to be shown by their first name are, to other organisations alone', async () => {
    const { s, ben, at, ask, enrol, digestsIn, slackChannel, teamsChannel } = await digestStory();
    await ask('Who knows?');
    const personId = await enrol(ben, { hello: 'I am Ben' });
    await at(PREVIEW);
    await at(TUESDAY);
    const shown = { quiet: '', zone: 'Europe/London', shown: 'brief' };
    await s.submit(ben, s.private(ben), 'people.preferences', '', shown);
    await s.settle();
    expect(await s.prisma.preference.findFirst({ where: { personId } })).toMatchObject({ brief: true });
    expect(digestsIn(slackChannel).map(wordsOf).join()).toContain('Welcome, Ben Carter');
    const elsewhere = digestsIn(teamsChannel).map(wordsOf).join();
    expect(elsewhere).toContain('Welcome, Ben (Brackenford Council)');
    expect(elsewhere).not.toContain('Carter');
  });

  it('who paused, or never said hello, are not named', async () => {
    const { s, ben, asha, at, ask, enrol, digestsIn, slackChannel } = await digestStory();
    await ask('Who knows?');
    const personId = await enrol(ben, { hello: 'I am Ben' });
    await enrol(asha);
    const pausedUntil = new Date('2027-01-01T00:00:00Z');
    await s.prisma.preference.create({ data: { personId, pausedUntil, updatedAt: s.clock.now() } });
    await at(PREVIEW);
    await at(TUESDAY);
    expect(digestsIn(slackChannel).map(wordsOf).join()).not.toContain('Welcome');
  });

  it('are thanked once, however much they answered', async () => {
    const { ben, at, ask, answer, accept, enrol, digestsIn, slackChannel } = await digestStory();
    await enrol(ben);
    for (const words of ['One?', 'Two?', 'Three?']) await accept(await answer(await ask(words), `Yes to ${words}`));
    await at(PREVIEW);
    await at(TUESDAY);
    expect(
      digestsIn(slackChannel)
        .map(wordsOf)
        .join()
        .match(/Thank you, Ben/g),
    ).toHaveLength(1);
  });
});

test('in a channel where the bot is switched off before it comes nothing is posted; where it stands, it stays true', async () => {
  const { s, asha, at, ask, due, digestsIn, slackChannel, teamsChannel } = await digestStory();
  const question = await ask('Who knows?');
  await ask('Who else?');
  await at(PREVIEW);
  s.clock.pass(new Date(TUESDAY).getTime() - s.clock.now().getTime());
  await s.digests.run();
  await s.prisma.channel.updateMany({ where: { ref: slackChannel.ref.id }, data: { mode: 'off' } });
  await due();
  expect(digestsIn(slackChannel)).toEqual([]);
  expect(digestsIn(teamsChannel)).toHaveLength(1);
  await s.prisma.channel.updateMany({ where: { ref: teamsChannel.ref.id }, data: { mode: 'off' } });
  await s.press(asha, s.private(asha), 'questions.withdraw', question);
  await s.settle();
  expect(digestsIn(teamsChannel).map(wordsOf)).toEqual([expect.stringContaining('Who else?')]);
  expect(digestsIn(teamsChannel).map(wordsOf).join()).not.toContain('Who knows?');
});

test('of an organisation that withdraws nobody is named any more, where it went and before it goes; what they wrote stays', async () => {
  const { s, ben, at, ask, answer, accept, enrol, preview, digestsIn, teamsChannel, community } = await digestStory();
  const personId = await enrol(ben, { hello: 'I am Ben' });
  const { workspace } = await s.prisma.identity.findFirstOrThrow({ where: { personId }, include: { workspace: true } });
  const { organisationId } = workspace;
  await s.prisma.organisationAdmin.create({ data: { organisationId, personId, addedAt: s.clock.now() } });
  await ask('Who waits?');
  await accept(await answer(await ask('How long?'), 'Eight weeks'));
  await at(PREVIEW);
  await at(TUESDAY);
  const posted = () => digestsIn(teamsChannel).map(wordsOf).join();
  for (const words of ['Welcome, Ben Carter', 'Thank you, Ben Carter']) expect(posted()).toContain(words);
  // Who has only said hello.
  const bea = s.actor('slack', 'brackenford', 'Bea Colleague');
  await s.command(bea, s.private(bea), 'help');
  await enrol(bea, { hello: 'I am Bea' });
  await ask('Who else?');
  await at('2026-11-30T14:00:00Z');
  expect(wordsOf(preview())).toContain('Welcome, Bea Colleague');
  await s.press(ben, s.private(ben), 'communities.withdraw', community);
  await s.settle();
  expect(posted()).not.toMatch(/(Welcome|Thank you), Ben/);
  expect(posted()).toContain('Eight weeks');
  expect(wordsOf(preview())).toContain('Who else?');
  expect(wordsOf(preview())).not.toContain('Bea');
});

describe('a community that is not open', () => {
  it('has its digest in channels that its own people alone can open, and nowhere else', async () => {
    const { s, fay, asha, ben, community, at, ask, digestsIn, slackChannel, teamsChannel } = await digestStory();
    await ask('Who knows the secret?');
    await s.prisma.community.update({ where: { id: community }, data: { access: 'hidden' } });
    await s.prisma.channel.updateMany({ where: { ref: teamsChannel.ref.id }, data: { opens: 'members' } });
    // However it came to be bound there, everybody in the workspace can open it.
    await s.prisma.channel.updateMany({ where: { ref: slackChannel.ref.id }, data: { opens: 'workspace' } });
    await at(PREVIEW);
    await at(TUESDAY);
    expect(digestsIn(teamsChannel).map(wordsOf).join()).toContain('Who knows the secret?');
    expect(digestsIn(slackChannel)).toEqual([]);
    for (const who of [asha, ben]) expect(shownIn(s, who).map(wordsOf).join()).not.toMatch(/digest/);
    expect(shownIn(s, fay).map(wordsOf).join()).toContain('has gone to its channels');
  });

  it('has none where every channel of it is open to all', async () => {
    const { s, community, at, ask, digestsIn, slackChannel, teamsChannel } = await digestStory();
    await ask('Who knows the secret?');
    await s.prisma.community.update({ where: { id: community }, data: { access: 'hidden' } });
    await s.prisma.channel.updateMany({ data: { opens: 'workspace' } });
    await at(PREVIEW);
    await at(TUESDAY);
    expect([...digestsIn(slackChannel), ...digestsIn(teamsChannel)]).toEqual([]);
  });

  it('and one whose organisation shares it no more has none either', async () => {
    const { s, ben, at, ask, digestsIn, slackChannel, teamsChannel } = await digestStory();
    await ask('Who knows?');
    const { workspace } = await s.prisma.identity.findFirstOrThrow({
      where: { ref: ben.ref.id },
      include: { workspace: true },
    });
    await at(PREVIEW);
    await s.prisma.communityOrganisation.deleteMany({ where: { organisationId: workspace.organisationId } });
    await at(TUESDAY);
    expect(digestsIn(slackChannel)).toEqual([]);
    expect(digestsIn(teamsChannel)).toHaveLength(1);
  });
});

test('a facilitator who is none any more sees nothing of the next one', async () => {
  const { s, fay, ben, at, ask, enrol, preview } = await digestStory();
  await enrol(ben, { role: 'facilitator' });
  await ask('Who knows?');
  await at(PREVIEW);
  // Told in the working time of each, at the latest when it goes.
  await at('2026-11-24T09:30:00Z');
  expect(wordsOf(preview(ben))).toContain('Who knows?');
  await s.prisma.membership.updateMany({ where: { role: 'facilitator' }, data: { role: 'member' } });
  await ask('Who else?');
  expect(shownIn(s, ben).map(wordsOf).join()).not.toContain('Who knows?');
  expect(wordsOf(preview(fay))).toContain('Who else?');
});

test('whether it was useful is said once, can be changed, and is counted from five people on', async () => {
  const { s, fay, ben, asha, at, ask, community, digest, slackChannel, teamsChannel } = await digestStory();
  await ask('Who knows?');
  await at(PREVIEW);
  await at(TUESDAY);
  const { id } = await s.prisma.digest.findFirstOrThrow({ where: { state: 'posted' } });
  expect(toldBy(await s.press(ben, slackChannel, 'digests.useful', `${id} yes`))).toContain('noted as useful');
  expect(toldBy(await s.press(ben, slackChannel, 'digests.useful', `${id} no`))).toContain('noted as not useful');
  await s.press(asha, teamsChannel, 'digests.useful', `${id} yes`);
  expect(await s.prisma.digestVote.findMany({ orderBy: { useful: 'asc' } })).toMatchObject([
    { useful: false },
    { useful: true },
  ]);
  const settings = async () => toldBy(await s.command(fay, s.private(fay), 'digest'));
  expect(await settings()).toContain('Too few have said so to be counted');
  for (let more = 0; more < 5; more += 1) {
    const person = s.actor('teams', 'ashcombe', `Member ${more}`);
    await s.press(person, teamsChannel, 'digests.useful', `${id} yes`);
  }
  expect(await settings()).toContain('6 people said yes; too few said no to be counted');
  // Of what one may not read, or what is not there, nothing is said.
  await s.workspace('slack', 'corvale', 'Corvale Homes');
  const cora = s.actor('slack', 'corvale', 'Cora Lind');
  const { id: planned } = await digest();
  for (const value of [`${id} yes`, `${planned} yes`, 'nonsense', `${id} perhaps`])
    expect(toldBy(await s.press(cora, s.private(cora), 'digests.useful', value))).toContain('is not there');
  expect(await s.prisma.digestVote.count()).toBe(7);
  expect(await s.prisma.community.count({ where: { id: community } })).toBe(1);
});
