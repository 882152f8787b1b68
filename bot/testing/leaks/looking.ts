/** Everybody in a small world looks, by the most telling surfaces, and what they see is held against the rules. */
import type { InboundBody } from '../../core/inbound.ts';
import type { Actor, Place, Stage } from '../stage.ts';
import { visitor } from './acting.ts';
import { type Access, type Group, mayKnow, mayRead, type Part, type Reader, withAny } from './rules.ts';
import { privateOf, putInto, seenIn, seenOn, standingAt } from './seen.ts';
import type { Known, Town } from './small-town.ts';

/** What of a name or a purpose nobody types. */
const wordIn = (text: string): string => /q\w+z/.exec(text)?.[0] ?? text;

/** @returns what somebody saw who may not, or did not see who must */
export async function look(town: Town): Promise<readonly string[]> {
  const { s, people, known } = town;
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
        for (const word of [wordIn(one.name), wordIn(one.purpose)])
          if (text.includes(word) && !knows && !(isPersonal && about)) say(`sees ${word}`, by);
        for (const { word, by: author } of one.said)
          if (text.includes(word) && !reads && !own(author)) say(`sees ${word}`, by);
        if (((must === 'known' && knows) || (must === 'read' && reads)) && !text.includes(one.name))
          say('does not see the name', by);
      }
      const rules = accounts.map(([, account]) => account);
      if (!withAny(mayKnow, rules, group) && !about && words.includes(wordIn(one.name)))
        say('has the name', 'a private message');
      for (const { word, by: author } of one.said)
        if (words.includes(word) && !withAny(mayRead, rules, group) && !own(author))
          say(`has ${word}`, 'a private message');
    }
  }
  for (const place of known.flatMap(({ rooms }) => rooms)) wrong.push(...(await wrongAt(town, place, groups)));
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
    const isNamed = groups.get(id)?.access === 'hidden' && text.includes(wordIn(name));
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
    const answer = await s.pages.read(visitor(actor), read, {});
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
