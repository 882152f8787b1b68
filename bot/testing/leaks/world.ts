/** A world to leak from: three organisations, communities of every access, people of every kind, channels of every kind; whatever could leak carries a word of its own. */
import type { Profile } from '../../core/chat.ts';
import { type Actor, type Place, type Stage, stage } from '../stage.ts';
import { make, toldBy } from '../town.ts';
import { type Access, type Group, mayBind, type Part, type Reader, type Room } from './rules.ts';
import { drawAgain } from './seen.ts';

/** `local` is open, and of one organisation alone. */
export const KEYS = ['open', 'request', 'hidden', 'local'] as const;
export type Key = (typeof KEYS)[number];

/** What of a community carries a word: what whoever knows of it may see, what readers may, what who looks after it may. */
export const KNOWN = ['name', 'purpose'] as const;
export const READ = ['question', 'answer', 'asker', 'answerer', 'greeter', 'hello'] as const;
export const KEPT = ['why', 'waiter', 'channel'] as const;
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
  /** Words of their own, which only they and whoever may read them see. */
  readonly own?: readonly string[];
}

export interface Bound {
  readonly key: string;
  readonly place: Place;
  readonly room: Room;
  /** For which community it was tried; null: for none. */
  readonly tried: Key | null;
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
  readonly others: OtherIds;
  row(key: string): Row;
  /** The cast of a community, who act in it. */
  cast(key: Key): { readonly asker: Actor; readonly answerer: Actor };
  /** Words that are not a community's, and the rows that may see each. */
  readonly extras: readonly { readonly word: string; readonly may: readonly string[] }[];
}

export interface OtherIds {
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

const A_DAY = 24 * 3_600_000;
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
  const claim = await person('Mena Hale', 'c', { email: EMAIL }, ['teams', 'corvale-tenant']);
  const tia = await person('Tia Twin', 'b');
  const tiaThere = await person('Tia Twin', 'c');
  const nils = await person('Nils Proposes', 'a');

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
          create: (isShared ? (['a', 'b'] as const) : (['a'] as const)).map((one) => ({
            organisationId: organisation(one),
            agreedBy: personOf(fay),
            agreedAt: now,
          })),
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
    [cora, 'c'],
  ] as const)
    await prisma.organisationAdmin.create({
      data: { organisationId: organisation(at), personId: personOf(who), addedAt: now },
    });

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
  await s.submit(mena, s.private(mena), 'people.profile', '', { askMe: 'qprofilez' });
  await s.submit(wes, s.private(wes), 'communities.request', ids.request, {
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
  const twins = [reader(tia, 'b'), reader(tiaThere, 'c')];
  const rows: readonly Row[] = [
    row('lead', fay, 'a'),
    row('facilitator, Slack', ben, 'b'),
    row('member', mena, 'a'),
    row('member, Slack', sol, 'b'),
    row('colleague', cole, 'a'),
    row('colleague, Slack', bo, 'b'),
    row('former member', flo, 'a'),
    row('has asked to join', wes, 'b', {
      waits: ['request'],
      own: [wordOf('why', 'request'), wordOf('waiter', 'request')],
    }),
    row('invited', ivy, 'a', { invited: SHARED }),
    row('admin', ada, 'a'),
    row('proposer', nils, 'a'),
    row('guest', gil, 'a', { outside: true }),
    row('guest, taken in', gus, 'a', { outside: true }),
    row('from outside', oda, 'b', { outside: true }),
    row('not known who', una, 'a', { outside: true }),
    row('other tenant', cora, 'c'),
    row('claims an e-mail', claim, 'c'),
    row('two accounts', tia, 'b', { accounts: twins }),
    row('the other account', tiaThere, 'c', { accounts: twins }),
  ];
  return {
    s,
    rows,
    rooms,
    ids,
    groups,
    questions,
    replies,
    others: await idsIn(s),
    row(key) {
      const found = rows.find((one) => one.key === key);
      if (!found) throw new Error(`nobody is ${key}`);
      return found;
    },
    cast: (key) => casts[key],
    extras: [
      { word: 'qproposedz', may: ['admin', 'proposer'] },
      { word: 'qprofilez', may: ['member'] },
    ],
  };
}

async function idsIn({ prisma }: Stage): Promise<OtherIds> {
  const select = { id: true } as const;
  const of = async (all: Promise<readonly { readonly id: string }[]>) => (await all).map(({ id }) => id);
  return {
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
