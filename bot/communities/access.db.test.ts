/** Open, on request, hidden: who knows of a community, who reads in it, and which channels it may have. */
import { expect, test } from 'vitest';
import { cardFor, cardOf, founded, make, postedTo, storeOn, toldBy, town, typesCode } from '../testing/town.ts';
import { buttonsOf, wordsOf } from '../testing/words-of.ts';
import { ACCESS } from './community.ts';
import { may, PARTS, type Part } from './roles.ts';

test('one that is joined on request is known by name, purpose and size, and is not read', async () => {
  const { s, fay, asha, create, roleIn } = await town();
  const community = await create(fay, 'Legal', 'Lawyers of the council talk', 'request');
  const channel = s.channel('teams', 'ashcombe', 'Legal');
  make(s.teams, channel, { opens: 'members' });
  await s.command(fay, channel, 'bind');
  await s.say(fay, channel, 'May a parrot vote?', { addressed: true });
  await s.settle();

  const list = cardOf(await s.command(asha, s.private(asha), 'communities'));
  expect(wordsOf(list)).toContain('Legal');
  expect(wordsOf(list)).toContain('Lawyers of the council talk (1 member, joined on request)');
  expect(buttonsOf(list).map(({ action }) => action)).toContain('communities.request');
  const found = (who: typeof asha) => {
    s.clock.pass(1_000);
    return s.bring(s.event(who, s.private(who), { kind: 'search', of: 'questions', query: 'parrot', by: 'compose' }));
  };
  expect(await found(asha)).toMatchObject({ results: [] });
  expect(await found(fay)).toMatchObject({ results: [{}] });
  // Not to be asked either: not in the form, not by its id, not as what is typed there.
  s.clock.pass(1_000);
  expect(
    await s.bring(s.event(asha, s.private(asha), { kind: 'search', of: 'communities', query: 'leg', by: 'form' })),
  ).toMatchObject({
    results: [],
  });
  expect(await s.submit(asha, s.private(asha), 'questions.ask', '', { community, text: 'May I?' })).toMatchObject({
    kind: 'invalid',
    problems: { community: expect.any(String) },
  });
  const question = (await s.prisma.question.findFirstOrThrow()).id;
  for (const action of ['answer', 'choose', 'withdraw', 'useful']) {
    expect(toldBy(await s.press(asha, s.private(asha), `questions.${action}`, question))).not.toContain('parrot');
  }
  // In its own channel everybody reads it anyway.
  expect(await s.press(asha, channel, 'questions.answer', question)).toMatchObject({ kind: 'ask' });
  // A tap does not let in.
  expect(toldBy(await s.press(asha, s.private(asha), 'communities.join', community))).toContain('joined on request');
  expect(await roleIn(asha, community)).toBeNull();
});

test('nobody else learns that a hidden one is there, however they try', async () => {
  const { s, fay, asha, ben, create, share, roleIn } = await town();
  const community = await create(fay, 'Whistleblowing', 'Where staff report wrongs', 'hidden');
  await share(ben, community);
  // Who agreed to it for their organisation knows of it; a colleague does not.
  const bo = s.actor('slack', 'brackenford', 'Bo Ferris');
  expect(await s.prisma.community.findFirst({ where: { id: community } })).toMatchObject({
    access: 'hidden',
    kind: 'helping',
  });
  const says = async (who: typeof asha): Promise<string[]> => {
    const home = s.private(who);
    const said: string[] = [];
    for (const command of ['communities', 'join', 'leave', 'code', 'invite', 'lead']) {
      for (const words of ['', 'whistleblowing']) {
        s.clock.pass(1_000);
        said.push(JSON.stringify(await s.command(who, home, command, words)));
      }
    }
    const values = [community, `${community} list`, `${community} member`, `${community} lead`, `${community} nothing`];
    for (const action of [...s.tables.actions.keys()].filter((one) => one.startsWith('communities.'))) {
      for (const value of values) said.push(JSON.stringify(await s.press(who, home, action, value)));
    }
    for (const form of [...s.tables.forms.keys()].filter((one) => one.startsWith('communities.'))) {
      for (const context of values) {
        said.push(
          JSON.stringify(
            await s.submit(who, home, form, context, { words: 'long enough', why: 'long enough', access: 'open' }),
          ),
        );
      }
    }
    for (const by of ['form', 'compose'] as const) {
      s.clock.pass(1_000);
      said.push(
        JSON.stringify(await s.bring(s.event(who, home, { kind: 'search', of: 'communities', query: '', by }))),
      );
    }
    return said;
  };
  for (const who of [asha, bo]) {
    // What they typed themselves is said back to them.
    const told = (await says(who)).join('\n').replaceAll('“whistleblowing”', '').replaceAll('"whistleblowing"', '');
    expect(told).not.toMatch(/Whistleblowing|report wrongs/);
    expect(await roleIn(who, community)).toBeNull();
  }
  await s.settle();
  expect([...postedTo(s.teams, asha), ...postedTo(s.slack, bo)].join()).not.toMatch(/Whistle|wrongs/);
  expect(await s.prisma.joinRequest.count()).toBe(0);
  expect(await s.prisma.invitation.count()).toBe(0);

  // Nor by wanting its name, nor a name like it.
  const taken = { name: 'Whistleblowing', purpose: 'Staff tell of wrongs', access: 'open', kind: 'helping' };
  expect(await s.submit(asha, s.private(asha), 'communities.create', '', taken)).toMatchObject({ kind: 'tell' });
  expect(await s.prisma.community.count({ where: { name: 'Whistleblowing' } })).toBe(2);
  // Who is in it finds it by its name.
  s.clock.pass(1_000);
  expect(toldBy(await s.command(fay, s.private(fay), 'communities', 'whistleblowing'))).toContain('report wrongs');
}, 120_000);

test('what goes into a message names no hidden community', async () => {
  const { s, fay, create } = await town();
  await create(fay, 'Whistleblowing', 'Where staff report wrongs', 'hidden');
  const found = (by: 'form' | 'compose') => {
    s.clock.pass(1_000);
    return s.bring(s.event(fay, s.private(fay), { kind: 'search', of: 'communities', query: 'whistle', by }));
  };
  expect(await found('form')).toMatchObject({ results: [{}] });
  expect(await found('compose')).toMatchObject({ results: [] });
});

test('a public channel of Slack is none for a community that is not open, by name, by button or by code', async () => {
  const { s, fay, ben, create, share, enrol, personOf } = await town();
  const community = await create(fay, 'Legal', 'Lawyers of the council talk', 'request');
  await share(ben, community);
  await enrol(ben, community, 'facilitator');
  const open = s.channel('slack', 'brackenford', 'general');
  for (const reply of [
    await s.command(ben, open, 'bind', 'legal'),
    await s.press(ben, open, 'communities.bind', community),
  ]) {
    expect(toldBy(reply)).toContain('Please use a private channel');
  }
  const code = /[A-Z2-9]{5}-[A-Z2-9]{5}/.exec(toldBy(await s.command(fay, s.private(fay), 'code', 'legal')))?.[0] ?? '';
  await s.prisma.membership.deleteMany({ where: { communityId: community, personId: await personOf(ben) } });
  expect(toldBy(await s.command(ben, open, 'bind', code))).toContain('Please use a private channel');
  // The code is not used up by that.
  make(s.slack, open, { opens: 'members' });
  expect(toldBy(await s.command(ben, open, 'bind', code))).toContain('belongs to Legal now');
  expect(await s.prisma.channel.findFirst()).toMatchObject({ opens: 'members' });
});

test('one that stops being open first gives up its public channels; facilitators hear of the change', async () => {
  const { s, fay, asha, ben, community, theirs, code, enrol } = await founded();
  await enrol(asha, community, 'facilitator');
  await typesCode(s, ben, theirs, await code());
  const change = (access: string) => s.submit(fay, s.private(fay), 'communities.access', community, { access });
  expect(await s.press(fay, s.private(fay), 'communities.access', community)).toMatchObject({
    kind: 'ask',
    form: { fields: [{ name: 'access', value: 'open' }] },
  });
  const refused = await change('request');
  expect(refused).toMatchObject({
    kind: 'invalid',
    problems: { access: expect.stringContaining('licensing (Brackenford Council)') },
  });
  expect(JSON.stringify(refused)).toContain('take it out first');
  await s.command(ben, theirs, 'unbind');
  expect(toldBy(await change('request'))).toContain('On request');
  await s.settle();
  expect(wordsOf(cardFor(s, asha, 'changed who can join'))).toContain('Fay Olsen');
  // Hidden and open again: it has its name back, unless another has it.
  await change('hidden');
  expect(await s.prisma.community.findFirstOrThrow({ where: { id: community } })).toMatchObject({
    access: 'hidden',
    nameKey: `licensing ${community.replaceAll('-', '')}`,
  });
  await change('open');
  expect(await s.prisma.community.findFirstOrThrow({ where: { id: community } })).toMatchObject({
    nameKey: 'licensing',
  });
  await change('hidden');
  await s.submit(asha, s.private(asha), 'communities.create', 'anyway', {
    name: 'Licensing',
    purpose: 'Another of the same name',
    access: 'open',
    kind: 'practice',
  });
  expect(await change('request')).toMatchObject({
    kind: 'invalid',
    problems: { access: expect.stringContaining('another community called Licensing') },
  });
  // A facilitator who is neither lead nor deputy does not change it.
  const byAsha = await s.submit(asha, s.private(asha), 'communities.access', community, { access: 'open' });
  expect(JSON.stringify(byAsha)).toContain('Only the lead of Licensing or the deputy');
  expect(await change('nonsense')).toMatchObject({ kind: 'invalid' });
});

test('what may be read is the same in SQL as in the table of roles, for every part and every access', async () => {
  const { s, fay, asha, ben, create, share, personOf, organisationOf } = await town();
  const community = await create(fay, 'Legal');
  await share(ben, community);
  const [personId, organisationId] = [await personOf(asha), await organisationOf(asha)];
  const reader = { person: personId, organisation: organisationId, outside: false };
  const place: Readonly<Record<Part, { role: string; deputy: boolean } | null>> = {
    stranger: null,
    member: { role: 'member', deputy: false },
    facilitator: { role: 'facilitator', deputy: false },
    deputy: { role: 'facilitator', deputy: true },
    lead: { role: 'lead', deputy: false },
    admin: null,
    partner: null,
  };
  for (const part of PARTS) {
    await s.prisma.membership.deleteMany({ where: { personId } });
    await s.prisma.organisationAdmin.deleteMany({});
    const row = place[part];
    if (row)
      await s.prisma.membership.create({ data: { communityId: community, personId, joinedAt: s.clock.now(), ...row } });
    if (part === 'admin')
      await s.prisma.organisationAdmin.create({ data: { organisationId, personId, addedAt: s.clock.now() } });
    if (part === 'partner') {
      const theirs = await organisationOf(ben);
      await s.prisma.organisationAdmin.create({
        data: { organisationId: theirs, personId, addedAt: s.clock.now() },
      });
    }
    for (const access of ACCESS) {
      await s.prisma.community.update({ where: { id: community }, data: { access } });
      const seen = await s.prisma.$transaction(async (tx) => ({
        parts: await storeOn(tx).parts(personId, community),
        readable: await storeOn(tx).readable(reader, community),
        known: (await storeOn(tx).one(reader, community)) !== null,
        outside: await storeOn(tx).readable({ ...reader, outside: true }, community),
        elsewhere: await storeOn(tx).readable({ ...reader, organisation: personId }, community),
      }));
      expect([part, access, seen]).toEqual([
        part,
        access,
        {
          parts: part === 'admin' || part === 'partner' ? ['stranger', part] : [part],
          readable: may([part], access === 'open' ? 'read-open' : 'read-closed'),
          known: access !== 'hidden' || row !== null,
          // A guest reads only where they are a member; an organisation that does not share it, never.
          outside: row !== null,
          elsewhere: false,
        },
      ]);
    }
  }
});
