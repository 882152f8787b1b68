/** How a world to leak from is brought about: communities are founded and shared, channels tried, and in each something is said. */
import { askAnyhow } from '../ask.ts';
import { type Actor, type Stage, stage } from '../stage.ts';
import { cardOf, make, pressOn } from '../town.ts';
import { type Cast, meetAll, rowsOf, WORKSPACES } from './cast.ts';
import { idsIn } from './ids.ts';
import { A_DAY, aWeek } from './passing.ts';
import { REVIEW_TITLE, REVIEW_WORD, reviewed } from './reviewing.ts';
import type { Part, Room } from './rules.ts';
import { drawAgain } from './seen.ts';
import {
  type Bound,
  KEYS,
  type Key,
  type MutableGroup,
  ORGANISATIONS,
  type Organisation,
  type Said,
  SHARED,
  TYPED,
  type World,
  wordOf,
} from './world.ts';

type Parts = Readonly<Record<'asker' | 'answerer' | 'greeter' | 'gone', Actor>>;

/** Communities that were founded, with whoever acts in each. */
interface Founded {
  readonly ids: Readonly<Record<Key, string>>;
  readonly groups: Readonly<Record<Key, MutableGroup>>;
  readonly casts: Readonly<Record<Key, Parts>>;
}

export async function leakyWorld(): Promise<World> {
  const s = await stage();
  const cast = await meetAll(s);
  const founded = await found(s, cast);
  await share(s, cast, founded);
  const rooms = await tryRooms(s, cast);
  const said = await speak(s, cast, founded);
  await hearDigests(s, cast, founded);
  await comeAndGo(s, cast, founded);
  // What is told once a day comes with the next.
  s.clock.pass(A_DAY);
  await s.settle();
  // What was shown to whoever could read it then stands; it is drawn as it would be now.
  await drawAgain(s);

  const rows = rowsOf(cast);
  const { ids, groups, casts } = founded;
  const taking = (key: Key) => [casts[key].greeter, casts[key].asker].map(cast.personOf);
  const reviews = await reviewed(s, ids, {
    open: taking('open'),
    request: taking('request'),
    hidden: taking('hidden'),
    local: taking('local'),
  });
  return {
    s,
    rows,
    rooms,
    ids,
    groups,
    ...said,
    newest: 'question',
    others: await idsIn(s, reviews),
    row(key) {
      const one = rows.find((row) => row.key === key);
      if (!one) throw new Error(`nobody is ${key}`);
      return one;
    },
    waiter: cast.oz,
    cast: (key) => casts[key],
    extras: [
      { word: 'qproposedz', may: ['admin', 'proposer'] },
      { word: 'qprofilez', may: ['member'] },
      { word: REVIEW_WORD, may: [] },
      // Who looks after a community or an organisation may stop a review in it, and reads no more than what it is called.
      { word: REVIEW_TITLE, may: ['lead', 'facilitator, Slack', 'admin'] },
    ],
  };
}

async function found({ prisma, clock }: Stage, cast: Cast): Promise<Founded> {
  const { fay, ben, mena, flo, gus, sol, tia, ada, bram, cai, meet, personOf, organisation } = cast;
  const now = clock.now();
  const ids = {} as Record<Key, string>;
  const groups = {} as Record<Key, MutableGroup>;
  const casts = {} as Record<Key, Parts>;
  for (const key of KEYS) {
    const word = (said: Said) => wordOf(said, key);
    const id = crypto.randomUUID();
    const [access, name] = [key === 'local' ? 'open' : key, `${TYPED[key]} ${word('name')}`];
    const isShared = SHARED.includes(key);
    casts[key] = {
      asker: await meet(`Abe ${word('asker')}`, 'a'),
      answerer: await meet(`${word('answerer')} ${word('surname')}`, isShared ? 'b' : 'a'),
      greeter: await meet(`Gea ${word('greeter')}`, 'a'),
      gone: await meet(`Gor ${word('gone')}`, 'a'),
    };
    const { asker, answerer, greeter, gone } = casts[key];
    const others = [mena, flo, gus, asker, answerer, greeter, gone, ...(isShared ? [sol, tia] : [])];
    const parts: (readonly [Actor, Part])[] = [
      [fay, 'lead'],
      ...(isShared ? [[ben, 'facilitator'] as const] : []),
      ...others.map((one) => [one, 'member'] as const),
    ];
    await prisma.community.create({
      data: {
        id,
        name,
        nameKey: key === 'hidden' ? `${name} ${id.replaceAll('-', '')}` : name,
        purpose: `Mending ${TYPED[key]} things, ${word('purpose')}`,
        tags: [word('tag'), 'repairs'],
        access,
        founderId: organisation('a'),
        createdBy: personOf(fay),
        createdAt: now,
        members: {
          create: parts.map(([who, role]) => ({ personId: personOf(who), role, joinedAt: now, agreedAt: now })),
        },
        organisations: {
          create: { organisationId: organisation('a'), agreedBy: personOf(fay), agreedAt: now },
        },
      },
    });
    ids[key] = id;
    groups[key] = {
      access,
      shared: new Set(isShared ? ['a', 'b'] : ['a']),
      members: new Map(parts.map(([who, role]) => [personOf(who), role])),
    };
    // Who has a name for their own people and another for all others.
    const brief = { brief: true, updatedAt: now };
    await prisma.preference.create({ data: { personId: personOf(answerer), ...brief } });
  }
  for (const [who, at] of [
    [ada, 'a'],
    [bram, 'b'],
    [cai, 'c'],
  ] as const)
    await prisma.organisationAdmin.create({
      data: { organisationId: organisation(at), personId: personOf(who), addedAt: now },
    });
  return { ids, groups, casts };
}

/** As it is done: its lead wishes it, the founder's admin allows it, the other's accepts the rules. */
async function share(s: Stage, { fay, ada, bram, abi, cai, personOf, organisation }: Cast, { ids }: Founded) {
  const { prisma } = s;
  const wish = async (key: Key, to: Organisation): Promise<string> => {
    const where = { communityId: ids[key], organisationId: organisation(to) };
    await s.submit(fay, s.private(fay), 'communities.share', ids[key], { organisation: where.organisationId });
    return (await prisma.sharing.findFirstOrThrow({ where })).id;
  };
  const allow = (id: string) => s.press(ada, s.private(ada), 'communities.allow-sharing', id);
  for (const key of SHARED) {
    const id = await wish(key, 'b');
    await allow(id);
    const rules = cardOf(await s.press(bram, s.private(bram), 'communities.sharing-look', id));
    await pressOn(s, bram, rules, `Accept for ${ORGANISATIONS.b}`);
  }
  // Somebody else speaks for Brackenford as well from now on.
  await prisma.organisationAdmin.create({
    data: { organisationId: organisation('b'), personId: personOf(abi), addedAt: s.clock.now() },
  });
  // Whether Corvale comes to share one has got to another point with each.
  await s.press(ada, s.private(ada), 'communities.refuse-sharing', await wish('open', 'c'));
  await allow(await wish('request', 'c'));
  await wish('hidden', 'c');
  const declined = await wish('local', 'c');
  await allow(declined);
  await s.press(cai, s.private(cai), 'communities.decline-sharing', declined);
  await s.settle();
}

/** Channels of every kind, each tried for every community by who looks after it there. */
async function tryRooms(s: Stage, { fay, ben }: Cast): Promise<readonly Bound[]> {
  const rooms: Bound[] = [];
  const kinds: Readonly<Record<string, readonly ['slack' | 'teams', Room['opens']]>> = {
    'Slack public': ['slack', 'workspace'],
    'Slack private': ['slack', 'members'],
    'Slack Connect': ['slack', 'several'],
    'Teams channel': ['teams', 'members'],
    'Teams shared': ['teams', 'several'],
    'Teams unknown': ['teams', 'nobody'],
  };
  for (const [kind, [platform, opens]] of Object.entries(kinds)) {
    const at = platform === 'slack' ? 'b' : 'a';
    for (const key of [...KEYS, null]) {
      const place = s.channel(platform, WORKSPACES[at][1], `${kind} ${key ? wordOf('channel', key) : 'of nobody'}`);
      make(platform === 'slack' ? s.slack : s.teams, place, { opens });
      rooms.push({ key: `${kind}, ${key ?? 'none'}`, place, room: { organisation: at, opens }, tried: key });
      if (key) await s.command(at === 'a' ? fay : ben, place, 'bind', TYPED[key]);
    }
  }
  await s.settle();
  return rooms;
}

/** In each somebody asks, is answered, marks the answer; and somebody says hello. */
async function speak(
  s: Stage,
  { flo, sol, personOf }: Cast,
  { ids, casts }: Founded,
): Promise<Pick<World, 'questions' | 'replies'>> {
  const { prisma } = s;
  const questions = {} as Record<Key, string>;
  const replies = {} as Record<Key, string>;
  const ask = async (who: Actor, key: Key, text: string): Promise<string> => {
    await askAnyhow(s, who, { community: ids[key], text });
    const { id } = await prisma.question.findFirstOrThrow({
      where: { personId: personOf(who), communityId: ids[key] },
      orderBy: { createdAt: 'desc' },
    });
    return id;
  };
  for (const key of KEYS) {
    const { asker, answerer, greeter, gone } = casts[key];
    questions[key] = await ask(asker, key, `${wordOf('question', key)} who knows about mending?`);
    const floAsks = await ask(flo, key, 'Flo asks about mending too?');
    if (SHARED.includes(key)) await ask(sol, key, 'Sol asks about mending as well?');
    await s.settle();
    const answer = (who: Actor, question: string, text: string) =>
      s.submit(who, s.private(who), 'questions.answer', question, { text });
    await answer(answerer, questions[key], `${wordOf('answer', key)} is how.`);
    await answer(gone, questions[key], 'I once knew.');
    await answer(answerer, floAsks, `${wordOf('answer', key)} is how, Flo.`);
    const { id } = await prisma.reply.findFirstOrThrow({
      where: { questionId: questions[key], personId: personOf(answerer) },
    });
    replies[key] = id;
    await s.press(asker, s.private(asker), 'questions.useful', id);
    // Whoever relied on it hears of it, and nobody who may not read it.
    await s.submit(greeter, s.private(greeter), 'standing.dispute', id, {
      reason: `${wordOf('answer', key)} was so once.`,
    });
    await s.submit(greeter, s.private(greeter), 'communities.hello', ids[key], {
      words: `${wordOf('hello', key)}, everybody.`,
    });
    await s.submit(greeter, s.private(greeter), 'library.add', '', {
      community: ids[key],
      kind: 'faq',
      title: `${wordOf('item', key)}: who knows how mending is done?`,
      text: `${wordOf('item', key)} does.`,
      tags: 'mending',
    });
    await s.settle();
  }
  return { questions, replies };
}

/** A week goes by, with its digest: in the channels, and in private with whoever chose it. */
async function hearDigests(s: Stage, { mena, sol, tia, gus }: Cast, { ids }: Founded): Promise<void> {
  const chosen = [
    [mena, KEYS],
    [sol, SHARED],
    [tia, SHARED],
    [gus, KEYS],
  ] as const;
  for (const [who, keys] of chosen)
    for (const key of keys) await s.press(who, s.private(who), 'communities.hears', `${ids[key]} digest`);
  await aWeek(s);
}

/** Some ask to be let in or are invited, some leave; one proposes a community that is not there yet. */
async function comeAndGo(s: Stage, cast: Cast, { ids, groups, casts }: Founded): Promise<void> {
  const { fay, mena, wes, wyn, ivy, gil, gus, cole, una, cora, flo, nils, personOf, organisation } = cast;
  await s.submit(mena, s.private(mena), 'people.profile', '', { askMe: 'qprofilez' });
  for (const who of [wes, wyn])
    await s.submit(who, s.private(who), 'communities.request', ids.request, {
      why: `${wordOf('why', 'request')}, please.`,
    });
  for (const key of SHARED) {
    const people = [ivy, gil, cora].map(({ ref }) => ref);
    await s.submit(fay, s.private(fay), 'communities.invite', `${ids[key]} member`, { people });
  }
  // To a colleague, and to those who are told nothing of any community.
  for (const key of KEYS) {
    const { id } = await s.prisma.question.findFirstOrThrow({
      where: { communityId: ids[key], personId: personOf(flo) },
    });
    for (const { ref } of [cole, gil, gus, una, cora])
      await s.submit(mena, s.private(mena), 'questions.pass', id, { person: [ref], line: `${wordOf('answer', key)}?` });
  }
  // Whoever has left, and whoever left the communities.
  for (const key of KEYS) {
    const { gone } = casts[key];
    await s.bring(s.event(gone, s.private(gone), { kind: 'person', who: gone.ref, change: 'deactivated' }));
    groups[key].members.delete(personOf(gone));
    await s.press(flo, s.private(flo), 'communities.leave', ids[key]);
    groups[key].members.delete(personOf(flo));
  }
  await s.prisma.organisation.update({ where: { id: organisation('a') }, data: { hiddenNeedsAdmin: true } });
  await s.submit(nils, s.private(nils), 'communities.create', 'anyway', {
    name: 'Nettles qproposedz',
    purpose: 'Something that is not there yet',
    access: 'hidden',
    kind: 'helping',
  });
  await s.settle();
}
