/** Beginning a review: what it is, what for, who, how; each step is kept, and nobody hears of it before it is scheduled. */
import { choices, dayIn, isTicked, words } from '../../core/card.ts';
import type { Turn } from '../../core/feature.ts';
import { Refusal } from '../../core/feature.ts';
import type { InboundOf, Said } from '../../core/inbound.ts';
import { ask, invalid, type Reply, replace, tell } from '../../core/reply.ts';
import { plain } from '../../core/text.ts';
import { sentence } from '../../words/fragments.ts';
import { addWorkingDays, OFFICE } from '../../words/working-time.ts';
import { dateText, HOME_ZONE, instantOf, localOf, minuteOf } from '../../words/zone.ts';
import { dayAt } from '../days.ts';
import { act, type Flow } from '../flow.ts';
import { USUAL_UNNAMED } from '../method.ts';
import { METHODS } from '../methods/index.ts';
import type { Part, SessionRecord } from '../record.ts';
import { inShort } from '../sense/words.ts';
import { draftCard } from './draft.ts';
import {
  contextOf,
  EVENT_MOST,
  howForm,
  LISTED,
  readContext,
  type Step,
  stepAfter,
  stepOf,
  whatForm,
  whoForm,
  whyForm,
} from './forms.ts';
import { hasOpened, isBeforeOpening, leading } from './own.ts';
import { refusedCard } from './refused.ts';

type Submission = Turn<InboundOf<'submission'>>;
type Press = Turn<InboundOf<'action'>>;

/** `review`, and the button that starts one. @param on a message from which it is begun: it is about what that says */
export async function start(turn: Turn, flow: Flow, on?: Said): Promise<Reply> {
  const { w, me, t, event } = turn;
  const communities = await flow.needs.memberOf(w, me);
  if (communities.length === 0) return tell(sentence(t, 'review.none'));
  const at = event.where === 'channel' ? await flow.needs.channelAt(w, event.in) : null;
  const here = communities.find(({ id }) => id === at?.community)?.id ?? null;
  const about = on ? inShort(plain(on.text), EVENT_MOST) : '';
  return ask(whatForm(t, contextOf('', true), null, communities.slice(0, LISTED), here, about));
}

/** Opens one step of a draft. Value: the session and the step. */
export async function edit(turn: Press, flow: Flow): Promise<Reply> {
  const [id = '', at = ''] = turn.event.value.split(' ');
  const { session } = await leading(turn, flow.needs, id);
  const step = stepOf(at);
  if (!step || session.state !== 'draft') return tell(sentence(turn.t, 'review.refused-not-now'));
  return ask(await formOf(turn, flow, session, step, false));
}

async function formOf(turn: Turn, { needs }: Flow, session: SessionRecord, step: Step, follows: boolean) {
  const { w, me, t } = turn;
  const context = contextOf(session.id, follows);
  const community = await needs.communityName(w, session.community);
  switch (step) {
    case 'what':
      return whatForm(t, context, session, [], null);
    case 'why':
      return whyForm(t, context, session);
    case 'who': {
      const nameable = await w.sessions.setup.nameable(session.community, '', LISTED + 1);
      const people = await w.sessions.setup.people(session.id);
      return whoForm(t, context, { people, nameable, community, reader: me.organisation });
    }
    case 'how':
      return howForm(t, context, session, { community, opens: await opening(turn, session, needs) });
  }
}

/** The day and time that were chosen, or the next day of work at nine. */
async function opening({ w }: Turn, { opensAt, zone, community }: SessionRecord, needs: Flow['needs']) {
  if (opensAt) {
    const { date, minute } = localOf(opensAt, zone);
    return { day: dateText(date), minute };
  }
  const calendar = (await needs.calendarOf(w, community)) ?? OFFICE;
  return { day: dayAt(addWorkingDays(w.now, 1, calendar), calendar.zone), minute: 9 * 60 };
}

/** What comes after a step that was kept: the next one, or what there is by now. */
async function onward(turn: Submission, flow: Flow, id: string, step: Step): Promise<Reply> {
  const session = await turn.w.sessions.setup.get(id);
  if (!session) throw new Refusal(sentence(turn.t, 'review.gone'));
  const next = stepAfter(step);
  return readContext(turn.event.context).follows && next
    ? ask(await formOf(turn, flow, session, next, true))
    : tell(await draftCard(turn, flow, session));
}

/** The draft to which a step belongs. @throws Refusal */
async function draft(turn: Submission, flow: Flow): Promise<SessionRecord> {
  const { session } = await leading(turn, flow.needs, readContext(turn.event.context).session);
  if (session.state !== 'draft') throw new Refusal(sentence(turn.t, 'review.refused-not-now'));
  return session;
}

export async function what(turn: Submission, flow: Flow): Promise<Reply> {
  const { w, me, t, event } = turn;
  const problems: Record<string, string> = {};
  const [title, about] = [words(event.values.title), words(event.values.event)];
  const starts = dayIn(event.values.starts);
  const ends = dayIn(event.values.ends);
  const method = METHODS.get(words(event.values.method));
  if (title === '') problems.title = t.plain('review.needed');
  if (about === '') problems.event = t.plain('review.needed');
  if (!method) problems.method = t.plain('review.needed');
  if (!starts) problems.starts = t.plain('review.bad-day');
  if (event.values.ends !== undefined && event.values.ends !== '' && !ends) problems.ends = t.plain('review.bad-day');
  if (starts && ends && ends < starts) problems.ends = t.plain('review.bad-order');
  const { session } = readContext(event.context);
  const one = session === '' ? null : await draft(turn, flow);
  const own = await flow.needs.memberOf(w, me);
  const community = one?.community ?? own.find(({ id }) => id === words(event.values.community))?.id;
  if (community === undefined) problems.community = t.plain('review.needed');
  if (Object.keys(problems).length > 0 || !starts || !method || community === undefined) return invalid(problems);
  const said = { title, event: about, startsOn: starts, endsOn: ends };
  if (one) {
    await w.sessions.setup.save(one.id, { ...said, method: method.key });
    return onward(turn, flow, one.id, 'what');
  }
  const calendar = await flow.needs.calendarOf(w, community);
  const id = await w.sessions.setup.begin({
    ...said,
    method: method.key,
    community,
    organisation: me.organisation,
    by: me.person,
    attribution: 'unattributed',
    k: USUAL_UNNAMED,
    isSelfLed: true,
    screens: true,
    purpose: '',
    scopeIn: '',
    scopeOut: '',
    level: 'team',
    place: 'channels',
    readers: 'community',
    label: null,
    boundary: false,
    zone: calendar?.zone ?? HOME_ZONE,
    tags: [],
    opensAt: null,
    follows: null,
    partOf: null,
  });
  await w.sessions.setup.give(id, me.person, 'participant');
  return onward(turn, flow, id, 'what');
}

export async function why(turn: Submission, flow: Flow): Promise<Reply> {
  const { w, event } = turn;
  const { id } = await draft(turn, flow);
  const tags = words(event.values.tags)
    .split(',')
    .map((tag) => tag.trim().toLowerCase())
    .filter((tag) => tag !== '');
  await w.sessions.setup.save(id, {
    purpose: words(event.values.purpose),
    scopeIn: words(event.values.in),
    scopeOut: words(event.values.out),
    tags: [...new Set(tags)].slice(0, 10),
    level: words(event.values.level) === 'individual' ? 'individual' : 'team',
  });
  return onward(turn, flow, id, 'why');
}

/** Parts of which one person at most is named in the step. */
const SINGLE = ['facilitator', 'deputy', 'sponsor'] as const;

export async function who(turn: Submission, flow: Flow): Promise<Reply> {
  const { w, t, event } = turn;
  const { setup } = w.sessions;
  const { id, community } = await draft(turn, flow);
  const { participants } = event.values;
  const picked = Array.isArray(participants) ? choices(participants) : null;
  const single = SINGLE.map((part) => [part, words(event.values[part])] as const);
  const problems: Record<string, string> = {};
  const inIt = new Set(
    (await setup.nameableOf(community, [...(picked ?? []), ...single.map(([, one]) => one)])).map(
      ({ person }) => person,
    ),
  );
  const name = await flow.needs.communityName(w, community);
  const strange = (person: string): boolean => person !== '' && !inIt.has(person);
  if (picked?.some(strange)) problems.participants = t.plain('review.not-member', { community: name });
  for (const [part, person] of single)
    if (strange(person)) problems[part] = t.plain('review.not-member', { community: name });
  if (Object.keys(problems).length > 0) return invalid(problems);
  const people = await setup.people(id);
  const swap = async (part: Part, wanted: readonly string[]): Promise<void> => {
    for (const { person, parts } of people)
      if (parts.includes(part) && !wanted.includes(person)) await setup.take(id, person, part);
    for (const person of wanted) await setup.give(id, person, part);
  };
  if (picked) await swap('participant', picked);
  for (const [part, person] of single) await swap(part, person === '' ? [] : [person]);
  await setup.save(id, { isSelfLed: words(event.values.facilitator) === '' });
  return onward(turn, flow, id, 'who');
}

export async function how(turn: Submission, flow: Flow): Promise<Reply> {
  const { w, t, event } = turn;
  const session = await draft(turn, flow);
  const attribution = words(event.values.attribution) === 'named' ? 'named' : 'unattributed';
  const day = dayIn(event.values.opens);
  const minute = minuteOf(words(event.values.time));
  const problems: Record<string, string> = {};
  // Who heard of one without names wrote for one, also where it is set up again since; what was written with names has them.
  if (
    attribution !== session.attribution &&
    ((await hasOpened(w, session)) || (attribution === 'named' && session.reference))
  )
    problems.attribution = t.plain(`review.names-stay-${session.attribution}`);
  if (!day) problems.opens = t.plain('review.bad-day');
  if (minute === null) problems.time = t.plain('review.bad-time');
  const [year = 0, month = 1, date = 1] = (day ?? '').split('-').map(Number);
  const opensAt =
    day && minute !== null
      ? instantOf({ date: Date.UTC(year, month - 1, date) / 86_400_000, minute }, session.zone)
      : null;
  if (opensAt && opensAt < w.now) problems.opens = t.plain('review.past');
  if (Object.keys(problems).length > 0 || !opensAt) return invalid(problems);
  const { place, readers } = event.values;
  const isPrivate = words(place) === 'private';
  await w.sessions.setup.save(session.id, {
    attribution,
    place: isPrivate ? 'private' : 'channels',
    readers:
      words(readers) === 'participants'
        ? 'participants'
        : words(readers) === 'organisation'
          ? 'organisation'
          : 'community',
    screens: words(event.values.screens) === 'yes',
    boundary: isTicked(event.values.boundary),
    opensAt,
  });
  return onward(turn, flow, session.id, 'how');
}

/** Whoever is named for it hears of it now. */
export async function schedule(turn: Press, flow: Flow): Promise<Reply> {
  const { w, me, t, event } = turn;
  const { session } = await leading(turn, flow.needs, event.value);
  const moved = await act(w, flow, session.id, { event: 'schedule' }, { by: me.person, cause: `press:${event.id}` });
  if (moved?.kind !== 'moved') return tell(await refusedCard(turn, flow, session, moved));
  const { reference, opensAt } = moved.session;
  const invited = (await w.sessions.setup.people(session.id)).filter(({ parts }) =>
    parts.includes('participant'),
  ).length;
  return replace(sentence(t, 'review.scheduled', { reference: reference ?? '', count: invited, at: opensAt ?? w.now }));
}

/** A draft that nobody wants any more: it is kept, and can be copied. */
export async function discard(turn: Press, flow: Flow): Promise<Reply> {
  const { w, me, t, event } = turn;
  const { session } = await leading(turn, flow.needs, event.value);
  if (!isBeforeOpening(session)) return tell(sentence(t, 'review.refused-not-now'));
  const cancel = { event: 'cancel', reason: t.plain('review.cancel-not-needed') } as const;
  const moved = await act(w, flow, session.id, cancel, { by: me.person, cause: `press:${event.id}` });
  if (moved?.kind !== 'moved') return tell(await refusedCard(turn, flow, session, moved));
  return replace(sentence(t, 'review.state-cancelled'));
}

/** A cancelled one, or any other, as a new draft: what it was about and who was in it. */
export async function copy(turn: Press, flow: Flow): Promise<Reply> {
  const { w, me, t, event } = turn;
  const { session } = await leading(turn, flow.needs, event.value);
  if (!(await flow.needs.isMember(w, me.ref, session.community))) return tell(sentence(t, 'review.none'));
  const { id: _, reference: __, ...same } = session;
  const id = await w.sessions.setup.begin({ ...same, by: me.person, organisation: me.organisation, opensAt: null });
  for (const { person, parts, left } of await w.sessions.setup.people(session.id))
    if (!left) for (const part of parts) await w.sessions.setup.give(id, person, part);
  const made = await w.sessions.setup.get(id);
  return made ? tell(await draftCard(turn, flow, made, 'review.copied')) : tell(sentence(t, 'review.gone'));
}
