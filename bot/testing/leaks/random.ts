/** Small worlds that are made up: organisations, people and communities, in which things happen in any order; afterwards everybody looks at everything. */
import fc from 'fast-check';
import { foldName } from '../../communities/name.ts';
import type { InboundBody } from '../../core/inbound.ts';
import { labelFor } from '../../words/handling.ts';
import type { Actor, Place, Stage } from '../stage.ts';
import { make, toldBy } from '../town.ts';
import { type Access, type Group, mayKnow, mayRead, type Part, type Reader, withAny } from './rules.ts';
import { drawAgain, privateOf, putInto, seenIn, seenOn, standingAt } from './seen.ts';

const ACCESS: readonly Access[] = ['open', 'request', 'hidden'];
const ACTS = [
  'join',
  'leave',
  'access',
  'share',
  'withdraw',
  'end sharing',
  'ask',
  'answer',
  'mark',
  'bind',
  'unbind',
  'let in',
  'invite',
  'take',
  'hello',
  'hear everything',
  'hear the digest',
  'become a guest',
  'one person',
  'two people',
  'close an account',
] as const;

/** One thing that happens; numbers are taken by what there is. */
export interface Step {
  readonly act: (typeof ACTS)[number];
  readonly who: number;
  readonly community: number;
  readonly more: number;
}

export interface Shape {
  /** Of each community, how it is joined and with whom it is shared besides its founder. */
  readonly communities: readonly {
    readonly access: Access;
    readonly shared: boolean;
    readonly members: readonly number[];
  }[];
  readonly steps: readonly Step[];
}

export const shapes: fc.Arbitrary<Shape> = fc.record({
  communities: fc.array(
    fc.record({
      access: fc.constantFrom(...ACCESS),
      shared: fc.boolean(),
      members: fc.uniqueArray(fc.nat({ max: 6 }), { maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  steps: fc.array(
    fc.record({
      act: fc.constantFrom(...ACTS),
      who: fc.nat({ max: 6 }),
      community: fc.nat({ max: 2 }),
      more: fc.nat({ max: 6 }),
    }),
    { minLength: 3, maxLength: 14 },
  ),
});

interface Known {
  readonly id: string;
  readonly lead: Actor;
  readonly name: string;
  readonly purpose: string;
  /** Words of what was said in it, each with the account that said it. */
  readonly said: { readonly word: string; readonly by: Actor }[];
  readonly rooms: readonly Place[];
}

interface Town {
  readonly s: Stage;
  readonly mark: string;
  readonly people: readonly Actor[];
  readonly known: readonly Known[];
  /** Who speaks for the other organisations; the founder has nobody. */
  readonly admins: readonly Actor[];
  /** Places, each with the workspaces' organisation. */
  readonly rooms: readonly Place[];
}

/** One world from beginning to end, beside those that were before it. @returns what somebody saw who may not, or did not see who must */
export async function live(s: Stage, run: number, shape: Shape): Promise<readonly string[]> {
  // Those before are over: nothing of them is told or drawn again, so that the last takes no longer than the first.
  await s.prisma.outgoing.deleteMany();
  await s.prisma.digestRule.updateMany({ data: { off: true, lookAt: null } });
  for (const chat of [s.slack, s.teams]) chat.posted.length = 0;
  const town = await found(s, `w${run}`, shape);
  for (const step of shape.steps) {
    await happen(town, step);
    await s.everything.tell();
    await s.settle();
  }
  // A week goes by, with its digest; in steps that come at another hour each day, so that what is private is told.
  for (let hour = 0; hour < 8 * 24; hour += 15) {
    await s.digests.run();
    await s.settle();
    s.clock.pass(15 * 3_600_000);
  }
  await drawAgain(s);
  return look(town);
}

async function found(s: Stage, mark: string, { communities }: Shape): Promise<Town> {
  const { prisma } = s;
  const organisations = ['a', 'b', 'c'].map((one) => `Organisation ${mark}${one}`);
  const spaces = [
    ['teams', `${mark}a`],
    ['slack', `${mark}b`],
    ['slack', `${mark}c`],
  ] as const;
  for (const [at, [platform, id]] of spaces.entries()) await s.workspace(platform, id, organisations[at] ?? '');
  const meet = async (name: string, at: number): Promise<Actor> => {
    const [platform, workspace] = spaces[at] ?? spaces[0];
    const actor = s.actor(platform, workspace, `${name} q${mark}${name}z`);
    // Whoever opens the page has it drawn again from then on.
    await s.bring(s.event(actor, s.private(actor), { kind: 'home' }));
    return actor;
  };
  const lead = await meet('lead', 0);
  const people = [
    await meet('ann', 0),
    await meet('bob', 0),
    await meet('cy', 1),
    await meet('dot', 1),
    await meet('eve', 2),
    await meet('fin', 2),
    await meet('gus', 0),
  ];
  const personOf = async ({ ref }: Actor) =>
    (await prisma.identity.findFirstOrThrow({ where: { ref: ref.id } })).personId;
  const idOf = async (at: number) =>
    (await prisma.organisation.findFirstOrThrow({ where: { name: organisations[at] ?? '' } })).id;
  const admins: Actor[] = [];
  for (const [at, who] of [
    [1, people[2]],
    [2, people[4]],
  ] as const) {
    if (!who) continue;
    admins.push(who);
    await prisma.organisationAdmin.create({
      data: { organisationId: await idOf(at), personId: await personOf(who), addedAt: s.clock.now() },
    });
  }
  const known: Known[] = [];
  for (const [at, { access, shared, members }] of communities.entries()) {
    const id = crypto.randomUUID();
    const name = `Guild${at} q${mark}name${at}z`;
    const purpose = `Mending things, q${mark}purpose${at}z`;
    const now = s.clock.now();
    const agreed = { agreedBy: await personOf(lead), agreedAt: now };
    // Only who works where it is shared can be in it.
    const inside = members.filter((one) => (shared ? one !== 4 && one !== 5 : one < 2 || one === 6));
    const persons = await Promise.all(inside.map((one) => personOf(people[one] ?? lead)));
    await prisma.community.create({
      data: {
        id,
        name,
        nameKey: access === 'hidden' ? `${foldName(name)} ${id.replaceAll('-', '')}` : foldName(name),
        purpose,
        access,
        founderId: await idOf(0),
        createdBy: await personOf(lead),
        createdAt: now,
        members: {
          create: [
            { personId: await personOf(lead), role: 'lead', joinedAt: now },
            ...persons.map((personId) => ({ personId, role: 'member', joinedAt: now })),
          ],
        },
        organisations: {
          create: await Promise.all(
            (shared ? [0, 1] : [0]).map(async (one) => ({ organisationId: await idOf(one), ...agreed })),
          ),
        },
      },
    });
    const rooms = [
      s.channel('teams', `${mark}a`, `room ${at}`),
      s.channel('slack', `${mark}b`, `room ${at}`),
      s.channel('slack', `${mark}b`, `hall ${at}`),
    ];
    for (const [place, opens] of [
      [rooms[0], 'members'],
      [rooms[1], 'members'],
      [rooms[2], 'workspace'],
    ] as const)
      if (place) make(place.ref.platform === 'slack' ? s.slack : s.teams, place, { opens });
    known.push({ id, lead, name, purpose, said: [], rooms });
  }
  return { s, mark, people, known, admins, rooms: known.flatMap(({ rooms }) => rooms) };
}

const pick = <T>(all: readonly T[], at: number): T | undefined => all[at % all.length];

/** Does it as people would; what they may not, the product refuses. */
async function happen({ s, mark, people, known, admins }: Town, { act, who, community, more }: Step): Promise<void> {
  const { prisma } = s;
  const one = pick(people, who);
  const other = pick(people, more);
  const of = pick(known, community);
  if (!one || !other || !of) return;
  const { id, lead } = of;
  s.clock.pass(1_000);
  const press = (actor: Actor, action: string, value: string) => s.press(actor, s.private(actor), action, value);
  const submit = (actor: Actor, form: string, context: string, values: Parameters<Stage['submit']>[4]) =>
    s.submit(actor, s.private(actor), form, context, values);
  const newWord = (): string => `q${mark}said${of.said.length}of${known.indexOf(of)}z`;
  const newest = () => prisma.question.findFirst({ where: { communityId: id }, orderBy: { createdAt: 'desc' } });
  const place = pick(of.rooms, more);
  switch (act) {
    case 'join':
      await press(one, 'communities.join', id);
      return;
    case 'leave':
      await press(one, 'communities.leave', id);
      return;
    case 'access':
      await submit(lead, 'communities.access', id, { access: ACCESS[more % 3] ?? 'open' });
      return;
    case 'share': {
      const admin = pick(admins, who);
      if (!admin) return;
      const { id: organisation } = await organisationOf(s, admin);
      await submit(lead, 'communities.share', id, { organisation });
      const offered = { communityId: id, organisationId: organisation, state: 'offered' };
      const sharing = await prisma.sharing.findFirst({ where: offered });
      // Some offers are left at that.
      if (!sharing || more % 4 === 3) return;
      const { access } = await prisma.community.findUniqueOrThrow({ where: { id } });
      await press(admin, 'communities.accept-sharing', `${sharing.id} ${access} ${labelFor(access)}`);
      return;
    }
    case 'withdraw': {
      const admin = pick(admins, who);
      if (admin) await press(admin, 'communities.withdraw', id);
      return;
    }
    case 'end sharing': {
      // By the lead, as its founder has no admin.
      const admin = pick(admins, who);
      if (admin) await press(lead, 'communities.end-sharing', `${id} ${(await organisationOf(s, admin)).id}`);
      return;
    }
    case 'ask': {
      const word = newWord();
      of.said.push({ word, by: one });
      await submit(one, 'questions.ask', '', { community: id, text: `${word} who mends?` });
      return;
    }
    case 'answer': {
      const question = await newest();
      const word = newWord();
      of.said.push({ word, by: one });
      if (question) await submit(one, 'questions.answer', question.id, { text: `${word} does.` });
      return;
    }
    case 'mark': {
      const question = await newest();
      const reply = question && (await prisma.reply.findFirst({ where: { questionId: question.id, counts: true } }));
      if (reply) await press(lead, 'questions.useful', reply.id);
      return;
    }
    case 'bind': {
      // Where somebody else would have to type, it is put there as a code does it.
      if (!place) return;
      if (place.ref.platform === 'teams') await s.command(lead, place, 'bind', `Guild${known.indexOf(of)}`);
      else await bindElsewhere(s, mark, of, place);
      return;
    }
    case 'unbind': {
      const channel = place && (await prisma.channel.findFirst({ where: { ref: place.ref.id, goneAt: null } }));
      if (channel) await press(lead, 'communities.unbind', channel.id);
      return;
    }
    case 'let in': {
      await submit(one, 'communities.request', id, { why: 'Because I mend.' });
      const request = await prisma.joinRequest.findFirst({ where: { communityId: id, state: 'open' } });
      if (request) await press(lead, 'communities.accept', request.id);
      return;
    }
    case 'invite':
      await submit(lead, 'communities.invite', `${id} member`, { people: [one.ref] });
      return;
    case 'take': {
      const invitation = await prisma.invitation.findFirst({ where: { communityId: id, ref: one.ref.id } });
      if (invitation) await press(one, 'communities.take', invitation.id);
      return;
    }
    case 'hello': {
      const word = newWord();
      of.said.push({ word, by: one });
      await submit(one, 'communities.hello', id, { words: `${word}, hello.` });
      return;
    }
    case 'hear everything':
      await press(one, 'communities.hears', `${id} everything`);
      return;
    case 'hear the digest':
      await press(one, 'communities.hears', `${id} digest`);
      return;
    case 'become a guest': {
      const chat = one.ref.platform === 'slack' ? s.slack : s.teams;
      chat.profiles.set(one.ref.id, { name: one.name, active: true, guest: true, external: false });
      await s.bring(s.event(one, s.private(one), { kind: 'person', who: one.ref, change: 'changed' }));
      await s.command(one, s.private(one), 'help');
      return;
    }
    case 'one person': {
      const told = await s.command(one, s.private(one), 'link');
      const code = told?.kind === 'tell' ? /[A-Z2-9]{5}-[A-Z2-9]{5}/.exec(toldBy(told))?.[0] : undefined;
      if (code === undefined) return;
      await s.command(other, s.private(other), 'link', code);
      const link = await prisma.linkCode.findFirst({ where: { state: 'typed' } });
      if (link) await press(one, 'people.join', link.id);
      return;
    }
    case 'two people': {
      const { person } = await organisationOf(s, one);
      const joining = await prisma.joining.findFirst({
        where: { undoneAt: null, oneId: { in: await accountsOf(s, person) } },
      });
      if (joining) await press(one, 'people.part', joining.id);
      return;
    }
    case 'close an account':
      await s.bring(s.event(lead, s.private(lead), { kind: 'person', who: one.ref, change: 'deactivated' }));
      return;
  }
}

/** As by a code, by who works there; what nobody may bind is refused before. */
async function bindElsewhere(s: Stage, mark: string, { id, lead }: Known, place: Place): Promise<void> {
  const organisation = await s.prisma.organisation.findFirstOrThrow({ where: { name: `Organisation ${mark}b` } });
  const shares = await s.prisma.communityOrganisation.count({
    where: { communityId: id, organisationId: organisation.id },
  });
  const { person } = await organisationOf(s, lead);
  if (shares === 0) return;
  const opens = place.ref.id.includes('/hall') ? 'workspace' : 'members';
  await s.inbox.afterwards(s.clock.now(), async (w) => {
    const channel = await w.communities.bind({
      community: id,
      organisation: organisation.id,
      by: person,
      place: place.ref,
      name: place.ref.id,
      hears: 'all',
      opens,
    });
    if (channel !== null) {
      await w.say(`bound:${channel}`, { to: place.ref }, { view: 'communities.bound', id: channel });
      await w.fact({ fact: 'ChannelChanged', community: id, channel });
    }
  });
}

async function organisationOf({ prisma }: Stage, { ref }: Actor) {
  const { personId: person, workspace } = await prisma.identity.findFirstOrThrow({
    where: { ref: ref.id },
    include: { workspace: { include: { organisation: true } } },
  });
  return { person, ...workspace.organisation };
}
const accountsOf = async ({ prisma }: Stage, personId: string): Promise<string[]> =>
  (await prisma.identity.findMany({ where: { personId }, select: { id: true } })).map(({ id }) => id);

/** Everybody looks, by the most telling surfaces, and what they see is held against the rules. */
async function look(town: Town): Promise<readonly string[]> {
  const { s, people, known, rooms } = town;
  const wrong: string[] = [];
  const groups = new Map<string, Group>();
  for (const { id } of known) groups.set(id, await groupOf(s, id));
  const readers = new Map<Actor, Reader>();
  for (const actor of people) readers.set(actor, await readerOf(s, actor));
  for (const actor of people) {
    const reader = readers.get(actor);
    if (!reader || !(await s.prisma.identity.findFirst({ where: { ref: actor.ref.id, active: true } }))) continue;
    const seen = await lookedAt(s, actor, known);
    const accounts = [...readers].filter(([, { person }]) => person === reader.person);
    const words = privateOf(s, actor).join('\n');
    for (const one of known) {
      const group = groups.get(one.id);
      if (!group) continue;
      const own = (by: Actor): boolean => accounts.some(([account]) => account === by);
      const [knows, reads] = [mayKnow(reader, group), mayRead(reader, group)];
      const say = (what: string, by: string) => wrong.push(`${actor.name} ${what} of ${one.name} by ${by}`);
      const about = await isAsked(s, actor, one.id);
      for (const { by, all, must, isPersonal } of seen) {
        const text = all.join('\n');
        for (const word of [one.name.split(' ')[1] ?? '', one.purpose.split(' ')[2] ?? ''])
          if (text.includes(word) && !knows && !(isPersonal && about)) say(`sees ${word}`, by);
        for (const { word, by: author } of one.said)
          if (text.includes(word) && !reads && !own(author)) say(`sees ${word}`, by);
        if (must === 'known' && knows && !text.includes(one.name)) say('does not see the name', by);
        if (must === 'read' && reads && !text.includes(one.name)) say('does not see the name', by);
      }
      const rules = accounts.map(([, account]) => account);
      if (!withAny(mayKnow, rules, group) && !about && words.includes(one.name.split(' ')[1] ?? ''))
        say('has the name', 'a private message');
      for (const { word, by: author } of one.said)
        if (words.includes(word) && !withAny(mayRead, rules, group) && !own(author))
          say(`has ${word}`, 'a private message');
    }
  }
  for (const place of rooms) wrong.push(...(await wrongAt(town, place, groups)));
  return wrong;
}

/** What stands in a room: of the community of which it is one, and of no other. */
async function wrongAt(
  { s, known }: Town,
  place: Place,
  groups: ReadonlyMap<string, Group>,
): Promise<readonly string[]> {
  const bound = await s.prisma.channel.findFirst({ where: { ref: place.ref.id, goneAt: null } });
  const text = standingAt(s, place).join('\n');
  return known.flatMap(({ id, name, said }) => {
    const isHere = bound?.communityId === id;
    if (isHere && bound.opens === 'workspace' && groups.get(id)?.access !== 'open')
      return [`${place.ref.id} is open to everybody, and ${name} is not`];
    if (isHere) return [];
    const words = said.map(({ word }) => word).filter((word) => text.includes(word));
    // What it was part of may be said, but not of what nobody may know.
    const isNamed = groups.get(id)?.access === 'hidden' && text.includes(name.split(' ')[1] ?? '');
    return [...words, ...(isNamed ? [name] : [])].map((word) => `${place.ref.id} has ${word}`);
  });
}

interface Looked {
  readonly by: string;
  readonly all: readonly string[];
  readonly must?: 'known' | 'read';
  /** It shows what was put to them as well. */
  readonly isPersonal?: true;
}

async function lookedAt(s: Stage, actor: Actor, known: readonly Known[]): Promise<readonly Looked[]> {
  const bring = (body: InboundBody) => {
    s.clock.pass(1_000);
    return s.bring(s.event(actor, s.private(actor), body));
  };
  const seen: Looked[] = [
    { by: 'the list', must: 'known', all: seenIn(await bring({ kind: 'command', name: 'communities', text: '' })) },
    { by: 'find', must: 'known', all: seenIn(await bring({ kind: 'command', name: 'find', text: 'mending things' })) },
    { by: 'recommended', all: seenIn(await bring({ kind: 'command', name: 'find', text: '' })) },
    { by: 'home', all: seenIn(await bring({ kind: 'command', name: 'home', text: '' })) },
    {
      by: 'typeahead',
      must: 'read',
      all: seenIn(await bring({ kind: 'search', of: 'communities', query: 'guild', by: 'form' })),
    },
  ];
  const found = await bring({ kind: 'search', of: 'questions', query: 'mends', by: 'compose' });
  seen.push({ by: 'questions', all: [...seenIn(found), ...putInto(found)] });
  for (const { id } of known) {
    for (const action of ['look', 'members', 'manage', 'sharing', 'organisation'])
      seen.push({
        by: action,
        ...(['sharing', 'organisation'].includes(action) && { isPersonal: true }),
        all: seenIn(await bring({ kind: 'action', action: `communities.${action}`, value: id, on: null })),
      });
  }
  for (const read of ['communities.mine', 'communities.recommended', 'communities.waiting', 'questions.mine']) {
    const answer = await s.pages.read({ account: actor.ref, workspace: actor.workspace, called: actor.name }, read, {});
    seen.push({ by: read, isPersonal: true, all: [JSON.stringify(answer)] });
  }
  const page = (actor.ref.platform === 'slack' ? s.slack : s.teams).homes.get(actor.ref.id);
  if (page) seen.push({ by: 'the page', all: seenOn(page) });
  return seen;
}

/**
 * Somebody was asked to join it, or has asked to; it is theirs to decide whether their organisation shares it, or they
 * accepted that; or their organisation did, and is told that it is over, unless it is hidden: its name is in what is about that.
 */
async function isAsked({ prisma }: Stage, { ref }: Actor, communityId: string): Promise<boolean> {
  const { personId } = await prisma.identity.findFirstOrThrow({ where: { ref: ref.id } });
  const accounts = await prisma.identity.findMany({ where: { personId }, select: { workspace: true } });
  const organisations = accounts.map(({ workspace }) => workspace.organisationId);
  const admin = await prisma.organisationAdmin.findMany({ where: { personId } });
  const sharings = await prisma.sharing.findMany({ where: { communityId }, include: { community: true } });
  const isAbout = sharings.some(
    ({ state, organisationId, community }) =>
      (state === 'offered' && admin.some((one) => one.organisationId === organisationId)) ||
      (['withdrew', 'ended'].includes(state) &&
        organisations.includes(organisationId) &&
        community.access !== 'hidden'),
  );
  if (isAbout || (await prisma.communityOrganisation.count({ where: { communityId, agreedBy: personId } })) > 0)
    return true;
  const invited = await prisma.invitation.count({ where: { communityId, ref: ref.id, state: 'open' } });
  return invited + (await prisma.joinRequest.count({ where: { communityId, personId } })) > 0;
}

/** How things stand, as they are kept; what follows from it the rules say. */
async function groupOf({ prisma }: Stage, id: string): Promise<Group> {
  const { access, members, organisations } = await prisma.community.findUniqueOrThrow({
    where: { id },
    include: { members: true, organisations: true },
  });
  return {
    access: access as Access,
    shared: new Set(organisations.map(({ organisationId }) => organisationId)),
    members: new Map(members.map(({ personId, role }) => [personId, role as Part])),
  };
}

async function readerOf({ prisma }: Stage, { ref }: Actor): Promise<Reader> {
  const {
    personId: person,
    guest,
    external,
    workspace,
  } = await prisma.identity.findFirstOrThrow({
    where: { ref: ref.id },
    include: { workspace: true },
  });
  return { person, organisation: workspace.organisationId, outside: guest || external };
}
