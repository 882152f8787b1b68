/** Every way in which somebody could come to see something, as a function from a person to all that they saw by it. A new command, button, form or search is tried by itself, or stops the suite until it is said what it takes. */
import type { Value } from '../../core/card.ts';
import type { InboundBody } from '../../core/inbound.ts';
import { mayKeep, mayKnow, mayRead, type Reader } from './rules.ts';
import { listedIn, privateOf, putInto, seenIn, seenOn } from './seen.ts';
import { homeOf, KEYS, type Key, KNOWN, type MutableGroup, type Row, type Said, TYPED, type World } from './world.ts';

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
  /** It is about what was put to the person alone: an invitation, a request of theirs. */
  readonly isPersonal?: true;
  /** It waits for what is sent: one person after the other, so that none waits for what another sends. */
  readonly sends?: true;
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

/** Those that are to show something; the world is known when they are asked. */
export const surfaces = (world: World): readonly Surface[] => [
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
    must: ({ knows, reads }) => [...(knows ? KNOWN : []), ...(reads ? (['question'] as const) : [])],
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
    name: 'what was told in private',
    short: 'told',
    isPersonal: true,
    isPrivate: true,
    must: ({ keeps }, key, { invited }) => [
      ...(keeps && key === 'request' ? (['why', 'waiter'] as const) : []),
      ...(invited?.includes(key) ? KNOWN : []),
    ],
    run: async ({ s }, row) => privateOf(s, row.actor),
  },
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
  { name: 'any command', short: 'cmds', by: STRANGERS, run: everyCommand },
  { name: 'any button', short: 'btns', by: STRANGERS, isPersonal: true, run: everyButton },
  { name: 'any form', short: 'fmss', by: STRANGERS, isPersonal: true, run: everyForm },
];

/** Those to whom most is closed, each in their way: they try everything that there is. */
const STRANGERS = ['colleague, Slack', 'former member', 'invited', 'guest', 'other tenant', 'the other account'];

/** As people would type them, and with nothing. */
async function everyCommand(world: World, row: Row): Promise<readonly string[]> {
  const { s } = world;
  const seen: string[] = [];
  const here = world.rooms.find(
    ({ place, tried }) =>
      tried === null && place.workspace === row.actor.workspace && place.ref.platform === row.actor.ref.platform,
  );
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

/** What each button carries: whoever adds one says it here. `not`: rows of whom it is theirs to press, and changes what they may. */
const BUTTONS: Readonly<Record<string, { readonly values: Values; readonly not?: readonly string[] }>> = {
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
  'questions.answer': { values: QUESTION },
  'questions.useful': { values: REPLY },
  'questions.unaccept': { values: QUESTION },
  'questions.choose': { values: QUESTION },
  'questions.withdraw': { values: QUESTION, not: ['lead', 'facilitator, Slack'] },
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
  'communities.bind': { values: COMMUNITY },
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
  'communities.organisation': { values: NONE },
  'communities.hidden-rule': { values: () => ['asks'] },
  'communities.add-admin': { values: NONE },
  'communities.end-admin': { values: other('persons') },
  'communities.approve': { values: other('proposals'), not: ['admin'] },
  'communities.reject': { values: other('proposals'), not: ['admin'] },
  'calendars.open': { values: COMMUNITY },
};

async function everyButton(world: World, row: Row): Promise<readonly string[]> {
  const seen: string[] = [];
  for (const action of world.s.tables.actions.keys()) {
    const button = BUTTONS[action];
    if (!button) throw new Error(`say in ${import.meta.url} what the button ${action} carries`);
    if (button.not?.includes(row.key)) continue;
    for (const value of button.values(world)) seen.push(...(await press(world, row, action, value)));
    await putOut(world, row);
  }
  return seen;
}

/** What each form carries and what is filled in; whoever adds one says it here. */
const FORMS: Readonly<
  Record<
    string,
    {
      readonly contexts: Values;
      readonly values: (world: World) => Record<string, Value>;
      readonly not?: readonly string[];
    }
  >
> = {
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
  'communities.add-admin': { contexts: NONE, values: () => ({ people: [] }) },
  'calendars.change': { contexts: COMMUNITY, values: () => ({ zone: 'Europe/London', holidays: 'none' }) },
};

async function everyForm(world: World, row: Row): Promise<readonly string[]> {
  const seen: string[] = [];
  for (const form of world.s.tables.forms.keys()) {
    const filled = FORMS[form];
    if (!filled) throw new Error(`say in ${import.meta.url} what the form ${form} carries`);
    if (filled.not?.includes(row.key)) continue;
    for (const context of filled.contexts(world))
      seen.push(...(await submit(world, row, form, context, filled.values(world))));
  }
  return seen;
}
