/** The people of a world to leak from: who they are, what their platforms say of them, and as what each of them is tried. */
import type { Profile } from '../../core/chat.ts';
import type { Actor, Stage } from '../stage.ts';
import { toldBy } from '../town.ts';
import type { Reader } from './rules.ts';
import { KEYS, ORGANISATIONS, type Organisation, type Row, SHARED, wordOf } from './world.ts';

export const WORKSPACES = {
  a: ['teams', 'ashcombe'],
  b: ['slack', 'brackenford'],
  c: ['slack', 'corvale'],
} as const;
const EMAIL = 'mena.hale@ashcombe.example';

export type Cast = Awaited<ReturnType<typeof meetAll>>;

/** Everybody who is tried, and whoever asks to be let in. */
export async function meetAll(s: Stage) {
  const { prisma } = s;
  for (const key of ['a', 'b', 'c'] as const)
    await s.workspace(WORKSPACES[key][0], WORKSPACES[key][1], ORGANISATIONS[key]);
  await s.workspace('teams', 'corvale-tenant', ORGANISATIONS.c);
  for (const name of [ORGANISATIONS.a, ORGANISATIONS.c]) {
    const { id } = await prisma.organisation.findFirstOrThrow({ where: { name } });
    await prisma.listedDomain.create({
      data: { domain: 'ashcombe.example', organisationId: id, createdAt: s.clock.now() },
    });
  }
  const idOf = new Map<string, string>();
  /** Somebody who is met. @param profile what their platform says; null: nothing */
  const meet = async (
    name: string,
    organisation: Organisation,
    profile: Partial<Profile> | null = {},
    at: readonly ['slack' | 'teams', string] = WORKSPACES[organisation],
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

  const people = {
    fay: await meet('Fay Olsen', 'a'),
    ben: await meet('Ben Carter', 'b'),
    mena: await meet('Mena Hale', 'a', { email: EMAIL }),
    sol: await meet('Sol Byrne', 'b'),
    cole: await meet('Cole Marsh', 'a'),
    bo: await meet('Bo Ferris', 'b'),
    flo: await meet('Flo Former', 'a'),
    wes: await meet(`Wes ${wordOf('waiter', 'request')}`, 'b'),
    ivy: await meet('Ivy Reed', 'a'),
    ada: await meet('Ada Minster', 'a'),
    gil: await meet('Gil Guest', 'a', { guest: true }),
    gus: await meet('Gus Guest', 'a', { guest: true }),
    oda: await meet('Oda Outside', 'b', { external: true }),
    una: await meet('Una Unknown', 'a', null),
    cora: await meet('Cora Lind', 'c'),
    bram: await meet('Bram Admin', 'b'),
    cai: await meet('Cai Admin', 'c'),
    abi: await meet('Abi Admin', 'b'),
    claim: await meet('Mena Hale', 'c', { email: EMAIL }, ['teams', 'corvale-tenant']),
    tia: await meet('Tia Twin', 'b'),
    tiaThere: await meet('Tia Twin', 'c'),
    nils: await meet('Nils Proposes', 'a'),
    wyn: await meet(`Wyn ${wordOf('waiter', 'request')}`, 'a'),
    oz: await meet(`Oz ${wordOf('waiter', 'open')}`, 'a'),
  };

  // One human being with an account in Corvale.
  const { tia, tiaThere } = people;
  const code = /[A-Z2-9]{5}-[A-Z2-9]{5}/.exec(toldBy(await s.command(tia, s.private(tia), 'link')))?.[0] ?? '';
  await s.command(tiaThere, s.private(tiaThere), 'link', code);
  await s.settle();
  const { id: link } = await prisma.linkCode.findFirstOrThrow({ where: { state: 'typed' } });
  await s.press(tia, s.private(tia), 'people.join', link);
  await s.settle();
  idOf.set(tiaThere.ref.id, personOf(tia));

  const organisations = new Map((await prisma.organisation.findMany()).map(({ name, id }) => [name, id]));
  const organisation = (key: Organisation): string => organisations.get(ORGANISATIONS[key]) ?? '';
  return { ...people, meet, personOf, organisation };
}

/** As what they are tried once everything is said and done. */
export function rowsOf(cast: Cast): readonly Row[] {
  const { tia, tiaThere } = cast;
  const reader = (actor: Actor, at: Organisation, outside = false): Reader => ({
    person: cast.personOf(actor),
    organisation: at,
    outside,
  });
  const row = (key: string, actor: Actor, at: Organisation, more: Partial<Row> = {}): Row => {
    const own = reader(actor, at, more.outside);
    return { key, actor, accounts: [own], ...own, ...more };
  };
  const twins = { accounts: [reader(tia, 'b'), reader(tiaThere, 'c')] };
  return [
    row('lead', cast.fay, 'a'),
    row('facilitator, Slack', cast.ben, 'b'),
    row('member', cast.mena, 'a', { digest: KEYS }),
    row('member, Slack', cast.sol, 'b', { digest: SHARED }),
    row('colleague', cast.cole, 'a', { passed: ['open', 'local'] }),
    row('colleague, Slack', cast.bo, 'b'),
    row('former member', cast.flo, 'a'),
    row('has asked to join', cast.wes, 'b', {
      waits: ['request'],
      own: [wordOf('why', 'request'), wordOf('waiter', 'request')],
    }),
    row('invited', cast.ivy, 'a', { invited: SHARED }),
    row('admin', cast.ada, 'a', { decides: ['hidden'] }),
    row('admin, sharing it', cast.bram, 'b', { agreed: SHARED }),
    row('admin, since then', cast.abi, 'b'),
    row('admin, offered it', cast.cai, 'c', { decides: ['request'] }),
    row('proposer', cast.nils, 'a'),
    row('guest', cast.gil, 'a', { outside: true }),
    row('guest, taken in', cast.gus, 'a', { outside: true, digest: KEYS }),
    row('from outside', cast.oda, 'b', { outside: true }),
    row('not known who', cast.una, 'a', { outside: true }),
    row('other tenant', cast.cora, 'c'),
    row('claims an e-mail', cast.claim, 'c'),
    row('two accounts', tia, 'b', { ...twins, digest: SHARED }),
    row('the other account', tiaThere, 'c', twins),
  ];
}
