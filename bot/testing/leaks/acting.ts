/** What somebody does to come to see something, with an account of theirs: types, presses, sends, searches. */
import type { Value } from '../../core/card.ts';
import type { InboundBody } from '../../core/inbound.ts';
import type { Visitor } from '../../core/pages.ts';
import type { Actor, Place } from '../stage.ts';
import { seenIn } from './seen.ts';
import { KEYS, type Row, type World } from './world.ts';

/** A button, a form or a search in private, by a person's own account. */
export const bring = ({ s }: World, { actor }: Row, body: InboundBody) => {
  // Nobody searches faster than they may.
  s.clock.pass(1_000);
  return s.bring(s.event(actor, s.private(actor), body));
};
export const command = async (world: World, row: Row, name: string, text = '') =>
  seenIn(await bring(world, row, { kind: 'command', name, text }));
export const press = async (world: World, row: Row, action: string, value: string) =>
  seenIn(await bring(world, row, { kind: 'action', action, value, on: null }));
export const pressIn = async ({ s }: World, { actor }: Row, place: Place, action: string, value: string) =>
  seenIn(await s.press(actor, place, action, value));
export const submit = async (world: World, row: Row, form: string, context: string, values: Record<string, Value>) =>
  seenIn(await bring(world, row, { kind: 'submission', form, context, values }));
export const search = (world: World, row: Row, of: string, query: string, by: 'form' | 'compose') =>
  bring(world, row, { kind: 'search', of, query, by });

/** One button, once for each community. */
export const each = async (world: World, row: Row, action: string): Promise<readonly string[]> => {
  const seen: string[] = [];
  for (const key of KEYS) seen.push(...(await press(world, row, action, world.ids[key])));
  return seen;
};

/** Out of what they came into by trying: what others see stays as it is. */
export const putOut = ({ s, ids, groups }: World, { person }: Row) =>
  s.prisma.membership.deleteMany({
    where: {
      personId: { in: person.includes(' ') ? [] : [person] },
      communityId: { in: KEYS.filter((key) => !groups[key].members.has(person)).map((key) => ids[key]) },
    },
  });

/** Somebody at the pages. */
export const visitor = ({ ref: account, workspace, name: called }: Actor): Visitor => ({ account, workspace, called });
