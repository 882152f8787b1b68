/** A stage with three organisations and no community yet: two that may come to share one, and one that has nothing to do with them. */
import { expect } from 'vitest';
import { createCommunityStore } from '../../prisma/communities.ts';
import type { Tx } from '../../prisma/work.ts';
import type { Card } from '../core/card.ts';
import type { Abilities } from '../core/chat.ts';
import type { Reply } from '../core/reply.ts';
import type { FakeChat } from './fake-chat.ts';
import { once } from './once.ts';
import { type Actor, type Place, type Stage, stage } from './stage.ts';
import { buttonsOf, wordsOf } from './words-of.ts';

export interface Town {
  readonly s: Stage;
  /** Ashcombe Council, in Teams: Fay founds, Asha takes part, Gil is a guest. */
  readonly fay: Actor;
  readonly asha: Actor;
  readonly gil: Actor;
  /** Brackenford Council, in Slack. */
  readonly ben: Actor;
  /** Corvale Homes, in Slack: nothing is shared with it. */
  readonly cora: Actor;
  /** Creates a community by its form. @returns its id */
  create(actor: Actor, name: string, purpose?: string, access?: 'open' | 'request' | 'hidden'): Promise<string>;
  /** Puts somebody into a community. */
  enrol(actor: Actor, community: string, role?: string): Promise<void>;
  /** Lets an organisation share a community, as a used code does. */
  share(actor: Actor, community: string): Promise<void>;
  personOf(actor: Actor): Promise<string>;
  organisationOf(actor: Actor): Promise<string>;
  /** The role in a community, or null. */
  roleIn(actor: Actor, community: string): Promise<string | null>;
  facts(kind: string): Promise<unknown[]>;
}

/** Those in it. */
type People = Pick<Town, 'fay' | 'asha' | 'gil' | 'ben' | 'cora'>;

export async function town(): Promise<Town> {
  const { s, made } = await once('town', settled);
  return { ...doings(s), ...made };
}

async function settled(): Promise<{ s: Stage; made: People }> {
  const s = await stage();
  await s.workspace('teams', 'ashcombe', 'Ashcombe Council');
  await s.workspace('slack', 'brackenford', 'Brackenford Council');
  await s.workspace('slack', 'corvale', 'Corvale Homes');
  const fay = s.actor('teams', 'ashcombe', 'Fay Olsen');
  const asha = s.actor('teams', 'ashcombe', 'Asha Verma');
  const gil = s.actor('teams', 'ashcombe', 'Gil Guest');
  s.teams.profiles.set(gil.ref.id, { name: gil.name, active: true, guest: true, external: false });
  const ben = s.actor('slack', 'brackenford', 'Ben Carter');
  const cora = s.actor('slack', 'corvale', 'Cora Lind');
  for (const actor of [fay, asha, gil, ben, cora]) await s.command(actor, s.private(actor), 'help');
  return { s, made: { fay, asha, gil, ben, cora } };
}

/** What can be done in a town, on this stage. */
export function doings(s: Stage): Omit<Town, keyof People> {
  const identity = ({ ref }: Actor) =>
    s.prisma.identity.findFirstOrThrow({ where: { ref: ref.id }, include: { workspace: true } });
  const personOf = async (actor: Actor) => (await identity(actor)).personId;
  const organisationOf = async (actor: Actor) => (await identity(actor)).workspace.organisationId;
  return {
    s,
    personOf,
    organisationOf,
    async create(actor, name, purpose = `People who work on ${name}`, access = 'open') {
      const values = { name, purpose, access, kind: 'helping' };
      // As after a look at what is like it.
      const reply = await s.submit(actor, s.private(actor), 'communities.create', 'anyway', values);
      expect(reply?.kind).toBe('tell');
      const founderId = await organisationOf(actor);
      const made = { where: { name, founderId }, orderBy: { createdAt: 'desc' } } as const;
      return (await s.prisma.community.findFirstOrThrow(made)).id;
    },
    async enrol(actor, communityId, role = 'member') {
      const personId = await personOf(actor);
      const joinedAt = s.clock.now();
      await s.prisma.membership.upsert({
        where: { communityId_personId: { communityId, personId } },
        create: { communityId, personId, role, joinedAt },
        update: { role },
      });
    },
    async share(actor, communityId) {
      const data = { communityId, organisationId: await organisationOf(actor), agreedBy: await personOf(actor) };
      await s.prisma.communityOrganisation.create({ data: { ...data, agreedAt: s.clock.now() } });
    },
    async roleIn(actor, communityId) {
      const personId = await personOf(actor);
      return (await s.prisma.membership.findFirst({ where: { communityId, personId } }))?.role ?? null;
    },
    async facts(kind) {
      return (await s.prisma.fact.findMany({ where: { kind }, orderBy: { seq: 'asc' } })).map((fact) => fact.body);
    },
  };
}

/** A town with a community that Fay leads, a channel of hers, one of Ben's, and codes that she gives out. */
export async function founded() {
  const all = await town();
  const { s, fay } = all;
  const community = await all.create(fay, 'Licensing', 'Licensing officers help each other');
  const code = async (): Promise<string> => {
    const told = toldBy(await s.command(fay, s.private(fay), 'code', 'licensing'));
    return /[A-Z2-9]{5}-[A-Z2-9]{5}/.exec(told)?.[0] ?? '';
  };
  const channel = s.channel('teams', 'ashcombe', 'Licensing');
  const theirs = s.channel('slack', 'brackenford', 'licensing');
  return { ...all, community, code, channel, theirs };
}

/** Types a code in a channel, and accepts the rules for the organisation where they are shown. @returns the last answer */
export async function typesCode(s: Stage, who: Actor, place: Place, code: string): Promise<Reply | null> {
  const reply = await s.command(who, place, 'bind', code);
  const accept =
    reply?.kind === 'tell'
      ? buttonsOf(reply.card).find((one) => one.action === 'communities.accept-sharing')
      : undefined;
  return accept ? s.press(who, place, accept.action, accept.value) : reply;
}

/** The store on a transaction. */
export const storeOn = (tx: Tx, now = new Date()) => createCommunityStore(tx, now, () => crypto.randomUUID());

/** What was told or put in place of a card, to be read; fails for any other reply. */
export function cardOf(reply: Reply | null): Card {
  if (reply?.kind !== 'tell' && reply?.kind !== 'replace') throw new Error(`no card but ${reply?.kind ?? 'nothing'}`);
  return reply.card;
}
export const toldBy = (reply: Reply | null): string => wordsOf(cardOf(reply));

/** Changes what a platform says of a place. */
export function make(chat: FakeChat, place: Place, changed: Partial<Abilities>): void {
  const known = chat.abilities.get(place.ref.id);
  if (!known) throw new Error('no such place');
  chat.abilities.set(place.ref.id, { ...known, ...changed });
}

/** What was posted to one person in private, or in one place, as strings. */
export const postedTo = (chat: FakeChat, to: Actor | Place): string[] =>
  chat.posted.filter((one) => !one.removed && one.to.id === to.ref.id).map((one) => wordsOf(one.card));

/**
 * Runs two transactions that meet: the second starts while the first has done its work and not committed it.
 * Nothing is left to luck: the first commits once the second waits for it, or did not have to and is done.
 */
export async function meeting<A, B>(
  { prisma }: Stage,
  first: (tx: Tx) => Promise<A>,
  second: (tx: Tx) => Promise<B>,
): Promise<[A, B]> {
  let other: Promise<B> | undefined;
  const mine = await prisma.$transaction(async (tx) => {
    const result = await first(tx);
    let done = false;
    other = prisma.$transaction(second).finally(() => {
      done = true;
    });
    await expect
      .poll(
        async () => {
          const [row] = await prisma.$queryRaw<{ waiting: number }[]>`
            SELECT count(*)::int AS waiting FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'`;
          return done || row?.waiting === 1;
        },
        { timeout: 10_000 },
      )
      .toBe(true);
    return result;
  });
  if (!other) throw new Error('the second did not start');
  return [mine, await other];
}

/** The newest card that stands with somebody, or in a place, and whose words fit. */
export function cardFor(s: Stage, to: Actor | Place, words: string): Card {
  const chat = to.ref.platform === 'slack' ? s.slack : s.teams;
  const shown = chat.posted.filter((one) => !one.removed && one.to.id === to.ref.id).map((one) => one.card);
  const found = shown.findLast((card) => wordsOf(card).includes(words));
  if (!found) throw new Error(`nothing with ${words} among:\n${shown.map(wordsOf).join('\n--\n')}`);
  return found;
}

/** Presses the button of a card that has this label, in private. */
export async function pressOn(s: Stage, who: Actor, card: Card, label: string): Promise<Reply | null> {
  const button = buttonsOf(card).find((one) => one.label === label);
  if (!button) throw new Error(`no button ${label} on ${wordsOf(card)}`);
  return s.press(who, s.private(who), button.action, button.value);
}
