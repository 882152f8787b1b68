/** What questions are found by follows what they and their answers say, and who may read them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { candidates, drain, tidy } from '../../prisma/searching.ts';
import type { Result } from '../core/reply.ts';
import type { Actor } from '../testing/stage.ts';
import { type Story, story } from '../testing/story.ts';

async function find({ s, fay }: Story, query: string, who: Actor = fay): Promise<string[]> {
  await s.settle();
  return findNow(s, query, who);
}

/** Before anything that changed was looked at by the index. */
async function findNow(s: Story['s'], query: string, who: Actor): Promise<string[]> {
  s.clock.pass(1_000);
  const reply = await s.bring(s.event(who, s.private(who), { kind: 'search', of: 'questions', query, by: 'compose' }));
  if (reply?.kind !== 'results') throw new Error('found something or nothing');
  return reply.results.map(({ title }: Result) => title);
}

/** Asked by Ben in Slack, its card in Teams. */
async function asked(text = 'Who prices market stalls?') {
  const all = await story();
  const { s, ben, slackChannel } = all;
  const { message } = await s.say(ben, slackChannel, text, { addressed: true });
  await s.settle();
  const edited = (one: typeof message, words: string) =>
    s.bring(
      s.event(ben, slackChannel, {
        kind: 'edited',
        addressed: one === message,
        said: {
          message: one,
          thread: message,
          author: ben.ref,
          text: words,
          files: [],
          version: `9${words}`,
          link: '',
        },
      }),
    );
  return { ...all, message, edited };
}

test('a question is found by what its answers say, as they are now', async () => {
  const all = await asked();
  const { s, asha, ben, teamsChannel, slackChannel, message, edited } = all;
  const title = 'Who prices market stalls?';
  await s.say(ben, slackChannel, 'Our valuers publish a tariff.', { thread: message });
  expect(await find(all, 'tariffs')).toEqual([]);
  // What the asker adds is no answer; what another says is.
  const card = s.teams.posted[0]?.ref;
  if (!card) throw new Error('not posted');
  const { message: said } = await s.say(asha, teamsChannel, 'We take the tariff of the valuers.', { thread: card });
  expect(await find(all, 'tariffs')).toEqual([title]);
  await s.bring(
    s.event(asha, teamsChannel, {
      kind: 'edited',
      addressed: false,
      said: {
        message: said,
        thread: card,
        author: asha.ref,
        text: 'We ask the surveyors.',
        files: [],
        version: '9',
        link: '',
      },
    }),
  );
  expect(await find(all, 'tariffs')).toEqual([]);
  expect(await find(all, 'surveyor')).toEqual([title]);
  await s.bring(s.event(asha, teamsChannel, { kind: 'deleted', message: said, thread: card, version: '99' }));
  expect(await find(all, 'surveyor')).toEqual([]);
  await edited(message, 'Who prices kiosks?');
  expect(await find(all, 'stalls')).toEqual([]);
  expect(await find(all, 'kiosk')).toEqual(['Who prices kiosks?']);
  await s.bring(s.event(ben, slackChannel, { kind: 'deleted', message, thread: message, version: '99' }));
  expect(await find(all, 'kiosk')).toEqual([]);
  expect(await s.prisma.searchDoc.count()).toBe(0);
});

test('words are found in another form, misspelt, and while they are typed', async () => {
  const all = await asked('Which licences does a travelling circus need?');
  for (const query of [
    'licensing a circus',
    'circuses',
    'lisence',
    'travelng',
    'circsu',
    'which licen',
    'trave',
    'travellin',
  ])
    expect(await find(all, query), query).toHaveLength(1);
  for (const query of ['swimming', 'xqz', 'lice nothing']) expect(await find(all, query), query).toEqual([]);
});

test('the best comes first: what says more of it, and the rarer words', async () => {
  const all = await asked('How do others price pitches for street markets?');
  const { s, ben, slackChannel } = all;
  for (const text of [
    'Who sets street names?',
    'Do others close a street for a party?',
    'Do markets need a street licence?',
  ]) {
    s.clock.pass(3 * 3_600_000);
    await s.say(ben, slackChannel, text, { addressed: true });
  }
  const found = await find(all, 'price of a market pitch on the street');
  expect(found[0]).toBe('How do others price pitches for street markets?');
  expect(found[1]).toBe('Do markets need a street licence?');
});

test('what is closed to somebody is closed at once, whatever the index still has', async () => {
  const all = await asked();
  const { s, fay, asha, ben, community } = all;
  expect(await find(all, 'stalls', asha)).toHaveLength(1);
  await s.prisma.community.update({ where: { id: community }, data: { access: 'hidden' } });
  expect(await findNow(s, 'stalls', asha)).toEqual([]);
  expect(await find(all, 'stalls', asha)).toEqual([]);
  // A member's organisation that shares it no more.
  expect(await find(all, 'stalls', fay)).toHaveLength(1);
  const { workspace } = await s.prisma.identity.findFirstOrThrow({
    where: { ref: fay.ref.id },
    include: { workspace: true },
  });
  await s.prisma.communityOrganisation.deleteMany({
    where: { communityId: community, organisationId: workspace.organisationId },
  });
  expect(await findNow(s, 'stalls', fay)).toEqual([]);
  expect(await find(all, 'stalls', fay)).toEqual([]);
  // Opened, it is found by those who share it.
  await s.prisma.community.update({ where: { id: community }, data: { access: 'open' } });
  expect(await find(all, 'stalls', ben)).toHaveLength(1);
  expect(await find(all, 'stalls', asha)).toEqual([]);
});

test('how rare a word is somebody learns from what they may read alone', async () => {
  const all = await asked();
  const { s, asha, community } = all;
  const reader = async (actor: Actor) => {
    const one = await s.prisma.identity.findFirstOrThrow({
      where: { ref: actor.ref.id },
      include: { workspace: true },
    });
    return { person: one.personId, organisation: one.workspace.organisationId, outside: false };
  };
  const seen = async () => {
    await s.settle();
    return s.prisma.$transaction(async (tx) =>
      candidates(tx, await reader(asha), 'market stalls of secrets', { limit: 9 }),
    );
  };
  const before = await seen();
  expect(before).toHaveLength(1);
  const { id: _, ...kept } = await s.prisma.community.findUniqueOrThrow({ where: { id: community } });
  const other = '00000000-0000-7000-8000-000000000002';
  await s.prisma.community.create({
    data: { ...kept, id: other, name: 'Closed', nameKey: 'closed', access: 'hidden' },
  });
  await s.prisma.communityOrganisation.create({
    data: { communityId: other, organisationId: kept.founderId, agreedBy: kept.createdBy, agreedAt: s.clock.now() },
  });
  await s.prisma.$executeRaw`
    INSERT INTO question (id, community_id, person_id, identity_id, text, files, state, created_at)
    SELECT gen_random_uuid(), ${other}::uuid, person_id, identity_id, '"Secrets of market stalls"', '[]', 'open', now() FROM question, generate_series(1, 30)`;
  expect(await seen()).toEqual(before);
  expect(await s.prisma.searchDoc.count()).toBe(31);
});

const WORDS = 'market stall price licence street circus permit river bridge tariff kiosk noise parade'.split(' ');

test('whatever order things change in, and however its postings are kept, the index has what building it anew gives', async () => {
  const { s, community } = await asked();
  const row = await s.prisma.question.findFirstOrThrow();
  const reader = { person: row.personId, organisation: '', outside: false };
  const { organisationId } = await s.prisma.communityOrganisation.findFirstOrThrow({
    where: { communityId: community },
  });
  const sentence = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
  const step = fc.oneof(
    fc.record({ do: fc.constant('ask' as const), text: sentence }),
    fc.record({ do: fc.constant('edit' as const), at: fc.nat(20), text: sentence }),
    fc.record({ do: fc.constant('withdraw' as const), at: fc.nat(20) }),
    fc.record({ do: fc.constant('keep' as const), text: sentence, said: sentence }),
    fc.record({ do: fc.constant('change' as const), at: fc.nat(20), text: sentence }),
    fc.record({ do: fc.constantFrom('retire' as const, 'forget' as const), at: fc.nat(20) }),
    fc.record({
      do: fc.constantFrom('drain' as const, 'fold' as const, 'repack' as const, 'open' as const, 'close' as const),
    }),
  );
  const look = async () => {
    const found = await s.prisma.$transaction((tx) =>
      candidates(tx, { ...reader, organisation: organisationId }, WORDS.slice(0, 7).join(' '), { limit: 500 }),
    );
    return found
      .map(({ id, said, asked: one, alike, own }) => [id, ...[said, one, alike, own].map((share) => share.toFixed(6))])
      .sort();
  };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
      for (const one of steps) {
        const ids = (await s.prisma.question.findMany({ orderBy: { id: 'asc' }, select: { id: true } })).map(
          ({ id }) => id,
        );
        if (one.do === 'ask') {
          const { id: _, thread: __, files, text: ___, ...rest } = row;
          await s.prisma.question.create({
            data: {
              ...rest,
              id: crypto.randomUUID(),
              sourceKey: crypto.randomUUID(),
              text: one.text,
              files: files ?? [],
            },
          });
        } else if (one.do === 'edit') {
          await s.prisma.question.update({ where: { id: ids[one.at % ids.length] ?? '' }, data: { text: one.text } });
        } else if (one.do === 'withdraw') {
          await s.prisma.question.update({
            where: { id: ids[one.at % ids.length] ?? '' },
            data: { state: 'withdrawn' },
          });
        } else if (one.do === 'keep') {
          await s.prisma.libraryItem.create({
            data: {
              id: crypto.randomUUID(),
              communityId: community,
              kind: 'note',
              state: 'kept',
              title: one.text,
              text: one.said,
              tags: [WORDS[0] ?? ''],
              personId: row.personId,
              identityId: row.identityId,
              createdAt: s.clock.now(),
              changedAt: s.clock.now(),
              reviewBy: s.clock.now(),
            },
          });
        } else if (one.do === 'change' || one.do === 'retire' || one.do === 'forget') {
          const items = await s.prisma.libraryItem.findMany({ orderBy: { id: 'asc' } });
          const where = { id: items[one.at % Math.max(1, items.length)]?.id ?? crypto.randomUUID() };
          if (one.do === 'change') await s.prisma.libraryItem.updateMany({ where, data: { title: one.text } });
          else if (one.do === 'retire') await s.prisma.libraryItem.updateMany({ where, data: { state: 'obsolete' } });
          else await s.prisma.libraryItem.deleteMany({ where });
        } else if (one.do === 'drain') await s.prisma.$transaction((tx) => drain(tx));
        else if (one.do === 'fold') await s.prisma.$executeRaw`SELECT search_fold()`;
        else if (one.do === 'repack')
          await s.prisma.$executeRaw`SELECT search_repack(id, at) FROM search_scope, generate_series(0, 63) AS at`;
        else
          await s.prisma.community.update({
            where: { id: community },
            data: { access: one.do === 'open' ? 'open' : 'request' },
          });
      }
      await s.prisma.community.update({ where: { id: community }, data: { access: 'open' } });
      await s.settle();
      const found = await look();
      // What is gone is found no more, but counts as written until its scope is written anew.
      await s.prisma.$executeRaw`SELECT search_repack(id, at) FROM search_scope, generate_series(0, 63) AS at`;
      const kept = await look();
      await s.prisma.$executeRaw`SELECT search_rebuild()`;
      const anew = await look();
      expect(found.map(([id]) => id)).toEqual(anew.map(([id]) => id));
      expect(kept).toEqual(anew);
    }),
    { numRuns: 6 },
  );
});

test('words that nobody has written any more are forgotten within a day', async () => {
  const all = await asked('Who knew the Featherstonehaugh case?');
  const { s, ben, slackChannel, message } = all;
  const kept = () => s.prisma.searchSpelling.count({ where: { word: { startsWith: 'featherstone' } } });
  expect(await kept()).toBeGreaterThan(0);
  await s.bring(s.event(ben, slackChannel, { kind: 'deleted', message, thread: message, version: '99' }));
  await s.settle();
  expect(await s.prisma.searchDoc.count()).toBe(0);
  await s.settle();
  expect(await kept()).toBe(0);
  // Said again, it is found with a letter wrong again.
  s.clock.pass(3 * 3_600_000);
  await s.say(ben, slackChannel, 'Who knew the Featherstonehaugh case?', { addressed: true });
  expect(await find(all, 'fetherstonehaugh')).toHaveLength(1);
});

test('what stood in blocks is put in order part by part, and forgotten', async () => {
  const all = await asked('Who knew the Featherstonehaugh case?');
  const { s, ben, slackChannel, message } = all;
  const tidyUp = async () => {
    let parts = 0;
    while (await s.prisma.$transaction((tx) => tidy(tx, s.clock.now(), 1))) parts += 1;
    return parts;
  };
  // All that is fresh becomes blocks, once.
  expect(await tidyUp()).toBe(1);
  expect(await s.prisma.searchFresh.count()).toBe(0);
  expect(await find(all, 'featherstonehaugh')).toHaveLength(1);
  await s.bring(s.event(ben, slackChannel, { kind: 'deleted', message, thread: message, version: '99' }));
  await s.settle();
  await s.settle();
  expect(await s.prisma.searchBlock.count()).toBe(0);
  expect(await s.prisma.searchSpelling.count()).toBe(0);
  // Nothing more to do.
  expect(await tidyUp()).toBe(0);
});

test('a thread of any length is read', async () => {
  const all = await asked('Who prices kiosks?');
  const { s } = all;
  await s.prisma.$executeRaw`
    INSERT INTO reply (id, question_id, person_id, identity_id, platform, key, version, text, files, counts, created_at)
    SELECT gen_random_uuid(), id, person_id, identity_id, 'slack', n::text, '1',
      to_jsonb((SELECT string_agg(md5((n * 10000 + m)::text), ' ') FROM generate_series(1, 1000) AS m)), '[]', true, now()
    FROM question, generate_series(1, 60) AS n`;
  expect(await find(all, 'kiosks')).toEqual(['Who prices kiosks?']);
  const [{ said } = { said: 0 }] = await s.prisma.searchDoc.findMany();
  expect(said).toBeGreaterThan(1_000);
});

test('one word that is only begun is enough, and words that say nothing find nothing', async () => {
  const all = await asked('Who knew the thermostat policy?');
  expect(await find(all, 'the')).toHaveLength(1);
  for (const query of ['who', 'and the ', '…', '😀']) expect(await find(all, query), query).toEqual([]);
});
