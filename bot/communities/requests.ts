/** Being let into a community that is joined on request: asking, and what a facilitator answers. Decided once, by whoever presses first. */
import { duty, yours } from '../core/attention.ts';
import { type Block, type Button, type Card, words } from '../core/card.ts';
import { type Asking, type Drawer, Refusal, type Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import type { Me } from '../core/me.ts';
import type { Subject } from '../core/ref.ts';
import { ask, invalid, type Reply, replace, tell } from '../core/reply.ts';
import { plain, type Text } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import { body, buttons, byline, heading, note, quote, saying, sentence } from '../words/fragments.ts';
import { communitiesButton } from '../words/how-to.ts';
import { addWorkingDays } from '../words/working-time.ts';
import type { Listed } from './community.ts';
import { conduct, tookIn } from './joining.ts';
import { lengthOf } from './name.ts';
import { refreshHome } from './reads.ts';
import type { JoinRequest } from './request.ts';
import { needAlive } from './rights.ts';
import { may } from './roles.ts';
import { isTo, nameOf, readerAt, shown } from './shown.ts';
import { readListValue, requestButton } from './views.ts';

/** Working days in which a request is answered, before others are asked too. */
const DAYS = 3;
/** The facilitators, then the deputy, then the founder's admins. */
const DEPUTY = 1;
const ADMINS = 2;
/** What a person writes of themselves, and what they are asked and told. */
export const WORDS = { least: 5, most: 500 } as const;
/** Moved on at once; the rest with the next round. */
const BATCH = 100;

const later = async (w: Work, community: string): Promise<Date> =>
  addWorkingDays(w.now, DAYS, await w.communities.calendar(community));

/** "Ask to join": says why. */
export async function openRequest(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { t, event } = turn;
  const one = await wanted(turn, readListValue(event.value).community);
  if (one.role !== null) return tell(sentence(t, 'communities.in-already', { name: one.name }));
  if (one.waits) return tell(sentence(t, 'request.waits', { community: one.name }));
  return ask({
    form: 'communities.request',
    context: one.id,
    title: t.plain('request.title'),
    intro: t('request.intro', { community: one.name, days: DAYS }),
    fields: [
      {
        field: 'paragraph',
        name: 'why',
        label: t.plain('request.why'),
        hint: t.plain('request.why-hint'),
        max: WORDS.most,
      },
    ],
    submit: t.plain('request.submit'),
    cancel: t.plain('words.cancel'),
  });
}

export async function request(turn: Turn<InboundOf<'submission'>>): Promise<Reply> {
  const { t, event } = turn;
  const one = await wanted(turn, event.context);
  const why = words(event.values.why).normalize('NFC');
  const problem = lengthProblem(t, why);
  if (problem) return invalid({ why: problem });
  if (one.role !== null) return tell(sentence(t, 'communities.in-already', { name: one.name }));
  return tell(saying(await requestBy(turn, one, why)));
}

/** Puts it before the facilitators. @returns what to say */
export async function requestBy({ w, me, t }: Turn, one: Listed, why: string): Promise<Text> {
  const dueAt = await later(w, one.id);
  const made = { community: one.id, person: me.person, identity: me.identity, why, dueAt };
  const id = await w.communities.request(made);
  if (id === null) return t('request.waits', { community: one.name });
  for (const { ref } of await w.communities.facilitators(one.id)) {
    await w.show(`request:${id}`, { to: ref, attention: duty }, { view: 'communities.request', id });
  }
  await refreshHome(w, me);
  return t('request.sent', { community: one.name, days: DAYS });
}

/** One that is joined on request and theirs to see. @throws Refusal */
async function wanted({ w, me, t }: Turn, id: string): Promise<Listed> {
  if (me.outside) throw new Refusal(sentence(t, 'communities.outside', { organisation: me.organisationName }));
  const one = await w.communities.one(me, id);
  if (!one || (one.access === 'hidden' && one.role === null)) throw new Refusal(sentence(t, 'words.gone-community'));
  if (one.access === 'open' && one.role === null)
    throw new Refusal(sentence(t, 'request.open-now', { name: one.name }));
  if (one.role === null) await needAlive(w, t, one);
  return one;
}

/** What is said to somebody who would join by a tap: they have to say why. */
export const onRequestCard = (t: Translate, { id, name, waits }: Listed): Card =>
  waits
    ? sentence(t, 'request.waits', { community: name })
    : {
        summary: t.plain('request.needed', { community: name }),
        blocks: [body(t('request.needed', { community: name })), ...buttons(requestButton(t, id))],
      };

function lengthProblem(t: Translate, said: string): string | null {
  const length = lengthOf(said);
  return length < WORDS.least || length > WORDS.most ? t.plain('request.length', { ...WORDS, length }) : null;
}

/** For whoever may answer it: facilitators, and the founder's admins once it has waited too long. */
export const requestView: Drawer = async ({ w, id, to, t }) => {
  const one = await w.communities.joinRequest(id);
  if (!one || one.state === 'withdrawn') return null;
  const isFacilitators = await isTo(w, w.communities.facilitators(one.community), to);
  if (!isFacilitators && !(one.stage >= ADMINS && (await isTo(w, w.communities.adminsKnowing(one.community), to))))
    return null;
  return requestCard(t, one, await readerAt(w, to));
};

/** @param reader the organisation of who reads it */
function requestCard(t: Translate, kept: JoinRequest, reader: string | null): Card {
  const one = shown(t, kept, reader);
  const { communityName: community, name, why, asked, answer, state } = one;
  const title = t('request.card', { name, community });
  return {
    summary: plain(title),
    blocks: [
      heading(title),
      body(byline(t, one)),
      quote(why),
      ...(asked === null ? [] : [note(t('request.card-asked')), quote(asked)]),
      ...(answer === null ? [] : [note(t('request.card-answer', { name })), quote(answer)]),
      ...(state === 'open' ? openBlocks(t, one) : [body(decided(t, one, reader))]),
    ],
  };
}

function openBlocks(t: Translate, { id, asked, answer, stage }: JoinRequest): readonly Block[] {
  const waits = asked !== null && answer === null;
  const button = (
    action: string,
    label: string,
    more: Partial<Extract<Button, { button: 'action' }>> = {},
  ): Button => ({
    button: 'action',
    action,
    value: id,
    label,
    ...more,
  });
  return [
    ...(stage > 0 ? [note(t('request.late', { days: DAYS * stage }))] : []),
    ...buttons(
      button('communities.accept', t.plain('request.accept'), { style: 'primary' }),
      !waits && button('communities.ask-more', t.plain('request.more'), { opens: true }),
      button('communities.decline', t.plain('request.decline'), { opens: true }),
    ),
  ];
}

const decided = (t: Translate, { state, name, decider }: JoinRequest, reader: string | null): Text =>
  t(state === 'accepted' ? 'request.accepted-by' : 'request.declined-by', { name, by: nameOf(t, decider, reader) });

/** Nobody waits any more to be let into an archived community. */
export async function endWaiting(w: Work, community: string): Promise<void> {
  for (const { id, person } of await w.communities.closeAll(community)) {
    await w.refresh(subjects(id));
    await refreshHome(w, { person });
  }
}

/** The request of a button or a form, for who may answer it now. @throws Refusal */
async function answerable({ w, me, t }: Turn, id: string): Promise<JoinRequest> {
  const one = await w.communities.joinRequest(id);
  if (!one || me.outside || !(await mayAnswer(w, me, one))) throw new Refusal(sentence(t, 'request.not-yours'));
  await w.communities.acted(me.person, one.community);
  return one;
}

async function mayAnswer(w: Work, me: Pick<Me, 'person'>, { community, stage }: JoinRequest): Promise<boolean> {
  const parts = await w.communities.parts(me.person, community);
  if (may(parts, 'decide')) return true;
  // It may have become hidden while somebody waited: then an admin who is not in it knows nothing of it.
  return stage >= ADMINS && may(parts, 'decide-late') && (await w.communities.knows(me.person, community));
}

/** A request that waits for the reader; null for any other. */
export async function answerableCard({ w, me, t }: Asking, id: string): Promise<Card | null> {
  const one = await w.communities.joinRequest(id);
  const isOpen = one?.state === 'open' && (one.asked === null || one.answer !== null);
  return isOpen && (await mayAnswer(w, me, one)) ? requestCard(t, one, me.organisation) : null;
}

export async function accept(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { w, me, event } = turn;
  const one = await answerable(turn, event.value);
  await needAlive(w, turn.t, { id: one.community, name: one.communityName });
  // Their organisation may have left since.
  const isShared = await w.communities.holdShare(one.organisationId, one.community);
  if (!isShared) throw new Refusal(sentence(turn.t, 'request.not-shared', { organisation: one.organisation }));
  if (await w.communities.decide(one.id, { state: 'accepted', by: me.person, said: null })) {
    if (await w.communities.letIn(one.person, one.community)) await tookIn(w, one.community, one.person);
    await tellAsker(w, one, 'decided');
  }
  return replaced(turn, one.id);
}

/** What more a facilitator wants to know, with words to begin with. */
export async function openAskMore(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { me, t, event } = turn;
  const one = await answerable(turn, event.value);
  if (one.state !== 'open' || (one.asked !== null && one.answer === null))
    return tell(requestCard(t, one, me.organisation));
  const { communityName: community } = one;
  const { name } = shown(t, one, me.organisation);
  return ask({
    form: 'communities.ask-more',
    context: one.id,
    title: t.plain('request.more-title'),
    fields: [wordsField(t, t.plain('request.more-field', { name }), t.plain('request.more-ready', { community }))],
    submit: t.plain('request.send'),
    cancel: t.plain('words.cancel'),
  });
}

export async function askMore(turn: Turn<InboundOf<'submission'>>): Promise<Reply> {
  const { w, t, event } = turn;
  const one = await answerable(turn, event.context);
  const said = words(event.values.words).normalize('NFC');
  const problem = lengthProblem(t, said);
  if (problem) return invalid({ words: problem });
  if (await w.communities.askMore(one.id, said)) {
    await w.refresh(subjects(one.id));
    await tellAsker(w, one, `asked/${w.id()}`);
  }
  return tell(await cardNow(turn, one.id));
}

export async function openDecline(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { me, t, event } = turn;
  const one = await answerable(turn, event.value);
  if (one.state !== 'open') return tell(requestCard(t, one, me.organisation));
  const { communityName: community } = one;
  const { name } = shown(t, one, me.organisation);
  return ask({
    form: 'communities.decline',
    context: one.id,
    title: t.plain('request.decline-title'),
    fields: [
      wordsField(t, t.plain('request.decline-field', { name }), t.plain('request.decline-ready', { community })),
    ],
    submit: t.plain('request.decline'),
    cancel: t.plain('words.cancel'),
  });
}

export async function decline(turn: Turn<InboundOf<'submission'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  const one = await answerable(turn, event.context);
  const said = words(event.values.words).normalize('NFC');
  const problem = lengthProblem(t, said);
  if (problem) return invalid({ words: problem });
  if (await w.communities.decide(one.id, { state: 'declined', by: me.person, said })) {
    await w.refresh(subjects(one.id));
    await refreshHome(w, one);
    await tellAsker(w, one, 'decided');
  }
  return tell(await cardNow(turn, one.id));
}

const wordsField = (t: Translate, label: string, value: string) =>
  ({ field: 'paragraph', name: 'words', label, hint: t.plain('request.ready-hint'), value, max: WORDS.most }) as const;

const subjects = (id: string): Subject[] => [`request:${id}`, `request-late:${id}`];

async function cardNow({ w, me, t }: Turn, id: string): Promise<Card> {
  const one = await w.communities.joinRequest(id);
  return one ? requestCard(t, one, me.organisation) : sentence(t, 'request.not-yours');
}
async function replaced(turn: Turn, id: string): Promise<Reply> {
  await turn.w.refresh(subjects(id));
  return replace(await cardNow(turn, id));
}

/** In private, once for each thing that happens. */
const tellAsker = (w: Work, one: JoinRequest, what: string): Promise<void> =>
  w.say(
    `request-news:${one.id}/${what}`,
    { to: one.ref, attention: yours },
    { view: 'communities.request-news', id: one.id },
  );

/** What the asker is told, as it stands when it is sent. */
export const requestNewsView: Drawer = async ({ w, id, to, t }) => {
  const one = await w.communities.joinRequest(id);
  if (!one || !(await isTo(w, Promise.resolve([one]), to))) return null;
  const { communityName: community, said, state } = one;
  switch (state) {
    case 'withdrawn':
      return null;
    case 'accepted': {
      const title = t('request.news-accepted', { community });
      const isNew = (await w.communities.hearsHow(one.person, one.community)) === null;
      return { summary: plain(title), blocks: [body(title), ...(isNew ? conduct(t, one.community) : [])] };
    }
    case 'declined': {
      const title = t('request.news-declined', { community });
      return {
        summary: plain(title),
        blocks: [body(title), ...(said ? [quote(said)] : []), ...buttons(communitiesButton(t))],
      };
    }
    case 'open':
      return askedCard(t, one);
  }
};

/** What a facilitator wants to know of the asker; null where nothing was asked. */
export function askedCard(t: Translate, { id, communityName: community, asked }: JoinRequest): Card | null {
  if (asked === null) return null;
  const title = t('request.news-asked', { community });
  const button: Button = {
    button: 'action',
    action: 'communities.answer-more',
    value: id,
    label: t.plain('request.answer'),
    style: 'primary',
    opens: true,
  };
  return { summary: plain(title), blocks: [body(title), quote(asked), ...buttons(button)] };
}

/** The asker's own request that waits for their words. @throws Refusal */
async function ownAsked({ w, me, t }: Turn, id: string): Promise<JoinRequest> {
  const one = await w.communities.joinRequest(id);
  if (one?.person !== me.person || one.state !== 'open' || one.asked === null || one.answer !== null) {
    throw new Refusal(sentence(t, 'request.nothing-asked'));
  }
  return one;
}

export async function openAnswerMore(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { t, event } = turn;
  const one = await ownAsked(turn, event.value);
  return ask({
    form: 'communities.answer-more',
    context: one.id,
    title: t.plain('request.answer-title'),
    intro: one.asked ?? '',
    fields: [{ field: 'paragraph', name: 'words', label: t.plain('request.answer-field'), max: WORDS.most }],
    submit: t.plain('request.send'),
    cancel: t.plain('words.cancel'),
  });
}

export async function answerMore(turn: Turn<InboundOf<'submission'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  const one = await ownAsked(turn, event.context);
  const said = words(event.values.words).normalize('NFC');
  const problem = lengthProblem(t, said);
  if (problem) return invalid({ words: problem });
  if (await w.communities.answerMore(one.id, me.person, said)) await w.refresh(subjects(one.id));
  return tell(sentence(t, 'request.answered', { community: one.communityName }));
}

/** Asks the next of those who may answer, where a request has waited three working days: the deputy, then the founder's admins. */
export async function askNext(w: Work): Promise<void> {
  for (const id of await w.communities.overdue(BATCH)) {
    const one = await w.communities.joinRequest(id);
    if (!one) continue;
    const deputy = (await w.communities.keepers(one.community)).find((keeper) => keeper.deputy && !keeper.paused);
    const to = one.stage === 0 && deputy ? await w.communities.accountOf(deputy.person) : null;
    const stage = to ? DEPUTY : ADMINS;
    await w.communities.escalate(id, stage, stage === ADMINS ? null : await later(w, one.community));
    const admins = to ? [] : await w.communities.adminsKnowing(one.community);
    // Nobody else is left: those who did not answer are asked again.
    const others = admins.length > 0 ? admins : await w.communities.facilitators(one.community);
    for (const { ref } of to ? [{ ref: to }] : others)
      await w.say(`request-late:${id}/${stage}`, { to: ref, attention: duty }, { view: 'communities.request', id });
    await w.refresh(subjects(id));
  }
}
