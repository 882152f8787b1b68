/** Small worlds that are made up: what one is, and how it is founded. */
import fc from 'fast-check';
import { foldName } from '../../communities/name.ts';
import type { Actor, Place, Stage } from '../stage.ts';
import { make } from '../town.ts';
import type { Access } from './rules.ts';

export const ACCESS: readonly Access[] = ['open', 'request', 'hidden'];
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
  'keep in step',
  'come in',
  'go out',
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

/** A community of such a world. */
export interface Known {
  readonly id: string;
  readonly lead: Actor;
  readonly name: string;
  readonly purpose: string;
  /** Words of what was said in it, each with the account that said it. */
  readonly said: { readonly word: string; readonly by: Actor }[];
  readonly rooms: readonly Place[];
}

export interface Town {
  readonly s: Stage;
  readonly mark: string;
  readonly people: readonly Actor[];
  readonly known: readonly Known[];
  /** Who speaks for the other organisations; the founder has nobody. */
  readonly admins: readonly Actor[];
}

export async function found(s: Stage, mark: string, { communities }: Shape): Promise<Town> {
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
  return { s, mark, people, known, admins };
}
