/** What strangers type, send and press: every command, search, button and form that there is, in private, in channels and on pages. A new one is tried by itself. */
import type { PageAnswer } from '../../core/pages.ts';
import { command, press, pressIn, putOut, search, submit, visitor } from './acting.ts';
import { buttonOf, formOf } from './carried.ts';
import { listedIn, seenIn } from './seen.ts';
import { inRoom, type Surface } from './surface.ts';
import { type Bound, boundTo, KEYS, type Key, type Row, TYPED, type World } from './world.ts';

/** Those to whom most is closed, each in their way: they try everything that there is. */
export const STRANGERS = [
  'colleague, Slack',
  'former member',
  'invited',
  'guest',
  'other tenant',
  'the other account',
  'admin',
  'admin, sharing it',
  'admin, since then',
  'admin, offered it',
];

/** Pages have the handlers that chat has: it is enough that some try them. */
const ON_PAGES = ['former member', 'guest', 'admin, offered it', 'member', 'the other account'];

/** In whatever way anybody may. @param by whose rows try it */
export const tried = (world: World, by: readonly string[]): readonly Surface[] => [
  ...KEYS.map(
    (key): Surface => ({
      name: `typed in a channel of ${key}`,
      short: `in ${key[0]}`,
      by,
      also: (other, row) => (other === key ? theirRooms(world, row, key).flatMap((one) => inRoom(one, key)) : []),
      run: (w, row) => typedThere(w, row, key),
    }),
  ),
  { name: 'any command', short: 'cmds', by, run: everyCommand },
  { name: 'any search', short: 'srch', by, run: everySearch },
  { name: 'any button', short: 'btns', by, sendsIds: true, isPersonal: true, isGoverning: true, run: everyButton },
  { name: 'any form', short: 'fmss', by, sendsIds: true, isPersonal: true, isGoverning: true, run: everyForm },
  {
    name: 'any act on a page',
    short: 'acts',
    by: by.filter((one) => ON_PAGES.includes(one)),
    isPersonal: true,
    run: everyAct,
  },
];

/** Channels of a community in the workspace of somebody, who may be in them. */
const theirRooms = (world: World, { actor }: Row, key: Key): readonly Bound[] =>
  world.rooms.filter(
    (one) =>
      !one.isOut &&
      boundTo(world, one) === key &&
      one.place.workspace === actor.workspace &&
      one.place.ref.platform === actor.ref.platform,
  );

/** Said to the bot in a channel: with no words, and by commands that say something of where they are typed. */
const HERE = [
  '',
  'help',
  'mode',
  'bind',
  'communities',
  'find',
  'library',
  'digest',
  'share',
  'invite',
  'questions',
  'home',
];

/** What anybody may type in a channel of it, and press there that says something of the channel. */
async function typedThere(world: World, row: Row, key: Key): Promise<readonly string[]> {
  const { s } = world;
  const seen: string[] = [];
  for (const { place } of theirRooms(world, row, key)) {
    for (const name of HERE) {
      s.clock.pass(1_000);
      seen.push(...seenIn(await s.command(row.actor, place, name, '')));
    }
    // Who looks after it is not asked to switch it off.
    seen.push(...(await pressIn(world, row, place, 'communities.mode', 'mention')));
  }
  return seen;
}

/** Everything that pages do: the same buttons and forms, from no place on any platform. */
async function everyAct(world: World, row: Row): Promise<readonly string[]> {
  const { s } = world;
  const seen: string[] = [];
  const keep = (answer: PageAnswer) => void seen.push(JSON.stringify(answer));
  const who = visitor(row.actor);
  for (const action of s.tables.acts.press) {
    const { values, not } = buttonOf(action);
    if (not?.includes(row.key)) continue;
    for (const value of values(world)) keep(await s.pages.press(who, { id: crypto.randomUUID(), action, value }));
    await putOut(world, row);
  }
  for (const form of s.tables.acts.submit) {
    const { contexts, values, not } = formOf(form);
    if (not?.includes(row.key)) continue;
    for (const context of contexts(world))
      keep(await s.pages.submit(who, { id: crypto.randomUUID(), form, context, values: values(world) }));
  }
  return seen;
}

async function everySearch(world: World, row: Row): Promise<readonly string[]> {
  const seen: string[] = [];
  for (const of of world.s.tables.searches.keys())
    for (const by of ['form', 'compose'] as const)
      for (const query of ['', 'mending', TYPED.request, TYPED.hidden])
        seen.push(...listedIn(await search(world, row, of, query, by)));
  return seen;
}

/** A channel of theirs that is no community's. */
const nobodysRoom = ({ rooms }: World, { actor }: Row): Bound | undefined =>
  rooms.find(
    ({ place, tried }) =>
      tried === null && place.workspace === actor.workspace && place.ref.platform === actor.ref.platform,
  );

/** As people would type them, and with nothing. */
async function everyCommand(world: World, row: Row): Promise<readonly string[]> {
  const { s } = world;
  const seen: string[] = [];
  const here = nobodysRoom(world, row);
  for (const name of s.tables.commands.keys()) {
    // What would take somebody out is tried by its button, on the others.
    const texts = name === 'leave' || name === 'join' ? [''] : ['', TYPED.request, TYPED.hidden];
    for (const text of texts) seen.push(...(await command(world, row, name, text)));
    s.clock.pass(1_000);
    // In a channel that is no community's: no other tells what it is part of.
    if (here) seen.push(...seenIn(await s.command(row.actor, here.place, name, '')));
  }
  return seen;
}

async function everyButton(world: World, row: Row): Promise<readonly string[]> {
  const seen: string[] = [];
  const free = nobodysRoom(world, row);
  for (const action of world.s.tables.actions.keys()) {
    const { values, not, here } = buttonOf(action);
    if (not?.includes(row.key)) continue;
    for (const value of values(world)) {
      seen.push(...(await press(world, row, action, value)));
      if (here && free) seen.push(...(await pressIn(world, row, free.place, action, value)));
    }
    await putOut(world, row);
  }
  return seen;
}

async function everyForm(world: World, row: Row): Promise<readonly string[]> {
  const seen: string[] = [];
  for (const form of world.s.tables.forms.keys()) {
    const { contexts, values, not } = formOf(form);
    if (not?.includes(row.key)) continue;
    for (const context of contexts(world)) seen.push(...(await submit(world, row, form, context, values(world))));
  }
  return seen;
}
