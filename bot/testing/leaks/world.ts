/** A world to leak from: three organisations, communities of every access, people of every kind, channels of every kind; whatever could leak carries a word of its own. */
import type { Profile } from '../../core/chat.ts';
import { labelFor } from '../../words/handling.ts';
import { type Actor, type Place, type Stage, stage } from '../stage.ts';
import { cardOf, make, pressOn, toldBy } from '../town.ts';
import { type Access, type Group, mayBind, type Part, type Reader, type Room } from './rules.ts';
import { drawAgain } from './seen.ts';

/** `local` is open, and of one organisation alone. */
export const KEYS = ['open', 'request', 'hidden', 'local'] as const;
export type Key = (typeof KEYS)[number];

/** What of a community carries a word: what whoever knows of it may see, what readers may, what who looks after it may. */
export const KNOWN = ['name', 'purpose'] as const;
export const READ = ['question', 'answer', 'asker', 'answerer', 'greeter', 'hello'] as const;
/** Of who asks to be let in. */
export const ASKING = ['why', 'waiter'] as const;
export const KEPT = [...ASKING, 'channel'] as const;
/** `surname` is of somebody who is to be seen outside by first name alone; `gone` the name of who has left; `tag` is shown to nobody. */
export const SAID = [...KNOWN, ...READ, ...KEPT, 'surname', 'gone', 'tag', 'question2', 'answer2'] as const;
export type Said = (typeof SAID)[number];

/** Never typed by anybody: whoever reads it was shown it. */
export const wordOf = (said: Said, key: Key): string => `q${said}${key}z`;

/** What people type to get at them: in everything that is written of them. */
export const TYPED: Readonly<Record<Key, string>> = {
  open: 'harbour',
  request: 'kiln',
  hidden: 'lantern',
  local: 'meadow',
};

export const ORGANISATIONS = { a: 'Ashcombe Council', b: 'Brackenford Council', c: 'Corvale Homes' } as const;
type Organisation = keyof typeof ORGANISATIONS;

/** Where the one works who answers, and has a first name for others and a whole one for colleagues. */
export const homeOf = (key: Key): string => (key === 'local' ? 'a' : 'b');

/** Somebody of whom every surface is tried. */
export interface Row extends Reader {
  readonly key: string;
  readonly actor: Actor;
  /** All accounts of the human being. */
  readonly accounts: readonly Reader[];
  /** Invited, and not yet answered. */
  readonly invited?: readonly Key[];
  /** Asked to be let in. */
  readonly waits?: readonly Key[];
  /** Theirs to decide for their organisation: whether to share it, or to let another share it. */
  readonly decides?: readonly Key[];
  /** Accepted its rules for their organisation, which still shares it: they know what they accepted. */
  readonly agreed?: readonly Key[];
  /** Had a part in it until their organisation withdrew, and are told of that. */
  readonly ended?: readonly Key[];
  /** May let people in, as whoever looks after it has not answered them. */
  readonly late?: readonly Key[];
  /** Has its digest in private. */
  readonly digest?: readonly Key[];
  /** Words of their own, which only they and whoever may read them see. */
  readonly own?: readonly string[];
}

export interface Bound {
  readonly key: string;
  readonly place: Place;
  readonly room: Room;
  /** For which community it was tried; null: for none. */
  readonly tried: Key | null;
  /** It was taken out of it. */
  readonly isOut?: true;
}

export interface World {
  readonly s: Stage;
  readonly rows: readonly Row[];
  readonly rooms: readonly Bound[];
  readonly ids: Readonly<Record<Key, string>>;
  readonly groups: Readonly<Record<Key, MutableGroup>>;
  /** Ids that somebody might send: by what they are of, for each community. */
  readonly questions: Readonly<Record<Key, string>>;
  readonly replies: Readonly<Record<Key, string>>;
  /** Of what is asked in each and carries a word, what was asked last: older ones are cut off where only some are shown. */
  readonly newest: Said;
  readonly others: OtherIds;
  row(key: string): Row;
  /** Somebody of Ashcombe who will ask to be let into what is open now. */
  readonly waiter: Actor;
  /** The cast of a community, who act in it. */
  cast(key: Key): { readonly asker: Actor; readonly answerer: Actor };
  /** Words that are not a community's, and the rows that may see each. */
  readonly extras: readonly { readonly word: string; readonly may: readonly string[] }[];
}

export interface OtherIds {
  readonly sharings: readonly string[];
  /** The same with the rules, as whoever accepts them was shown them. */
  readonly offers: readonly string[];
  /** That are to come. */
  readonly digests: readonly string[];
  /** Of each community, the last that came. */
  readonly posted: readonly string[];
  /** Of which there are digests. */
  readonly weeks: readonly string[];
  /** Brackenford, which shares some. */
  readonly partners: readonly string[];
  /** All of them, also those whose askers are in no community any more. */
  readonly questions: readonly string[];
  readonly invitations: readonly string[];
  readonly requests: readonly string[];
  readonly proposals: readonly string[];
  readonly channels: readonly string[];
  readonly joinings: readonly string[];
  readonly links: readonly string[];
  readonly persons: readonly string[];
}

export interface MutableGroup extends Group {
  access: Access;
  readonly shared: Set<string>;
  readonly members: Map<string, Part>;
}

export const HOUR = 3_600_000;
export const A_DAY = 24 * HOUR;
const EMAIL = 'mena.hale@ashcombe.example';
/** Of the three, what is shared with Brackenford. */
const SHARED: readonly Key[] = ['open', 'request', 'hidden'];

export async function leakyWorld(): Promise<World> {
  const s = await stage();
  const { prisma } = s;
  const workspaces = {
    a: ['teams', 'ashcombe'],
    b: ['slack', 'brackenford'],
    c: ['slack', 'corvale'],
  } as const;
  for (const key of ['a', 'b', 'c'] as const)
    await s.workspace(workspaces[key][0], workspaces[key][1], ORGANISATIONS[key]);
  await s.workspace('teams', 'corvale-tenant', ORGANISATIONS.c);
  for (const name of [ORGANISATIONS.a, ORGANISATIONS.c]) {
    const { id } = await prisma.organisation.findFirstOrThrow({ where: { name } });
    await prisma.listedDomain.create({
      data: { domain: 'ashcombe.example', organisationId: id, createdAt: s.clock.now() },
    });
  }
  const idOf = new Map<string, string>();
  /** Somebody who is met. @param profile what their platform says; null: nothing */
  const person = async (
    name: string,
    organisation: Organisation,
    profile: Partial<Profile> | null = {},
    at: readonly ['slack' | 'teams', string] = workspaces[organisation],
  ): Promise<Actor> => {
    const actor = s.actor(at[0], at[1], name);
    const chat = at[0] === 'slack' ? s.slack : s.teams;
    if (profile) chat.profiles.set(actor.ref.id, { name, active: true, guest: false, external: false, ...profile });
    else chat.profiles.delete(actor.ref.id);
    await s.command(actor, s.private(actor), 'help');
    await s.settle();
    const known = await prisma.identity.findFirst({ where: { ref: actor.ref.id } });
    idOf.set(actor.ref.id, known?.personId ?? `unknown ${name}`);
    return actor;
  };
  const personOf = ({ ref }: Actor): string => idOf.get(ref.id) ?? '';

  const fay = await person('Fay Olsen', 'a');
  const ben = await person('Ben Carter', 'b');
  const mena = await person('Mena Hale', 'a', { email: EMAIL });
  const sol = await person('Sol Byrne', 'b');
  const cole = await person('Cole Marsh', 'a');
  const bo = await person('Bo Ferris', 'b');
  const flo = await person('Flo Former', 'a');
  const wes = await person(`Wes ${wordOf('waiter', 'request')}`, 'b');
  const ivy = await person('Ivy Reed', 'a');
  const ada = await person('Ada Minster', 'a');
  const gil = await person('Gil Guest', 'a', { guest: true });
  const gus = await person('Gus Guest', 'a', { guest: true });
  const oda = await person('Oda Outside', 'b', { external: true });
  const una = await person('Una Unknown', 'a', null);
  const cora = await person('Cora Lind', 'c');
  const bram = await person('Bram Admin', 'b');
  const cai = await person('Cai Admin', 'c');
  const abi = await person('Abi Admin', 'b');
  const claim = await person('Mena Hale', 'c', { email: EMAIL }, ['teams', 'corvale-tenant']);
  const tia = await person('Tia Twin', 'b');
  const tiaThere = await person('Tia Twin', 'c');
  const nils = await person('Nils Proposes', 'a');
  const wyn = await person(`Wyn ${wordOf('waiter', 'request')}`, 'a');
  const oz = await person(`Oz ${wordOf('waiter', 'open')}`, 'a');

  // One human being with an account in Corvale.
  const code = /[A-Z2-9]{5}-[A-Z2-9]{5}/.exec(toldBy(await s.command(tia, s.private(tia), 'link')))?.[0] ?? '';
  await s.command(tiaThere, s.private(tiaThere), 'link', code);
  await s.settle();
  const { id: link } = await prisma.linkCode.findFirstOrThrow({ where: { state: 'typed' } });
  await s.press(tia, s.private(tia), 'people.join', link);
  await s.settle();
  idOf.set(tiaThere.ref.id, personOf(tia));

  // Communities, with whoever acts in them.
  const organisations = new Map((await prisma.organisation.findMany()).map(({ name, id }) => [name, id]));
  const organisation = (key: Organisation): string => organisations.get(ORGANISATIONS[key]) ?? '';
  const now = s.clock.now();
  const ids = {} as Record<Key, string>;
  const groups = {} as Record<Key, MutableGroup>;
  const casts = {} as Record<Key, Record<'asker' | 'answerer' | 'greeter' | 'gone', Actor>>;
  for (const key of KEYS) {
    const word = (said: Said) => wordOf(said, key);
    const id = crypto.randomUUID();
    const [access, name] = [key === 'local' ? 'open' : key, `${TYPED[key]} ${word('name')}`];
    const isShared = SHARED.includes(key);
    casts[key] = {
      asker: await person(`Abe ${word('asker')}`, 'a'),
      answerer: await person(`${word('answerer')} ${word('surname')}`, isShared ? 'b' : 'a'),
      greeter: await person(`Gea ${word('greeter')}`, 'a'),
      gone: await person(`Gor ${word('gone')}`, 'a'),
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

  // Shared with Brackenford as it is done: its lead wishes it, the founder's admin allows it, the other's accepts the rules.
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

  // Channels of every kind, each tried for every community by who looks after it there.
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
      const place = s.channel(platform, workspaces[at][1], `${kind} ${key ? wordOf('channel', key) : 'of nobody'}`);
      make(platform === 'slack' ? s.slack : s.teams, place, { opens });
      rooms.push({ key: `${kind}, ${key ?? 'none'}`, place, room: { organisation: at, opens }, tried: key });
      if (key) await s.command(at === 'a' ? fay : ben, place, 'bind', TYPED[key]);
    }
  }
  await s.settle();

  // What is said in each.
  const questions = {} as Record<Key, string>;
  const replies = {} as Record<Key, string>;
  const ask = async (who: Actor, key: Key, text: string): Promise<string> => {
    await s.submit(who, s.private(who), 'questions.ask', '', { community: ids[key], text });
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
    await s.submit(greeter, s.private(greeter), 'communities.hello', ids[key], {
      words: `${wordOf('hello', key)}, everybody.`,
    });
    await s.settle();
  }
  // A week goes by, with its digest: in the channels, and in private with whoever chose it.
  const chosen = [
    [mena, KEYS],
    [sol, SHARED],
    [tia, SHARED],
    [gus, KEYS],
  ] as const;
  for (const [who, keys] of chosen)
    for (const key of keys) await s.press(who, s.private(who), 'communities.hears', `${ids[key]} digest`);
  await aWeek(s);

  await s.submit(mena, s.private(mena), 'people.profile', '', { askMe: 'qprofilez' });
  for (const who of [wes, wyn])
    await s.submit(who, s.private(who), 'communities.request', ids.request, {
      why: `${wordOf('why', 'request')}, please.`,
    });
  for (const key of SHARED) {
    const people = [ivy, gil, cora].map(({ ref }) => ref);
    await s.submit(fay, s.private(fay), 'communities.invite', `${ids[key]} member`, { people });
  }
  // Whoever has left, and whoever left the communities.
  for (const key of KEYS) {
    const { gone } = casts[key];
    await s.bring(s.event(gone, s.private(gone), { kind: 'person', who: gone.ref, change: 'deactivated' }));
    groups[key].members.delete(personOf(gone));
    await s.press(flo, s.private(flo), 'communities.leave', ids[key]);
    groups[key].members.delete(personOf(flo));
  }
  await prisma.organisation.update({ where: { id: organisation('a') }, data: { hiddenNeedsAdmin: true } });
  await s.submit(nils, s.private(nils), 'communities.create', 'anyway', {
    name: 'Nettles qproposedz',
    purpose: 'Something that is not there yet',
    access: 'hidden',
    kind: 'helping',
  });
  await s.settle();
  // What is told once a day comes with the next.
  s.clock.pass(A_DAY);
  await s.settle();
  // What was shown to whoever could read it then stands; it is drawn as it would be now.
  await drawAgain(s);

  const reader = (actor: Actor, at: Organisation, outside = false): Reader => ({
    person: personOf(actor),
    organisation: at,
    outside,
  });
  const row = (key: string, actor: Actor, at: Organisation, more: Partial<Row> = {}): Row => {
    const own = reader(actor, at, more.outside);
    return { key, actor, accounts: [own], ...own, ...more };
  };
  const twins = { accounts: [reader(tia, 'b'), reader(tiaThere, 'c')] };
  const rows: readonly Row[] = [
    row('lead', fay, 'a'),
    row('facilitator, Slack', ben, 'b'),
    row('member', mena, 'a', { digest: KEYS }),
    row('member, Slack', sol, 'b', { digest: SHARED }),
    row('colleague', cole, 'a'),
    row('colleague, Slack', bo, 'b'),
    row('former member', flo, 'a'),
    row('has asked to join', wes, 'b', {
      waits: ['request'],
      own: [wordOf('why', 'request'), wordOf('waiter', 'request')],
    }),
    row('invited', ivy, 'a', { invited: SHARED }),
    row('admin', ada, 'a', { decides: ['hidden'] }),
    row('admin, sharing it', bram, 'b', { agreed: SHARED }),
    row('admin, since then', abi, 'b'),
    row('admin, offered it', cai, 'c', { decides: ['request'] }),
    row('proposer', nils, 'a'),
    row('guest', gil, 'a', { outside: true }),
    row('guest, taken in', gus, 'a', { outside: true, digest: KEYS }),
    row('from outside', oda, 'b', { outside: true }),
    row('not known who', una, 'a', { outside: true }),
    row('other tenant', cora, 'c'),
    row('claims an e-mail', claim, 'c'),
    row('two accounts', tia, 'b', { ...twins, digest: SHARED }),
    row('the other account', tiaThere, 'c', twins),
  ];
  return {
    s,
    rows,
    rooms,
    ids,
    groups,
    questions,
    replies,
    newest: 'question',
    others: await idsIn(s),
    row(key) {
      const found = rows.find((one) => one.key === key);
      if (!found) throw new Error(`nobody is ${key}`);
      return found;
    },
    waiter: oz,
    cast: (key) => casts[key],
    extras: [
      { word: 'qproposedz', may: ['admin', 'proposer'] },
      { word: 'qprofilez', may: ['member'] },
    ],
  };
}

/** A week, with everything that is done for digests in it. */
export async function aWeek(s: Stage): Promise<void> {
  // In steps that come at another hour each day: what is private waits for somebody's working time.
  for (let hour = 0; hour <= 7 * 24; hour += 7) {
    await s.digests.run();
    await s.settle();
    s.clock.pass(7 * HOUR);
  }
}

export async function idsIn({ prisma }: Stage): Promise<OtherIds> {
  const select = { id: true } as const;
  const sharings = await prisma.sharing.findMany({ include: { community: true } });
  const of = async (all: Promise<readonly { readonly id: string }[]>) => (await all).map(({ id }) => id);
  return {
    sharings: sharings.map(({ id }) => id),
    offers: sharings.map(({ id, community: { access } }) => `${id} ${access} ${labelFor(access)}`),
    digests: await of(prisma.digest.findMany({ select, where: { state: { notIn: ['posted', 'skipped'] } } })),
    posted: await of(
      prisma.digest.findMany({
        select,
        where: { state: 'posted' },
        distinct: ['communityId'],
        orderBy: { week: 'desc' },
      }),
    ),
    weeks: [...new Set((await prisma.digest.findMany({ select: { week: true } })).map(({ week }) => week))],
    partners: await of(prisma.organisation.findMany({ select, where: { name: ORGANISATIONS.b } })),
    questions: await of(prisma.question.findMany({ select })),
    invitations: await of(prisma.invitation.findMany({ select })),
    requests: await of(prisma.joinRequest.findMany({ select })),
    proposals: await of(prisma.proposal.findMany({ select })),
    channels: await of(prisma.channel.findMany({ select, orderBy: { boundAt: 'asc' }, take: 6 })),
    joinings: await of(prisma.joining.findMany({ select })),
    links: await of(prisma.linkCode.findMany({ select })),
    persons: await of(prisma.person.findMany({ select, orderBy: { createdAt: 'asc' }, take: 2 })),
  };
}

/** The community of which a room is one, as the rules have it; null for none. */
export const boundTo = ({ groups }: Pick<World, 'groups'>, { tried, room }: Bound): Key | null =>
  tried && mayBind(room, groups[tried]) ? tried : null;
