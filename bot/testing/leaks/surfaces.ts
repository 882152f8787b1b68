/** Every surface: those at which people look, each with what is to be seen by it; then what strangers press and send. */
import { bring, command, each, press, putOut, search, submit, visitor } from './acting.ts';
import { listedIn, putInto, seenIn, seenOn } from './seen.ts';
import { tried } from './strangers.ts';
import type { Right, Surface } from './surface.ts';
import { told } from './told.ts';
import { homeOf, KEYS, type Key, KNOWN, type Row, type Said, TYPED, type World } from './world.ts';

const known = ({ knows }: Right): readonly Said[] => (knows ? KNOWN : []);
const named = ({ knows }: Right): readonly Said[] => (knows ? ['name'] : []);
const readNamed = ({ reads }: Right): readonly Said[] => (reads ? ['name'] : []);
const own = (_: Right, key: Key, { person }: Row, world: World): readonly Said[] =>
  world.groups[key].members.has(person) ? ['name'] : [];

/** By words of every question and item, and by words of each kind alone: more are found by the first than one list holds. */
async function searched(w: World, row: Row) {
  const found = [];
  for (const words of ['knows', 'once knew', 'mending is done']) {
    w.s.clock.pass(1_000);
    found.push(await search(w, row, 'questions', words, 'compose'));
  }
  return found;
}

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
    must: ({ reads }) => (reads ? ['question', 'item'] : []),
    run: async (w, row) => (await searched(w, row)).flatMap(listedIn),
  },
  {
    name: 'questions, put into a message',
    short: 'putq',
    must: ({ reads }, key) => (reads && world.groups[key].access === 'open' ? ['question', 'item'] : []),
    may: (_, { access }) => (access === 'open' ? ['question', 'question2', 'item'] : []),
    run: async (w, row) => (await searched(w, row)).flatMap(putInto),
  },
  {
    name: 'the library',
    short: 'libr',
    must: ({ reads }) => (reads ? ['item'] : []),
    run: (w, row) => command(w, row, 'library'),
  },
  {
    name: 'the library for a word',
    short: 'libw',
    must: ({ reads }) => (reads ? ['item'] : []),
    run: (w, row) => command(w, row, 'library', 'how mending is done'),
  },
  {
    name: 'the library of each',
    short: 'libe',
    must: ({ reads }) => (reads ? ['name', 'item'] : []),
    run: (w, row) => each(w, row, 'library.list'),
  },
  {
    name: 'one item of the library',
    short: 'item',
    must: ({ reads }) => (reads ? ['name', 'item', 'greeter'] : []),
    async run(w, row) {
      const seen: string[] = [];
      for (const id of w.others.items) seen.push(...(await press(w, row, 'library.read', id)));
      return seen;
    },
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
    name: 'about an answer',
    short: 'abou',
    must: ({ reads }) => (reads ? ['question', 'answer'] : []),
    async run(w, row) {
      const seen: string[] = [];
      for (const key of KEYS) seen.push(...(await press(w, row, 'standing.about', w.replies[key])));
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
    name: 'a review from a message',
    short: 'revm',
    must: (right, key, row) => (right.reads ? own(right, key, row, world) : []),
    run: async (w, row) => seenIn(await bring(w, row, { kind: 'shortcut', name: 'review-about' })),
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
  ...tried(world, by),
];

/** Everything that pages read. */
async function everyRead({ s }: World, row: Row): Promise<readonly string[]> {
  const seen: string[] = [];
  for (const name of s.tables.reads.keys())
    for (const words of name === 'communities.found' ? ['mending', ...Object.values(TYPED)] : ['']) {
      s.clock.pass(1_000);
      seen.push(JSON.stringify(await s.pages.read(visitor(row.actor), name, words === '' ? {} : { words })));
    }
  return seen;
}
