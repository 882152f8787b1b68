/** Every message that the bot starts, with its class: found in the sources, and seen in a story that shows them all, in which nothing is said but by the catalogue. */
import { describe, expect, it, test } from 'vitest';
import { createTables } from '../core/tables.ts';
import { wireFeatures } from '../features.ts';
import { isTest, readSources } from '../testing/boundaries/sources.ts';
import { everyCard } from '../testing/every-card.ts';
import { messagesIn } from '../testing/messages.ts';
import { plainEnglish } from '../testing/plain-english.ts';
import { stringsOf, stringsOfForm } from '../testing/words-of.ts';
import { createWords } from './catalogue.ts';
import { pseudo } from './pseudo.ts';

/** A new call is added here with its class: a place's and a home page's have none. */
const CALLS: Readonly<Record<string, string>> = {
  'bot/communities/admin.ts admin': 'duty',
  'bot/communities/admin.ts created': 'yours',
  'bot/communities/admin.ts proposal': 'duty',
  'bot/communities/admin.ts proposal-news': 'yours',
  'bot/communities/agreeing.ts sharing-ready': 'yours',
  'bot/communities/alike.ts joined': 'yours',
  'bot/communities/bind.ts bound': 'place',
  'bot/communities/bind.ts code-used': 'attention',
  'bot/communities/create.ts created': 'yours',
  'bot/communities/governing.ts cause': 'duty',
  'bot/communities/hello.ts hello': 'place',
  // In the channel, seen by one: it takes nothing of a week's three, and comes at most once a day.
  'bot/communities/hint.ts hint': 'place',
  'bot/communities/in-step.ts invitation': 'ask',
  'bot/communities/in-step.ts still': 'duty',
  'bot/communities/in-step.ts where': 'yours',
  'bot/communities/invite.ts invitation': 'ask',
  'bot/communities/invite.ts invitation-answered': 'yours',
  'bot/communities/joining.ts newcomers': 'duty',
  'bot/communities/keeping.ts came': 'yours',
  'bot/communities/keeping.ts others': 'duty',
  'bot/communities/keeping.ts went': 'yours',
  'bot/communities/lead.ts leads': 'duty',
  'bot/communities/lead.ts part-ended': 'duty',
  'bot/communities/membership.ts joined': 'yours',
  'bot/communities/places.ts cause': 'attention',
  'bot/communities/places.ts unbound': 'place',
  'bot/communities/places.ts welcome': 'place',
  'bot/communities/presence.ts presence': 'duty',
  'bot/communities/requests.ts request': 'duty',
  'bot/communities/requests.ts request-late': 'duty',
  'bot/communities/requests.ts request-news': 'yours',
  'bot/communities/sharing.ts sharing': 'duty',
  'bot/communities/sharing.ts sharing-news': 'duty',
  'bot/communities/sharing.ts sharing-refused': 'yours',
  'bot/core/catch-up.ts away': 'tell.at',
  'bot/core/create-bot.ts delivery': 'yours',
  'bot/digests/flow.ts digest-empty': 'duty',
  'bot/digests/flow.ts subjectOfDigest': 'place',
  'bot/digests/flow.ts subjectOfPreview': 'duty',
  'bot/digests/own.ts subjectOfOwn': 'duty',
  'bot/drafting/ask.ts subjectOfDraft': 'yours',
  'bot/drafting/share.ts subjectOfShared': 'place',
  'bot/home/index.ts home': 'home',
  'bot/lifecycle/alone.ts subject': 'ask',
  'bot/lifecycle/asking.ts subject': 'place, ask',
  'bot/lifecycle/moving.ts subjectOfLearned': 'place',
  'bot/lifecycle/telling.ts lifecycle-quiet': 'duty',
  'bot/lifecycle/telling.ts subjectOfForming': 'duty',
  'bot/operations/tell.ts alarm': 'place',
  'bot/people/joined.ts subjectOf': 'yours',
  'bot/people/link.ts subjectOf': 'at',
  'bot/questions/accept.ts thanks': 'yours',
  'bot/questions/answer.ts archived': 'place',
  'bot/questions/answer.ts not-carried': 'place',
  'bot/questions/answer.ts subjectOfNotice': 'yours',
  'bot/questions/backlog.ts backlog': 'at',
  'bot/questions/everything.ts subjectOfHeard': 'duty',
  'bot/questions/pass.ts subjectOfPass': 'ask',
  'bot/questions/publish.ts subject': 'yours, at',
  'bot/questions/publish.ts subjectOfReply': 'threadIn(question, channel)',
  'bot/library/due.ts library-due': 'duty',
  'bot/standing/dispute.ts subjectOfDispute': 'attention',
  'bot/standing/due.ts review-due': 'duty',
  'bot/standing/follow.ts subjectOfChanged': 'yours',
  'bot/standing/open.ts subjectOfRaised': 'yours',
  'bot/standing/settle.ts settled': 'yours',
  'bot/standing/validators.ts subject': 'duty',
  'bot/sessions/outcome/effects.ts actions-kept': 'duty',
  'bot/sessions/outcome/lesson-follow.ts lesson': 'duty',
  'bot/sessions/outcome/look.ts actions-late': 'duty',
  'bot/sessions/outcome/objecting.ts objection': 'attention, yours',
  'bot/sessions/outcome/sponsor.ts sponsor': 'duty',
  'bot/sessions/outcome/telling.ts subjectOf': 'duty',
  'bot/sessions/sense/discuss.ts subjectOfRemark': 'place',
  'bot/sessions/sense/showing.ts subject': 'place, attention',
  'bot/sessions/sense/thread.ts not-kept': 'place',
  'bot/sessions/writing/closing.ts session-input': 'place',
  'bot/sessions/writing/closing.ts session-write': 'duty',
  'bot/sessions/writing/hourly.ts session-challenge': 'duty',
  'bot/sessions/writing/hourly.ts session-key-lost': 'duty',
  'bot/sessions/writing/hourly.ts session-remind': 'duty',
  'bot/sessions/writing/hourly.ts session-urgent': 'duty',
  'bot/sessions/writing/screening.ts session-abuse': 'duty',
  'bot/sessions/setup/news.ts session-news': 'attention',
  'bot/sessions/setup/people.ts session-person': 'duty',
  'bot/sessions/setup/show.ts leadOf': 'duty',
  'bot/sessions/setup/show.ts ownOf': 'duty',
  'bot/sessions/setup/show.ts rootOf': 'place',
  'bot/sessions/setup/succession.ts session-declined': 'duty',
  'bot/sessions/setup/succession.ts session-offer': 'duty',
  'bot/sessions/setup/succession.ts session-silent': 'duty',
  'bot/sessions/report/benefit.ts session-benefit': 'attention',
  'bot/sessions/report/publish.ts subjectOfDraft': 'duty',
  'bot/sessions/report/publish.ts subjectOfReport': 'place, duty',
};

type Class = 'yours' | 'duty' | 'ask' | 'none';

/** What is drawn when it is sent, by its view: of what classes it is, wherever it goes. */
const VIEWS: Readonly<Record<string, readonly Class[]>> = {
  question: ['none', 'yours'],
  reply: ['none'],
  'answer-notice': ['yours'],
  // Who wants to hear everything has chosen it.
  'question-heard': ['duty'],
  // Nobody to whom a question is passed asked for it.
  'question-passed': ['ask'],
  thanks: ['yours'],
  away: ['none'],
  backlog: ['none', 'yours'],
  'drafting.answer': ['yours'],
  'drafting.shared': ['none'],
  home: ['none'],
  'people.joined': ['yours'],
  'people.link': ['yours'],
  'communities.bound': ['none'],
  'communities.unbound': ['none'],
  'communities.welcome': ['none'],
  // Of whoever gave the code out it is the result; the other facilitators hear of it.
  'communities.code-used': ['yours', 'duty'],
  'communities.hearing': ['duty'],
  'communities.gone': ['duty'],
  'communities.moved': ['duty'],
  'communities.opened': ['duty'],
  'communities.failed': ['duty'],
  'communities.hello': ['none'],
  // Of one's own joining, creating, asking and inviting.
  'communities.joined': ['yours'],
  'communities.created': ['yours'],
  'communities.request-news': ['yours'],
  'communities.invitation-answered': ['yours'],
  'communities.proposal-news': ['yours'],
  // Nobody who is invited asked for it.
  'communities.invitation': ['ask'],
  // What facilitators and admins took on.
  'communities.request': ['duty'],
  'communities.newcomers': ['duty'],
  'communities.leads': ['duty'],
  'communities.part-ended': ['duty'],
  'communities.access-changed': ['duty'],
  'communities.proposal': ['duty'],
  'communities.admin-news': ['duty'],
  'communities.label-changed': ['duty'],
  'communities.keeping-changed': ['duty'],
  // Of one's own coming, going and joining.
  'communities.came': ['yours'],
  'communities.went': ['yours'],
  'communities.where': ['yours'],
  'communities.others': ['duty'],
  'communities.still': ['duty'],
  'communities.presence': ['duty'],
  'communities.sharing': ['duty'],
  // Of one's own wish, and to all who look after it.
  'communities.sharing-news': ['yours', 'duty'],
  'communities.sharing-ready': ['yours'],
  'digests.weekly': ['none'],
  // A digest that its facilitators look after.
  'digests.preview': ['duty'],
  'digests.empty': ['duty'],
  // Of communities whose digest they chose.
  'digests.own': ['duty'],
  // A session that one is in, or leads.
  'sessions.action': ['duty'],
  'sessions.actions-kept': ['duty'],
  'sessions.actions-late': ['duty'],
  'sessions.away': ['none'],
  'sessions.benefit': ['ask'],
  'sessions.challenged': ['duty'],
  'sessions.coverage': ['none', 'duty', 'yours'],
  'sessions.held-abuse': ['duty'],
  'sessions.input': ['none'],
  'sessions.lesson-embed': ['duty'],
  'sessions.objection': ['duty', 'yours'],
  'sessions.remark': ['none'],
  'sessions.sponsor': ['duty'],
  'sessions.sponsor-vacant': ['duty'],
  'sessions.topic': ['none', 'duty', 'yours'],
  'sessions.urgent': ['duty'],
  'sessions.votes': ['none', 'duty', 'yours'],
  'sessions.write-key-lost': ['duty'],
  'sessions.write-please': ['duty'],
  'sessions.write-remind': ['duty'],
  'sessions.channel': ['none'],
  'sessions.own': ['duty'],
  'sessions.lead': ['duty'],
  'sessions.news': ['duty'],
  'sessions.silent': ['duty'],
  'sessions.offer': ['duty'],
  'sessions.lead-declined': ['duty'],
  'sessions.person': ['duty'],
  // Who leads a community took that on.
  'lifecycle.forming': ['duty'],
  'lifecycle.quiet': ['duty'],
  // Its members are asked, in its channels and in private.
  'lifecycle.vote': ['none', 'ask'],
  'lifecycle.lead': ['none', 'ask'],
  'lifecycle.lead-one': ['ask'],
  'lifecycle.learned': ['none'],
  // A session that one is in is what one took on.
  'sessions.report-draft': ['duty'],
  'sessions.report': ['none', 'duty'],
  // Whoever wrote, marked or used it, and whoever looks after it.
  'library.due': ['duty'],
  'standing.disputed': ['yours', 'duty'],
  // Of one's own dispute, one's own answer, and what one marked.
  'standing.settled': ['yours'],
  'standing.raised': ['yours'],
  'standing.changed': ['yours'],
  // What whoever may vet took on.
  'standing.due': ['duty'],
  'standing.validator': ['duty'],
  together: ['duty'],
};

/** What is fixed when it is owed, by what caused it. */
const CARDS: Readonly<Record<string, readonly Class[]>> = {
  delivery: ['yours'],
  alarm: ['none'],
  hint: ['none'],
  'not-carried': ['none'],
  archived: ['none'],
  'not-kept': ['none'],
};

const tables = createTables(wireFeatures());

describe('every message', () => {
  it('that the sources start is known, with its class', () => {
    const found = new Map<string, string[]>();
    for (const [path, text] of readSources()) {
      if (!path.startsWith('bot/') || isTest(path)) continue;
      for (const { message, attention } of messagesIn(path, text))
        found.set(message, [...(found.get(message) ?? []), attention]);
    }
    const classes = [...found].map(([message, all]) => [message, [...new Set(all)].join(', ')] as const);
    expect(Object.fromEntries(classes.sort())).toEqual(CALLS);
  });

  it('that is drawn has its classes', () => {
    expect([...tables.draws.keys(), 'together'].sort()).toEqual(Object.keys(VIEWS).sort());
  });

  it('that a story shows is of one of its classes, and whatever goes to a person has one; no word of it is outside the catalogue', async () => {
    const { stage, cards, homes, forms, refusals } = await everyCard({ words: createWords({}, pseudo) });
    const words = [
      ...[...cards, ...homes].flatMap(stringsOf),
      ...forms.flatMap(stringsOfForm),
      ...refusals.flatMap(({ problems }) => Object.values(problems)),
    ];
    expect(words.length).toBeGreaterThan(200);
    expect([...new Set(words.flatMap(plainEnglish))]).toEqual([]);
    const rows = await stage.prisma.outgoing.findMany();
    const seen = new Set<string>();
    for (const { view, subject, attention, home, to } of rows) {
      const kind = view ?? subject.replace(/:.*$/s, '');
      const allowed = (view === null ? CARDS : VIEWS)[kind] ?? [];
      expect(allowed, kind).toContain(attention ?? 'none');
      if ((to as { kind: string }).kind === 'user') expect(attention !== null || home, kind).toBe(true);
      seen.add(kind);
    }
    const some = ['question', 'answer-notice', 'communities.gone', 'home', 'archived'];
    const life = [...tables.draws.keys()].filter((view) => view.startsWith('lifecycle.'));
    expect([...seen]).toEqual(expect.arrayContaining([...some, ...life]));
  }, 120_000);
});

test('an English sentence among what is said would be found', () => {
  expect(plainEnglish('Press the button')).toEqual(['Press', 'the', 'button']);
  expect(plainEnglish(pseudo('Press the button'))).toEqual([]);
});

test.each([
  [`w.say(\`x:\${id}\`, { to: ref, attention: yours }, card)`, 'x', 'yours'],
  ["turn.w.show('x:1', { to, attention: askBy(until) }, view)", 'x', 'ask'],
  ['w.say(subjectOf(id), { to: channel }, card)', 'subjectOf', 'place'],
  ['w.say(cause, { to: ref, attention }, card)', 'cause', 'attention'],
  ['w.show(subject, { to: me.ref, home: true }, view)', 'subject', 'home'],
])('a planted %s is found', (call, kind, attention) => {
  expect(messagesIn('bot/a/b.ts', `export const x = () => ${call};`)).toMatchObject([
    { message: `bot/a/b.ts ${kind}`, attention },
  ]);
  expect(messagesIn('bot/a/b.ts', "progress.say('x'); s.say(asha, place, 'x');")).toEqual([]);
});
