/** Finding communities, and that nobody sees what is not theirs to see. */
import { expect, test } from 'vitest';
import { cardOf, storeOn, toldBy, town } from '../testing/town.ts';
import { buttonsOf } from '../testing/words-of.ts';

test('the list shows what the organisation may see, own ones first, ten at most, narrowed by words', async () => {
  const { s, fay, asha, cora, create, enrol } = await town();
  for (let day = 0; day < 3; day += 1) {
    for (let number = 0; number < 4; number += 1) await create(fay, `Subject ${day}${number}`);
    s.clock.pass(25 * 3_600_000);
  }
  const zebra = await create(fay, 'Zebra crossings', 'Road safety and 100% painted stripes');
  await enrol(asha, zebra);

  const card = cardOf(await s.command(asha, s.private(asha), 'communities'));
  const rows = card.blocks.filter((block) => block.block === 'row');
  expect(rows).toHaveLength(10);
  expect(rows[0]).toMatchObject({
    text: [{ text: 'Zebra crossings' }],
    button: { action: 'communities.leave', confirm: {} },
  });
  expect(rows[1]).toMatchObject({ button: { action: 'communities.join' } });
  expect(toldBy({ kind: 'tell', card })).toContain('10 of 13');
  expect(toldBy({ kind: 'tell', card })).toContain('(2 members, you are one of them)');

  const narrowed = (words: string) => {
    s.clock.pass(1_000);
    return s.command(asha, s.private(asha), 'communities', words);
  };
  expect(
    buttonsOf(cardOf(await narrowed('subject 11'))).filter((button) => button.action === 'communities.join'),
  ).toHaveLength(1);
  expect(toldBy(await narrowed('stripes'))).toContain('Zebra crossings');
  expect(toldBy(await narrowed('%'))).toContain('10 of 13');
  expect(toldBy(await narrowed('nothing like it'))).toContain(
    'No community that you can see matches “nothing like it”',
  );

  const hers = toldBy(await s.command(cora, s.private(cora), 'communities'));
  expect(hers).not.toMatch(/Subject|Zebra/);
  expect(hers).toContain('There is no community here yet');
});

test('who is outside the audience can neither find, join, leave, bind nor get a code, whatever id they send', async () => {
  const { s, fay, ben, cora, gil, create, share, roleIn, personOf, organisationOf } = await town();
  const community = await create(fay, 'Licensing');
  await share(ben, community);
  const place = s.channel('slack', 'corvale', 'general');
  for (const [who, where] of [
    [cora, place],
    [gil, s.private(gil)],
  ] as const) {
    const list = toldBy(await s.command(who, where, 'communities'));
    expect(list).not.toContain('Licensing');
    // Nobody can take a guest in: nothing may promise that.
    expect(list).toContain(who === gil ? 'communities are not open to guests' : 'no community here yet');
    expect(list).not.toMatch(/take you in|speak to/);
    expect(await s.bring(s.event(who, where, { kind: 'search', of: 'communities', query: 'lic', by: 'form' }))).toEqual(
      { kind: 'results', results: [] },
    );
    expect(toldBy(await s.command(who, where, 'join', 'licensing'))).toContain('no community for “licensing”');
    expect(toldBy(await s.command(who, where, 'leave', 'licensing'))).toContain('no community for “licensing”');
    for (const action of ['communities.join', 'communities.leave', 'communities.bind', 'communities.code']) {
      for (const value of [community, `${community} list`, `${community} list licensing`]) {
        const answer = JSON.stringify(await s.press(who, where, action, value));
        expect(answer).not.toContain('"text":"Licensing"');
        expect(answer).toMatch(/not there|guest/);
      }
    }
    expect(await roleIn(who, community)).toBeNull();
  }
  expect(toldBy(await s.command(cora, place, 'bind', 'licensing'))).toContain('no community for');
  // The store by itself lets nobody in either.
  const reader = { person: await personOf(cora), organisation: await organisationOf(cora), outside: false };
  expect(await s.prisma.$transaction((tx) => storeOn(tx).join(reader, community))).toBe(false);
  expect(await s.prisma.membership.count()).toBe(1);
  expect(await s.prisma.channel.count()).toBe(0);
  expect(await s.prisma.bindCode.count()).toBe(0);
});

test('a hidden community is seen by its members alone', async () => {
  const { s, fay, asha, create, roleIn } = await town();
  const community = await create(fay, 'Whistleblowing');
  await s.prisma.community.update({ where: { id: community }, data: { access: 'hidden' } });
  expect(toldBy(await s.command(fay, s.private(fay), 'communities'))).toContain('Whistleblowing');
  expect(toldBy(await s.command(asha, s.private(asha), 'communities'))).not.toContain('Whistleblowing');
  expect(toldBy(await s.press(asha, s.private(asha), 'communities.join', community))).toContain('is not there');
  expect(await roleIn(asha, community)).toBeNull();
});

test('values that are no ids, and longer than anybody sends, do no harm', async () => {
  const { s, asha } = await town();
  for (const value of [
    '',
    ' ',
    "'; DROP TABLE community; --",
    'x'.repeat(5000),
    '00000000-0000-7000-8000-000000000000',
  ]) {
    for (const action of ['communities.join', 'communities.leave', 'communities.bind', 'communities.code']) {
      expect(toldBy(await s.press(asha, s.channel('teams', 'ashcombe', 'General'), action, value))).toContain(
        'is not there',
      );
    }
  }
});

test('a typeahead finds own ones first; what goes into a message is the name alone', async () => {
  const { s, fay, asha, create, enrol } = await town();
  await create(fay, 'Licensing alpha', 'A purpose for colleagues alone');
  const own = await create(fay, 'Licensing beta', 'A purpose for colleagues alone');
  await enrol(asha, own);
  const search = (query: string, by: 'form' | 'compose') => {
    s.clock.pass(1_000);
    return s.bring(s.event(asha, s.private(asha), { kind: 'search', of: 'communities', query, by }));
  };
  const typed = await search('Licens', 'form');
  expect(typed).toMatchObject({
    kind: 'results',
    results: [{ value: own, title: 'Licensing beta' }, { title: 'Licensing alpha' }],
  });
  expect(JSON.stringify(typed)).not.toContain('"card"');
  const composed = await search('beta', 'compose');
  if (composed?.kind !== 'results') throw new Error('no results');
  expect(composed.results).toHaveLength(1);
  expect(JSON.stringify(composed.results[0]?.card)).not.toContain('colleagues alone');
  expect(await search('', 'form')).toMatchObject({ results: [{ value: own }, {}] });
});
