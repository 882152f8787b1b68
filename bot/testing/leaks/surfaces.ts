/** Every way in which somebody could come to see something, as a function from a person to all that they saw by it. A new command, button, form or search is tried by itself, or stops the suite until it is said what it takes. */
import type { Value } from '../../core/card.ts';
import type { InboundBody } from '../../core/inbound.ts';
import type { PageAnswer, Visitor } from '../../core/pages.ts';
import type { Place } from '../stage.ts';
import { mayKeep, mayKnow, mayRead, type Reader } from './rules.ts';
import { listedIn, privateOf, putInto, seenIn, seenOn } from './seen.ts';
import {
  ASKING,
  type Bound,
  boundTo,
  homeOf,
  KEPT,
  KEYS,
  type Key,
  KNOWN,
  type MutableGroup,
  READ,
  type Row,
  type Said,
  TYPED,
  type World,
} from './world.ts';

/** What somebody may of a community. */
export interface Right {
  readonly knows: boolean;
  readonly reads: boolean;
  readonly keeps: boolean;
}

export interface Surface {
  readonly name: string;
  /** At most four letters, above its column. */
  readonly short: string;
  /** What is to be seen by it, so that it cannot pass by showing nothing. */
  readonly must?: (right: Right, key: Key, row: Row) => readonly Said[];
  /** Less than what the person themselves may see: others read it too. */
  readonly may?: (key: Key, group: MutableGroup) => readonly Said[];
  /** More than that: they are where others let it be seen. */
  readonly also?: (key: Key, row: Row) => readonly Said[];
  /** It is about what was put to the person alone: an invitation, a request of theirs, what ended for them. */
  readonly isPersonal?: true;
  /** It is about what they decide for their organisation, or accepted for it. */
  readonly isGoverning?: true;
  /** It waits for what is sent: one person after the other, so that none waits for what another sends. */
  readonly sends?: true;
  /** It sends ids that somebody may have kept. */
  readonly sendsIds?: true;
  /** Tried by these alone; by everybody where absent. */
  readonly by?: readonly string[];
  /** It reaches the person, whichever account they look with. */
  readonly isPrivate?: true;
  run(world: World, row: Row): Promise<readonly string[]>;
}

export const rightOf = (reader: Reader, group: MutableGroup): Right => ({
  knows: mayKnow(reader, group),
  reads: mayRead(reader, group),
  keeps: mayKeep(reader, group),
});

/** What anybody with such a right may see. @param isColleague of who is to be seen by first name outside */
export const allowed = ({ knows, reads, keeps }: Right, isColleague: boolean): readonly Said[] => [
  ...(knows ? [...KNOWN, 'tag' as const] : []),
  ...(reads ? [...READ, 'question2' as const, 'answer2' as const] : []),
  ...(reads && isColleague ? (['surname'] as const) : []),
  ...(keeps ? KEPT : []),
];

/** What everybody who is in a channel of a community may see there. */
export const inRoom = ({ room }: Bound, key: Key): readonly Said[] =>
  allowed({ knows: true, reads: true, keeps: false }, room.organisation === homeOf(key));

/** A button, a form or a search in private, by a person's own account. */
const bring = ({ s }: World, { actor }: Row, body: InboundBody) => {
  // Nobody searches faster than they may.
  s.clock.pass(1_000);
  return s.bring(s.event(actor, s.private(actor), body));
};
const command = async (world: World, row: Row, name: string, text = '') =>
  seenIn(await bring(world, row, { kind: 'command', name, text }));
const press = async (world: World, row: Row, action: string, value: string) =>
  seenIn(await bring(world, row, { kind: 'action', action, value, on: null }));
const pressIn = async ({ s }: World, { actor }: Row, place: Place, action: string, value: string) =>
  seenIn(await s.press(actor, place, action, value));
const submit = async (world: World, row: Row, form: string, context: string, values: Record<string, Value>) =>
  seenIn(await bring(world, row, { kind: 'submission', form, context, values }));
const search = (world: World, row: Row, of: string, query: string, by: 'form' | 'compose') =>
  bring(world, row, { kind: 'search', of, query, by });

/** One button, once for each community. */
const each = async (world: World, row: Row, action: string): Promise<readonly string[]> => {
  const seen: string[] = [];
  for (const key of KEYS) seen.push(...(await press(world, row, action, world.ids[key])));
  return seen;
};

/** Out of what they came into by trying: what others see stays as it is. */
const putOut = ({ s, ids, groups }: World, { person }: Row) =>
  s.prisma.membership.deleteMany({
    where: {
      personId: { in: person.includes(' ') ? [] : [person] },
      communityId: { in: KEYS.filter((key) => !groups[key].members.has(person)).map((key) => ids[key]) },
    },
  });

const known = ({ knows }: Right): readonly Said[] => (knows ? KNOWN : []);
const named = ({ knows }: Right): readonly Said[] => (knows ? ['name'] : []);
const readNamed = ({ reads }: Right): readonly Said[] => (reads ? ['name'] : []);
const own = (_: Right, key: Key, { person }: Row, world: World): readonly Said[] =>
  world.groups[key].members.has(person) ? ['name'] : [];

/** Those that are to show something; the world is known when they are asked. @param by who tries everything that there is */
export const surfaces = (world: World, by: readonly string[]): readonly Surface[] => [
  { name: 'the list', short: 'list', must: known, run: (w, row) => command(w, row, 'communities') },
  {
    name: 'the list for a word',
    short: 'lisw',
    must: known,
    run: (w, row) => command(w, row, 'communities', 'mending'),
  },
  { name: 'find', short: 'find', must: known, run: (w, row) => command(w, row, 'find', 'mending things') },
  { name: 'find with a slip', short: 'slip', must: named, run: (w, row) => command(w, row, 'find', 'mendnig') },
  {
    name: 'find by a tag',
    short: 'tag',
    must: named,
    run: (w, row) => submit(w, row, 'communities.find', '', { words: 'repairs' }),
  },
  { name: 'recommended', short: 'reco', run: (w, row) => command(w, row, 'find') },
  {
    name: 'home, told',
    short: 'home',
    must: (right, key, row) => (right.knows ? own(right, key, row, world) : []),
    run: (w, row) => command(w, row, 'home'),
  },
  {
    name: 'home, the page',
    short: 'page',
    sends: true,
    must: (right, key, row) => (right.knows ? own(right, key, row, world) : []),
    async run(w, row) {
      const { s } = w;
      await bring(w, row, { kind: 'home' });
      await s.settle();
      const page = (row.actor.ref.platform === 'slack' ? s.slack : s.teams).homes.get(row.actor.ref.id);
      return page ? seenOn(page) : [];
    },
  },
  {
    name: 'typeahead in a form',
    short: 'type',
    must: readNamed,
    run: async (w, row) => [
      ...seenIn(await search(w, row, 'communities', '', 'form')),
      ...seenIn(await search(w, row, 'communities', 'mend', 'form')),
    ],
  },
  {
    name: 'communities, put into a message',
    short: 'putc',
    // The list is for who searches; what is put into a message is for whoever is there: no hidden one is offered.
    must: ({ knows }, key) => (knows && world.groups[key].access !== 'hidden' ? ['name'] : []),
    may: (_, { access }) => (access === 'hidden' ? [] : KNOWN),
    run: async (w, row) => seenIn(await search(w, row, 'communities', '', 'compose')),
  },
  {
    name: 'questions, found',
    short: 'ques',
    must: ({ reads }) => (reads ? ['question'] : []),
    run: async (w, row) => listedIn(await search(w, row, 'questions', 'knows', 'compose')),
  },
  {
    name: 'questions, put into a message',
    short: 'putq',
    must: ({ reads }, key) => (reads && world.groups[key].access === 'open' ? ['question'] : []),
    may: (_, { access }) => (access === 'open' ? ['question', 'question2'] : []),
    run: async (w, row) => putInto(await search(w, row, 'questions', 'knows', 'compose')),
  },
  {
    name: 'a look inside',
    short: 'look',
    must: ({ knows, reads }) => [...(knows ? KNOWN : []), ...(reads ? [world.newest] : [])],
    run: (w, row) => each(w, row, 'communities.look'),
  },
  { name: 'others like it', short: 'like', must: named, run: (w, row) => each(w, row, 'communities.like') },
  {
    name: 'members',
    short: 'memb',
    must: ({ knows, reads }, key) => [
      ...(knows ? (['name'] as const) : []),
      ...(reads ? (['asker', 'greeter'] as const) : []),
      // Whose organisation withdrew is in it no more.
      ...(reads && world.groups[key].shared.has(homeOf(key)) ? (['answerer'] as const) : []),
    ],
    run: (w, row) => each(w, row, 'communities.members'),
  },
  {
    name: 'looking after it',
    short: 'mana',
    must: ({ keeps }) => (keeps ? [...KNOWN, 'channel'] : []),
    run: (w, row) => each(w, row, 'communities.manage'),
  },
  {
    name: 'the form to ask',
    short: 'form',
    must: ({ reads }) => (reads ? KNOWN : []),
    run: (w, row) => press(w, row, 'questions.start', ''),
  },
  {
    name: 'suggested for a question',
    short: 'sugg',
    must: readNamed,
    async run(w, row) {
      w.s.clock.pass(1_000);
      const { reply } = await w.s.say(row.actor, w.s.private(row.actor), 'Who does mending and repairs of things?');
      return seenIn(reply);
    },
  },
  {
    name: 'one question in a form',
    short: 'ansr',
    must: ({ reads }) => (reads ? ['question'] : []),
    async run(w, row) {
      const seen: string[] = [];
      for (const key of KEYS) seen.push(...(await press(w, row, 'questions.answer', w.questions[key])));
      return seen;
    },
  },
  {
    name: 'a question from a message',
    short: 'mesg',
    must: readNamed,
    run: async (w, row) => seenIn(await bring(w, row, { kind: 'shortcut', name: 'ask' })),
  },
  {
    name: 'its digest, and how it comes',
    short: 'dige',
    must: ({ keeps }) => (keeps ? ['name'] : []),
    run: async (w, row) => [...(await each(w, row, 'digests.open')), ...(await each(w, row, 'digests.look'))],
  },
  {
    name: 'with whom it is shared',
    short: 'shar',
    isGoverning: true,
    must: ({ keeps }, key, { agreed }) => (keeps || agreed?.includes(key) ? ['name'] : []),
    run: (w, row) => each(w, row, 'communities.sharing'),
  },
  {
    name: 'what an organisation shares and decides',
    short: 'orga',
    isGoverning: true,
    must: (_, key, { agreed, decides }) => ([agreed, decides].some((keys) => keys?.includes(key)) ? ['name'] : []),
    run: (w, row) => press(w, row, 'communities.organisation', ''),
  },
  {
    name: 'the pages',
    short: 'pags',
    isPersonal: true,
    must: ({ knows }, key, { invited }) => [
      ...(knows ? (['name'] as const) : []),
      ...(invited?.includes(key) ? KNOWN : []),
    ],
    run: everyRead,
  },
  told,
  // From here on what is sent may change something, so these are tried last.
  {
    name: 'joining by an id',
    short: 'join',
    must: named,
    async run(w, row) {
      const seen = await each(w, row, 'communities.join');
      await putOut(w, row);
      return seen;
    },
  },
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

/** What stands with somebody in private, as it would be told now. */
export const told: Surface = {
  name: 'what was told in private',
  short: 'told',
  isPersonal: true,
  isGoverning: true,
  isPrivate: true,
  must: ({ keeps }, key, { invited, decides, digest, late }) => [
    ...(late?.includes(key) || (keeps && key === 'request') ? ASKING : []),
    ...([invited, decides].some((keys) => keys?.includes(key)) ? KNOWN : []),
    ...(digest?.includes(key) ? (['name', 'question', 'answer'] as const) : []),
  ],
  run: async ({ s }, row) => privateOf(s, row.actor),
};

/** Buttons and forms of which nobody has said here what they carry: strangers could not try them. */
export const unsaid = ({ s }: World): readonly string[] => [
  ...[...s.tables.actions.keys()].filter((action) => !(action in BUTTONS)),
  ...[...s.tables.forms.keys()].filter((form) => !(form in FORMS)),
];

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

/** Channels of a community in the workspace of somebody, who may be in them. */
const theirRooms = (world: World, { actor }: Row, key: Key): readonly Bound[] =>
  world.rooms.filter(
    (one) =>
      !one.isOut &&
      boundTo(world, one) === key &&
      one.place.workspace === actor.workspace &&
      one.place.ref.platform === actor.ref.platform,
  );

/** What anybody may type in a channel of it, and press there that says something of the channel. */
async function typedThere(world: World, row: Row, key: Key): Promise<readonly string[]> {
  const { s } = world;
  const seen: string[] = [];
  for (const { place } of theirRooms(world, row, key)) {
    for (const name of [
      '',
      'help',
      'mode',
      'bind',
      'communities',
      'find',
      'digest',
      'share',
      'invite',
      'questions',
      'home',
    ]) {
      s.clock.pass(1_000);
      seen.push(...seenIn(await s.command(row.actor, place, name, '')));
    }
    // Who looks after it is not asked to switch it off.
    seen.push(...(await pressIn(world, row, place, 'communities.mode', 'mention')));
  }
  return seen;
}

/** Everything that pages read. */
async function everyRead({ s }: World, row: Row): Promise<readonly string[]> {
  const seen: string[] = [];
  for (const name of s.tables.reads.keys())
    for (const words of name === 'communities.found' ? ['mending', ...Object.values(TYPED)] : ['']) {
      s.clock.pass(1_000);
      seen.push(JSON.stringify(await s.pages.read(visitor(row), name, words === '' ? {} : { words })));
    }
  return seen;
}
const visitor = ({ actor }: Row): Visitor => ({ account: actor.ref, workspace: actor.workspace, called: actor.name });

/** Everything that pages do: the same buttons and forms, from no place on any platform. */
async function everyAct(world: World, row: Row): Promise<readonly string[]> {
  const { s } = world;
  const seen: string[] = [];
  const keep = (answer: PageAnswer) => void seen.push(JSON.stringify(answer));
  const who = visitor(row);
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

type Values = (world: World) => readonly string[];
const NONE: Values = () => [''];
const COMMUNITY: Values = ({ ids }) => Object.values(ids);
const QUESTION: Values = ({ questions }) => Object.values(questions);
const REPLY: Values = ({ replies }) => Object.values(replies);
const followedBy =
  (more: string): Values =>
  ({ ids }) =>
    Object.values(ids).map((id) => `${id}${more}`);
const other =
  (of: keyof World['others']): Values =>
  ({ others }) =>
    others[of];

const KEEPERS = ['lead', 'facilitator, Slack'];

/** Who would be out of it by one press. */
const MEMBERS = [
  'lead',
  'facilitator, Slack',
  'member',
  'member, Slack',
  'guest, taken in',
  'two accounts',
  'the other account',
];

interface Button {
  readonly values: Values;
  /** Rows of whom it is theirs to press, and changes what they or others may. */
  readonly not?: readonly string[];
  /** It is for a channel: it is pressed in one that is no community's as well. */
  readonly here?: true;
}

/** What each button carries: whoever adds one says it here. */
const BUTTONS: Readonly<Record<string, Button>> = {
  'people.link': { values: NONE },
  'people.join': { values: other('links') },
  'people.decline': { values: other('links') },
  'people.part': { values: other('joinings'), not: ['two accounts', 'the other account'] },
  'people.profile': { values: NONE },
  'people.preferences': { values: NONE },
  'questions.start': { values: NONE },
  'questions.post': {
    values: ({ ids, questions }) => Object.values(ids).map((id, at) => `${Object.values(questions)[at]}/${id}`),
  },
  'questions.elsewhere': { values: QUESTION },
  'questions.discard': { values: QUESTION },
  'questions.answer': { values: other('questions') },
  'questions.useful': { values: REPLY, not: KEEPERS },
  'questions.unaccept': { values: QUESTION, not: KEEPERS },
  'questions.choose': { values: other('questions') },
  'questions.withdraw': { values: QUESTION, not: KEEPERS },
  'communities.list': { values: NONE },
  'communities.create': { values: NONE },
  'communities.find': { values: NONE },
  'communities.more': { values: () => ['20 mending'] },
  'communities.look': { values: COMMUNITY },
  'communities.like': { values: COMMUNITY },
  'communities.members': {
    values: ({ ids, others }) =>
      Object.values(ids).map((id) => `${id} 0 2020-01-01T00:00:00.000Z ${others.persons[0]}`),
  },
  'communities.join': { values: followedBy(' list mending') },
  'communities.leave': { values: COMMUNITY, not: MEMBERS },
  'communities.bind': { values: COMMUNITY, not: KEEPERS, here: true },
  'communities.unbind': { values: other('channels'), not: ['lead', 'facilitator, Slack'] },
  'communities.code': { values: COMMUNITY },
  'communities.request': { values: COMMUNITY },
  'communities.accept': { values: other('requests'), not: ['lead', 'facilitator, Slack'] },
  'communities.ask-more': { values: other('requests') },
  'communities.answer-more': { values: other('requests') },
  'communities.decline': { values: other('requests') },
  'communities.hears': { values: followedBy(' digest') },
  'communities.hello': { values: COMMUNITY },
  'communities.invite': { values: followedBy(' member') },
  'communities.open-invitation': { values: other('invitations') },
  'communities.take': { values: other('invitations'), not: ['invited'] },
  'communities.refuse': { values: other('invitations'), not: ['invited'] },
  'communities.manage': { values: COMMUNITY },
  'communities.end-facilitator': {
    values: ({ ids, others }) => Object.values(ids).map((id) => `${id} ${others.persons[1]}`),
    not: ['lead'],
  },
  'communities.access': { values: COMMUNITY },
  'communities.mode': { values: () => ['off', 'mention', 'suggest'], here: true },
  'communities.here': { values: COMMUNITY },
  'communities.label': { values: COMMUNITY },
  'communities.sharing': { values: COMMUNITY },
  'communities.share': { values: COMMUNITY },
  'communities.share-all': { values: followedBy(' all'), not: ['admin'] },
  'communities.sharing-look': { values: other('sharings') },
  'communities.allow-sharing': { values: other('sharings'), not: ['admin'] },
  'communities.refuse-sharing': { values: other('sharings'), not: ['admin'] },
  'communities.accept-sharing': {
    values: other('offers'),
    not: ['admin, offered it'],
    here: true,
  },
  'communities.decline-sharing': { values: other('sharings'), not: ['admin, offered it'] },
  'communities.withdraw': { values: COMMUNITY, not: ['admin, sharing it', 'admin, since then'] },
  'communities.end-sharing': {
    values: ({ ids, others }) => Object.values(ids).flatMap((id) => others.partners.map((one) => `${id} ${one}`)),
    not: ['admin'],
  },
  'communities.organisation': { values: NONE },
  'communities.hidden-rule': {
    values: () => ['asks'],
    not: ['admin, sharing it', 'admin, since then', 'admin, offered it'],
  },
  'communities.add-admin': { values: NONE },
  'communities.end-admin': { values: other('persons') },
  'communities.approve': { values: other('proposals'), not: ['admin'] },
  'communities.reject': { values: other('proposals'), not: ['admin'] },
  'calendars.open': { values: COMMUNITY },
  'digests.open': { values: COMMUNITY },
  'digests.look': { values: COMMUNITY },
  'digests.change': { values: COMMUNITY },
  'digests.not-this-week': { values: COMMUNITY, not: KEEPERS },
  'digests.on': { values: COMMUNITY, not: KEEPERS },
  'digests.off': { values: COMMUNITY, not: KEEPERS },
  'digests.approve': { values: other('digests'), not: KEEPERS },
  'digests.edit': { values: other('digests') },
  'digests.send': { values: other('digests'), not: KEEPERS },
  'digests.skip': { values: other('digests'), not: KEEPERS },
  'digests.own': { values: other('weeks') },
  'digests.useful': { values: ({ others }) => others.posted.map((id) => `${id} yes`) },
  'pages.open': { values: NONE },
};

/** @throws where nobody has said it */
function buttonOf(action: string): Button {
  const button = BUTTONS[action];
  if (!button) throw new Error(`say in ${import.meta.url} what the button ${action} carries`);
  return button;
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

interface Filled {
  readonly contexts: Values;
  readonly values: (world: World) => Record<string, Value>;
  readonly not?: readonly string[];
}

/** What each form carries and what is filled in; whoever adds one says it here. */
const FORMS: Readonly<Record<string, Filled>> = {
  'people.profile': { contexts: NONE, values: () => ({}), not: ['member'] },
  'people.preferences': { contexts: NONE, values: () => ({}) },
  'questions.ask': { contexts: NONE, values: ({ ids }) => ({ community: ids.hidden, text: 'Is mending hidden?' }) },
  'questions.post': { contexts: QUESTION, values: ({ ids }) => ({ community: ids.hidden }) },
  'questions.answer': { contexts: QUESTION, values: () => ({ text: 'Something about it.' }) },
  'questions.choose': { contexts: QUESTION, values: ({ replies }) => ({ reply: replies.hidden }) },
  'communities.create': {
    contexts: () => [''],
    values: () => ({
      name: 'Lantern',
      purpose: 'Mending lantern things for others',
      access: 'hidden',
      kind: 'helping',
    }),
    // For whom it would be there at once.
    not: ['admin'],
  },
  'communities.find': { contexts: NONE, values: () => ({ words: 'mending lantern' }) },
  'communities.request': { contexts: COMMUNITY, values: () => ({ why: 'Because I mend.' }) },
  'communities.ask-more': { contexts: other('requests'), values: () => ({ words: 'What else?' }) },
  'communities.answer-more': { contexts: other('requests'), values: () => ({ words: 'This else.' }) },
  'communities.decline': {
    contexts: other('requests'),
    values: () => ({ words: 'Not this time.' }),
    not: ['lead', 'facilitator, Slack'],
  },
  'communities.hello': { contexts: COMMUNITY, values: () => ({ words: '' }) },
  'communities.invite': { contexts: followedBy(' member'), values: () => ({ people: [] }) },
  'communities.access': {
    contexts: COMMUNITY,
    values: () => ({ access: 'open' }),
    not: ['lead'],
  },
  'communities.label': { contexts: COMMUNITY, values: () => ({ label: 'open' }), not: ['lead'] },
  'communities.share': {
    contexts: COMMUNITY,
    values: ({ others }) => ({ organisation: others.partners[0] ?? '' }),
    not: ['lead', 'admin'],
  },
  'communities.add-admin': { contexts: NONE, values: () => ({ people: [] }) },
  'digests.change': { contexts: COMMUNITY, values: () => ({ day: '2', time: '10:00', how: 'itself' }), not: KEEPERS },
  'digests.edit': { contexts: other('digests'), values: () => ({ intro: 'A quiet week.', out: [] }), not: KEEPERS },
  // Whoever has one would hear of nothing any more.
  'digests.own': { contexts: other('weeks'), values: () => ({ keep: [] }), not: MEMBERS },
  'calendars.change': { contexts: COMMUNITY, values: () => ({ zone: 'Europe/London', holidays: 'none' }) },
};

/** @throws where nobody has said it */
function formOf(form: string): Filled {
  const filled = FORMS[form];
  if (!filled) throw new Error(`say in ${import.meta.url} what the form ${form} carries`);
  return filled;
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
