/** What each button carries and what each form takes: whoever adds one says it here, or the suite stops. */
import type { Value } from '../../core/card.ts';
import type { World } from './world.ts';

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
  (of: Exclude<keyof World['others'], 'reviews'>): Values =>
  ({ others }) =>
    others[of];

/** Who looks after communities. */
const KEEPERS = ['lead', 'facilitator, Slack'];

/** Who would be out of it by one press. */
const MEMBERS = [...KEEPERS, 'member', 'member, Slack', 'guest, taken in', 'two accounts', 'the other account'];

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
  'questions.reword': { values: QUESTION },
  'questions.known': {
    values: ({ questions }) => Object.values(questions).map((id) => `${id}/${id}`),
  },
  'questions.read': { values: QUESTION },
  'questions.answer': { values: other('questions') },
  'questions.useful': { values: REPLY, not: KEEPERS },
  'questions.unaccept': { values: QUESTION, not: KEEPERS },
  'questions.choose': { values: other('questions') },
  'questions.withdraw': { values: QUESTION, not: KEEPERS },
  'questions.pass': { values: other('questions') },
  'standing.about': { values: REPLY },
  'standing.back': { values: REPLY },
  'standing.unback': { values: REPLY },
  'standing.dispute': { values: REPLY },
  'standing.take-back': { values: other('disputes') },
  'standing.settle': { values: other('disputes') },
  'standing.vet': { values: REPLY },
  'standing.still-right': { values: REPLY },
  'standing.link': { values: REPLY },
  'standing.unlink': { values: REPLY },
  'standing.withdraw': { values: REPLY, not: KEEPERS },
  'standing.restore': { values: REPLY },
  'standing.queue': { values: NONE },
  'standing.validators': { values: COMMUNITY },
  'standing.name': { values: COMMUNITY },
  'standing.unname': {
    values: ({ ids, others }) => Object.values(ids).flatMap((id) => others.persons.map((one) => `${id}/${one}`)),
  },
  'standing.resign': { values: COMMUNITY },
  'questions.not-for-me': { values: other('questions') },
  'communities.list': { values: NONE },
  'communities.create': { values: NONE },
  'communities.alike': { values: COMMUNITY },
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
  'communities.unbind': { values: other('channels'), not: KEEPERS },
  'communities.code': { values: COMMUNITY },
  'communities.request': { values: COMMUNITY },
  'communities.accept': { values: other('requests'), not: KEEPERS },
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
  'communities.difference': { values: COMMUNITY },
  'communities.keeping': { values: COMMUNITY },
  'communities.invite-channel': { values: other('channels'), not: KEEPERS },
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
  'library.list': { values: COMMUNITY },
  'library.read': { values: other('items') },
  'library.add': { values: COMMUNITY },
  'library.edit': { values: other('items') },
  'library.confirm': { values: other('items'), not: KEEPERS },
  'library.retire': { values: other('items'), not: KEEPERS },
  'library.erase': { values: other('items'), not: KEEPERS },
  // Whoever keeps the text of a button may try any words, and any question as a draft of theirs.
  'drafting.ask': {
    values: ({ questions }) => ['words mending things', ...Object.values(questions).map((id) => `question ${id}`)],
  },
  'drafting.share': { values: ({ questions }) => Object.values(questions) },
  'communities.drafting': { values: followedBy(' off'), not: KEEPERS },
  'communities.drafting-rule': {
    values: () => ['off'],
    not: ['admin', 'admin, sharing it', 'admin, since then', 'admin, offered it'],
  },
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
  // Who leads it would end it.
  'lifecycle.close': { values: COMMUNITY, not: ['lead'] },
  'lifecycle.extend': { values: COMMUNITY },
  'lifecycle.vote': { values: followedBy(' keep') },
  'lifecycle.revive': { values: COMMUNITY },
  'lifecycle.take-lead': { values: COMMUNITY },
  'lifecycle.not-lead': { values: COMMUNITY },
  'pages.open': { values: NONE },
  'sessions.lesson-list': { values: followedBy('/0') },
  'sessions.lesson-like': {
    values: ({ others: { reviews } }) =>
      reviews.lessons.flatMap((id) => reviews.lessons.map((of) => `${id}/${of}/same`)),
  },
};

/** Buttons and forms of a review that set a blank between an id and what else they carry; all others a slash. */
const SPACED =
  /^sessions\.(edit|instead|open-now|next|next-sure|go-on|more|remove|let-in|what|why|who|how|extend|people|report-.*)$/;

/** What those of a review carry, by what they are about: an id alone, or with the version that was seen. */
const ABOUT: readonly (readonly [begins: RegExp, of: keyof World['others']['reviews']])[] = [
  [/^sessions\.(topic|votes?$)/, 'topics'],
  [/^sessions\.fact/, 'facts'],
  [/^sessions\.(point|withdraw-point|hold$|release$|challenge)/, 'points'],
  [/^sessions\.lesson/, 'lessons'],
  [/^sessions\.recommendation/, 'recommendations'],
  [/^sessions\.action/, 'actions'],
  [/^sessions\.objection/, 'objections'],
];
/** Both of what it is about and of its review: many are opened from there. */
const ofReview =
  (name: string): Values =>
  ({ others: { reviews } }) => {
    const of = ABOUT.find(([begins]) => begins.test(name))?.[1] ?? 'sessions';
    return [...reviews[of], ...(of === 'sessions' ? [] : reviews.sessions)].flatMap((id) => [
      id,
      `${id}${SPACED.test(name) ? ' ' : '/'}1`,
    ]);
  };

/** Those of a review that are somebody's to press, who reads it from then on. */
const LETS_IN: Readonly<Record<string, readonly string[]>> = { 'sessions.take-over': ['admin'] };
const buttonNamed = (action: string): Button | undefined =>
  BUTTONS[action] ??
  (action.startsWith('sessions.') ? { values: ofReview(action), not: LETS_IN[action] ?? [] } : undefined);
const formNamed = (form: string): Filled | undefined =>
  FORMS[form] ?? (form.startsWith('sessions.') ? { contexts: ofReview(form), values: () => ({}) } : undefined);

/** @throws where nobody has said it */
export function buttonOf(action: string): Button {
  const button = buttonNamed(action);
  if (!button) throw new Error(`say in ${import.meta.url} what the button ${action} carries`);
  return button;
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
  'questions.reword': {
    contexts: QUESTION,
    values: ({ ids }) => ({ community: ids.hidden, text: 'Is mending hidden?' }),
  },
  'questions.post': { contexts: QUESTION, values: ({ ids }) => ({ community: ids.hidden }) },
  'questions.answer': { contexts: QUESTION, values: () => ({ text: 'Something about it.' }) },
  'questions.choose': { contexts: QUESTION, values: ({ replies }) => ({ reply: replies.hidden }) },
  'standing.dispute': { contexts: REPLY, values: () => ({ reason: 'It is not so.' }) },
  'standing.settle': { contexts: other('disputes'), values: () => ({ answer: 'It is so.', verdict: 'stands' }) },
  'standing.vet': {
    contexts: ({ replies }) => Object.values(replies).map((id) => `${id}/1`),
    values: () => ({
      right: 'yes',
      format: 'yes',
      accessible: 'yes',
      source: 'A law',
      role: 'Officer',
      until: '2030-01-01',
    }),
  },
  'standing.link': { contexts: REPLY, values: () => ({ address: 'https://example.org/' }) },
  'standing.name': {
    contexts: COMMUNITY,
    values: ({ row }) => ({ person: [row('colleague').actor.ref], role: 'Officer' }),
  },
  // To a colleague, and to whoever is told nothing of a community.
  'questions.pass': {
    contexts: other('questions'),
    values: ({ row }) => ({ person: [row('colleague').actor.ref], line: 'You may know of mending.' }),
  },
  'communities.create': {
    contexts: NONE,
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
    not: KEEPERS,
  },
  'communities.hello': { contexts: COMMUNITY, values: () => ({ words: '' }) },
  'communities.invite': { contexts: followedBy(' member'), values: () => ({ people: [] }) },
  'communities.access': {
    contexts: COMMUNITY,
    values: () => ({ access: 'open' }),
    not: ['lead'],
  },
  'communities.label': { contexts: COMMUNITY, values: () => ({ label: 'open' }), not: ['lead'] },
  'communities.keeping': { contexts: COMMUNITY, values: () => ({ keeping: 'channel' }), not: ['lead'] },
  'communities.share': {
    contexts: COMMUNITY,
    values: ({ others }) => ({ organisation: others.partners[0] ?? '' }),
    not: ['lead', 'admin'],
  },
  'communities.add-admin': { contexts: NONE, values: () => ({ people: [] }) },
  'library.add': {
    contexts: NONE,
    values: ({ ids }) => ({ community: ids.hidden, kind: 'note', title: 'Mending', text: 'As ever.' }),
    // Who reads it adds to it.
    not: MEMBERS,
  },
  'library.edit': {
    contexts: ({ others }) => others.items.map((id) => `${id}/1`),
    values: () => ({ title: 'Mending', text: 'As ever.' }),
    not: KEEPERS,
  },
  'digests.change': { contexts: COMMUNITY, values: () => ({ day: '2', time: '10:00', how: 'itself' }), not: KEEPERS },
  'digests.edit': { contexts: other('digests'), values: () => ({ intro: 'A quiet week.', out: [] }), not: KEEPERS },
  // Whoever has one would hear of nothing any more.
  'digests.own': { contexts: other('weeks'), values: () => ({ keep: [] }), not: MEMBERS },
  'calendars.change': { contexts: COMMUNITY, values: () => ({ zone: 'Europe/London', holidays: 'none' }) },
};

/** @throws where nobody has said it */
export function formOf(form: string): Filled {
  const filled = formNamed(form);
  if (!filled) throw new Error(`say in ${import.meta.url} what the form ${form} carries`);
  return filled;
}

/** Buttons and forms that strangers could not try: nobody has said here what they carry, or there is none of that. */
export const untried = (world: World): readonly string[] => [
  ...[...world.s.tables.actions.keys()].filter((action) => !buttonNamed(action)?.values(world).length),
  ...[...world.s.tables.forms.keys()].filter((form) => !formNamed(form)?.contexts(world).length),
];
