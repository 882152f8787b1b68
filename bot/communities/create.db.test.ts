/** Creating communities. */
import { expect, test } from 'vitest';
import { plain } from '../core/text.ts';
import type { Actor } from '../testing/stage.ts';
import { cardFor, toldBy, town } from '../testing/town.ts';
import { wordsOf } from '../testing/words-of.ts';

test('four fields make a community and its creator the lead; what is wrong is said by field', async () => {
  const { s, fay, roleIn, facts, create } = await town();
  const home = s.private(fay);
  const form = await s.command(fay, home, 'create');
  expect(form).toMatchObject({
    kind: 'ask',
    form: {
      form: 'communities.create',
      fields: [{ name: 'name' }, { name: 'purpose' }, { name: 'access' }, { name: 'kind' }],
    },
  });

  const submit = (name: string, purpose: string) => s.submit(fay, home, 'communities.create', '', { name, purpose });
  expect(await submit('', '')).toMatchObject({
    kind: 'invalid',
    problems: { name: expect.stringContaining('3 to 60'), purpose: expect.stringContaining('10 to 300') },
  });
  expect(await submit('Ab', 'Long enough a purpose')).toMatchObject({
    problems: { name: expect.stringContaining('has 2') },
  });
  expect(await submit('x'.repeat(61), 'Long enough a purpose')).toMatchObject({
    problems: { name: expect.stringContaining('has 61') },
  });
  expect(await submit('!!!', 'Long enough a purpose')).toMatchObject({
    problems: { name: expect.stringContaining('letters') },
  });
  expect(await submit('Licensing', 'Too short')).toMatchObject({
    problems: { purpose: expect.stringContaining('There are 9') },
  });
  expect(await submit('Licensing', 'x'.repeat(301))).toMatchObject({
    problems: { purpose: expect.stringContaining('There are 301') },
  });
  expect(await s.prisma.community.count()).toBe(0);

  const community = await create(fay, 'Licensing');
  expect(await roleIn(fay, community)).toBe('lead');
  expect(await facts('MemberJoined')).toHaveLength(1);
  expect(await s.prisma.communityOrganisation.count({ where: { communityId: community } })).toBe(1);
});

test('a name that the organisation has is refused by that name, however it is written; elsewhere it is free', async () => {
  const { s, fay, asha, ben, create } = await town();
  await create(fay, 'Tŷ Licensing');
  const taken = await s.submit(asha, s.private(asha), 'communities.create', '', {
    name: ' TY-licensing ',
    purpose: 'Another of the same name',
  });
  expect(taken).toMatchObject({ kind: 'invalid', problems: { name: expect.stringContaining('Tŷ Licensing') } });
  await create(ben, 'Tŷ Licensing');
  expect(await s.prisma.community.count()).toBe(2);
});

test('a name of a community that another organisation shares is taken as well', async () => {
  const { s, fay, ben, create, share } = await town();
  await share(ben, await create(fay, 'Licensing'));
  const taken = await s.submit(ben, s.private(ben), 'communities.create', '', {
    name: 'licensing',
    purpose: 'Another of the same name',
  });
  expect(taken).toMatchObject({ kind: 'invalid', problems: { name: expect.stringContaining('Licensing') } });
});

test('of two who create the same name at once, one does', async () => {
  const { s, fay, asha } = await town();
  const replies = await Promise.all(
    [fay, asha].map((one) =>
      s.submit(one, s.private(one), 'communities.create', '', { name: 'Elections', purpose: 'Running elections well' }),
    ),
  );
  // The other hears that the name is taken, or, where it came a moment later, is shown what there is.
  expect(replies.filter((reply) => reply?.kind === 'tell')).toHaveLength(1);
  expect(['invalid', 'ask']).toContain(replies.find((reply) => reply?.kind !== 'tell')?.kind);
  expect(await s.prisma.community.count()).toBe(1);
  expect(await s.prisma.membership.count()).toBe(1);
});

test('five in a day and no more, until a day has passed', async () => {
  const { s, fay, create } = await town();
  for (const name of ['One one', 'Two two', 'Three', 'Four', 'Five']) await create(fay, name);
  const sixth = { name: 'Sixth', purpose: 'One more than is allowed' };
  expect(await s.submit(fay, s.private(fay), 'communities.create', '', sixth)).toMatchObject({
    kind: 'invalid',
    problems: { '': expect.stringContaining('5') },
  });
  s.clock.pass(24 * 3_600_000 + 1);
  expect(await s.submit(fay, s.private(fay), 'communities.create', '', sixth)).toMatchObject({ kind: 'tell' });
});

test('what is like it is shown first, in the form as it was filled in; sent again, it is meant', async () => {
  const { s, fay, asha, create } = await town();
  await create(fay, 'Licensing officers', 'Alcohol, taxis and street trading');
  await create(fay, 'Taxi drivers', 'Badges and street trading of taxis');
  await create(fay, 'Licensed secrets', 'Alcohol, taxis and street trading', 'hidden');
  await create(fay, 'Allotments', 'Growing things');
  const values = {
    name: 'Licences',
    purpose: 'Help with taxis, alcohol and street trading',
    access: 'request',
    kind: 'practice',
  };
  const submit = (context: string) => s.submit(asha, s.private(asha), 'communities.create', context, values);
  const shown = await submit('');
  if (shown?.kind !== 'ask') throw new Error('not shown');
  expect(shown.form).toMatchObject({
    context: 'anyway',
    submit: 'Create it all the same',
    fields: Object.values(values).map((value) => ({ value })),
  });
  const intro = JSON.stringify(shown.form.rows);
  // Both by name and purpose; not what has nothing to do with it, and not what she may not know of.
  expect(intro).toContain('Licensing officers');
  expect(intro).toContain('Taxi drivers');
  expect(intro).not.toMatch(/Allotments|secrets/);
  expect(await s.prisma.community.count({ where: { name: 'Licences' } })).toBe(0);
  expect(toldBy(await submit('anyway'))).toContain('Licences is there');
  expect(await s.prisma.community.findFirst({ where: { name: 'Licences' } })).toMatchObject({
    access: 'request',
    kind: 'practice',
  });
});

test('what is like it can be joined, or asked to be, from the form: what was typed stays', async () => {
  const { s, fay, asha, gil, create, roleIn } = await town();
  const open = await create(fay, 'Licensing officers', 'Alcohol, taxis and street trading');
  const closed = await create(fay, 'Licensing appeals', 'Alcohol, taxis and street trading', 'request');
  const secret = await create(fay, 'Licensed secrets', 'Alcohol, taxis and street trading', 'hidden');
  await s.settle();
  const values = { name: 'Licensing desk', purpose: 'Help with taxis and alcohol', access: 'open', kind: 'helping' };
  const shown = await s.submit(asha, s.private(asha), 'communities.create', '', values);
  if (shown?.kind !== 'ask') throw new Error('not shown');
  const buttons = shown.form.rows?.map(({ button }) => button?.label);
  expect(buttons?.toSorted()).toEqual(['Ask to join', 'Join']);
  expect(plain(shown.form.intro ?? '')).toContain('sends its facilitators the name and purpose');
  const press = async (who: Actor, value: string, kept = true) =>
    s.bring(
      s.event(who, s.private(who), {
        kind: 'action',
        action: 'communities.alike',
        value,
        on: null,
        ...(kept && { values }),
      }),
    );

  const joined = await press(asha, open);
  if (joined?.kind !== 'ask') throw new Error('the form is gone');
  expect(joined.form).toMatchObject({
    form: 'communities.create',
    context: 'anyway',
    fields: Object.values(values).map((value) => ({ value })),
  });
  expect(plain(joined.form.intro ?? '')).toContain('Welcome to Licensing officers.');
  expect(JSON.stringify(joined.form.rows)).toContain('You are in it');
  expect(await roleIn(asha, open)).toBe('member');
  await s.settle();
  expect(wordsOf(cardFor(s, asha, 'Welcome to Licensing officers'))).toContain('Five lines');

  const asked = await press(asha, closed);
  if (asked?.kind !== 'ask') throw new Error('the form is gone');
  expect(plain(asked.form.intro ?? '')).toContain('The facilitators of Licensing appeals have your request');
  expect(JSON.stringify(asked.form.rows)).toContain('You have asked to join');
  expect(asked.form.rows?.some(({ button }) => button)).toBe(false);
  expect(await s.prisma.joinRequest.findFirst()).toMatchObject({
    communityId: closed,
    why: 'I was about to create a community called “Licensing desk”: Help with taxis and alcohol',
  });
  expect(await roleIn(asha, closed)).toBeNull();
  expect(JSON.stringify(await press(asha, closed))).toContain('asked to join Licensing appeals already');

  // Hers can be created all the same; what is hidden, or nothing to a guest, is no way in.
  expect(JSON.stringify(await press(asha, secret))).not.toContain('secrets');
  expect(toldBy(await press(gil, open))).toContain('guest');
  expect(await roleIn(gil, open)).toBeNull();
  expect(toldBy(await press(asha, open, false))).toContain('in Licensing officers already');
  expect(toldBy(await s.submit(asha, s.private(asha), 'communities.create', 'anyway', values))).toContain('is there');
});

test('a form from before access and kind were asked makes an open one', async () => {
  const { s, fay } = await town();
  const values = { name: 'Elections', purpose: 'Running elections well' };
  expect(await s.submit(fay, s.private(fay), 'communities.create', '', values)).toMatchObject({ kind: 'tell' });
  expect(await s.prisma.community.findFirst()).toMatchObject({ access: 'open', kind: null });
  const odd = { ...values, name: 'Parking', access: 'secret', kind: 'odd' };
  expect(await s.submit(fay, s.private(fay), 'communities.create', '', odd)).toMatchObject({
    kind: 'invalid',
    problems: { access: expect.any(String) },
  });
});
